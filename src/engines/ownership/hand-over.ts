import sql, { raw } from 'sql-template-tag'
import { superiorOf } from '../../kernel/directory.ts'
import { isId } from '../../kernel/ids.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { create, update } from '../../kernel/records/write.ts'
import { type Fault, fault, invalid, type Refusal } from '../../model/errors.ts'
import { isObject, type Json, label, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { handOverAction } from './definitions.ts'
import { carryAlong } from './held.ts'
import { heldBy, holdingObjects, isOpen, leftOver, mayHandOver } from './holdings.ts'
import type { OwnershipParts } from './hooks.ts'
import { leavePosts } from './posts.ts'

/** So many records in one call; what is left says so, and the same call goes on with it. */
const budget = 1000

/** Who takes a record: an heir, or nobody, then it goes into a pool (the one named, or its own). */
interface Taker {
  readonly ownerId: string | null
  readonly poolId: string | null
}

interface Plan {
  readonly chosen: ReadonlyMap<string, Taker>
  /** Undefined: only those chosen are handed over. */
  readonly rest: Taker | undefined
  /** Takes the work that cannot lie in a pool, and the posts. */
  readonly successor: string | null
}

/**
 * 移交 (A18, F10, E31, T7): somebody leaves or moves on. Each customer goes to an heir or into a pool, open work goes
 * along, nothing stays without an owner, and every record keeps who wrote it. Whoever leaves loses posts, sessions and
 * keys once nothing is theirs any more.
 */
export const handOverHandler = (parts: OwnershipParts): ActionHandler => ({
  def: handOverAction,
  verdict: (context, row) => mayHandOver(parts, context, String(row.id)),
  run: async (scope, rows, input) => {
    const outcomes: ActionOutcome[] = []
    for (const row of rows) {
      const refusal = mayHandOver(parts, scope.context, String(row.id))
      outcomes.push(refusal === undefined ? await handOver(parts, scope, row, input) : { ok: false, refusal })
    }
    return outcomes
  },
})

const handOver = async (parts: OwnershipParts, scope: ActionScope, leaver: Row, input: Row): Promise<ActionOutcome> => {
  const from = String(leaver.id)
  const plan = planOf(parts, from, input)
  const isLeaving = input.cause !== 'moving'
  if (isLeaving && leaver.status === 'active') {
    const refusal = await setStatus(parts, scope, from, 'leaving')
    if (refusal !== undefined) return { ok: false, refusal }
  }
  const moved: Record<string, number> = {}
  const refused: { object: string | null; id: string; code: string; message: Json }[] = []
  const unknown = new Set(plan.chosen.keys())
  const heirs = new Map<string, number>()
  let room = budget
  for (const object of holdingObjects(parts.kernel())) {
    const rows = await heldBy(scope.tx, object, from, {
      chosen: [...plan.chosen.keys()],
      only: plan.rest === undefined,
      limit: room,
      now: scope.context.now,
    })
    room -= rows.length
    for (const row of rows) unknown.delete(String(row.id))
    const done = await moveAll(parts, scope, object, { from, rows, plan, reason: reasonOf(input) })
    moved[object.path] = done.moved.length
    if (object.def.traits.pooled === true)
      for (const { to } of done.moved) if (to !== null) heirs.set(to, (heirs.get(to) ?? 0) + 1)
    for (const { id, refusal } of done.refused)
      refused.push({ object: object.path, id, code: refusal.code, message: refusal.detail[scope.context.locale] })
  }
  if (room > 0)
    for (const id of await neverHeld(scope, from, [...unknown]))
      refused.push({ object: null, id, code: 'not_held', message: notHeld[scope.context.locale] })
  await tellHeirs(parts, scope, from, heirs)
  const remaining = await leftOver(scope.tx, parts.kernel(), from, scope.context.now)
  if (isLeaving && remaining === 0) {
    await leavePosts(parts, scope, from, plan.successor)
    const refusal = await setStatus(parts, scope, from, 'left')
    if (refusal !== undefined) return { ok: false, refusal }
  }
  return { ok: true, answer: { handedOver: moved, refused, remaining } }
}

const notHeld = label('这条记录不在此人名下', 'This person does not hold the record')

/** Of chosen records that are not there to hand over, those that never were: the others an earlier call has moved. */
const neverHeld = async ({ tx }: ActionScope, from: string, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT DISTINCT record_id AS id FROM ownership_intervals WHERE record_id = ANY(${ids}::uuid[]) AND owner_id = ${from}`,
  )
  const held = new Set(rows.map((row) => row.id))
  return ids.filter((id) => !held.has(id))
}

/** Each heir hears of it once, with how many there are, not once for each. */
const tellHeirs = async (
  parts: OwnershipParts,
  { context, tx }: ActionScope,
  from: string,
  heirs: ReadonlyMap<string, number>,
) => {
  const objects = [...parts.kernel().registry().objects.values()]
  const list = objects.find(({ def }) => def.traits.takeover !== undefined)?.path ?? null
  if (list === null) return
  for (const [ownerId, count] of heirs)
    await tx.query(
      sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${list}, NULL, 'take-over', ${JSON.stringify({ ownerId, count, from })}::jsonb, ${context.principal.employeeId}, ${context.now})`,
    )
}

const reasonOf = (input: Row): string | undefined =>
  typeof input.reason === 'string' && input.reason !== '' ? input.reason : undefined

const setStatus = async (
  parts: OwnershipParts,
  { context, object }: ActionScope,
  id: string,
  status: 'leaving' | 'left',
): Promise<Refusal | undefined> => {
  const [done] = await update(parts.kernel(), context, object, [{ id, values: { status } }], {
    trusted: true,
    cause: 'hand-over',
    noUndo: true,
  })
  return done !== undefined && 'refusal' in done ? done.refusal : undefined
}

/** The plan as typed in, checked: heirs work here and are somebody else, pools are there. */
const planOf = (parts: OwnershipParts, from: string, input: Row): Plan => {
  const directory = parts.kernel().directory()
  const faults: Fault[] = []
  const taker = (value: Row, path: string, ownerKey: string): Taker => {
    const ownerId = value[ownerKey] ?? null
    const poolId = value.poolId ?? null
    const heir = typeof ownerId === 'string' ? directory.people.get(ownerId) : undefined
    if (ownerId !== null && (heir === undefined || heir.id === from || heir.status !== 'active'))
      faults.push(
        fault(
          `${path}${ownerKey}`,
          'not_an_heir',
          '接手的人要在职，而且不是本人',
          'Whoever takes over must be active and somebody else',
        ),
      )
    if (poolId !== null && (typeof poolId !== 'string' || !parts.state.pools().has(poolId)))
      faults.push(fault(`${path}poolId`, 'not_found', '没有这个公海', 'There is no such pool'))
    return { ownerId: heir?.id ?? null, poolId: typeof poolId === 'string' ? poolId : null }
  }
  const common = taker(input, '', 'heirId')
  const chosen = new Map<string, Taker>()
  const choices = input.choices ?? []
  if (!Array.isArray(choices)) faults.push(fault('choices', 'malformed', '应是一个列表', 'A list is expected'))
  else
    for (const [i, choice] of choices.entries()) {
      const ids = isObject(choice) && Array.isArray(choice.ids) ? choice.ids : undefined
      if (!isObject(choice) || ids === undefined || !ids.every(isId)) {
        faults.push(fault(`choices.${i}.ids`, 'malformed', '要给出记录的编号', 'Ids of records are expected'))
        continue
      }
      const target = taker(choice as Row, `choices.${i}.`, 'heirId')
      for (const id of ids) chosen.set(id, target)
    }
  if (faults.length > 0) throw invalid(faults)
  const superior = superiorOf(directory, from)
  // Who names records and says nothing of the others leaves those where they are.
  const isPartial = chosen.size > 0 && input.heirId === undefined && input.poolId === undefined
  return {
    chosen,
    rest: isPartial ? undefined : common,
    successor: common.ownerId ?? (superior === from ? null : superior),
  }
}

interface Batch {
  readonly from: string
  readonly rows: readonly Row[]
  readonly plan: Plan
  readonly reason: string | undefined
}
interface Moved {
  readonly moved: readonly { id: string; to: string | null }[]
  readonly refused: readonly { id: string; refusal: Refusal }[]
}

/** One object's rows to their takers; with an heir the open work goes along, and a checklist is made. */
const moveAll = async (
  parts: OwnershipParts,
  scope: ActionScope,
  object: CompiledObject,
  { from, rows, plan, reason }: Batch,
): Promise<Moved> => {
  if (rows.length === 0) return { moved: [], refused: [] }
  const isPooled = object.def.traits.pooled === true
  const takers = rows.map((row): Taker => {
    const taker = plan.chosen.get(String(row.id)) ?? plan.rest ?? { ownerId: null, poolId: null }
    return isPooled ? taker : { ownerId: taker.ownerId ?? plan.successor, poolId: null }
  })
  if (!isPooled && takers.some((taker) => taker.ownerId === null))
    throw invalid([
      fault(
        'heirId',
        'required',
        `还有${object.label.zh}要交给人，选一个接手的人`,
        `${object.label.en} need somebody to take them: choose an heir`,
      ),
    ])
  const done = await update(
    parts.kernel(),
    scope.context,
    object,
    rows.map((row, i) => ({
      id: String(row.id),
      values: {
        ownerId: takers[i]!.ownerId,
        ...(isPooled && takers[i]!.ownerId === null
          ? { previousOwnerId: from, ...(takers[i]!.poolId === null ? {} : { poolId: takers[i]!.poolId }) }
          : {}),
      },
    })),
    { trusted: true, cause: 'hand-over', noUndo: true, ...(reason === undefined ? {} : { reason }) },
  )
  const results = rows.map((row, i) => ({ id: String(row.id), to: takers[i]!.ownerId, outcome: done[i]! }))
  const moved = results.filter(({ outcome }) => !('refusal' in outcome)).map(({ id, to }) => ({ id, to }))
  const inherited = moved.flatMap(({ id, to }) => (to === null ? [] : [{ id, from, to }]))
  if (isPooled && inherited.length > 0) {
    await carryAlong(parts.kernel(), scope, object, inherited)
    await makeChecklist(parts, scope, object, inherited)
  }
  return {
    moved,
    refused: results.flatMap(({ id, outcome }) => ('refusal' in outcome ? [{ id, refusal: outcome.refusal }] : [])),
  }
}

/** 接手清单 (E31): one entry for each record an heir takes over. */
const makeChecklist = async (
  parts: OwnershipParts,
  { context, tx }: ActionScope,
  object: CompiledObject,
  inherited: readonly { id: string; from: string; to: string }[],
) => {
  for (const list of parts.kernel().registry().objects.values()) {
    const { takeover } = list.def.traits
    if (takeover === undefined || list.fields.get(takeover.on)?.def.to !== object.path) continue
    const titles = await tx.query<{ id: string; title: string }>(
      sql`SELECT id, ${raw(object.fields.get(object.def.title)!.column)} AS title FROM ${raw(object.table)} WHERE id = ANY(${inherited.map((one) => one.id)}::uuid[])`,
    )
    const title = new Map(titles.rows.map((row) => [row.id, row.title]))
    const on = raw(`c.${list.fields.get(takeover.on)!.column}`)
    const open = await tx.query<{ id: string }>(
      sql`SELECT ${on} AS id FROM ${raw(`${list.table} c`)} WHERE ${on} = ANY(${[...title.keys()]}::uuid[]) AND c.deleted_at IS NULL AND ${isOpen(list, context.now)}`,
    )
    const listed = new Set(open.rows.map((row) => row.id))
    await create(
      parts.kernel(),
      context,
      list,
      inherited
        .filter(({ id }) => !listed.has(id))
        .map(({ id, from, to }) => ({
          [takeover.on]: id,
          [takeover.from]: from,
          [list.def.title]: title.get(id) ?? '',
          ownerId: to,
        })),
      { trusted: true, noUndo: true },
    )
  }
}
