import sql from 'sql-template-tag'
import type { Clock } from '../../kernel/clock.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { ActionHandler, ActionOutcome } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import { conflict, forbidden, Refusal, tooMany } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { capacityFull, limitOf, lockCapacity, type Usage, usageOf } from './capacity.ts'
import { ownershipActions } from './definitions.ts'
import type { OwnershipParts } from './hooks.ts'
import { repeatMembers } from './members.ts'
import { momentWords } from './moment-words.ts'
import type { PoolRules } from './protection.ts'

/** What decides about claims of one person on one page, read once. */
interface Situation {
  readonly usage: Usage
  readonly claimedToday: ReadonlyMap<string, number>
}

export const claimsToday = async (
  db: Queryable,
  parts: OwnershipParts,
  employeeId: string,
  now: string,
): Promise<Map<string, number>> => {
  const start = parts.state.clock.startOfDay(parts.state.clock.today(now))
  const { rows } = await db.query<{ pool: string; n: number }>(
    sql`SELECT pool_id AS pool, count(*) AS n FROM claim_ledger WHERE employee_id = ${employeeId} AND at >= ${start} AND outcome = 'claimed' AND undone_at IS NULL GROUP BY 1`,
    'claims-today',
  )
  return new Map(rows.map((row) => [row.pool, row.n]))
}

/** 领取 (F6): why not, in the order a person can do something about it. */
export const refuseClaim = (
  parts: OwnershipParts,
  context: Context,
  row: Row,
  situation: Situation,
): Refusal | undefined => {
  const me = context.principal.employeeId ?? ''
  const { clock } = parts.state
  if (typeof row.ownerId === 'string') {
    const owner = parts.kernel().directory().people.get(row.ownerId)?.name ?? ''
    return row.ownerId === me
      ? conflict('already_owned', '你已经是负责人', 'You already own it')
      : conflict('already_owned', `没能领取：已被${owner}领走`, `Not claimed: it belongs to ${owner}`, {
          ownerName: owner,
        })
  }
  const pool = parts.state.pools().get(String(row.poolId))
  if (!context.principal.poolIds.includes(String(row.poolId)))
    return forbidden('not_member', `你不是“${pool?.name ?? ''}”的成员`, `You are not a member of "${pool?.name ?? ''}"`)
  if (pool !== undefined && typeof row.pooledAt === 'string') {
    if (row.previousOwnerId === me && pool.previousOwnerCooldownDays > 0) {
      const open = new Date(Date.parse(row.pooledAt) + pool.previousOwnerCooldownDays * 86_400_000).toISOString()
      if (context.now < open)
        return cooled(
          'claim_cooldown',
          pool,
          open,
          clock,
          `你是前负责人，退回后 ${pool.previousOwnerCooldownDays} 天内不能再领`,
          `You were the last owner; within ${pool.previousOwnerCooldownDays} days you cannot claim it again`,
        )
    }
    if (pool.priorityHours > 0 && row.poolCause === 'recycle' && row.previousOwnerId !== me) {
      const open = new Date(Date.parse(row.pooledAt) + pool.priorityHours * 3_600_000).toISOString()
      const former = parts.kernel().directory().people.get(String(row.previousOwnerId))
      if (context.now < open && former?.status === 'active')
        return cooled(
          'priority_window',
          pool,
          open,
          clock,
          `回收后 ${pool.priorityHours} 小时内前负责人${former.name}优先`,
          `For ${pool.priorityHours} hours after recycling the last owner, ${former.name}, comes first`,
        )
    }
    if (pool.newInPoolCooldownHours > 0) {
      const open = new Date(Date.parse(row.pooledAt) + pool.newInPoolCooldownHours * 3_600_000).toISOString()
      if (context.now < open)
        return cooled(
          'pool_cooldown',
          pool,
          open,
          clock,
          `新入池 ${pool.newInPoolCooldownHours} 小时内不开放领取`,
          `It opens ${pool.newInPoolCooldownHours} hours after it came into the pool`,
        )
    }
    const used = situation.claimedToday.get(pool.id) ?? 0
    if (pool.dailyClaims !== null && used >= pool.dailyClaims)
      return tomorrow(
        tooMany(
          'daily_limit',
          `今天在“${pool.name}”已领 ${used}/${pool.dailyClaims} 个，明天再来`,
          `Today ${used}/${pool.dailyClaims} are claimed from "${pool.name}"; come back tomorrow`,
          { claims: { used, limit: pool.dailyClaims } },
        ),
        clock,
        context.now,
      )
  }
  const { usage } = situation
  return usage.limit !== null && usage.used >= usage.limit
    ? capacityFull(context.principal.name, true, usage)
    : undefined
}

/** A limit of the day is open again when the company's next day begins. */
export const tomorrow = (refusal: Refusal, clock: Clock, now: string): Refusal =>
  new Refusal(refusal.status, refusal.code, refusal.detail, {
    ...refusal.more,
    headers: { 'Retry-After': String(Math.ceil((Date.parse(clock.endOfDays(now, 0)) - Date.parse(now)) / 1000)) },
  })

const cooled = (code: string, pool: PoolRules, open: string, clock: Clock, zh: string, en: string) => {
  const at = momentWords(open, clock)
  return conflict(code, `${zh}，${at.zh} 起可领`, `${en}; open from ${at.en}`, { opensAt: open, rule: pool.name })
}

const situationOf = async (
  parts: OwnershipParts,
  context: Context,
  object: CompiledObject,
  db: Queryable,
): Promise<Situation> => {
  const me = context.principal.employeeId ?? ''
  const directory = parts.kernel().directory()
  const isLimited = limitOf(parts.state, directory, parts.roleKeys, me, context.now) !== null
  return {
    usage: isLimited
      ? await usageOf(db, parts.state, object, directory, parts.roleKeys, me, context.now)
      : unlimited.usage,
    claimedToday: isRationed(parts) ? await claimsToday(db, parts, me, context.now) : unlimited.claimedToday,
  }
}

const isRationed = (parts: OwnershipParts) =>
  [...parts.state.pools().values()].some((pool) => pool.dailyClaims !== null)

/** For questions that only membership, ownership and cool-downs decide. */
const unlimited: Situation = { usage: { used: 0, limit: null, excluded: 0 }, claimedToday: new Map() }

const attempt = (context: Context, object: CompiledObject, row: Row, id: string, refusal?: Refusal): Row => ({
  id,
  object: object.path,
  record_id: row.id,
  employee_id: context.principal.employeeId,
  pool_id: row.poolId ?? null,
  at: context.now,
  outcome: refusal?.code ?? 'claimed',
})

/** Every attempt with what became of it, refused ones too: conflicts are judged by it later. */
const enter = async (db: Queryable, ledger: readonly Row[]) => {
  await db.query(
    sql`INSERT INTO claim_ledger (id, object, record_id, employee_id, pool_id, at, outcome) SELECT id, object, record_id, employee_id, pool_id, at, outcome FROM jsonb_populate_recordset(NULL::claim_ledger, ${JSON.stringify(ledger)}::jsonb)`,
  )
}

export const claimHandler = (parts: OwnershipParts, objectPath: string): ActionHandler => ({
  def: ownershipActions(objectPath).find((def) => def.name === 'claim')!,
  prepare: (context, object, rows, db) =>
    context.principal.employeeId !== null && rows.some((row) => row.ownerId === null)
      ? situationOf(parts, context, object, db)
      : Promise.resolve(undefined),
  verdict: (context, row, prepared) =>
    refuseClaim(parts, context, row, (prepared as Situation | undefined) ?? unlimited),
  missed: (context, row) => {
    const wasOpen =
      context.principal.poolIds.includes(String(row.poolId)) &&
      typeof row.ownedAt === 'string' &&
      row.ownedAt !== row.createdAt &&
      Date.parse(context.now) - Date.parse(row.ownedAt) < 86_400_000
    return wasOpen && row.deletedAt === null ? refuseClaim(parts, context, row, unlimited) : undefined
  },
  refused: ({ context, object, tx }, turned) =>
    enter(
      tx,
      turned.map(({ row, refusal }) => attempt(context, object, row, newId(), refusal)),
    ),
  run: async ({ context, object, tx }, rows) => {
    const me = context.principal.employeeId ?? ''
    // Several claims of one person wait for each other here, so that a daily limit holds in a race.
    await lockCapacity(tx, [me])
    const outcomes: ActionOutcome[] = []
    const ledger: Row[] = []
    const claimed = new Map<string, number>()
    const before = isRationed(parts) ? await claimsToday(tx, parts, me, context.now) : unlimited.claimedToday
    for (const row of rows) {
      const today = new Map(before)
      for (const [pool, n] of claimed) today.set(pool, (today.get(pool) ?? 0) + n)
      const id = newId()
      // Capacity is decided where every path decides it, on the way of the write.
      let refusal = refuseClaim(parts, context, row, { usage: unlimited.usage, claimedToday: today })
      if (refusal === undefined) {
        const [outcome] = await update(
          parts.kernel(),
          context,
          object,
          [{ id: String(row.id), values: { ownerId: me } }],
          { trusted: true, cause: 'claim', noUndo: true, held: [row] },
        )
        if (outcome !== undefined && 'refusal' in outcome) refusal = outcome.refusal
      }
      if (refusal === undefined) {
        claimed.set(String(row.poolId), (claimed.get(String(row.poolId)) ?? 0) + 1)
        outcomes.push({ ok: true, undo: { kind: 'ownership', payload: undoPayload(object, row, id) } })
      } else outcomes.push({ ok: false, refusal })
      ledger.push(attempt(context, object, row, id, refusal))
    }
    await enter(tx, ledger)
    return outcomes
  },
})

const restored = [
  'ownerId',
  'departmentId',
  'poolId',
  'pooledAt',
  'ownedAt',
  'previousOwnerId',
  'poolReason',
  'poolCause',
  'locked',
] as const

/** What it takes to put ownership back exactly as it was. */
export const undoPayload = (object: CompiledObject, row: Row, ledgerId: string | null, formerId?: string) => ({
  object: object.path,
  id: String(row.id),
  version: Number(row.version) + 1,
  values: Object.fromEntries(restored.map((name) => [name, row[name] ?? null])),
  ledgerId,
  ...(formerId === undefined ? {} : { formerId }),
})

/** Somebody kept on the record by a transfer is listed no more when it is taken back. */
const unlist = async (
  kernel: Kernel,
  db: Queryable,
  object: CompiledObject,
  id: string,
  employeeId: string,
  now: string,
) => {
  await db.query(
    sql`DELETE FROM record_members WHERE object = ${object.path} AND record_id = ${id} AND employee_id = ${employeeId}`,
  )
  await repeatMembers(kernel, db, object, [id], now)
}

/** Takes an ownership change back: it costs no quota and starts no cool-down. Not after a value has been shown since. */
export const undoOwnership = (parts: OwnershipParts) => async (context: Context, payload: unknown) => {
  const { object: path, id, version, values, ledgerId, formerId } = payload as ReturnType<typeof undoPayload>
  const expired = conflict(
    'undo_expired',
    '已经不能撤销：之后又有人改过或查看过',
    'This cannot be undone any more: it was changed or looked into since',
  )
  const object = parts.kernel().registry().objects.get(path)!
  const db = context.tx ?? parts.kernel().db
  const claimed =
    ledgerId === null
      ? []
      : (await db.query<{ at: string }>(sql`SELECT at FROM claim_ledger WHERE id = ${ledgerId}`)).rows
  const since = claimed[0]?.at ?? String(values.pooledAt ?? values.ownedAt ?? '')
  const seen = await db.query(
    sql`SELECT 1 FROM reveal_log WHERE object = ${path} AND record_id = ${id} AND employee_id = ${context.principal.employeeId} AND at >= ${since === '' ? context.now : since}`,
  )
  if (seen.rowCount > 0) throw expired
  const [outcome] = await update(parts.kernel(), context, object, [{ id, values, version }], {
    trusted: true,
    cause: 'undo',
    noUndo: true,
  })
  if (outcome !== undefined && 'refusal' in outcome && outcome.refusal.code === 'capacity_full') throw outcome.refusal
  if (outcome === undefined || 'refusal' in outcome) throw expired
  if (formerId !== undefined) await unlist(parts.kernel(), db, object, id, formerId, context.now)
  if (ledgerId === null) return
  await db.query(sql`UPDATE claim_ledger SET undone_at = ${context.now} WHERE id = ${ledgerId}`)
  // While it was theirs its values were in the clear: claiming and taking back is one look, and counts as one.
  await db.query(sql`INSERT INTO reveal_log (id, object, record_id, field, employee_id, at)
    VALUES (${newId()}, ${path}, ${id}, 'claim', ${context.principal.employeeId}, ${context.now})`)
}
