import { type ExportColumn, type ExportRow, isDecimal } from './column.ts'

/** The cell styles of the workbook, by their place in `styles.xml`. */
export const style = { text: 1, date: 2, time: 3, header: 4 } as const

const LONGEST = 32_767

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const special = /[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', _: '_x005F_' }

/** XML content: what XML cannot hold is written `_x0001_`, and a text that looks like that is itself escaped. */
export const escapeXml = (text: string): string =>
  text.replace(
    special,
    (found) => entities[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )

/** A text in an XML attribute. */
export const escapeAttribute = (text: string): string =>
  escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', ' ').replaceAll('\t', ' ')

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)

/** Writes rows as sheet XML. Texts are always text cells, so nothing in them is ever run as a formula. */
export const openRows = (columns: readonly ExportColumn[]) => {
  const letters = columns.map((_, index) => columnLetters(index))
  const rowXml = (number: number, cell: (index: number) => string): string => {
    let xml = `<row r="${number}">`
    for (let index = 0; index < columns.length; index++) {
      const content = cell(index)
      if (content !== '') xml += `<c r="${letters[index]}${number}"${content}</c>`
    }
    return `${xml}</row>`
  }
  return {
    header: () => rowXml(1, (index) => textXml(columns[index]!.header, style.header)),
    row: (row: ExportRow, number: number) => rowXml(number, (index) => cellXml(row[index] ?? '', columns[index]!.kind)),
  }
}

const columnLetters = (index: number): string =>
  (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/** The rest of a cell's tag and its content; nothing for an empty cell. */
const cellXml = (text: string, kind: ExportColumn['kind']): string => {
  if (kind === 'number' && isExact(text)) return `><v>${text}</v>`
  if (kind === 'date') {
    const date = serialOf(text)
    if (date !== undefined) return ` s="${date.time ? style.time : style.date}"><v>${date.serial}</v>`
  }
  return textXml(text, style.text)
}

const textXml = (text: string, styleId: number): string =>
  text === '' ? '' : ` s="${styleId}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cut(text))}</t></is>`

/** A spreadsheet keeps 15 digits; a longer number stays exact as a text. */
const isExact = (text: string): boolean =>
  isDecimal(text) && text.replace('-', '').replace('.', '').replace(/^0+/, '').length <= 15

/** The day number of a local date or time, or nothing for a text Excel cannot hold as a date. */
const serialOf = (text: string): { serial: number; time: boolean } | undefined => {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?)?$/.exec(text)
  if (parts === null) return undefined
  const [, day = '', minute, second = '00'] = parts
  const at = new Date(`${day}T${minute ?? '00:00'}:${second}Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return undefined
  const serial = at.getTime() / 86_400_000 + 25_569
  return serial < 61 ? undefined : { serial, time: minute !== undefined }
}
