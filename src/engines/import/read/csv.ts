import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { type Delimiter, detectDelimiter } from './delimiter.ts'
import { decode, detectEncoding, type Encoding } from './encoding.ts'
import { cellTooLong, empty, mismatch, noSuchSheet, tooBig, tooManyColumns, tooManyRows, unreadable } from './refuse.ts'
import { limits, type Table, type TableRow } from './table.ts'
import { slices } from './zip.ts'

/** Opens delimited text: the encoding and the delimiter are found out, whatever the file is called. */
export const openCsv = async (bytes: Buffer): Promise<Table> => {
  if (bytes.length > limits.bytes) throw tooBig()
  const encoding = detectEncoding(bytes)
  const sample = sampleOf(bytes, encoding)
  refuseOtherContent(sample)
  const declared = /^sep=([,;|\t])\r?\n/.exec(sample)
  const delimiter = (declared?.[1] as Delimiter | undefined) ?? detectDelimiter(sample)
  const read = () => records({ bytes, encoding, delimiter, skip: declared === null ? 0 : 1 })
  if (!(await holdsSomething(read()))) throw empty()
  return {
    format: 'csv',
    encoding,
    sheets: [],
    rows(sheet) {
      if (sheet !== undefined) throw noSuchSheet(sheet)
      return read()
    },
  }
}

const sampleOf = (bytes: Buffer, encoding: Encoding): string => {
  let sample = ''
  for (const part of decode(bytes.subarray(0, 128 * 1024), encoding)) sample += part
  return sample
}

const refuseOtherContent = (sample: string): void => {
  const start = sample.slice(0, 1024).trimStart().toLowerCase()
  if (/^<(!doctype|html|head|table|meta|\?xml|style|body)/.test(start)) {
    throw mismatch(
      '这是网页（HTML/XML），不是 CSV 表格；请在 Excel 里打开并另存为 .xlsx',
      'This is a web page (HTML/XML), not a CSV table; open it in Excel and save it as .xlsx',
    )
  }
  let strange = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if (code === 0) strange = Number.POSITIVE_INFINITY
    else if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) strange++
  }
  if (strange > Math.max(20, sample.length / 10) || start.startsWith('%pdf-')) {
    throw mismatch(
      '这不是文本表格（CSV），内容是二进制数据；请用 Excel 另存为 .xlsx 或 .csv',
      'This is not a text table (CSV) but binary data; save it as .xlsx or .csv from Excel',
    )
  }
}

const holdsSomething = async (rows: AsyncIterable<TableRow>): Promise<boolean> => {
  for await (const _ of rows) return true
  return false
}

interface Source {
  readonly bytes: Buffer
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly skip: number
}

async function* records({ bytes, encoding, delimiter, skip }: Source): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: 4 * 1024 * 1024,
  })
  // The loop below meets the error as well, and is where it is answered.
  const feeding = pipeline(Readable.from(encoding === 'UTF-8' ? slices(bytes) : decode(bytes, encoding)), parser).catch(
    () => undefined,
  )
  let number = 0
  let total = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++
      if (number <= skip) continue
      if (record.every((cell) => cell === '')) continue
      if (++total > limits.rows) throw tooManyRows()
      if (record.length > limits.columns) throw tooManyColumns(number)
      yield { number, cells: record.map((cell, column) => checked(cell, number, column)) }
    }
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error) : error
  } finally {
    parser.destroy()
    await feeding
  }
}

const checked = (cell: string, row: number, column: number): string => {
  if (cell.length > limits.cellCharacters) throw cellTooLong(row, column)
  return unguard(cell)
}

/** Takes back the apostrophe that keeps a spreadsheet from running a text as a formula. */
const unguard = (cell: string): string =>
  cell.charCodeAt(0) === 39 && /^'+[=+\-@＝＋－＠\t\r\n]/.test(cell) ? cell.slice(1) : cell

/** Rows that were read ahead are lost with the error, so the row comes from the parser and not from the loop. */
const refusalOf = (error: CsvError & { records?: number }) => {
  const row = (error.records ?? 0) + 1
  return error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
    ? unreadable(
        `第 ${row} 行附近有一个双引号没有配对，后面的内容分不清行列`,
        `A double quote near row ${row} has no partner, so what follows cannot be split into cells`,
      )
    : unreadable(`第 ${row} 行附近读不出来`, `Row ${row} cannot be read`)
}
