import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { CompiledObject } from '../../model/registry.ts'
import type { Queryable } from '../database/database.ts'
import type { Context, Principal } from '../principal.ts'
import type { Alternatives } from './condition.ts'

export const exactUpTo = 10_000

export interface Total {
  readonly value: number
  readonly exact: boolean
}

/** The ids of the rows of any of these alternatives, each looked at no further than `limit`. */
export const idsOf = (object: CompiledObject, wheres: readonly Sql[], limit: Sql): Sql =>
  join(
    wheres.map((where) => sql`(SELECT t.id FROM ${raw(`${object.table} t`)} WHERE ${where} ${limit})`),
    ' UNION ',
  )

/**
 * How many rows match, as one number in SQL: up to one more than ten thousand, or all. Alternatives that look into
 * other tables are counted only where the plain ones are not enough.
 */
export const countSql = (object: CompiledObject, alternatives: Alternatives, exact: boolean): Sql => {
  const bound = exactUpTo + 1
  const limit = exact ? sql`` : sql`LIMIT ${bound}`
  const countOf = (wheres: readonly Sql[]) =>
    wheres.length === 1
      ? exact
        ? sql`(SELECT count(*) FROM ${raw(`${object.table} t`)} WHERE ${wheres[0]})`
        : sql`(SELECT count(*) FROM (SELECT 1 FROM ${raw(`${object.table} t`)} WHERE ${wheres[0]} ${limit}) c)`
      : sql`(SELECT count(*) FROM (${idsOf(object, wheres, limit)}) c)`
  const all = alternatives.map((one) => one.where)
  const local = alternatives.filter((one) => one.local).map((one) => one.where)
  if (exact || local.length === 0 || local.length === all.length) return countOf(all)
  return sql`(SELECT CASE WHEN l.n > ${exactUpTo} THEN l.n ELSE ${countOf(all)} END FROM (SELECT ${countOf(local)} AS n) l)`
}

/** So many rows are sorted rather than looked for in the order of the list. */
export const fewFound = 2000

/**
 * What was asked for, each alternative by itself, as the head of a statement (`found`: the ids together) and the ids
 * to page over. Each is looked at no further than ten thousand (or, where nobody counts, than it takes to know that it
 * is not little); those that look into other tables only where the plain ones are not enough.
 *
 * Of an alternative that finds little these rows are the candidates: walking the order of the list until fifty match
 * would read most of a large table. Where it finds much, that walk (`part` says how far) soon ends.
 */
export const narrowed = (
  object: CompiledObject,
  alternatives: Alternatives,
  isCounted: boolean,
): { readonly head: Sql; readonly candidates: (part: Sql) => Sql } => {
  const bound = isCounted ? exactUpTo : fewFound
  const plain = alternatives.flatMap((one, i) => (one.local ? [sql`SELECT id FROM ${raw(`found_${i}`)}`] : []))
  const enough = sql`(SELECT count(*) FROM (${plain.length === 0 ? sql`SELECT 1 WHERE FALSE` : join(plain, ' UNION ')}) p) > ${bound}`
  const table = raw(`${object.table} t`)
  const each = alternatives.map(({ where, local }, i) => {
    const asked = local || plain.length === 0 ? where : sql`NOT ${enough} AND ${where}`
    return sql`${raw(`found_${i}`)} AS MATERIALIZED (SELECT t.id FROM ${table} WHERE ${asked} LIMIT ${bound + 1})`
  })
  const together = alternatives.map((_, i) => sql`SELECT id FROM ${raw(`found_${i}`)}`)
  return {
    head: sql`WITH ${join(each, ', ')}, found AS (${join(together, ' UNION ')}) `,
    candidates: (part) =>
      join(
        alternatives.flatMap(({ where, local }, i) => {
          const mine = raw(`found_${i}`)
          const skipped = local || plain.length === 0 ? sql`` : sql` OR ${enough}`
          const many = sql`((SELECT count(*) FROM ${mine}) > ${fewFound}${skipped})`
          return [
            sql`SELECT id FROM ${mine} WHERE NOT ${many}`,
            sql`(SELECT t.id FROM ${table} WHERE ${many} AND ${where}${part})`,
          ]
        }),
        ' UNION ALL ',
      ),
  }
}

/** The planner's guess; good enough beyond ten thousand. */
export const estimate = async (db: Queryable, object: CompiledObject, alternatives: Alternatives): Promise<number> => {
  const any = join(
    alternatives.map((one) => sql`(${one.where})`),
    ' OR ',
  )
  const { rows } = await db.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    sql`EXPLAIN (FORMAT JSON) SELECT 1 FROM ${raw(`${object.table} t`)} WHERE ${any}`,
  )
  return Math.round(rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0)
}

/** Counts beyond ten thousand, estimates as they are, by person and question; counting so far is dearer than the page. */
const counts = new WeakMap<Principal, Map<string, { readonly value: number; readonly until: number }>>()
const keptMilliseconds = 60_000

export const recallCount = ({ principal, now }: Context, hash: string): number | undefined => {
  const found = counts.get(principal)?.get(hash)
  return found !== undefined && Date.parse(now) < found.until ? found.value : undefined
}

export const keepCount = ({ principal, now }: Context, hash: string, value: number): void => {
  const mine = counts.get(principal) ?? new Map()
  if (mine.size >= 100) mine.clear()
  mine.set(hash, { value, until: Date.parse(now) + keptMilliseconds })
  counts.set(principal, mine)
}
