import sql, { raw } from 'sql-template-tag'
import type { Kernel } from '../../../kernel/kernel.ts'
import { derive, hold } from '../../../kernel/records/derive.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import { lockRows } from '../../../kernel/records/store.ts'
import { storedFields } from '../../../kernel/records/values.ts'
import { move, noRight, update } from '../../../kernel/records/write.ts'
import { conflict, notFound } from '../../../model/errors.ts'
import type { Json, Row } from '../../../model/label.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import type { IdentityParts } from '../parts.ts'
import type { Move } from './carry.ts'
import { momentsOf, refuseGiving } from './owners.ts'
import { assignmentsOf, isUntouched, type Kept, readableSince, type Since, settable, sinceMerge } from './since.ts'

const options = { trusted: true, cause: 'unmerge', noUndo: true } as const

/** 撤销合并: everything goes back by the journal; what happened since goes where it is assigned. Answers the ids. */
export const unmerge = async (
  parts: IdentityParts,
  outer: InTransaction,
  mergeId: string,
  assign: Json | undefined,
): Promise<{ readonly object: CompiledObject; readonly ids: readonly string[] }> => {
  const kernel = parts.kernel()
  const context: InTransaction = { ...outer, via: 'undo' }
  const { object, kept, undoneAt } = await keptOf(kernel, context, mergeId)
  const { winnerId, loserIds } = kept
  const ids = [winnerId, ...loserIds]
  await hold(kernel, context.tx, object.path, ids)
  const locked = await lockRows(kernel, context, object, ids, 'merge')
  const winner = locked.get(winnerId)
  if (winner === undefined || !winner.seen) throw notFound()
  if (!kernel.access.may(context.principal, object, 'merge')) throw noRight(object, 'merge')
  if (!winner.allowed) throw noRight(object, 'merge', kernel, winner.row)
  if (undoneAt !== null)
    throw conflict('already_undone', '这次合并已经撤销过了', 'This merge has been undone already', {
      undoneAt: undoneAt,
    })
  if (winner.row.deletedAt !== null)
    throw conflict(
      'merged_since',
      '合并后的记录后来又被合并或删除了；先撤销那一次',
      'The record was merged or deleted once more; take that back first',
      { mergedIntoId: winner.row.mergedIntoId ?? null },
    )
  const losers = loserIds.map((id) => locked.get(id)?.row)
  if (losers.some((row) => row === undefined || row.mergedIntoId !== winnerId))
    throw conflict(
      'merged_since',
      '被并入的记录已经彻底删除或恢复过，不能再撤销',
      'A merged record has been purged or restored; this cannot be undone any more',
    )
  const changes = await readableSince(
    kernel,
    context,
    object,
    await sinceMerge(kernel, context, object, kept, winner.row),
  )
  const assigned = assignmentsOf(assign, changes, kept)
  const isExact = changes.length === 0 && (await isUntouched(kernel, context, object, kept, winner.row))
  await refuseGiving(kernel, context, object, kept, winner.row, changes, assigned)
  // The winner gives back first: what only one may have can then be the losers' again.
  const given = await resetWinner(kernel, context, object, kept, winner.row, changes, assigned)
  await bringBack(kernel, context, object, kept)
  await sendBack(kernel, context, object, kept)
  await sendAssigned(kernel, context, object, changes, assigned, winnerId)
  for (const outcome of await update(kernel, context, object, given, options))
    if ('refusal' in outcome) throw outcome.refusal
  if (isExact) await restoreExactly(kernel, context, object, kept)
  await context.tx.query(
    sql`UPDATE merges SET undone_at = ${context.now}, undone_by_id = ${context.principal.employeeId} WHERE id = ${mergeId}`,
  )
  if (kept.clusterId !== null)
    await context.tx.query(
      sql`UPDATE duplicate_clusters SET state = 'open', decided_at = NULL, decided_by_id = NULL, decision_reason = NULL, version = version + 1 WHERE id = ${kept.clusterId}`,
    )
  return { object, ids }
}

const keptOf = async (
  kernel: Kernel,
  { tx }: InTransaction,
  mergeId: string,
): Promise<{ object: CompiledObject; kept: Kept; undoneAt: string | null }> => {
  const { rows } = await tx.query<Kept & { object: string; undoneAt: string | null }>(
    sql`SELECT id, object, winner_id AS "winnerId", loser_ids AS "loserIds", at, before, after, cluster_id AS "clusterId", undone_at AS "undoneAt" FROM merges WHERE id = ${mergeId} FOR UPDATE`,
  )
  const [kept] = rows
  const object = kernel.registry().objects.get(kept?.object ?? '')
  if (kept === undefined || object === undefined) throw notFound()
  return { object, kept, undoneAt: kept.undoneAt }
}

const bringBack = async (kernel: Kernel, context: InTransaction, object: CompiledObject, { loserIds }: Kept) => {
  await derive(
    kernel,
    context.tx,
    object.path,
    loserIds.map((id) => ({ id, mergedIntoId: null })),
  )
  const back = await move(
    kernel,
    context,
    object,
    'restore',
    loserIds.map((id) => ({ id })),
    options,
  )
  for (const outcome of back) if ('refusal' in outcome) throw outcome.refusal
}

interface Journalled extends Move {
  readonly changed: Readonly<Record<string, readonly [before: Json, after: Json]>>
}

/** Whatever still points to the winner because of the merge points back; what was moved on since stays where it is. */
const sendBack = async (kernel: Kernel, context: InTransaction, object: CompiledObject, kept: Kept) => {
  const { rows: moves } = await context.tx.query<Journalled>(
    sql`SELECT place, record_id AS "recordId", field, from_id AS "fromId", changed FROM merge_moves WHERE merge_id = ${kept.id} ORDER BY place, record_id`,
  )
  for (const place of new Set(moves.map((one) => one.place))) {
    const here = moves.filter((one) => one.place === place)
    const child = kernel.registry().objects.get(place)
    if (child === undefined) {
      await pointBack(context, place.replace(/^table:/, ''), 'record_id', here, kept.winnerId)
      continue
    }
    const undeleted = here.filter((one) => one.field === 'deletedAt').map((one) => one.recordId)
    if (undeleted.length > 0)
      await context.tx.query(sql`UPDATE ${raw(child.table)} SET deleted_at = NULL WHERE id = ANY(${undeleted}::uuid[])`)
    const pointers = here.filter((one) => one.field !== 'deletedAt')
    // Relations go as they came; what names its record by a text column is no field of its object.
    const isLed = (one: Journalled) => child.def.traits.relates === undefined && child.fields.has(one.field)
    const rest = [
      ...pointers.filter((one) => !isLed(one)),
      ...(await sendLiving(kernel, context, child, pointers.filter(isLed), kept.winnerId)),
    ]
    for (const name of new Set(rest.map((one) => one.field))) {
      const field = child.fields.get(name)
      const back = rest.filter((one) => one.field === name)
      await pointBack(
        context,
        child.table,
        field?.column ?? name,
        back,
        kept.winnerId,
        field === undefined ? 'text' : 'uuid',
      )
    }
  }
  return object
}

const batch = 500

/** Living children by the way of every write; answers those that are not living. */
const sendLiving = async (
  kernel: Kernel,
  context: InTransaction,
  child: CompiledObject,
  moves: readonly Journalled[],
  winnerId: string,
): Promise<Journalled[]> => {
  const rest: Journalled[] = []
  for (let from = 0; from < moves.length; from += batch) {
    const some = moves.slice(from, from + batch)
    const locked = await lockRows(
      kernel,
      context,
      child,
      some.map((one) => one.recordId),
      'read',
    )
    const living = some.filter((one) => locked.get(one.recordId)?.row.deletedAt === null)
    rest.push(...some.filter((one) => !living.includes(one)))
    const edits = living.flatMap((one) => {
      const { row } = locked.get(one.recordId)!
      if (row[one.field] !== winnerId) return []
      const values: Row = { [one.field]: one.fromId }
      for (const [name, [was, became]] of Object.entries(one.changed))
        if (JSON.stringify(row[name] ?? null) === JSON.stringify(became)) values[name] = was
      return [{ id: one.recordId, values }]
    })
    const held = edits.map((edit) => locked.get(edit.id)!.row)
    for (const outcome of await update(kernel, context, child, edits, { ...options, held }))
      if ('refusal' in outcome) throw outcome.refusal
  }
  return rest
}

const pointBack = async (
  { tx }: InTransaction,
  table: string,
  column: string,
  moves: readonly Move[],
  winnerId: string,
  as: 'uuid' | 'text' = 'uuid',
): Promise<void> => {
  const type = raw(as)
  const rows = moves.map(({ recordId, fromId }) => ({ id: recordId, from_id: fromId }))
  await tx.query(
    sql`UPDATE ${raw(`${table} c`)} SET ${raw(column)} = m.from_id FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m(id uuid, from_id ${type}) WHERE c.id = m.id AND ${raw(`c.${column}`)} = ${winnerId}::${type}`,
  )
}

/** What was added since goes to the record it was assigned to. */
const sendAssigned = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  changes: readonly Since[],
  assigned: ReadonlyMap<string, string>,
  winnerId: string,
) => {
  for (const change of changes) {
    const to = assigned.get(change.id)
    if (change.kind !== 'record' || to === undefined || to === winnerId) continue
    const child = kernel.registry().objects.get(change.place)
    if (child === undefined) {
      await context.tx.query(
        sql`UPDATE ${raw(change.place.replace(/^table:/, ''))} SET record_id = ${to}::uuid WHERE id = ${change.recordId} AND object = ${object.path}`,
      )
      continue
    }
    const [outcome] = await update(
      kernel,
      context,
      child,
      [{ id: change.recordId, values: { [change.field]: to } }],
      options,
    )
    if (outcome !== undefined && 'refusal' in outcome) throw outcome.refusal
  }
}

/** The winner has its own values again; answers those given since that were assigned to others. */
const resetWinner = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  kept: Kept,
  current: Readonly<Row>,
  changes: readonly Since[],
  assigned: ReadonlyMap<string, string>,
): Promise<{ readonly id: string; readonly values: Row }[]> => {
  const { winner } = kept.before
  const later = new Map(changes.flatMap((change) => (change.kind === 'field' ? [[change.field, change] as const] : [])))
  const values: Row = {}
  const given = new Map<string, Row>()
  for (const name of settable(kernel, object)) {
    const change = later.get(name)
    const to = change === undefined ? undefined : assigned.get(change.id)
    if (to === kept.winnerId) continue
    if (to !== undefined)
      given.set(to, {
        ...given.get(to),
        [name]: current[name] ?? null,
        ...(name === 'ownerId' ? momentsOf(object, current) : {}),
      })
    if (JSON.stringify(current[name] ?? null) !== JSON.stringify(winner[name] ?? null))
      values[name] = winner[name] ?? null
  }
  if ('ownerId' in values) Object.assign(values, momentsOf(object, winner))
  const edits = Object.keys(values).length > 0 ? [{ id: kept.winnerId, values }] : []
  for (const outcome of await update(kernel, context, object, edits, options))
    if ('refusal' in outcome) throw outcome.refusal
  return [...given].map(([id, row]) => ({ id, values: row }))
}

const ownPace = new Set(['id', 'version', 'updatedAt', 'deletedAt', 'mergedIntoId'])

/** Untouched since: every stored value is what it was, derived ones and moments of ownership as well. */
const restoreExactly = async (kernel: Kernel, { tx }: InTransaction, object: CompiledObject, kept: Kept) => {
  const names = storedFields(kernel, object)
    .map((field) => field.name)
    .filter((name) => !ownPace.has(name))
  const rows = [kept.before.winner, ...kept.before.losers].map((row) => ({
    id: String(row.id),
    ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
  }))
  await derive(kernel, tx, object.path, rows)
}
