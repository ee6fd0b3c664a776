import type { Locale } from '../../../model/label.ts'
import { openCsv } from './csv.ts'
import { empty, encrypted, mismatch, oldExcel, unsupported } from './refuse.ts'
import type { Table } from './table.ts'
import { openVcard } from './vcard.ts'
import { openXlsx } from './xlsx.ts'

const extensionOf = (fileName: string): string => /\.([^./\\]+)$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? ''

const startsWith = (bytes: Buffer, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte)
const isZip = (bytes: Buffer): boolean =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)
const isCompound = (bytes: Buffer): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)

/**
 * Opens an uploaded table (.xlsx, .xlsm, .csv, .tsv, .txt) or cards (.vcf) or refuses it, saying what is wrong and what
 * to do. Cards get their headings in this language.
 */
export const openTable = async (
  { bytes, fileName }: { bytes: Buffer; fileName: string },
  locale: Locale = 'zh',
): Promise<Table> => {
  if (bytes.length === 0) throw empty()
  const extension = extensionOf(fileName)
  if (isCompound(bytes)) throw compoundRefusal(bytes, extension)
  switch (extension) {
    case 'xlsx':
    case 'xlsm':
      if (isZip(bytes)) return openXlsx(bytes)
      throw mismatch(
        `文件名是 .${extension}，内容却不是 Excel 工作簿；请在 Excel 里打开并另存为 .xlsx，若是文本表格请改名为 .csv`,
        `The name says .${extension} but the content is not an Excel workbook; save it as .xlsx in Excel, or rename it to .csv if it is a text table`,
      )
    case 'csv':
    case 'tsv':
    case 'txt':
      if (!isZip(bytes)) return openCsv(bytes)
      throw mismatch(
        `文件名是 .${extension}，内容却是 Excel 工作簿或压缩包；若是工作簿请改名为 .xlsx`,
        `The name says .${extension} but the content is an Excel workbook or an archive; rename it to .xlsx if it is a workbook`,
      )
    case 'vcf':
    case 'vcard':
      return openVcard(bytes, locale)
    case 'xls':
    case 'et':
      if (!isZip(bytes)) throw oldExcel()
      throw mismatch(
        `文件名是 .${extension}，内容却是新版 Excel 工作簿；请改名为 .xlsx 再上传`,
        `The name says .${extension} but the content is a new Excel workbook; rename it to .xlsx`,
      )
    default:
      throw unsupported(
        '只能读 .xlsx、.csv 和名片 .vcf 文件，请另存为 .xlsx 再上传',
        'Only .xlsx, .csv and cards (.vcf) are read; save it as .xlsx and upload that',
      )
  }
}

/** Old Office files and password-protected new ones share one container; its stream names tell them apart. */
const compoundRefusal = (bytes: Buffer, extension: string) => {
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'))
  if (holds('EncryptedPackage')) return encrypted()
  if (holds('Workbook') || holds('Book')) return oldExcel()
  return mismatch(
    `文件名是 .${extension}，内容却不是 Excel 表格；请用 Excel 另存为 .xlsx`,
    `The name says .${extension} but the content is not an Excel table; save it as .xlsx in Excel`,
  )
}
