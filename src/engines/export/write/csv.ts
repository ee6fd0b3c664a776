import { Readable } from 'node:stream'
import { type ExportTable, isDecimal } from './column.ts'

const CHUNK = 64 * 1024
const MARK = '\ufeff'

/** A CSV file (UTF-8 with byte order mark, as Excel expects), written as fast as it is read. */
export const writeCsv = (table: ExportTable): Readable => Readable.from(chunks(table), { objectMode: false })

async function* chunks({ columns, rows }: ExportTable): AsyncGenerator<Buffer> {
  let text = MARK + line(columns.map((column) => guarded(column.header)))
  for await (const row of rows) {
    text += line(
      columns.map(({ kind }, index) => {
        const cell = row[index] ?? ''
        return kind === 'number' && isDecimal(cell) ? cell : guarded(cell)
      }),
    )
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/** A spreadsheet runs a cell that starts like this as a formula; an apostrophe before it keeps it a text. */
const guarded = (cell: string): string => (/^'*[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell)

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** Leading and trailing spaces and control characters are quoted too; a null character has no place in a text file. */
const quoted = (cell: string): string => {
  const text = cell.replaceAll('\0', '\ufffd')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[",;|\x00-\x1f\ufeff]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
