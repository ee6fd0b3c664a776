import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { Json, Row } from '../../model/label.ts'
import { isAlways, isNever, never } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compile, sqlTypeOf } from '../compile.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { type Alternatives, alternativesOf } from './condition.ts'
import { countSql, estimate, exactUpTo, keepCount, narrowed, recallCount, type Total } from './count.ts'
import { type Cursor, type ListQuery, type SortKey, writeCursor } from './query.ts'
import { present, type View, viewOf } from './view.ts'

export interface Page {
  readonly data: Row[]
  readonly page: { readonly next: string | null; readonly total: Total | null }
}

/** One page of a list, keyset by the sort values and id; the count beside it in the same statement. */
export const list = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  query: ListQuery,
): Promise<Page> => {
  const asked = alternativesOf(kernel, context, object, query)
  if (asked.length === 0) return { data: [], page: { next: null, total: { value: 0, exact: true } } }
  const view = viewOf(kernel, context, object)
  const { rows, total, cursorAt } = await fetchPage(kernel, context, view, query, asked)
  const more = rows.length > query.limit
  const shown = more ? rows.slice(0, query.limit) : rows
  const last = shown.at(-1)
  const next = more && last !== undefined ? writeCursor(cursorAt(last), query.hash) : null
  return { data: await present(kernel, context, view, shown, { only: query.only }), page: { next, total } }
}

const fetchPage = async (
  kernel: Kernel,
  context: Context,
  view: View,
  query: ListQuery,
  asked: Alternatives,
): Promise<{ rows: Row[]; total: Total | null; cursorAt: (row: Row) => Cursor }> => {
  const db = context.tx ?? kernel.db
  const { object } = view
  const keys = query.sort.map((key, i) => orderKey(kernel, context, view, key, i))
  const [lead] = keys
  const extra = keys.some((key) => key.extra)
    ? sql`, ${join(
        keys.filter((key) => key.extra).map((key) => sql`${key.expression} AS ${raw(`"${key.name}"`)}`),
        ', ',
      )}`
    : empty
  const exact = query.count === 'exact'
  const known = exact || query.count === 'none' ? undefined : recallCount(context, query.hash)
  const isNarrowed = query.search !== null || !isAlways(query.predicate)
  const found = isNarrowed ? narrowed(object, asked, known === undefined && query.count !== 'none') : undefined
  const count = exact || found === undefined ? countSql(object, asked, exact) : sql`(SELECT count(*) FROM found)`
  const counted = query.count === 'none' || known !== undefined ? empty : sql`, ${count} AS "total$"`
  const rows: Row[] = []
  let total: Total | null = known === undefined ? null : { value: known, exact: false }
  const nullable =
    lead !== undefined &&
    (lead.extra || lead.field.def.required !== true) &&
    !['createdAt', 'updatedAt', 'id'].includes(lead.field.name)
  const phases: ('values' | 'nulls')[] = !nullable
    ? ['values']
    : query.cursor !== null && query.cursor.values[0] === null
      ? ['nulls']
      : ['values', 'nulls']
  for (const phase of phases) {
    if (rows.length > query.limit) break
    const first: boolean = total === null && query.count !== 'none'
    const bound =
      query.cursor === null || (phase === 'nulls' && query.cursor.values[0] !== null)
        ? empty
        : sql` AND ${after(keys, query.cursor)}`
    const range =
      lead === undefined || !nullable
        ? empty
        : phase === 'values'
          ? sql` AND ${lead.expression} IS NOT NULL`
          : sql` AND ${lead.expression} IS NULL`
    const order = orderBy(keys, phase)
    const part = sql`${range}${bound}`
    const last = sql` ORDER BY ${order} LIMIT ${query.limit + 1 - rows.length}`
    const source = pageOf(object, asked, found?.candidates(sql`${part}${last}`), keys, part, last)
    const page: { rows: Row[] } = await db.query<Row>(
      sql`${found?.head ?? empty}SELECT ${view.select}${extra}${first ? counted : empty} ${source}`,
    )
    rows.push(...page.rows)
    const value: Json | undefined = page.rows[0]?.total$
    if (first && typeof value === 'number') total = { value, exact: exact || value <= exactUpTo }
  }
  if (total === null && query.count !== 'none') {
    const alone = await db.query<{ n: number }>(sql`${found?.head ?? empty}SELECT ${count} AS n`)
    const value = alone.rows[0]?.n ?? 0
    total = { value, exact: exact || value <= exactUpTo }
  }
  if (total !== null && !total.exact && known === undefined) {
    total = { value: Math.max(exactUpTo + 1, await estimate(db, object, asked)), exact: false }
    keepCount(context, query.hash, total.value)
  }
  return {
    rows,
    total,
    cursorAt: (row) => ({ id: String(row.id), values: keys.map((key) => (row[key.name] ?? null) as Json) }),
  }
}

/**
 * The rows of a page: of each alternative its first ones, and of these the first, told by what they are sorted by before
 * the rows themselves are read.
 */
const pageOf = (
  object: CompiledObject,
  asked: Alternatives,
  narrow: Sql | undefined,
  keys: readonly OrderKey[],
  part: Sql,
  last: Sql,
): Sql => {
  const table = raw(`${object.table} t`)
  if (narrow === undefined && asked.length === 1) return sql`FROM ${table} WHERE ${asked[0]!.where}${part}${last}`
  const first = narrow === undefined && keys.every((key) => key.plain)
  if (!first)
    return sql`FROM ${table} WHERE t.id = ANY(ARRAY(${narrow ?? idsOfFirst(asked, table, sql`t.id`, sql`${part}${last}`)}))${part}${last}`
  const told = raw(
    ['id', ...keys.map((key) => key.field.column)]
      .filter(unique)
      .map((name) => `t.${name}`)
      .join(', '),
  )
  return sql`FROM ${table} WHERE t.id = ANY(ARRAY(SELECT t.id FROM (${idsOfFirst(asked, table, told, sql`${part}${last}`)}) t ${last}))${last}`
}

const unique = (name: string, i: number, all: readonly string[]) => all.indexOf(name) === i

const idsOfFirst = (asked: Alternatives, table: Sql, told: Sql, part: Sql): Sql =>
  join(
    asked.map(({ where }) => sql`(SELECT ${told} FROM ${table} WHERE ${where}${part})`),
    ' UNION ',
  )

interface OrderKey extends SortKey {
  readonly expression: Sql
  readonly cast: string
  /** The member of the row that holds the sort value. */
  readonly name: string
  /** Not a column the caller reads anyway. */
  readonly extra: boolean
  /** A column as it stands. */
  readonly plain: boolean
}

/** What a key sorts by: its column, or, where some rows hide it from the caller, nothing on those rows. */
const orderKey = (kernel: Kernel, context: Context, view: View, key: SortKey, at: number): OrderKey => {
  const { cast } = sqlTypeOf(kernel.types, key.field)
  const column = raw(`t.${key.field.column}`)
  const hidden =
    key.field.def.mask === undefined ? never : kernel.access.masked(context.principal, view.object, key.field.name)
  const extra = !isNever(hidden) || !view.fields.includes(key.field)
  const expression = isNever(hidden)
    ? column
    : sql`(CASE WHEN ${compile({ registry: kernel.registry(), types: kernel.types }, view.object, hidden, 't')} THEN NULL ELSE ${column} END)`
  return { ...key, expression, cast, extra, plain: isNever(hidden), name: extra ? `sort$${at}` : key.field.name }
}

/**
 * Nulls come last. Within the non-null range of the leading key the order is written so that one plain index
 * (key, id) serves both directions: a descending scan of it has nulls first, and there are none in the range.
 */
const orderBy = (keys: readonly OrderKey[], phase: 'values' | 'nulls'): Sql => {
  const down = keys[0]?.descending === true
  const parts = keys.flatMap((key, i) =>
    i === 0 && phase === 'nulls'
      ? []
      : [
          sql`${key.expression} ${raw(key.descending ? (i === 0 ? 'DESC NULLS FIRST' : 'DESC NULLS LAST') : 'ASC NULLS LAST')}`,
        ],
  )
  return join([...parts, raw(`t.id ${down ? 'DESC' : 'ASC'}`)], ', ')
}

/** Rows after the cursor: the leading key bounded by a range, the rest compared key by key, id last. */
const after = (keys: readonly OrderKey[], cursor: Cursor): Sql => {
  const down = keys[0]?.descending === true
  const beyondId = sql`t.id ${raw(down ? '<' : '>')} ${cursor.id}::uuid`
  const step = (at: number): Sql => {
    const key = keys[at]
    if (key === undefined) return beyondId
    const column = key.expression
    const value = cursor.values[at] ?? null
    if (value === null) return sql`(${column} IS NULL AND ${step(at + 1)})`
    const cast = raw(`::${key.cast}`)
    const past = sql`${column} ${raw(key.descending ? '<' : '>')} ${value}${cast}`
    const same = sql`(${column} = ${value}${cast} AND ${step(at + 1)})`
    const either = at === 0 ? [past, same] : [past, sql`${column} IS NULL`, same]
    const chain = sql`(${join(either, ' OR ')})`
    return at === 0 ? sql`(${column} ${raw(key.descending ? '<=' : '>=')} ${value}${cast} AND ${chain})` : chain
  }
  return step(0)
}
