import type { Kernel } from '../../kernel/kernel.ts'
import type { Json, Row } from '../../model/label.ts'
import type { Document } from '../../model/object.ts'
import type { CompiledObject } from '../../model/registry.ts'

export const isDocument = (object: CompiledObject): boolean => object.def.traits.document !== undefined

export const documentOf = (object: CompiledObject): Document => {
  const { document } = object.def.traits
  if (document === undefined) throw new Error(`${object.path} is no document`)
  return document
}

/** Whether a document in this state counts. */
export const counts = (document: Document, row: Readonly<Row> | null): boolean =>
  row !== null && (row.deletedAt ?? null) === null && document.effective.includes(String(row[document.status]))

export const isOpen = (document: Document, row: Readonly<Row>): boolean =>
  document.open.includes(String(row[document.status]))

/** The object whose records trade, with the path of the documents that are its sales. */
export const tradingObject = (kernel: Kernel): CompiledObject | undefined =>
  [...kernel.registry().objects.values()].find((object) => object.def.traits.trades !== undefined)

/** The documents that are its sales. */
export const salesObject = (kernel: Kernel): CompiledObject | undefined =>
  [...kernel.registry().objects.values()].find((object) => object.def.traits.document?.posts === 'sale')

export const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)
