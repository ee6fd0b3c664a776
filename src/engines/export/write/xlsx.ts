import { Readable } from 'node:stream'
import { openArchive } from './archive.ts'
import { openRows } from './cells.ts'
import type { ExportTable } from './column.ts'
import {
  contentTypes,
  packageRelations,
  sheetEnd,
  sheetFile,
  sheetNameOf,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './parts.ts'

const CHUNK = 64 * 1024
const ROWS_PER_SHEET = 1_048_576
/** A zip without extensions holds files below 4 GiB. */
const BYTES_PER_SHEET = 3 * 1024 ** 3

/** An Excel workbook, written as fast as it is read; rows beyond what one sheet holds go on to the next. */
export const writeXlsx = (table: ExportTable & { readonly sheetName: string }): Readable =>
  Readable.from(chunks(table), { objectMode: false })

async function* chunks(table: ExportTable & { readonly sheetName: string }): AsyncGenerator<Uint8Array> {
  const { columns, rows, sheetName } = table
  const archive = openArchive()
  try {
    await archive.whole('[Content_Types].xml', contentTypes)
    await archive.whole('_rels/.rels', packageRelations)
    await archive.whole('xl/styles.xml', styles)

    const names = [sheetNameOf(sheetName, 0)]
    const cells = openRows(columns)
    const start = sheetStart(columns) + cells.header()
    let sheet = archive.begin(`xl/${sheetFile(0)}`)
    let text = start
    let count = 1
    for await (const row of rows) {
      if (count === ROWS_PER_SHEET || sheet.size > BYTES_PER_SHEET) {
        await sheet.write(text + sheetEnd)
        await sheet.end()
        sheet = archive.begin(`xl/${sheetFile(names.length)}`)
        names.push(sheetNameOf(sheetName, names.length))
        text = start
        count = 1
      }
      text += cells.row(row, ++count)
      if (text.length < CHUNK) continue
      await sheet.write(text)
      text = ''
      yield* archive.take()
    }
    await sheet.write(text + sheetEnd)
    await sheet.end()
    await archive.whole('xl/workbook.xml', workbook(names))
    await archive.whole('xl/_rels/workbook.xml.rels', workbookRelations(names.length))
    archive.end()
    yield* archive.take()
  } finally {
    archive.abandon()
  }
}
