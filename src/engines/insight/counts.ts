import sql from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { alternativesOf } from '../../kernel/records/condition.ts'
import { countSql } from '../../kernel/records/count.ts'
import { filterOf } from '../../kernel/records/query.ts'
import type { JsonObject } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** How many records of a filter this person reaches. */
export const countOf = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  filter: JsonObject,
): Promise<number> => {
  const predicate = filterOf(kernel, context, object, filter)
  const asked = alternativesOf(kernel, context, object, { predicate, search: null, deleted: false })
  if (asked.length === 0) return 0
  const { rows } = await kernel.db.query<{ n: number }>(sql`SELECT ${countSql(object, asked, false)} AS n`)
  return rows[0]?.n ?? 0
}
