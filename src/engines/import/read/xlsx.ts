import { brokenZip, empty, mismatch, noSuchSheet, unsupported } from './refuse.ts'
import { type CellContext, sheetRows } from './sheet.ts'
import { readStrings } from './strings.ts'
import type { Table } from './table.ts'
import { readDateKinds } from './values.ts'
import { readWorkbook } from './workbook.ts'
import { openZip, type ZipEntry } from './zip.ts'

/** Opens an .xlsx or .xlsm package; macros and formulas are never run, formulas give their last stored value. */
export const openXlsx = async (bytes: Buffer): Promise<Table> => {
  const entries = openZip(bytes)
  refuseOtherPackages(entries)
  const workbook = await readWorkbook(entries)
  const context: CellContext = {
    strings: await readStrings(workbook.strings),
    dateKinds: await readDateKinds(workbook.styles),
    date1904: workbook.date1904,
  }
  const filled = new Map<string, ZipEntry>()
  for (const { name, entry } of workbook.sheets) {
    if (await holdsSomething(entry, context)) filled.set(name, entry)
  }
  const sheets = [...filled.keys()]
  if (sheets.length === 0) throw empty()
  return {
    format: 'xlsx',
    sheets,
    rows(sheet = sheets[0] ?? '') {
      const entry = filled.get(sheet)
      if (entry === undefined) throw noSuchSheet(sheet)
      return sheetRows(entry, context)
    },
  }
}

const holdsSomething = async (entry: ZipEntry, context: CellContext): Promise<boolean> => {
  for await (const _ of sheetRows(entry, context)) return true
  return false
}

const refuseOtherPackages = (entries: ReadonlyMap<string, ZipEntry>): void => {
  if (entries.has('[content_types].xml') || entries.has('xl/workbook.xml')) {
    if (entries.has('word/document.xml'))
      throw mismatch('这是 Word 文档，不是 Excel 表格', 'This is a Word document, not an Excel table')
    if (entries.has('ppt/presentation.xml'))
      throw mismatch('这是 PPT 演示文稿，不是 Excel 表格', 'This is a presentation, not an Excel table')
    return
  }
  if (entries.has('content.xml') && entries.has('mimetype')) {
    throw unsupported(
      '这是 OpenDocument 格式（.ods），请另存为 .xlsx 再上传',
      'This is an OpenDocument file (.ods); save it as .xlsx and upload that',
    )
  }
  if ([...entries.keys()].some((path) => path.startsWith('xl/'))) throw brokenZip('[Content_Types].xml')
  throw mismatch(
    '这是压缩包，不是 Excel 表格；请解压后上传里面的表格',
    'This is a zip archive, not an Excel table; unpack it and upload the table inside',
  )
}
