import sql, { raw } from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Context } from '../../kernel/principal.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { type Edit, update } from '../../kernel/records/write.ts'
import { conflict, fault, forbidden, invalid, tooMany } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { evaluate } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { lockCapacity } from './capacity.ts'
import { claimHandler, tomorrow, undoPayload } from './claim.ts'
import { incompleteHint, refuseIncomplete } from './complete.ts'
import { ownershipActions, revealAction } from './definitions.ts'
import { carryAlong } from './held.ts'
import type { OwnershipParts } from './hooks.ts'
import { addMembers, note, removeMembers } from './members.ts'

type Run = ActionHandler['run']

/** The behaviour behind the ownership actions of one pooled object. */
export const ownershipHandlers = (parts: OwnershipParts, objectPath: string): readonly ActionHandler[] => {
  const runs: Record<string, Run> = {
    release: (scope, rows, input) =>
      releaseInto(parts, scope, rows, input.poolId) ??
      moveRows(
        parts,
        scope,
        rows,
        (row) => ({
          ownerId: null,
          ...(input.poolId ? { poolId: input.poolId } : {}),
          previousOwnerId: row.ownerId ?? null,
        }),
        'release',
        String(input.reason),
      ),
    assign: (scope, rows, input) => moveRows(parts, scope, rows, () => ({ ownerId: input.ownerId ?? null }), 'assign'),
    transfer: (scope, rows, input) => transfer(parts, scope, rows, input),
    'move-pool': (scope, rows, input) =>
      moveRows(parts, scope, rows, () => ({ poolId: input.poolId ?? null }), 'move-pool'),
    lock: (scope, rows) => lock(parts, scope, rows),
    unlock: (scope, rows) => moveRows(parts, scope, rows, () => ({ locked: false }), 'unlock'),
    'add-members': (scope, rows, input) => addMembers(parts, scope, rows, input),
    'remove-members': (scope, rows, input) => removeMembers(parts, scope, rows, input),
    reveal: (scope, rows, input) => reveal(parts, scope, rows, input),
  }
  return [
    claimHandler(parts, objectPath),
    ...ownershipActions(objectPath).flatMap((def) => {
      const run = runs[def.name]
      return run === undefined
        ? []
        : [
            {
              def,
              run,
              ...(def.name === 'release'
                ? {
                    verdict: (context: Context, row: Row) =>
                      refuseRelease(parts, context, pooledNamed(parts, objectPath), row),
                    hint: (context: Context, row: Row) =>
                      incompleteHint(
                        pooledNamed(parts, objectPath),
                        row,
                        parts.state.policy(context.now).policy.release,
                      ),
                  }
                : {}),
            },
          ]
    }),
  ]
}

/** Into a pool one is no member of nobody hides a customer from the colleagues; its own one is always open. */
const releaseInto = (
  parts: OwnershipParts,
  { context: { principal } }: ActionScope,
  rows: readonly Row[],
  poolId: Row[string] | undefined,
): Promise<ActionOutcome[]> | undefined => {
  const isOpen =
    typeof poolId !== 'string' ||
    principal.poolIds.includes(poolId) ||
    rows.every((row) => row.poolId === poolId) ||
    parts.kernel().access.may(principal, parts.kernel().registry().objects.get('pools')!, 'manage')
  if (isOpen) return undefined
  const name = parts.state.pools().get(poolId)?.name ?? ''
  const refusal = forbidden(
    'not_member',
    `你不是“${name}”的成员，不能退到那里`,
    `You are not a member of "${name}" and cannot release into it`,
  )
  return Promise.resolve(rows.map(() => ({ ok: false, refusal })))
}

const pooledNamed = (parts: OwnershipParts, path: string): CompiledObject =>
  parts.kernel().registry().objects.get(path)!

const refuseRelease = (parts: OwnershipParts, context: Context, object: CompiledObject, row: Row) =>
  row.locked === true
    ? conflict('locked', '已锁定，先解除锁定', 'It is locked; unlock it first')
    : refuseIncomplete(object, row, parts.state.policy(context.now).policy.release)

/** Every change of owner or pool goes through here and so through the one write path. */
const moveRows = async (
  parts: OwnershipParts,
  { context, object }: ActionScope,
  rows: readonly Row[],
  values: (row: Row) => Row,
  cause: string,
  reason?: string,
): Promise<ActionOutcome[]> => {
  const blocked = (row: Row) => (cause === 'release' ? refuseRelease(parts, context, object, row) : undefined)
  const edits: Edit[] = rows
    .filter((row) => blocked(row) === undefined)
    .map((row) => ({ id: String(row.id), values: values(row) }))
  const done = await update(parts.kernel(), context, object, edits, {
    trusted: true,
    cause,
    noUndo: true,
    held: rows,
    ...(reason === undefined ? {} : { reason }),
  })
  const byId = new Map(edits.map((edit, i) => [edit.id, done[i]!]))
  return rows.map((row): ActionOutcome => {
    const refusal = blocked(row)
    if (refusal !== undefined) return { ok: false, refusal }
    const outcome = byId.get(String(row.id))!
    return 'refusal' in outcome
      ? { ok: false, refusal: outcome.refusal }
      : { ok: true, undo: { kind: 'ownership', payload: undoPayload(object, row, null) } }
  })
}

const transfer = async (
  parts: OwnershipParts,
  scope: ActionScope,
  rows: readonly Row[],
  input: Row,
): Promise<ActionOutcome[]> => {
  const outcomes = await moveRows(parts, scope, rows, () => ({ ownerId: input.ownerId ?? null }), 'transfer')
  const kept = rows.filter((_, i) => outcomes[i]!.ok)
  if (input.carry !== false)
    await carryAlong(
      parts.kernel(),
      scope,
      scope.object,
      kept.map((row) => ({ id: String(row.id), from: String(row.ownerId), to: String(input.ownerId) })),
    )
  if (input.formerRight === 'read' || input.formerRight === 'write')
    for (const row of kept)
      if (typeof row.ownerId === 'string' && row.ownerId !== input.ownerId)
        await addMembers(parts, scope, [row], { employeeIds: [row.ownerId], right: input.formerRight })
  const keeps = input.formerRight === 'read' || input.formerRight === 'write'
  return outcomes.map((outcome, i) => {
    const row = rows[i]!
    if (!outcome.ok || !keeps || typeof row.ownerId !== 'string') return outcome
    return { ...outcome, undo: { kind: 'ownership', payload: undoPayload(scope.object, row, null, row.ownerId) } }
  })
}

/** 锁定: no recycling rule applies; how many one person may lock is limited by policy. */
const lock = async (parts: OwnershipParts, scope: ActionScope, rows: readonly Row[]): Promise<ActionOutcome[]> => {
  const limit = parts.state.policy(scope.context.now).policy.lockLimit
  const outcomes: ActionOutcome[] = []
  if (limit !== null) await lockCapacity(scope.tx, [...new Set(rows.map((row) => String(row.ownerId)))])
  for (const row of rows) {
    if (limit !== null) {
      const { rows: counted } = await scope.tx.query<{ n: number }>(
        sql`SELECT count(*) AS n FROM ${raw(scope.object.table)} WHERE owner_id = ${String(row.ownerId)} AND locked AND deleted_at IS NULL`,
      )
      const used = counted[0]?.n ?? 0
      if (used >= limit) {
        outcomes.push({
          ok: false,
          refusal: conflict(
            'lock_limit',
            `最多锁定 ${limit} 个，现在 ${used}/${limit}`,
            `At most ${limit} can be locked: ${used}/${limit}`,
          ),
        })
        continue
      }
    }
    outcomes.push(...(await moveRows(parts, scope, [row], () => ({ locked: true }), 'lock')))
  }
  return outcomes
}

/** 查看 (O33): a masked value in the clear; a right of its own, limited a day, every view logged. */
const reveal = async (
  parts: OwnershipParts,
  { context, object, tx }: ActionScope,
  rows: readonly Row[],
  input: Row,
): Promise<ActionOutcome[]> => {
  const field = object.fields.get(String(input.field))
  const kernel = parts.kernel()
  const me = context.principal.employeeId ?? ''
  const right = field === undefined ? 'none' : kernel.access.field(context.principal, object, field.name)
  if (field?.def.mask === undefined || right === 'none')
    throw invalid([fault('field', 'unknown_field', '没有这个可查看的字段', 'There is no such field to reveal')])
  if (right === 'mask')
    throw forbidden('no_right', `你的角色不能查看“${field.def.zh}”`, `Your roles may not see "${field.def.en}"`)
  const limit = parts.state.policy(context.now).policy.revealLimit
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reveal ${me}`}, 0))`)
  return Promise.all(
    rows.map(async (row): Promise<ActionOutcome> => {
      if (!evaluate(object, kernel.access.masked(context.principal, object, field.name), row))
        return { ok: true, answer: { [field.name]: row[field.name] ?? null } }
      const used = await revealsToday(parts, tx, me, context.now)
      if (limit !== null && used >= limit)
        return {
          ok: false,
          refusal: tomorrow(
            tooMany(
              'daily_limit',
              `今天已查看 ${used}/${limit} 次，明天再来`,
              `Today ${used}/${limit} values are revealed; come back tomorrow`,
            ),
            parts.state.clock,
            context.now,
          ),
        }
      await tx.query(
        sql`INSERT INTO reveal_log (id, object, record_id, field, employee_id, at) VALUES (${newId()}, ${object.path}, ${String(row.id)}, ${field.name}, ${me}, ${context.now})`,
      )
      await note({ context, object, tx }, [row], 'reveal', { field: field.name })
      return {
        ok: true,
        answer: { [field.name]: row[field.name] ?? null, field: field.name, value: row[field.name] ?? null },
      }
    }),
  )
}

/** The one ownership action of what follows a pooled record: its masked values in the clear. */
export const revealHandler = (parts: OwnershipParts, objectPath: string): ActionHandler => ({
  def: revealAction(objectPath),
  run: (scope, rows, input) => reveal(parts, scope, rows, input),
})

export const revealsToday = async (
  parts: OwnershipParts,
  db: ActionScope['tx'] | OwnershipDb,
  employeeId: string,
  now: string,
): Promise<number> => {
  const start = parts.state.clock.startOfDay(parts.state.clock.today(now))
  const { rows } = await db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM reveal_log WHERE employee_id = ${employeeId} AND at >= ${start}`,
  )
  return rows[0]?.n ?? 0
}
type OwnershipDb = ReturnType<OwnershipParts['kernel']>['db']
