import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from '../src/kernel/database/database.ts'
import type { Json, Row } from '../src/model/label.ts'

/** A column to fill: its name, how its values are written, and the member of the row they come from. */
export interface CopyColumn {
  readonly name: string
  readonly shape: 'scalar' | 'array' | 'json'
  readonly from: string
}

const chunkLength = 128 * 1024

const needsEscape = /[\\\n\r\t]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escapeText = (text: string): string =>
  needsEscape.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => escapes[sign]!) : text

const element = (value: Json): string => (value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`)

const isPlain = (value: Json): boolean => typeof value === 'string' && !/["\\]/.test(value)

const arrayLiteral = (values: readonly Json[]): string => {
  if (values.length === 0) return '{}'
  return values.every(isPlain) ? `{"${values.join('","')}"}` : `{${values.map(element).join(',')}}`
}

const cell = (value: Json | undefined, shape: CopyColumn['shape']): string => {
  if (value === null || value === undefined) return '\\N'
  if (shape === 'json') return escapeText(JSON.stringify(value))
  if (shape === 'array') return escapeText(arrayLiteral(Array.isArray(value) ? value : [value]))
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  throw new Error(`a plain column cannot hold ${JSON.stringify(value)}`)
}

/** One row as a line of PostgreSQL's COPY text format. */
export const copyLine = (columns: readonly CopyColumn[], row: Readonly<Row>): string => {
  let line = ''
  for (let i = 0; i < columns.length; i++) {
    const { from, shape } = columns[i]!
    if (i > 0) line += '\t'
    line += cell(row[from], shape)
  }
  return `${line}\n`
}

function* chunksOf(columns: readonly CopyColumn[], rows: Iterable<Readonly<Row>>): Generator<Buffer> {
  let text = ''
  for (const row of rows) {
    text += copyLine(columns, row)
    if (text.length < chunkLength) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Streams rows into a table by COPY, taking each from `rows` only when the server is ready for it. Answers how many. */
export const copyRows = async ({
  client,
  table,
  columns,
  rows,
}: {
  client: Transaction['client']
  table: string
  columns: readonly CopyColumn[]
  rows: Iterable<Readonly<Row>>
}): Promise<number> => {
  const names = columns.map((column) => quoted(column.name)).join(', ')
  const target = client.query(copyFrom(`COPY ${quoted(table)} (${names}) FROM STDIN`))
  await pipeline(Readable.from(chunksOf(columns, rows), { objectMode: true, highWaterMark: 2 }), target)
  return target.rowCount
}
