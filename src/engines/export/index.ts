import sql, { empty, raw, type Sql } from 'sql-template-tag'
import { writeDateTime } from '../../fields/date-time/date-time.ts'
import { newId } from '../../kernel/ids.ts'
import type { Engine } from '../../kernel/kernel.ts'
import { whereOf } from '../../kernel/records/condition.ts'
import { parseList } from '../../kernel/records/query.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid } from '../../model/errors.ts'
import { targetOf } from '../../model/filter.ts'
import type { Json, Row } from '../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { writeCsv } from './write/csv.ts'
import { writeXlsx } from './write/xlsx.ts'

const numeric = new Set(['integer', 'decimal', 'money', 'percent'])
const batch = 500

/** What a cell of the file says: names instead of ids, labels instead of keys, company time. */
const cellOf = (field: CompiledField, row: Row, locale: 'zh' | 'en', timeZone: string): string | null => {
  const value = row[field.name] ?? null
  if (value === null) return null
  if (targetOf(field) !== undefined) return (row[field.expansion!] as { name?: string } | null)?.name ?? null
  if (field.type.name === 'dateTime') return writeDateTime(value as string, timeZone)
  if (numeric.has(field.type.name)) return String(value)
  return field.type.write(value as Json, field.def, locale)
}

/** Rows batch by batch in id order, each with the rights it has at that moment: masked values leave masked. */
async function* rowsOf(
  call: Call,
  object: CompiledObject,
  fields: readonly CompiledField[],
): AsyncGenerator<(string | null)[]> {
  const { kernel, context } = call
  const query = parseList(kernel, context, object, {
    ...(call.query.filter === undefined ? {} : { filter: call.query.filter }),
    ...(call.query.search === undefined ? {} : { search: call.query.search }),
  })
  const where = whereOf(kernel, context, object, query, 'export')
  if (where === null) return
  const view = viewOf(kernel, context, object)
  let last: string | null = null
  for (;;) {
    const after: Sql = last === null ? empty : sql`AND t.id > ${last}::uuid`
    const { rows }: { rows: Row[] } = await kernel.db.query<Row>(
      sql`SELECT ${view.select} FROM ${raw(`${object.table} t`)} WHERE ${where} ${after} ORDER BY t.id LIMIT ${batch}`,
    )
    if (rows.length === 0) return
    last = String(rows.at(-1)!.id)
    for (const row of await present(kernel, context, view, rows, { verdicts: false }))
      yield fields.map((field) => cellOf(field, row, context.locale, kernel.clock.timeZone))
  }
}

/** The file of a list (O31: a right of its own, logged). */
const exportList = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectOf(call)
  if (
    !kernel.access.may(context.principal, object, 'read') ||
    !kernel.access.may(context.principal, object, 'export') ||
    object.def.traits.exportable !== true
  )
    throw noRight(object, 'export')
  const format = call.query.format ?? 'xlsx'
  if (format !== 'xlsx' && format !== 'csv')
    throw invalid([fault('format', 'unknown_option', '格式只能是 xlsx 或 csv', 'The format is xlsx or csv')])
  const names =
    call.query.fields === undefined || call.query.fields === ''
      ? [
          ...new Set([
            ...object.def.list,
            ...object.def.form.flatMap((section) => section.fields),
            ...[...object.fields.values()].filter((field) => field.custom).map((field) => field.name),
          ]),
        ]
      : call.query.fields.split(',').map((name) => name.trim())
  const readable = viewOf(kernel, context, object).fields
  const faults =
    call.query.fields === undefined
      ? []
      : names
          .filter((name) => !readable.some((field) => field.name === name))
          .map((name) =>
            fault(
              'fields',
              'unknown_field',
              `${object.label.zh}没有字段“${name}”`,
              `${object.path} has no field "${name}"`,
            ),
          )
  if (faults.length > 0) throw invalid(faults)
  parseList(kernel, context, object, { ...(call.query.filter === undefined ? {} : { filter: call.query.filter }) })
  const fields = names.flatMap((name) => readable.find((field) => field.name === name) ?? [])
  await kernel.db.query(sql`INSERT INTO audit_entries (id, at, object, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, ${object.path}, ${context.principal.employeeId}, 'export', ${JSON.stringify([{ field: 'export', from: null, to: { format, filter: call.query.filter ?? null, fields: fields.map((field) => field.name) } }])}::jsonb, ${context.requestId}, 'api')`)
  const columns = fields.map((field) => ({
    header: field.def[context.locale],
    kind: numeric.has(field.type.name)
      ? ('number' as const)
      : field.type.name === 'date'
        ? ('date' as const)
        : ('text' as const),
  }))
  const rows = rowsOf(call, object, fields)
  const name = `${object.path}-${kernel.clock.today(context.now)}.${format}`
  return {
    stream:
      format === 'csv'
        ? writeCsv({ columns, rows })
        : writeXlsx({ columns, rows, sheetName: object.label[context.locale] }),
    headers: {
      'Content-Type':
        format === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  }
}

export const exportEngine: Engine = {
  name: 'export',
  routes: [{ method: 'GET', path: '/:object/export', run: exportList }],
}
