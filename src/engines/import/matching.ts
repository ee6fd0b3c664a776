import sql, { join, raw } from 'sql-template-tag'
import { compile, sqlTypeOf } from '../../kernel/compile.ts'
import type { Transaction } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { reach } from '../../kernel/records/condition.ts'
import type { Row } from '../../model/label.ts'
import { all, test } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { ImportRecord, Prepared, StoredRow } from './job.ts'
import { readRow } from './mapping.ts'

export const keyOf = (job: ImportRecord, row: Prepared): string | null => {
  const parts = job.matchBy.map((name) => row.values[name])
  return parts.length === 0 || parts.some((part) => part === undefined || part === null) ? null : JSON.stringify(parts)
}

export const prepare = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
  rows: readonly StoredRow[],
): Promise<Prepared[]> => {
  const read = rows.map((row) => ({ row, ...readRow(object, job.columns, row.cells) }))
  const wanted = new Map<string, Set<string>>()
  for (const { names } of read)
    for (const { field, text } of names) wanted.set(field.name, (wanted.get(field.name) ?? new Set()).add(text))
  const found = new Map<string, Map<string, string[]>>()
  for (const [name, texts] of wanted) found.set(name, await lookUp(kernel, context, object, name, [...texts]))
  return read.map(({ row, values, names, faults }) => {
    for (const { field, text, column } of names) {
      const ids = found.get(field.name)?.get(text) ?? []
      if (ids.length === 1) values[field.name] = ids[0]
      else
        faults.push(
          ids.length === 0
            ? {
                column,
                code: 'unknown_reference',
                message: { zh: `没有找到“${text}”`, en: `"${text}" was not found` },
                value: text.slice(0, 200),
              }
            : {
                column,
                code: 'ambiguous_reference',
                message: {
                  zh: `有 ${ids.length} 个“${text}”，分不清是哪一个`,
                  en: `There are ${ids.length} of "${text}"`,
                },
                value: text.slice(0, 200),
              },
        )
    }
    return { number: row.number, cells: row.cells, values, faults: [...faults], match: undefined }
  })
}

/** Ids behind names, within what the person may link to. */
const lookUp = async (
  kernel: Kernel,
  context: Context & { tx: Transaction },
  object: CompiledObject,
  name: string,
  texts: readonly string[],
): Promise<Map<string, string[]>> => {
  const field = object.fields.get(name)!
  const to =
    field.type.name === 'employee'
      ? 'employees'
      : field.type.name === 'department'
        ? 'departments'
        : String(field.def.to)
  const target = kernel.registry().objects.get(to)
  const found = new Map<string, string[]>()
  if (target === undefined) return found
  const title = raw(`t.${target.fields.get(target.def.title)!.column}`)
  const within = compile(
    { registry: kernel.registry(), types: kernel.types },
    target,
    all(kernel.access.rows(context.principal, target, 'link', context.now), test('deletedAt', 'isNull', true)),
    't',
  )
  const { rows } = await context.tx.query<{ id: string; title: string }>(
    sql`SELECT t.id, ${title} AS title FROM ${raw(`${target.table} t`)} WHERE ${title} = ANY(${texts}::text[]) AND ${within} LIMIT 5000`,
  )
  for (const row of rows) found.set(row.title, [...(found.get(row.title) ?? []), row.id])
  return found
}

/** Existing records with the same key, among those the person sees unmasked; a hidden value matches nothing. */
export const findMatches = async (
  kernel: Kernel,
  job: ImportRecord,
  object: CompiledObject,
  context: Context & { tx: Transaction },
  rows: readonly Prepared[],
) => {
  const keyed = rows.filter((row) => keyOf(job, row) !== null)
  if (keyed.length === 0 || job.onMatch === 'create') return
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const fields = job.matchBy.map((name) => object.fields.get(name)!)
  const [first] = fields
  if (first === undefined) return
  const open = fields
    .filter((field) => field.def.mask !== undefined)
    .map(
      (field) =>
        sql`AND (${compile(compiler, object, kernel.access.masked(context.principal, object, field.name), 't')}) IS NOT TRUE`,
    )
  const cast = raw(sqlTypeOf(kernel.types, first).cast)
  const list = raw(
    [...object.fields.values()]
      .filter((field) => field.def.writeOnly !== true)
      .map((field) => `t.${field.column} AS "${field.name}"`)
      .join(', '),
  )
  const { rows: existing } = await context.tx.query<Row>(
    sql`SELECT ${list} FROM ${raw(`${object.table} t`)} WHERE ${raw(`t.${first.column}`)} = ANY(${keyed.map((row) => row.values[first.name] as string)}::${cast}[]) AND ${compile(compiler, object, reach(kernel, context, object, 'read'), 't')} ${open.length === 0 ? sql`` : join(open, ' ')} ORDER BY t.id`,
  )
  const byKey = new Map<string, Row>()
  for (const row of existing) {
    const key = JSON.stringify(job.matchBy.map((name) => row[name] ?? null))
    if (!byKey.has(key)) byKey.set(key, row)
  }
  for (const row of keyed) row.match = byKey.get(keyOf(job, row)!)
}
