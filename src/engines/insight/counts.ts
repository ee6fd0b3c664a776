import sql, { join, raw, type Sql } from 'sql-template-tag'
import { compile } from '../../kernel/compile.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { alternativesOf, reach } from '../../kernel/records/condition.ts'
import { countSql } from '../../kernel/records/count.ts'
import { filterOf } from '../../kernel/records/query.ts'
import type { Json, JsonObject } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** The rows of an object, by the alias `t`, that this person may see. */
export const seenBy = (kernel: Kernel, context: Context, object: CompiledObject): Sql =>
  compile({ registry: kernel.registry(), types: kernel.types }, object, reach(kernel, context, object, 'read'), 't')

/** How many records of each filter this person reaches, counted in one statement. */
export const countsOf = async (
  kernel: Kernel,
  context: Context,
  asked: readonly { readonly object: CompiledObject; readonly filter: JsonObject }[],
): Promise<number[]> => {
  const counts = asked.map(({ object, filter }) => {
    const predicate = filterOf(kernel, context, object, filter)
    const alternatives = alternativesOf(kernel, context, object, { predicate, search: null, deleted: false })
    return alternatives.length === 0 ? sql`0::bigint` : countSql(object, alternatives, false)
  })
  if (counts.length === 0) return []
  const { rows } = await kernel.db.query<Record<string, number>>(
    sql`SELECT ${join(
      counts.map((count, i) => sql`${count} AS ${raw(`n${i}`)}`),
      ', ',
    )}`,
  )
  return counts.map((_, i) => rows[0]?.[`n${i}`] ?? 0)
}

/**
 * The filter with the company's numbers in it. A part of an `or` whose number is not set is left out; when the whole
 * speaks of a number that is not set, the reminder is off. A part with `{name.*}` stands once for each number of that
 * name, and `"*"` in it for what the number is of.
 */
export const withThresholds = (
  filter: JsonObject,
  thresholds: Readonly<Record<string, number | null>>,
): JsonObject | undefined => {
  const { or, ...rest } = filter
  const isSet = (part: unknown) =>
    [...JSON.stringify(part).matchAll(/\{([a-zA-Z]+(?:\.\w+)?)\}/g)].every(([, name]) => thresholds[name!] != null)
  if (!isSet(rest)) return undefined
  const choices = Array.isArray(or) ? or.flatMap((part) => eachOf(part, thresholds)).filter(isSet) : undefined
  if (choices?.length === 0) return undefined
  const text = JSON.stringify(choices === undefined ? rest : { ...rest, or: choices })
  return JSON.parse(text.replace(/\{([a-zA-Z]+(?:\.\w+)?)\}/g, (_, name) => String(thresholds[name]))) as JsonObject
}

const eachOf = (part: Json, thresholds: Readonly<Record<string, number | null>>): Json[] => {
  const text = JSON.stringify(part)
  const name = /\{([a-zA-Z]+)\.\*\}/.exec(text)?.[1]
  if (name === undefined) return [part]
  return Object.entries(thresholds).flatMap(([key, number]) =>
    key.startsWith(`${name}.`) && number !== null
      ? [
          JSON.parse(
            text
              .replaceAll(`{${name}.*}`, String(number))
              .replaceAll('"*"', JSON.stringify(key.slice(name.length + 1))),
          ) as Json,
        ]
      : [],
  )
}
