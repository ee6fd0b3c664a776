import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { Json, Row } from '../../model/label.ts'
import { all, always, isNever, never, type Predicate, test } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { compile, sqlTypeOf } from '../compile.ts'
import type { Queryable } from '../database/database.ts'
import type { Kernel } from '../kernel.ts'
import type { Context, Principal } from '../principal.ts'
import { type Cursor, type ListQuery, type SortKey, writeCursor } from './query.ts'
import { present, type View, viewOf } from './view.ts'

export interface Page {
  readonly data: Row[]
  readonly page: {
    readonly next: string | null
    readonly total: { readonly value: number; readonly exact: boolean } | null
  }
}

const exactUpTo = 10_000

/** The rows a verb reaches for this person, of those not (or, on request, only those) in the recycle bin. */
export const reach = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  verb: string,
  deleted = false,
): Predicate =>
  all(kernel.access.rows(context.principal, object, verb, context.now), test('deletedAt', 'isNull', !deleted))

/** One page of a list, keyset by the sort values and id; the count beside it in the same statement. */
export const list = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  query: ListQuery,
): Promise<Page> => {
  const wide = whereOf(kernel, context, object, query)
  if (wide === null) return { data: [], page: { next: null, total: { value: 0, exact: true } } }
  const where = query.search === null ? wide : await narrow(context.tx ?? kernel.db, object, wide)
  const view = viewOf(kernel, context, object)
  const { rows, total, cursorAt } = await fetchPage(kernel, context, view, query, where)
  const more = rows.length > query.limit
  const shown = more ? rows.slice(0, query.limit) : rows
  const last = shown.at(-1)
  const next = more && last !== undefined ? writeCursor(cursorAt(last), query.hash) : null
  return { data: await present(kernel, context, view, shown, { only: query.only }), page: { next, total } }
}

/**
 * What a search finds, by its words alone where that is little: walking the order of a list until fifty rows match
 * would read most of a large table. Where it finds much, that walk soon ends.
 */
const narrow = async (db: Queryable, object: CompiledObject, where: Sql): Promise<Sql> => {
  const found = sql`FROM ${raw(`${object.table} t`)} WHERE ${where}`
  const { rows } = await db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 ${found} LIMIT ${exactUpTo + 1}) c`,
  )
  return (rows[0]?.n ?? 0) > exactUpTo ? where : sql`t.id = ANY(ARRAY(SELECT t.id ${found}))`
}

/** Counts beyond ten thousand, estimates as they are, by person and question; counting so far is dearer than the page. */
const counts = new WeakMap<Principal, Map<string, { readonly value: number; readonly until: number }>>()
const keptMilliseconds = 60_000

const recallCount = ({ principal, now }: Context, hash: string): number | undefined => {
  const found = counts.get(principal)?.get(hash)
  return found !== undefined && Date.parse(now) < found.until ? found.value : undefined
}

const keepCount = ({ principal, now }: Context, hash: string, value: number): void => {
  const mine = counts.get(principal) ?? new Map()
  if (mine.size >= 100) mine.clear()
  mine.set(hash, { value, until: Date.parse(now) + keptMilliseconds })
  counts.set(principal, mine)
}

/** The whole condition of a list: what may be seen, what was asked, what was searched. `null`: nothing can match. */
export const whereOf = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  query: Pick<ListQuery, 'predicate' | 'search' | 'deleted'>,
  /** A verb with a scope of its own that must reach the rows as well (export). */
  verb?: string,
): Sql | null => {
  const also = verb === undefined ? always : kernel.access.rows(context.principal, object, verb, context.now)
  const seen = reach(kernel, context, object, query.deleted ? 'delete' : 'read', query.deleted)
  const asked = unmask(kernel, context, object, query.predicate)
  const both = all(seen, also, asked)
  if (isNever(both)) return null
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const condition = compile(compiler, object, both, 't')
  if (query.search === null) return condition
  return sql`${condition} AND ${matchSql(kernel, context, object, query.search)}`
}

/** The words of a search as a condition; masked values are matched by nobody. */
export const matchSql = (kernel: Kernel, context: Context, object: CompiledObject, text: string): Sql => {
  if (kernel.matcher === undefined || object.def.traits.searchable !== true) {
    const title = object.fields.get(object.def.title)!
    return compile(
      { registry: kernel.registry(), types: kernel.types },
      object,
      test(title.name, 'contains', text),
      't',
    )
  }
  const privates = [...object.fields.values()].filter(
    (field) => field.def.search === true && field.def.mask !== undefined,
  )
  const hidden: Predicate = {
    kind: 'any',
    of: privates.map((field) => kernel.access.masked(context.principal, object, field.name)).filter((p) => !isNever(p)),
  }
  return kernel.matcher(object, text, 't', {
    predicate: hidden,
    sql: compile({ registry: kernel.registry(), types: kernel.types }, object, hidden, 't'),
  })
}

/** On rows where a field is masked, a filter sees nothing instead of its value. */
const unmask = (kernel: Kernel, context: Context, object: CompiledObject, p: Predicate): Predicate => {
  switch (p.kind) {
    case 'all':
    case 'any':
      return { kind: p.kind, of: p.of.map((of) => unmask(kernel, context, object, of)) }
    case 'not':
      return { kind: 'not', of: unmask(kernel, context, object, p.of) }
    case 'via': {
      const target = kernel.registry().objects.get(p.to)!
      const seen = kernel.access.rows(context.principal, target, 'read', context.now)
      return { ...p, where: all(seen, unmask(kernel, context, target, p.where)) }
    }
    case 'test': {
      const field = guardOf(object, p.field, p.value)
      if (field === undefined) return p
      const hidden = kernel.access.masked(context.principal, object, field.name)
      if (isNever(hidden)) return p
      const answer = p.operator === 'isNull' ? p.value === true : p.operator === 'ne' || p.operator === 'nin'
      return answer ? { kind: 'any', of: [hidden, p] } : { kind: 'all', of: [{ kind: 'not', of: hidden }, p] }
    }
    default:
      return p
  }
}

/** The field whose mask covers a condition; numbers written into a text are hidden with the phone. */
const guardOf = (object: CompiledObject, name: string, value: Json): CompiledField | undefined => {
  const field = object.fields.get(name)
  if (field?.def.mask !== undefined) return field
  if (field === undefined || !['text', 'longText'].includes(field.type.name)) return undefined
  const digits = field.type.name === 'text' ? /\p{Nd}{3}/u : /\p{Nd}/u
  if (!digits.test(JSON.stringify(value))) return undefined
  return [...object.fields.values()].find((one) => one.def.mask === 'phone')
}

const fetchPage = async (
  kernel: Kernel,
  context: Context,
  view: View,
  query: ListQuery,
  where: Sql,
): Promise<{ rows: Row[]; total: Page['page']['total']; cursorAt: (row: Row) => Cursor }> => {
  const db = context.tx ?? kernel.db
  const keys = query.sort.map((key, i) => orderKey(kernel, context, view, key, i))
  const [lead] = keys
  const table = raw(`${view.object.table} t`)
  const extra = keys.some((key) => key.extra)
    ? sql`, ${join(
        keys.filter((key) => key.extra).map((key) => sql`${key.expression} AS ${raw(`"${key.name}"`)}`),
        ', ',
      )}`
    : empty
  const known = query.count === 'exact' || query.count === 'none' ? undefined : recallCount(context, query.hash)
  const counted =
    query.count === 'none' || known !== undefined
      ? empty
      : query.count === 'exact'
        ? sql`, (SELECT count(*) FROM ${table} WHERE ${where}) AS "total$"`
        : sql`, (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ${exactUpTo + 1}) c) AS "total$"`
  const rows: Row[] = []
  let total: Page['page']['total'] = known === undefined ? null : { value: known, exact: false }
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
    const page: { rows: Row[] } = await db.query<Row>(
      sql`SELECT ${view.select}${extra}${first ? counted : empty} FROM ${table} WHERE ${where}${range}${bound} ORDER BY ${orderBy(keys, phase)} LIMIT ${query.limit + 1 - rows.length}`,
    )
    rows.push(...page.rows)
    const value: Json | undefined = page.rows[0]?.total$
    if (first && typeof value === 'number') total = { value, exact: query.count === 'exact' || value <= exactUpTo }
  }
  if (total === null && query.count !== 'none') total = await countAlone(kernel, context, view.object, query, where)
  if (total !== null && !total.exact && known === undefined) {
    total = { value: Math.max(exactUpTo + 1, await estimate(kernel, context, view.object, where)), exact: false }
    keepCount(context, query.hash, total.value)
  }
  return {
    rows,
    total,
    cursorAt: (row) => ({ id: String(row.id), values: keys.map((key) => (row[key.name] ?? null) as Json) }),
  }
}

const countAlone = async (kernel: Kernel, context: Context, object: CompiledObject, query: ListQuery, where: Sql) => {
  const limit = query.count === 'exact' ? empty : sql`LIMIT ${exactUpTo + 1}`
  const { rows } = await (context.tx ?? kernel.db).query<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${raw(`${object.table} t`)} WHERE ${where} ${limit}) c`,
  )
  const value = rows[0]?.n ?? 0
  return { value, exact: query.count === 'exact' || value <= exactUpTo }
}

/** The planner's guess; good enough beyond ten thousand. */
const estimate = async (kernel: Kernel, context: Context, object: CompiledObject, where: Sql): Promise<number> => {
  const { rows } = await (context.tx ?? kernel.db).query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    sql`EXPLAIN (FORMAT JSON) SELECT 1 FROM ${raw(`${object.table} t`)} WHERE ${where}`,
  )
  return Math.round(rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0)
}

interface OrderKey extends SortKey {
  readonly expression: Sql
  readonly cast: string
  /** The member of the row that holds the sort value. */
  readonly name: string
  /** Not a column the caller reads anyway. */
  readonly extra: boolean
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
  return { ...key, expression, cast, extra, name: extra ? `sort$${at}` : key.field.name }
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
