import { Refusal } from '../../../model/errors.ts'
import { label } from '../../../model/label.ts'
import { columnName, limits } from './table.ts'

const count = (n: number) => n.toLocaleString('en-US')

/** The file is broken or not a table at all. */
export const unreadable = (zh: string, en: string) => new Refusal(422, 'file_unreadable', label(zh, en))

/** The content is not what the file's name says. */
export const mismatch = (zh: string, en: string) => new Refusal(422, 'file_type_mismatch', label(zh, en))

/** A kind of file that is not read. */
export const unsupported = (zh: string, en: string) => new Refusal(422, 'file_type_unsupported', label(zh, en))

const tooLarge = (zh: string, en: string) => new Refusal(413, 'file_too_large', label(zh, en))

export const empty = () => new Refusal(422, 'file_empty', label('文件里没有任何数据', 'There is nothing in this file'))

export const encrypted = () =>
  new Refusal(
    422,
    'file_encrypted',
    label(
      '文件设有打开密码，请去掉密码后另存再上传',
      'The file needs a password; save it without one and upload it again',
    ),
  )

export const oldExcel = () =>
  unsupported(
    '这是旧版 Excel/WPS 格式（.xls、.et），请在 Excel 或 WPS 里另存为 .xlsx 再上传',
    'This is the old Excel/WPS format (.xls, .et); save it as .xlsx and upload that',
  )

export const brokenZip = (part?: string) =>
  unreadable(
    `文件已损坏，打不开${part === undefined ? '' : `（${part}）`}；请重新下载或在 Excel 里另存为 .xlsx`,
    `The file is damaged and cannot be opened${part === undefined ? '' : ` (${part})`}; download it again or save it as .xlsx in Excel`,
  )

export const brokenXml = (part: string) =>
  unreadable(
    `文件内容已损坏（${part} 不是正确的 XML）；请在 Excel 里打开并另存为 .xlsx`,
    `The file is damaged (${part} is not proper XML); open it in Excel and save it as .xlsx`,
  )

export const tooBig = () =>
  tooLarge(
    `文件展开后超过 ${limits.bytes / 1024 / 1024} MB，请分成几个文件`,
    `The file is larger than ${limits.bytes / 1024 / 1024} MB when unpacked; split it into several files`,
  )

export const tooManyRows = () =>
  tooLarge(
    `超过 ${count(limits.rows)} 行，请分成几个文件`,
    `More than ${count(limits.rows)} rows; split it into several files`,
  )

export const tooManyColumns = (row: number) =>
  tooLarge(
    `第 ${row} 行超过 ${limits.columns} 列，请删去多余的列`,
    `Row ${row} has more than ${limits.columns} columns; remove the columns that are not needed`,
  )

export const tooManySheets = () => tooLarge(`工作表超过 ${limits.sheets} 张`, `More than ${limits.sheets} sheets`)

export const cellTooLong = (row: number, column: number) =>
  tooLarge(
    `单元格 ${columnName(column)}${row} 超过 ${count(limits.cellCharacters)} 个字`,
    `Cell ${columnName(column)}${row} holds more than ${count(limits.cellCharacters)} characters`,
  )

export const textTooLong = () =>
  tooLarge(
    `有单元格超过 ${count(limits.cellCharacters)} 个字`,
    `A cell holds more than ${count(limits.cellCharacters)} characters`,
  )

export const noSuchSheet = (name: string) =>
  new Refusal(422, 'sheet_not_found', label(`没有名为“${name}”的工作表`, `There is no sheet named "${name}"`))
