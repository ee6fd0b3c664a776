import sql, { raw } from 'sql-template-tag'
import type { Kernel } from '../../../kernel/kernel.ts'
import { visibleIds } from '../../../kernel/records/read.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import { storedFields } from '../../../kernel/records/values.ts'
import { fault, invalid, Refusal } from '../../../model/errors.ts'
import { isObject, type Json, type Row } from '../../../model/label.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import { pointersTo } from './carry.ts'
import { mergedFields } from './choose.ts'

/** Something that happened to the winner after the merge: somebody has to say to which record it belongs. */
export type Since =
  | { readonly id: string; readonly kind: 'field'; readonly field: string; readonly from: Json; readonly to: Json }
  | {
      readonly id: string
      readonly kind: 'record'
      readonly place: string
      readonly recordId: string
      readonly field: string
      readonly title: string
      readonly at: string
    }

export interface Kept {
  readonly id: string
  readonly winnerId: string
  readonly loserIds: readonly string[]
  readonly at: string
  readonly before: { readonly winner: Row; readonly losers: readonly Row[] }
  readonly after: Row
  readonly clusterId: string | null
}

/** The fields a merge may have set: those of `mergedFields`, and whose it is. */
export const settable = (kernel: Kernel, object: CompiledObject): string[] => [
  ...mergedFields(kernel, object).map((field) => field.name),
  ...['ownerId', 'poolId', 'departmentId'].filter((name) => object.fields.has(name)),
]

const differ = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) !== JSON.stringify(b ?? null)

/** What happened to the winner since: fields that were changed, records that were added. */
export const sinceMerge = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  kept: Kept,
  winner: Readonly<Row>,
): Promise<Since[]> => {
  const fields = settable(kernel, object).flatMap((name): Since[] =>
    differ(winner[name], kept.after[name])
      ? [{ id: `field:${name}`, kind: 'field', field: name, from: kept.after[name] ?? null, to: winner[name] ?? null }]
      : [],
  )
  const added: Since[] = []
  const look = async (place: string, table: string, column: string, field: string, title: string, more = sql``) => {
    const { rows } = await context.tx.query<{ id: string; title: string | null; at: string }>(
      sql`SELECT c.id, left(${raw(title)}, 80) AS title, c.created_at AS at FROM ${raw(`${table} c`)} WHERE ${raw(`c.${column}`)} = ${kept.winnerId} ${more} AND c.created_at >= ${kept.at}
        AND NOT EXISTS (SELECT 1 FROM merge_moves m WHERE m.merge_id = ${kept.id} AND m.place = ${place} AND m.record_id = c.id) ORDER BY c.created_at, c.id LIMIT 1000`,
    )
    for (const row of rows)
      added.push({
        id: `${place}:${row.id}:${field}`,
        kind: 'record',
        place,
        recordId: row.id,
        field,
        title: row.title ?? '',
        at: row.at,
      })
  }
  for (const { child, field } of pointersTo(kernel, object.path))
    await look(
      child.path,
      child.table,
      field.column,
      field.name,
      `c.${child.fields.get(child.def.title)!.column}::text`,
      sql`AND c.deleted_at IS NULL`,
    )
  const ofObject = sql`AND c.object = ${object.path}`
  if (kernel.hangs.includes('comments'))
    await look('table:comments', 'comments', 'record_id', 'record_id', 'c.content', ofObject)
  if (kernel.hangs.includes('attachments'))
    await look('table:attachments', 'attachments', 'record_id', 'record_id', 'c.name', ofObject)
  return [...fields, ...added]
}

/**
 * Whether what the winner is derived from is as the merge left it: none of its sums and clocks moved, and nothing that
 * was moved with it was edited or deleted since. Only then may stored sums be put back as they were.
 */
export const isUntouched = async (
  kernel: Kernel,
  { tx }: InTransaction,
  object: CompiledObject,
  kept: Kept,
  winner: Readonly<Row>,
): Promise<boolean> => {
  const derived = storedFields(kernel, object).filter((field) => field.def.derived === true)
  if (derived.some(({ name }) => differ(winner[name], kept.after[name]))) return false
  const places = [...new Set(pointersTo(kernel, object.path).map(({ child }) => child))]
  for (const { table, path } of places) {
    const { rows } = await tx.query<{ id: string }>(
      sql`SELECT c.id FROM merge_moves m JOIN ${raw(`${table} c`)} ON c.id = m.record_id WHERE m.merge_id = ${kept.id} AND m.place = ${path} AND (c.updated_at > ${kept.at} OR c.deleted_at > ${kept.at}) LIMIT 1`,
    )
    if (rows.length > 0) return false
  }
  return true
}

/** The same without what the person may not read: values of fields out of reach, titles of records out of sight. */
export const readableSince = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  changes: readonly Since[],
): Promise<Since[]> => {
  const seen = new Map<string, ReadonlySet<string>>()
  for (const place of new Set(changes.flatMap((one) => (one.kind === 'record' ? [one.place] : [])))) {
    const ids = changes.flatMap((one) => (one.kind === 'record' && one.place === place ? [one.recordId] : []))
    seen.set(place, place.startsWith('table:') ? new Set(ids) : await visibleIds(kernel, context, place, ids))
  }
  return changes.map((one): Since => {
    if (one.kind === 'record') return seen.get(one.place)?.has(one.recordId) === true ? one : { ...one, title: '' }
    const right = kernel.access.field(context.principal, object, one.field)
    return right === 'read' || right === 'write' ? one : { ...one, from: null, to: null }
  })
}

/**
 * For each change the record it goes to. Throws 409 `changed_since` with the changes where one is not assigned, and 422
 * where an assignment names no change or no record of the merge.
 */
export const assignmentsOf = (
  given: Json | undefined,
  changes: readonly Since[],
  { winnerId, loserIds }: Kept,
): ReadonlyMap<string, string> => {
  const assign = given === undefined || given === null ? {} : given
  if (!isObject(assign)) throw invalid([fault('assign', 'malformed', '应是一个对象', 'An object is expected')])
  const known = new Set(changes.map((change) => change.id))
  const faults = Object.entries(assign).flatMap(([id, to]) => {
    if (!known.has(id))
      return [
        fault(
          `assign.${id.slice(0, 120)}`,
          'unknown_change',
          '合并以后没有这处改动',
          'There is no such change since the merge',
        ),
      ]
    return to === winnerId || loserIds.includes(String(to))
      ? []
      : [
          fault(
            `assign.${id}`,
            'unknown_reference',
            '应是合并里某条记录的编号',
            'It should be the id of a record of the merge',
          ),
        ]
  })
  if (faults.length > 0) throw invalid(faults)
  const open = changes.filter((change) => assign[change.id] === undefined)
  if (open.length > 0)
    throw new Refusal(
      409,
      'changed_since',
      {
        zh: `合并以后又有 ${changes.length} 处改动；请说明每一处归哪条记录，再撤销`,
        en: `${changes.length} changes were made since the merge; say to which record each belongs, then undo it`,
      },
      { members: { changes, recordIds: [winnerId, ...loserIds] } },
    )
  return new Map(Object.entries(assign).map(([id, to]) => [id, String(to)]))
}
