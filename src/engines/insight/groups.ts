import sql, { join, raw } from 'sql-template-tag'
import { shapeOf } from '../../kernel/compile.ts'
import { whereOf } from '../../kernel/records/condition.ts'
import { filterOf } from '../../kernel/records/query.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, malformed } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'

const grouped: ReadonlySet<string> = new Set([
  'choice',
  'reference',
  'employee',
  'department',
  'boolean',
  'date',
  'dateTime',
  'region',
])
const summed: ReadonlySet<string> = new Set(['money', 'decimal', 'integer', 'percent'])
const steps: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day'])
const mostGroups = 500
const mostSums = 8

/**
 * 分组汇总: records that satisfy a filter counted by a field (`by=stageId`, `by=signedOn:month`), with sums beside. Of what
 * the caller may see, by fields he may read: a field that is masked anywhere is neither grouped by nor summed.
 */
export const groups = async (call: Call): Promise<Reply> => {
  const { kernel, context, query } = call
  const object = objectOf(call)
  if (!kernel.access.may(context.principal, object, 'read')) throw noRight(object, 'read')
  const [name = '', step] = (query.by ?? '').split(':')
  const by = usable(call, object, name, 'by', grouped)
  const isTime = by.type.name === 'date' || by.type.name === 'dateTime'
  if (isTime ? step !== undefined && !steps.has(step) : step !== undefined)
    throw invalid([fault('by', 'unknown_option', `没有“${step}”这种分段`, `There are no steps of "${step}"`)])
  const sums = (query.sum ?? '').split(',').filter((one) => one !== '')
  if (sums.length > mostSums)
    throw invalid([fault('sum', 'too_many', `最多合计 ${mostSums} 个字段`, `At most ${mostSums} sums`)])
  const columns = sums.map((one) => usable(call, object, one, 'sum', summed))
  const where = whereOf(kernel, context, object, {
    predicate: filterOf(kernel, context, object, parsed(query.filter)),
    search: null,
    deleted: false,
  })
  if (where === null) return { body: { data: [], total: { count: 0, sums: zeros(sums) } } }
  const column = raw(`t.${by.column}`)
  const moment = by.type.name === 'dateTime' ? sql`(${column} AT TIME ZONE ${kernel.clock.timeZone})` : column
  const key = isTime
    ? sql`to_char(date_trunc(${step ?? 'day'}, ${moment}::timestamp), 'YYYY-MM-DD')`
    : sql`${column}::text`
  const values = columns.map((one, i) => sql`${raw(`t.${one.column}`)} AS ${raw(`v${i}`)}`)
  const totals = columns.map((_, i) => sql`coalesce(sum(${raw(`g.v${i}`)}), 0)::text AS ${raw(`s${i}`)}`)
  const { rows } = await kernel.db.query<Row & { key: string | null; n: number }>(
    sql`SELECT ${join([sql`g.key`, sql`count(*) AS n`, ...totals], ', ')} FROM (SELECT ${join([sql`${key} AS key`, ...values], ', ')} FROM ${raw(`${object.table} t`)} WHERE ${where}) g
      GROUP BY GROUPING SETS ((g.key), ()) ORDER BY GROUPING(g.key) DESC, ${isTime ? sql`g.key` : sql`count(*) DESC`}, g.key LIMIT ${mostGroups + 1}`,
  )
  const shown = (row: Row & { n: number }) => ({
    count: row.n,
    sums: Object.fromEntries(sums.map((one, i) => [one, row[`s${i}`] ?? '0'])),
  })
  const [total, ...each] = rows
  return {
    body: {
      data: each.map((row) => ({ key: keyOf(by, row.key), ...shown(row) })),
      total: total === undefined ? { count: 0, sums: zeros(sums) } : shown(total),
    },
  }
}

const zeros = (sums: readonly string[]) => Object.fromEntries(sums.map((one) => [one, '0']))

const keyOf = (by: CompiledField, key: string | null): Json =>
  key === null ? null : by.type.name === 'boolean' ? key === 'true' : key

const parsed = (filter: string | undefined): unknown => {
  if (filter === undefined || filter === '') return {}
  try {
    return JSON.parse(filter)
  } catch {
    throw malformed('invalid_filter', 'filter 不是 JSON', 'The filter is not JSON')
  }
}

/** A field that may be counted or summed by: known, of a fitting type, read in full by this person on every row. */
const usable = (
  { kernel, context }: Call,
  object: CompiledObject,
  name: string,
  path: string,
  types: ReadonlySet<string>,
): CompiledField => {
  const field = object.fields.get(name)
  const right = field === undefined ? 'none' : kernel.access.field(context.principal, object, name)
  if (field === undefined || (right !== 'read' && right !== 'write'))
    throw invalid([fault(path, 'unknown_field', `没有字段“${name}”`, `There is no field "${name}"`)])
  if (!types.has(field.type.name) || field.def.mask !== undefined || shapeOf(kernel.types, field) !== 'scalar')
    throw invalid([
      fault(
        path,
        'not_possible',
        `不能按“${field.def.zh}”${path === 'by' ? '分组' : '合计'}`,
        `"${field.def.en}" is not for ${path === 'by' ? 'grouping' : 'sums'}`,
      ),
    ])
  return field
}
