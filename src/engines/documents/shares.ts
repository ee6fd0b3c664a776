import { linesOf } from '../../fields/lines/lines.ts'
import type { Row } from '../../model/label.ts'
import type { Document } from '../../model/object.ts'
import { difference, sumOf } from './amounts.ts'
import { counts, text } from './parts.ts'

export interface Share {
  /** Of the line, or of the document itself. */
  readonly column: string
  readonly id: string
  readonly amount: string
}

/** What of a document is for which others, by its lines. */
export const sharesOf = ({ allocates }: Document, row: Readonly<Row>): Share[] => {
  if (allocates?.lines === undefined) return []
  return linesOf(row[allocates.lines]).flatMap((line) =>
    Object.keys(allocates.to ?? {}).flatMap((column) => {
      const [id, amount] = [text(line[column]), text(line.amount)]
      return id === null || amount === null ? [] : [{ column, id, amount }]
    }),
  )
}

/** What of a document is for which others: by its lines, and the whole of it. */
export const allSharesOf = (document: Document, row: Readonly<Row>): Share[] => {
  const amount = text(row[document.total])
  return [
    ...sharesOf(document, row),
    ...Object.keys(document.allocates?.whole ?? {}).flatMap((column) => {
      const id = text(row[column])
      return id === null || amount === null ? [] : [{ column, id, amount }]
    }),
  ]
}

/** What is open of a document: nothing while it does not count. */
export const openOf = (document: Document, row: Readonly<Row>): string => {
  const { outstanding, total } = document
  return outstanding !== undefined && counts(document, row)
    ? difference(text(row[total]) ?? '0', sumOf([row[outstanding.paid], row[outstanding.less ?? '']]))
    : '0.00'
}
