import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import { type Column, guessFields } from './mapping.ts'
import { findHeader } from './read/header.ts'
import { openTable } from './read/open.ts'
import { columnName } from './read/table.ts'

export const writable = (kernel: Kernel, context: Context, object: CompiledObject) => (field: CompiledField) =>
  field.def.readOnly !== true &&
  field.def.writeOnly !== true &&
  field.name !== 'poolId' &&
  kernel.access.field(context.principal, object, field.name) === 'write'

/** Reads one sheet: where its heading stands, its columns with samples and guesses, how many rows. */
export const survey = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  file: { bytes: Buffer; fileName: string },
  sheet: string | undefined,
) => {
  const table = await openTable(file, context.locale)
  const name = sheet ?? table.sheets[0]
  const rows: { number: number; cells: string[] }[] = []
  for await (const row of table.rows(name)) rows.push(row)
  const headerAt = table.format === 'vcf' ? 0 : findHeader(rows.slice(0, 20))
  const header = rows[headerAt]?.cells ?? []
  const body = rows.slice(headerAt + 1)
  const width = Math.max(header.length, ...body.slice(0, 50).map((row) => row.cells.length))
  const bare = Array.from({ length: width }, (_, index) => ({
    index,
    header: (header[index] ?? '').trim() || columnName(index),
    samples: [
      ...new Set(
        body
          .slice(0, 200)
          .map((row) => (row.cells[index] ?? '').trim())
          .filter((cell) => cell !== ''),
      ),
    ].slice(0, 5),
  }))
  return { table, sheet: name ?? null, body, columns: guessFields(object, bare, writable(kernel, context, object)) }
}

/** The natural key of an object, if a column fills it: what a second import of the same file is known by. */
export const defaultMatch = (object: CompiledObject, columns: readonly Column[]): string[] =>
  columns.some((column) => column.field === object.def.title) && object.def.traits.actionOf === undefined
    ? [object.def.title]
    : []
