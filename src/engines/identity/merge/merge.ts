import sql, { raw } from 'sql-template-tag'
import { newId } from '../../../kernel/ids.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { derive } from '../../../kernel/records/derive.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../../kernel/records/parts.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import { lockRows } from '../../../kernel/records/store.ts'
import { move, noRight, single, update } from '../../../kernel/records/write.ts'
import { conflict, fault, forbidden, invalid, notFound, type Refusal } from '../../../model/errors.ts'
import type { Row } from '../../../model/label.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import type { IdentityParts } from '../parts.ts'
import { carryChildren, type Move, pointersTo } from './carry.ts'
import { type Choices, choicesOf, mergedValues } from './choose.ts'
import { mergeAction } from './definition.ts'

/** Records that one merge takes at most. */
const mostLosers = 20

/** 合并 (C14): the losers become part of the winner, which keeps its owner. All of it in the journal, for un-merging. */
export const mergeHandler = (parts: IdentityParts, path: string): ActionHandler => ({
  def: mergeAction(path),
  run: async (scope, rows, input) => {
    const outcomes: ActionOutcome[] = []
    for (const row of rows) outcomes.push(await mergeInto(parts, scope, row, input))
    return outcomes
  },
})

const idsIn = (value: Row[string], winnerId: string): string[] =>
  [...new Set((Array.isArray(value) ? value : []).map((id) => String(id).toLowerCase()))].filter(
    (id) => id !== winnerId,
  )

const mergeInto = async (
  parts: IdentityParts,
  { context: outer, object, tx }: ActionScope,
  winner: Row,
  input: Row,
): Promise<ActionOutcome> => {
  const kernel = parts.kernel()
  const context: InTransaction = { ...outer, tx }
  const winnerId = String(winner.id)
  const loserIds = idsIn(input.loserIds, winnerId)
  if (loserIds.length === 0)
    throw invalid([
      fault('loserIds', 'required', '至少给出一条要并入的其他记录', 'Give at least one other record to merge'),
    ])
  if (loserIds.length > mostLosers)
    throw invalid([fault('loserIds', 'too_many', `一次最多并入 ${mostLosers} 条`, `At most ${mostLosers} at a time`)])
  const locked = await lockRows(kernel, context, object, loserIds, 'merge')
  const losers: Row[] = []
  for (const id of loserIds) {
    const at = locked.get(id)
    const refusal = refusedPart(kernel, object, at)
    if (refusal !== undefined) return { ok: false, refusal }
    losers.push(at!.row)
  }
  const choices = choicesOf(kernel, context, object, input.choices, [winnerId, ...loserIds])
  const taking = await refuseTaking(kernel, context, object, [winner, ...losers], choices)
  if (taking !== undefined) return { ok: false, refusal: taking }
  const reason = typeof input.reason === 'string' ? input.reason : undefined
  const mergeId = newId()
  const options = { trusted: true, cause: 'merge', noUndo: true, ...(reason === undefined ? {} : { reason }) }
  const moves = await carryChildren(kernel, context, object, winnerId, loserIds)
  // Gone first: what only one may have can then be the winner's.
  const gone = await move(
    kernel,
    context,
    object,
    'delete',
    loserIds.map((id) => ({ id })),
    options,
  )
  for (const outcome of gone) if ('refusal' in outcome) throw outcome.refusal
  const current = (await lockRows(kernel, context, object, [winnerId], 'read')).get(winnerId)!.row
  const values = {
    ...mergedValues(kernel, object, current, losers, choices),
    ...withoutSelf(kernel, object, current, loserIds),
    ...ownerOf(losers, choices),
  }
  if (Object.keys(values).length > 0)
    single(await update(kernel, context, object, [{ id: winnerId, values }], { ...options, held: [current] }))
  await derive(
    kernel,
    tx,
    object.path,
    loserIds.map((id) => ({ id, mergedIntoId: winnerId })),
  )
  // A form that was open on a loser is led to the winner: whatever version it read is an old one there.
  const newest = Math.max(...losers.map((row) => Number(row.version)))
  await tx.query(
    sql`UPDATE ${raw(object.table)} SET version = ${newest + 1} WHERE id = ${winnerId} AND version <= ${newest}`,
  )
  const after = (await lockRows(kernel, context, object, [winnerId], 'read')).get(winnerId)!.row
  await keepJournal(context, object, {
    mergeId,
    winnerId,
    losers,
    winner,
    after,
    choices,
    reason: reason ?? null,
    moves,
  })
  return {
    ok: true,
    answer: { mergeId },
    undo: { kind: 'merge', payload: { mergeId, object: object.path, id: winnerId } },
  }
}

/** Why a record cannot be part of a merge, if it is in sight. */
export const refusedPart = (
  kernel: Kernel,
  object: CompiledObject,
  at: { readonly row: Row; readonly seen: boolean; readonly allowed: boolean } | undefined,
): Refusal | undefined => {
  if (at === undefined || !at.seen) return notFound()
  if (at.row.deletedAt !== null)
    return conflict(
      'already_merged',
      '其中一条刚刚被合并或删除了，请刷新后再看',
      'One of them has just been merged or deleted; look again',
      { id: at.row.id, mergedIntoId: at.row.mergedIntoId ?? null },
    )
  return at.allowed ? undefined : noRight(object, 'merge', kernel, at.row)
}

/**
 * A merge is no way to take a customer: where not all belong to one, whoever merges needs the right to assign each of
 * them, as if the losing owners' records were assigned.
 */
export const refuseTaking = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  rows: readonly Row[],
  choices: Choices,
): Promise<Refusal | undefined> => {
  if (!object.fields.has('ownerId')) return undefined
  const owners = new Set(rows.map((row) => row.ownerId ?? null))
  if (owners.size < 2 && choices.ownerId === undefined) return undefined
  const verb = object.def.traits.follows === undefined ? 'assign' : 'merge'
  const may = kernel.access.may(context.principal, object, verb)
  const at = may
    ? await lockRows(
        kernel,
        context,
        object,
        rows.map((row) => String(row.id)),
        verb,
      )
    : new Map()
  if (may && rows.every((row) => at.get(String(row.id))?.allowed === true)) return undefined
  return forbidden(
    'not_yours',
    '它们不属于同一个人；合并会让其中一方失去它，需要对每一条都有分配权限的人来做',
    'They do not belong to one person; merging takes one away from somebody, which needs the right to assign each of them',
    `${object.path}.assign`,
  )
}

const ownerOf = (losers: readonly Row[], choices: Choices): Row => {
  const chosen = losers.find((row) => row.id === choices.ownerId)
  return chosen === undefined ? {} : { ownerId: chosen.ownerId ?? null }
}

/** A winner that pointed to a loser would point to itself. */
const withoutSelf = (kernel: Kernel, object: CompiledObject, winner: Row, loserIds: readonly string[]): Row =>
  Object.fromEntries(
    pointersTo(kernel, object.path)
      .filter(({ child, field }) => child === object && loserIds.includes(String(winner[field.name])))
      .map(({ field }) => [field.name, null]),
  )

interface Journal {
  readonly mergeId: string
  readonly winnerId: string
  readonly winner: Row
  readonly losers: readonly Row[]
  readonly after: Row
  readonly choices: Choices
  readonly reason: string | null
  readonly moves: readonly Move[]
}

const keepJournal = async ({ tx, now, principal }: InTransaction, object: CompiledObject, journal: Journal) => {
  const { mergeId, winnerId, losers, winner, after, choices, reason, moves } = journal
  const before = { winner, losers }
  const ids = [winnerId, ...losers.map((row) => String(row.id))]
  const { rows } = await tx.query<{ id: string }>(
    sql`UPDATE duplicate_clusters c SET state = 'merged', decided_at = ${now}, decided_by_id = ${principal.employeeId}, decision_reason = ${reason}, version = version + 1
      WHERE c.state = 'open' AND c.object = ${object.path} AND EXISTS (SELECT 1 FROM duplicate_members m WHERE m.cluster_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM duplicate_members m WHERE m.cluster_id = c.id AND m.record_id <> ALL(${ids}::uuid[])) AND c.id IN (SELECT cluster_id FROM duplicate_members WHERE record_id = ANY(${ids}::uuid[])) RETURNING c.id`,
  )
  await tx.query(
    sql`INSERT INTO merges (id, object, winner_id, loser_ids, at, by_id, reason, cluster_id, choices, before, after)
      VALUES (${mergeId}, ${object.path}, ${winnerId}, ${losers.map((row) => String(row.id))}::uuid[], ${now}, ${principal.employeeId}, ${reason}, ${rows[0]?.id ?? null}, ${JSON.stringify(choices)}::jsonb, ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)`,
  )
  if (moves.length > 0)
    await tx.query(
      sql`INSERT INTO merge_moves (merge_id, place, record_id, field, from_id, changed) SELECT ${mergeId}, place, record_id, field, from_id, changed FROM jsonb_to_recordset(${JSON.stringify(moves.map(({ place, recordId, field, fromId, changed }) => ({ place, record_id: recordId, field, from_id: fromId, changed })))}::jsonb) AS m(place text, record_id uuid, field text, from_id uuid, changed jsonb)`,
    )
}
