/** A column of an exported table. Numbers and dates become real numbers and dates where the format has them. */
export interface ExportColumn {
  readonly header: string
  readonly kind: 'text' | 'number' | 'date'
}

/** One row, a text per column: decimals as written, dates as local ISO text, nothing as null. */
export type ExportRow = readonly (string | null)[]

export interface ExportTable {
  readonly columns: readonly ExportColumn[]
  readonly rows: AsyncIterable<ExportRow>
}

export const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)
