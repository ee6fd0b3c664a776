import sql, { raw } from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import type { JsonObject, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** Most records of one object that one answer looks at. */
export const mostRows = 2000

export interface Rows {
  readonly rows: Row[]
  /** There were more than were looked at. */
  readonly more: boolean
}

/** Everything of a list the caller may read, up to a bound. */
export const allRows = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  filter: JsonObject,
  most = mostRows,
): Promise<Rows> => {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const request: Record<string, string> = { filter: JSON.stringify(filter), limit: '200', count: 'none' }
    if (cursor !== null) request.cursor = cursor
    const page = await list(kernel, context, object, parseList(kernel, context, object, request))
    rows.push(...page.data)
    cursor = page.page.next
  } while (cursor !== null && rows.length < most)
  return { rows, more: cursor !== null }
}

/** Events these people are listed on within a range, by the index of who is listed; access still decides of each. */
const listedOn = async (
  { db }: Kernel,
  context: Context,
  events: CompiledObject,
  people: readonly string[],
  range: { readonly from: string; readonly to: string },
): Promise<string[]> => {
  const { rows } = await (context.tx ?? db).query<{ id: string }>(
    sql`SELECT DISTINCT e.id FROM record_members m JOIN ${raw(`${events.table} e`)} ON e.id = m.record_id
      WHERE m.object = ${events.path} AND m.employee_id = ANY(${people}::uuid[]) AND (m.until IS NULL OR m.until > ${context.now})
        AND e.deleted_at IS NULL AND e.starts_at < ${range.to} AND (e.last_ends_at IS NULL OR e.last_ends_at >= ${range.from})
      LIMIT ${mostRows}`,
  )
  return rows.map((row) => row.id)
}

/** The events that touch a range, of these people: theirs, and those they take part in; as far as the caller may read them. */
export const eventRows = async (
  kernel: Kernel,
  context: Context,
  events: CompiledObject,
  people: readonly string[],
  range: { readonly from: string; readonly to: string },
): Promise<Rows> => {
  const { from, to } = range
  const within = [
    { heldAt: null },
    { startsAt: { lt: to } },
    { or: [{ lastEndsAt: { isNull: true } }, { lastEndsAt: { gte: from } }] },
  ]
  const own = await allRows(kernel, context, events, { and: [{ ownerId: { in: people } }, ...within] })
  const ids = await listedOn(kernel, context, events, people, range)
  const shared =
    ids.length === 0 ? { rows: [], more: false } : await allRows(kernel, context, events, { id: { in: ids } })
  const known = new Set(own.rows.map((row) => row.id))
  return { rows: [...own.rows, ...shared.rows.filter((row) => !known.has(row.id))], more: own.more || shared.more }
}
