import sql, { join, raw, type Sql } from 'sql-template-tag'
import { compile } from '../../kernel/compile.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { matchSql, reach } from '../../kernel/records/condition.ts'
import type { Matcher } from '../../kernel/records/parts.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import type { Row } from '../../model/label.ts'
import { isNever } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { tokensJob } from './job.ts'
import { dropTokens, isSearchable, searchTable, searchTables, writeTokens } from './table.ts'
import { hashed, queryOf } from './tokens.ts'

/** Tokens in a GIN index; typed pinyin compared once more with the whole reading. */
const matcher: Matcher = (object, text, alias, masked) => {
  const query = queryOf(text)
  const onNames = (tokens: Sql) =>
    query.names.map((set) => {
      const found = sql`${tokens} @> ${hashed(set)}::int[]`
      return set[0]?.startsWith('p:') === true && query.letters !== null
        ? sql`(${found} AND s.reading LIKE ${`%${query.letters}%`})`
        : found
    })
  const on = (tokens: Sql) => [
    ...onNames(tokens),
    ...(query.numbers === null ? [] : [sql`${tokens} @> ${hashed(query.numbers)}::int[]`]),
  ]
  const open = on(raw('s.tokens'))
  if (open.length === 0) return sql`FALSE`
  const id = raw(`${alias}.id`)
  const among = (conditions: readonly Sql[]) =>
    sql`${id} IN (SELECT s.id FROM ${raw(searchTable(object))} s WHERE ${join(conditions, ' OR ')})`
  const hasPrivate = [...object.fields.values()].some(
    (field) => field.def.search === true && field.def.mask !== undefined,
  )
  if (!hasPrivate) return among(open)
  const anywhere = among([...open, ...on(raw('s.hidden'))])
  if (isNever(masked.predicate)) return anywhere
  // Whose values are masked for the asker is found only by what everybody may see.
  return sql`(${anywhere} AND ((${masked.sql}) IS NOT TRUE OR EXISTS (SELECT 1 FROM ${raw(searchTable(object))} s WHERE s.id = ${id} AND (${join(open, ' OR ')}))))`
}

export const searchEngine = (kernel: () => Kernel): Engine => ({
  name: 'search',
  matcher,
  tables: (object) => (isSearchable(object) ? [searchTables(object)] : []),
  hooks: [
    {
      stage: 'write',
      applies: isSearchable,
      run: async ({ object, tx }, changes) => {
        const touched = changes.filter(
          (change) =>
            change.kind === 'create' ||
            (change.kind === 'update' &&
              [...object.fields.values()].some(
                (field) => field.def.search === true && change.before?.[field.name] !== change.after[field.name],
              )),
        )
        await writeTokens(
          tx,
          object,
          touched.map((change) => change.after),
        )
        await dropTokens(
          tx,
          object,
          changes.filter((change) => change.kind === 'purge').map((change) => change.id),
        )
      },
    },
  ],
  jobs: [tokensJob(kernel)],
})

export interface Hit {
  readonly object: string
  readonly id: string
  readonly title: string
  readonly subtitle: string | null
  readonly matched: { readonly field: string; readonly snippet: string }
  readonly state?: 'mine' | 'owned' | 'pool'
  readonly ownerName?: string | null
}

/** The command bar: records of every searchable object by words, pinyin, initials or part of a phone, within rights. */
export const searchAll = async (kernel: Kernel, context: Context, typed: string, limit: number): Promise<Hit[]> => {
  const hits: Hit[] = []
  const text = typed.trim()
  if (text === '') return hits
  const compiler = { registry: kernel.registry(), types: kernel.types }
  for (const object of kernel.registry().objects.values()) {
    if (!isSearchable(object) || !kernel.access.may(context.principal, object, 'read')) continue
    const view = viewOf(kernel, context, object)
    const seen = compile(compiler, object, reach(kernel, context, object, 'read'), 't')
    const title = raw(`t.${object.fields.get(object.def.title)!.column}`)
    const find = async (where: Sql) =>
      (
        await kernel.db.query<Row>(
          sql`SELECT ${view.select} FROM (SELECT * FROM ${raw(`${object.table} t`)} WHERE ${where} LIMIT 500) t ORDER BY length(coalesce(${title}, '')), t.id LIMIT ${limit}`,
        )
      ).rows
    const { beginning } = queryOf(text)
    const titleMasked = object.fields.get(object.def.title)!.def.mask !== undefined
    const first =
      beginning === null || titleMasked
        ? []
        : await find(
            sql`${seen} AND t.id IN (SELECT s.id FROM ${raw(searchTable(object))} s WHERE s.tokens @> ${hashed([beginning])}::int[])`,
          )
    const rest = first.length >= limit ? [] : await find(sql`${seen} AND ${matchSql(kernel, context, object, text)}`)
    const rows = [...new Map([...first, ...rest].map((row) => [row.id, row])).values()].slice(0, limit)
    for (const row of await present(kernel, context, view, rows)) hits.push(hitOf(object, row, text, context))
  }
  return hits.sort((a, b) => rank(a, text) - rank(b, text)).slice(0, limit)
}

const rank = (hit: Hit, text: string) =>
  hit.title === text ? 0 : hit.title.startsWith(text) ? 1 : hit.title.includes(text) ? 2 : 3

const hitOf = (object: CompiledObject, row: Row, text: string, context: Context): Hit => {
  const query = queryOf(text)
  const fields = [...object.fields.values()].filter(
    (field) => field.def.search === true && typeof row[field.name] === 'string',
  )
  const matched =
    fields.find((field) => String(row[field.name]).includes(text)) ??
    (query.numbers === null
      ? undefined
      : fields.find((field) =>
          String(row[field.name])
            .replace(/\D/g, '')
            .includes(query.numbers!.length > 0 ? text.replace(/\D/g, '') : text),
        ))
  const field = matched ?? object.fields.get(object.def.title)!
  const parent = row.customer as { name?: string } | null | undefined
  const region = object.fields.get('region')
  const owner = row.owner as { name?: string } | null | undefined
  const isMain = object.def.traits.pooled === true
  return {
    object: object.path,
    id: String(row.id),
    title: String(row[object.def.title] ?? ''),
    subtitle:
      parent?.name ??
      (typeof row.region === 'string' && region !== undefined
        ? region.type.write(row.region, region.def, context.locale)
        : null),
    matched: { field: field.name, snippet: String(row[field.name] ?? '') },
    ...(isMain
      ? {
          state:
            row.ownerId === context.principal.employeeId
              ? ('mine' as const)
              : row.ownerId === null
                ? ('pool' as const)
                : ('owned' as const),
          ownerName: owner?.name ?? null,
        }
      : {}),
  }
}
