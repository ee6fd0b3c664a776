import { linesOf } from '../../fields/lines/lines.ts'
import { grouped } from '../../fields/money/money-text.ts'
import type { FieldDef, Part } from '../../model/field.ts'
import type { JsonObject } from '../../model/label.ts'
import type { CompiledField } from '../../model/registry.ts'
import { html, type Markup } from './html.ts'
import type { Matter } from './matter.ts'
import { paperWords } from './words.ts'

interface Column {
  readonly heading: string
  readonly kind: 'text' | 'number' | 'short' | 'place'
  readonly cell: (line: JsonObject, at: number) => Markup | string
}

const numeric = new Set(['money', 'decimal', 'integer', 'percent'])

/** The name a line has for what its reference points to. */
const named = (line: JsonObject, column: string): string =>
  (line[column.slice(0, -2)] as { name?: string | null } | null | undefined)?.name ?? ''

const cellOf = ({ locale }: Matter, { name, def, type }: Part, line: JsonObject): string => {
  const value = line[name] ?? null
  if (value === null) return ''
  if (type.name === 'reference') return named(line, name)
  return type.name === 'money' ? grouped(String(value)) : type.write(value, def, locale)
}

/** Code, name with its specification, and unit of the product of a line. */
const productColumns = (matter: Matter, part: Part): Column[] => {
  const { products, productFields, locale, printed, write } = matter
  const { product } = printed
  const told = (field: CompiledField | undefined, line: JsonObject) => {
    const row = products.get(String(line[part.name]))
    return row === undefined || field === undefined ? '' : write(field, row)
  }
  const field = (name: string | undefined) => (products.size === 0 ? undefined : productFields.get(name ?? ''))
  const [code, unit, detail] = [field(product?.code), field(product?.unit), field(product?.detail)]
  const beside = (one: CompiledField | undefined): Column[] =>
    one === undefined ? [] : [{ heading: one.def[locale], kind: 'short', cell: (line) => told(one, line) }]
  return [
    ...beside(code),
    {
      heading: part.def[locale],
      kind: 'text',
      cell: (line) => {
        const more = told(detail, line)
        return html`${named(line, part.name)}${more !== '' && html`<small>${more}</small>`}`
      },
    },
    ...beside(unit),
  ]
}

/** A short cell stays on one line, unless what stands in it is long. */
const classOf = ({ kind }: Column, cell: Markup | string): string =>
  kind === 'short' && typeof cell === 'string' && cell.length > 16 ? 'short long' : kind

/** The lines of a record as a table whose head is repeated on every page; columns with nothing in them are left out. */
export const tableOf = (matter: Matter, field: CompiledField): Markup | false => {
  const lines = linesOf(matter.record[field.name])
  if (lines.length === 0) return false
  const { locale, document, printed } = matter
  const parts = field.type.parts?.(field.def) ?? []
  const columns: Column[] = [
    { heading: paperWords.place[locale], kind: 'place' as const, cell: (_: JsonObject, at: number) => String(at + 1) },
    ...parts
      .filter(({ def }) => (def as FieldDef).readableBy === undefined)
      .flatMap((part): Column[] =>
        field.name === document.lines && part.name === printed.product?.column
          ? productColumns(matter, part)
          : [
              {
                heading: part.def[locale],
                kind: numeric.has(part.type.name) ? 'number' : part.type.name === 'date' ? 'short' : 'text',
                cell: (line) => cellOf(matter, part, line),
              },
            ],
      ),
  ]
  const rows = lines.map((line, at) => columns.map(({ cell }) => cell(line, at)))
  const isFilled = columns.map((_, i) => rows.some((row) => row[i] !== ''))
  const kept = <T>(list: readonly T[]) => list.filter((_, i) => isFilled[i])
  return html`<table class="lines">
<thead><tr>${kept(columns).map(({ heading, kind }) => html`<th class="${kind}">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${kept(row.map((cell, i) => html`<td class="${classOf(columns[i]!, cell)}">${cell}</td>`))}</tr>
`,
  )}</tbody></table>`
}
