import sql, { raw } from 'sql-template-tag'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import { lockRows } from '../../../kernel/records/store.ts'
import { storedFields } from '../../../kernel/records/values.ts'
import { update } from '../../../kernel/records/write.ts'
import type { Json, Row } from '../../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../../model/registry.ts'

/** One line of the journal: where something pointed, and what else the move changed on it. */
export interface Move {
  /** Path of an object, or `table:name` of what hangs on records. */
  readonly place: string
  readonly recordId: string
  readonly field: string
  readonly fromId: string
  /** Values of other fields before and after, where the move changed them. */
  readonly changed: Readonly<Record<string, readonly [before: Json, after: Json]>>
}

/** Fields of objects by which records point to one of this object, and are moved with it. */
export const pointersTo = (kernel: Kernel, path: string): { child: CompiledObject; field: CompiledField }[] =>
  [...kernel.registry().objects.values()].flatMap((child) =>
    [...child.fields.values()]
      .filter((field) => field.type.name === 'reference' && field.def.to === path && field.def.derived !== true)
      .map((field) => ({ child, field })),
  )

const batch = 500

const silent = new Set(['version', 'updatedAt'])

/** What a write changed on a row beside the pointer itself. */
const changedOn = (kernel: Kernel, child: CompiledObject, before: Row, after: Row, pointer: string): Move['changed'] =>
  Object.fromEntries(
    storedFields(kernel, child).flatMap(({ name }) =>
      name === pointer ||
      silent.has(name) ||
      JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null)
        ? []
        : [[name, [before[name] ?? null, after[name] ?? null] as const]],
    ),
  )

/** Everything that points to the losers points to the winner afterwards; answers the journal. */
export const carryChildren = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  winnerId: string,
  loserIds: readonly string[],
): Promise<Move[]> => {
  const moves: Move[] = []
  const isTie = (child: CompiledObject) => child.def.traits.relates !== undefined
  for (const { child, field } of pointersTo(kernel, object.path)) {
    if (isTie(child)) continue
    moves.push(...(await carryLiving(kernel, context, child, field, winnerId, loserIds)))
    moves.push(...(await repoint(context, child.table, child.path, field.column, field.name, winnerId, loserIds)))
  }
  for (const child of kernel.registry().objects.values()) {
    const { relates, instruction } = child.def.traits
    if (relates !== undefined && child.fields.get(relates.on)?.def.to === object.path)
      moves.push(...(await carryTies(context, child, winnerId, loserIds)))
    if (instruction !== undefined)
      moves.push(
        ...(await carryHanging(
          context,
          child.table,
          child.path,
          object.path,
          [child.fields.get(instruction.object)!.column, child.fields.get(instruction.record)!.column],
          winnerId,
          loserIds,
        )),
      )
  }
  for (const table of kernel.hangs)
    moves.push(
      ...(await carryHanging(
        context,
        table,
        `table:${table}`,
        object.path,
        ['object', 'record_id'],
        winnerId,
        loserIds,
      )),
    )
  return moves
}

/** Living children go the way of every write: their owner, the clocks and sums of both sides follow. */
const carryLiving = async (
  kernel: Kernel,
  context: InTransaction,
  child: CompiledObject,
  field: CompiledField,
  winnerId: string,
  loserIds: readonly string[],
): Promise<Move[]> => {
  const moves: Move[] = []
  for (;;) {
    const { rows } = await context.tx.query<{ id: string }>(
      sql`SELECT id FROM ${raw(child.table)} WHERE ${raw(field.column)} = ANY(${loserIds}::uuid[]) AND deleted_at IS NULL AND id <> ${winnerId} ORDER BY id LIMIT ${batch}`,
    )
    if (rows.length === 0) break
    const ids = rows.map((row) => row.id)
    const before = await lockRows(kernel, context, child, ids, 'read')
    const outcomes = await update(
      kernel,
      context,
      child,
      ids.map((id) => ({ id, values: { [field.name]: winnerId } })),
      { trusted: true, cause: 'merge', noUndo: true, held: ids.map((id) => before.get(id)!.row) },
    )
    for (const outcome of outcomes) if ('refusal' in outcome) throw outcome.refusal
    const after = await lockRows(kernel, context, child, ids, 'read')
    for (const id of ids) {
      const was = before.get(id)!.row
      moves.push({
        place: child.path,
        recordId: id,
        field: field.name,
        fromId: String(was[field.name]),
        changed: changedOn(kernel, child, was, after.get(id)!.row, field.name),
      })
    }
  }
  return moves
}

/** What lies in the recycle bin is pointed over without more ado. */
const repoint = async (
  { tx }: InTransaction,
  table: string,
  place: string,
  column: string,
  field: string,
  winnerId: string,
  loserIds: readonly string[],
): Promise<Move[]> => {
  const { rows } = await tx.query<{ id: string; from: string }>(
    sql`UPDATE ${raw(table)} c SET ${raw(column)} = ${winnerId}::uuid FROM (SELECT id, ${raw(column)} AS was FROM ${raw(table)} WHERE ${raw(column)} = ANY(${loserIds}::uuid[]) AND id <> ${winnerId} ORDER BY id FOR NO KEY UPDATE) o WHERE c.id = o.id RETURNING c.id, o.was AS "from"`,
  )
  return rows.map(({ id, from }) => ({ place, recordId: id, field, fromId: from, changed: {} }))
}

/** What names its record by object and id: comments, attachments, members, instructions. */
const carryHanging = async (
  { tx }: InTransaction,
  table: string,
  place: string,
  path: string,
  [object, record]: readonly [object: string, record: string],
  winnerId: string,
  loserIds: readonly string[],
): Promise<Move[]> => {
  // Who is listed on both stays listed on each: only one entry a person.
  const twice =
    table === 'record_members'
      ? sql`AND NOT EXISTS (SELECT 1 FROM record_members w WHERE w.object = c.object AND w.record_id = ${winnerId}::uuid AND (w.employee_id = c.employee_id OR w.department_id = c.department_id))`
      : sql``
  const once = table === 'record_members' ? sql`DISTINCT ON (coalesce(c.employee_id, c.department_id))` : sql``
  const ids = raw(place.startsWith('table:') ? 'uuid[]' : 'text[]')
  const { rows } = await tx.query<{ id: string; from: string }>(
    sql`WITH o AS MATERIALIZED (SELECT ${once} c.id, ${raw(`c.${record}::text`)} AS was FROM ${raw(`${table} c`)} WHERE ${raw(`c.${object}`)} = ${path} AND ${raw(`c.${record}`)} = ANY(${loserIds}::${ids}) ${twice})
      UPDATE ${raw(`${table} c`)} SET ${raw(record)} = ${winnerId} FROM o WHERE c.id = o.id RETURNING c.id, o.was AS "from"`,
  )
  return rows.map(({ id, from }) => ({ place, recordId: id, field: record, fromId: from, changed: {} }))
}

/** Relations of both sides; those that would tie the winner to itself, or say a thing twice, go into the bin. */
const carryTies = async (
  context: InTransaction,
  tie: CompiledObject,
  winnerId: string,
  loserIds: readonly string[],
): Promise<Move[]> => {
  const { on, to, kind } = tie.def.traits.relates!
  const column = (name: string) => tie.fields.get(name)!.column
  const moves: Move[] = []
  for (const name of [on, to])
    moves.push(...(await repoint(context, tie.table, tie.path, column(name), name, winnerId, loserIds)))
  const { rows } = await context.tx.query<{ id: string }>(
    sql`UPDATE ${raw(`${tie.table} c`)} SET deleted_at = ${context.now} WHERE c.deleted_at IS NULL AND (${raw(`c.${column(on)}`)} = ${winnerId} OR ${raw(`c.${column(to)}`)} = ${winnerId})
      AND (${raw(`c.${column(on)} = c.${column(to)}`)} OR EXISTS (SELECT 1 FROM ${raw(`${tie.table} e`)} WHERE e.deleted_at IS NULL AND e.id < c.id AND ${raw(`e.${column(on)} = c.${column(on)} AND e.${column(to)} = c.${column(to)} AND e.${column(kind)} IS NOT DISTINCT FROM c.${column(kind)}`)}))
      RETURNING c.id`,
  )
  return [
    ...moves,
    ...rows.map(({ id }) => ({ place: tie.path, recordId: id, field: 'deletedAt', fromId: id, changed: {} })),
  ]
}
