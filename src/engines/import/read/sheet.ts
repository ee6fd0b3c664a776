import { cellTooLong, tooManyColumns, tooManyRows } from './refuse.ts'
import { collectText, unescapeText } from './strings.ts'
import { limits, type TableRow } from './table.ts'
import { type DateKind, dateText, isoText, numberText } from './values.ts'
import { parseXml, type XmlHandlers } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** What the cells of a sheet need to become text. */
export interface CellContext {
  readonly strings: readonly string[]
  readonly dateKinds: readonly (DateKind | undefined)[]
  readonly date1904: boolean
}

/** No spreadsheet has more, blank ones included. */
const ROWS_OF_A_SHEET = 1_048_576

/** The rows of a worksheet that hold something, in the file's order. */
export async function* sheetRows(entry: ZipEntry, context: CellContext): AsyncGenerator<TableRow> {
  const ready: TableRow[] = []
  let total = 0
  for await (const _ of parseXml(
    entry,
    rowHandlers(context, (row) => ready.push(row)),
  )) {
    for (const row of ready) {
      if (++total > limits.rows) throw tooManyRows()
      yield row
    }
    ready.length = 0
  }
}

const rowHandlers = (context: CellContext, emit: (row: TableRow) => void): XmlHandlers => {
  const inline = collectText()
  let inData = false
  let inValue = false
  let isInline = false
  let seen = 0
  let number = 0
  let cells: string[] = []
  let column = -1
  let type = 'n'
  let style = 0
  let value = ''

  const put = (text: string): void => {
    if (text === '') return
    if (column >= limits.columns) throw tooManyColumns(number)
    if (text.length > limits.cellCharacters) throw cellTooLong(number, column)
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
  return {
    open(name, attributes) {
      if (name === 'sheetData') inData = true
      if (!inData) return
      if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        value = ''
      } else if (name === 'v') inValue = true
      else if (name === 'row') {
        if (++seen > ROWS_OF_A_SHEET) throw tooManyRows()
        number = rowNumberOf(attributes.r) ?? number + 1
        cells = []
        column = -1
      } else if (name === 'is') isInline = true
      else if (isInline) inline.open(name)
    },
    text(text) {
      if (inValue) value += text
      else if (isInline) inline.text(text)
    },
    close(name) {
      if (!inData) return
      if (name === 'v') inValue = false
      else if (name === 'c') put(cellText({ type, style, value }, context))
      else if (name === 'row') {
        if (cells.length > 0) emit({ number, cells })
      } else if (name === 'is') {
        isInline = false
        value = inline.take()
      } else if (isInline) inline.close(name)
      else if (name === 'sheetData') inData = false
    },
  }
}

const rowNumberOf = (reference: string | undefined): number | undefined => {
  const number = Number(reference)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** The zero-based column of a reference such as `AB12`. */
const columnOf = (reference: string | undefined): number | undefined => {
  if (reference === undefined) return undefined
  let column = 0
  for (let at = 0; at < reference.length && at < 4; at++) {
    const letter = (reference.charCodeAt(at) & 0xdf) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 ? undefined : column - 1
}

const cellText = (cell: { type: string; style: number; value: string }, context: CellContext): string => {
  const { type, value } = cell
  if (value === '') return ''
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? ''
    case 'inlineStr':
      return value
    case 'str':
      return unescapeText(value)
    case 'b':
      return value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return isoText(value)
    default: {
      const kind = context.dateKinds[cell.style]
      return kind === undefined ? numberText(value) : dateText(value, kind, context.date1904)
    }
  }
}
