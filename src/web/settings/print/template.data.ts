import type { Json, Locale } from '../../../model/label.ts'
import { type Block, type BlockName, blocksOf, type PaperSize, type Printed, type Words } from '../../../model/paper.ts'
import type { ObjectMeta } from '../../meta.ts'
import type { RecordRow } from '../../records.ts'
import { textOf } from '../all.ts'

/** A template as it is edited. */
export interface Draft {
  readonly name: string
  readonly object: string
  readonly title: string
  readonly sections: readonly Block[]
  readonly footer: string
  readonly paper: PaperSize
  readonly isDefault: boolean
}

export const printedOf = (object: ObjectMeta | undefined): Printed | undefined =>
  object?.traits.printed as Printed | undefined

/** A new template begins as what is built in. */
export const draftFor = (object: ObjectMeta): Draft => {
  const { blocks = [], paper = 'A4' } = printedOf(object) ?? {}
  return { name: '', object: object.path, title: '', sections: blocks, footer: '', paper, isDefault: false }
}

export const draftOf = (row: RecordRow, object: ObjectMeta | undefined): Draft => {
  const own = blocksOf(row.sections as Json)
  return {
    name: textOf(row, 'name'),
    object: textOf(row, 'object'),
    title: textOf(row, 'title'),
    sections: own.length === 0 ? (printedOf(object)?.blocks ?? []) : own,
    footer: textOf(row, 'footer'),
    paper: row.paper === 'A5' ? 'A5' : 'A4',
    isDefault: row.isDefault === true,
  }
}

/** A block as it is added. */
export const newBlock = (name: BlockName, lines: string): Block => {
  if (name === 'text') return { block: 'text', text: '' }
  if (name === 'facts') return { block: 'facts', fields: [] }
  if (name === 'table') return { block: 'table', field: lines }
  return { block: name }
}

/** Words of both languages keep the one that is not being edited. */
export const reworded = (words: Words | undefined, locale: Locale, text: string): Words =>
  words === undefined || typeof words === 'string' ? text : { ...words, [locale]: text }
