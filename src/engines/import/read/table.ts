/** One row of an uploaded table. `number` is the row's number as Excel shows it; blank rows are left out but counted. */
export interface TableRow {
  readonly number: number
  readonly cells: string[]
}

/** An uploaded table, read row by row. `sheets` are the visible sheets that hold something, in the file's order. */
export interface Table {
  readonly format: 'xlsx' | 'csv' | 'vcf'
  readonly encoding?: string
  readonly sheets: readonly string[]
  /** The rows of one sheet (the first by default). Can be called again: each call reads from the start. */
  rows(sheet?: string): AsyncIterable<TableRow>
}

/** What one file may hold. Sizes in bytes after unpacking. */
export const limits = {
  rows: 200_000,
  columns: 500,
  cellCharacters: 32_767,
  bytes: 512 * 1024 * 1024,
  sharedStringBytes: 192 * 1024 * 1024,
  sharedStrings: 4_000_000,
  /** Any other part of a workbook: its list of sheets, its styles. */
  partBytes: 32 * 1024 * 1024,
  sheets: 500,
} as const

/** `A`, `B`, … `AA`: the column's name as Excel shows it, from its zero-based index. */
export const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))
