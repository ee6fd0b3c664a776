import { Readable } from 'node:stream'
import sql, { empty, raw, type Sql } from 'sql-template-tag'
import { writeDateTime } from '../../fields/date-time/date-time.ts'
import { type Point, pointsOf } from '../../fields/phone/points.ts'
import { newId } from '../../kernel/ids.ts'
import type { Engine } from '../../kernel/kernel.ts'
import { whereOf } from '../../kernel/records/condition.ts'
import { list, type Page } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid } from '../../model/errors.ts'
import { targetOf } from '../../model/filter.ts'
import type { Json, Row } from '../../model/label.ts'
import { all } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { writeCsv } from './write/csv.ts'
import { type CardData, type CardPoint, writeVcard } from './write/vcard.ts'
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

/**
 * Rows page by page as the list sorts them. What changes place meanwhile is written once, where it was met first; what
 * moved ahead of the page being read comes at the end.
 */
async function* sortedRecords(call: Call, object: CompiledObject): AsyncGenerator<Row> {
  const { kernel, context } = call
  const { filter, search, sort } = call.query
  const exported = kernel.access.rows(context.principal, object, 'export', context.now)
  const written = new Set<string>()
  let cursor: string | null = null
  do {
    const query = parseList(kernel, context, object, {
      ...(filter === undefined ? {} : { filter }),
      ...(search === undefined ? {} : { search }),
      ...(sort === undefined ? {} : { sort }),
      ...(cursor === null ? {} : { cursor }),
      count: 'none',
    })
    const { data, page }: Page = await list(kernel, context, object, {
      ...query,
      predicate: all(query.predicate, exported),
      limit: batch,
    })
    for (const row of data) {
      if (written.has(String(row.id))) continue
      written.add(String(row.id))
      yield row
    }
    cursor = page.next
  } while (cursor !== null)
  if (written.size >= batch) yield* recordsById(call, object, written)
}

/** Every row of the list, each with the rights it has at that moment: masked values leave masked. */
const recordsOf = (call: Call, object: CompiledObject): AsyncGenerator<Row> =>
  call.query.sort === undefined ? recordsById(call, object, new Set()) : sortedRecords(call, object)

/** Rows batch by batch in id order, without those that are written already. */
async function* recordsById(call: Call, object: CompiledObject, written: ReadonlySet<string>): AsyncGenerator<Row> {
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
    const left = rows.filter((row) => !written.has(String(row.id)))
    if (left.length > 0) yield* await present(kernel, context, view, left, { verdicts: false })
  }
}

async function* rowsOf(
  call: Call,
  object: CompiledObject,
  fields: readonly CompiledField[],
): AsyncGenerator<(string | null)[]> {
  const { context, kernel } = call
  for await (const row of recordsOf(call, object))
    yield fields.map((field) => cellOf(field, row, context.locale, kernel.clock.timeZone))
}

/** Records as cards; a number or address that is masked is left out: a card is for dialling. */
async function* cardsOf(
  call: Call,
  object: CompiledObject,
  fields: readonly CompiledField[],
): AsyncGenerator<CardData> {
  const { kernel, context } = call
  const card = object.def.traits.card!
  const byName = new Map(fields.map((field) => [field.name, field]))
  for await (const row of recordsOf(call, object)) {
    const masked = new Set(Array.isArray(row.masked) ? row.masked : [])
    const text = (name: string) => {
      const field = byName.get(name)
      return field === undefined ? null : cellOf(field, row, context.locale, kernel.clock.timeZone)
    }
    const points = ([one, many]: readonly [string, string]): CardPoint[] => {
      const main = byName.has(one) && !masked.has(one) && typeof row[one] === 'string' ? row[one] : null
      const others = byName.has(many) && !masked.has(many) ? pointsOf(row[many] ?? null) : []
      return [
        ...(main === null ? [] : [{ value: main, label: labelAmong(others, main), isMain: true }]),
        ...others.filter(({ value }) => value !== main).map(({ value, label }) => ({ value, label, isMain: false })),
      ]
    }
    yield {
      id: String(row.id),
      name: text(card.name) ?? '',
      organisation: text(card.organisation),
      title: text(card.title),
      phones: points(card.phones),
      emails: points(card.emails),
      birthday: masked.has(card.birthday) ? null : text(card.birthday),
      note: text(card.note),
      changedAt: typeof row.updatedAt === 'string' ? row.updatedAt : null,
    }
  }
}

const labelAmong = (points: readonly Point[], value: string): string | null =>
  points.find((point) => point.value === value)?.label ?? null

/** The fields asked for; without a wish, those of the list and the form. */
const namesOf = (object: CompiledObject, asked: string | undefined): string[] =>
  asked === undefined || asked === ''
    ? [
        ...new Set([
          ...object.def.list,
          ...object.def.form.flatMap((section) => section.fields),
          ...[...object.fields.values()].filter((field) => field.custom).map((field) => field.name),
        ]),
      ]
    : asked.split(',').map((name) => name.trim())

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
  const { card } = object.def.traits
  const formats = ['xlsx', 'csv', ...(card === undefined ? [] : ['vcf'])]
  if (!formats.includes(format))
    throw invalid([
      fault(
        'format',
        'unknown_option',
        `格式只能是 ${formats.join('、')}`,
        `The format is one of ${formats.join(', ')}`,
      ),
    ])
  const names = format === 'vcf' && card !== undefined ? Object.values(card).flat() : namesOf(object, call.query.fields)
  const readable = viewOf(kernel, context, object).fields
  const faults =
    call.query.fields === undefined || format === 'vcf'
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
  parseList(kernel, context, object, {
    ...(call.query.filter === undefined ? {} : { filter: call.query.filter }),
    ...(call.query.sort === undefined ? {} : { sort: call.query.sort }),
  })
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
  const rows = () => rowsOf(call, object, fields)
  const name = `${object.path}-${kernel.clock.today(context.now)}.${format}`
  return {
    stream:
      format === 'vcf'
        ? Readable.from(writeVcard(cardsOf(call, object, fields)))
        : format === 'csv'
          ? writeCsv({ columns, rows: rows() })
          : writeXlsx({ columns, rows: rows(), sheetName: object.label[context.locale] }),
    headers: {
      'Content-Type': contentTypes[format] ?? 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  vcf: 'text/vcard; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const exportEngine: Engine = {
  name: 'export',
  routes: [
    {
      method: 'GET',
      path: '/:object/export',
      query: ['format', 'filter', 'search', 'sort', 'fields'],
      run: exportList,
    },
  ],
}
