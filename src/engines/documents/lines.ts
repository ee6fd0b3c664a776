import { compareExact, exactOf } from '../../fields/decimal/exact.ts'
import { linesOf } from '../../fields/lines/lines.ts'
import type { Json, JsonObject, Row } from '../../model/label.ts'
import type { Document } from '../../model/object.ts'
import { costOf, difference, reckon } from './amounts.ts'

/** What a product says to the lines it stands in. */
export interface Priced {
  readonly price: Json
  readonly cost: Json
  readonly taxRate: Json
}

/** The price for so many: of the tiers that quantity reaches, the one that begins highest (I14). */
const priceIn = (list: Readonly<Row> | undefined, line: JsonObject): string | undefined => {
  const quantity = exactOf(String(line.quantity ?? '0')) ?? { units: 0n, scale: 0 }
  const tiers = linesOf(list?.lines).flatMap((tier) => {
    if (tier.productId !== line.productId || typeof tier.price !== 'string') return []
    const from = exactOf(String(tier.minQuantity ?? '0')) ?? { units: 0n, scale: 0 }
    return compareExact(from, quantity) <= 0 ? [{ from, price: tier.price }] : []
  })
  return tiers.sort((a, b) => compareExact(b.from, a.from))[0]?.price
}

/** Fills prices and tax rates into a document's lines where none were typed, and writes what it comes to into its row. */
export const settleLines = (
  document: Document,
  row: Row,
  products: ReadonlyMap<string, Priced>,
  list: Readonly<Row> | undefined,
): void => {
  if (document.lines === undefined) return
  const filled = linesOf(row[document.lines]).map((line) => {
    const product = products.get(String(line.productId))
    return {
      ...line,
      price: line.price ?? priceIn(list, line) ?? product?.price ?? null,
      taxRate: line.taxRate ?? product?.taxRate ?? '0',
    }
  })
  if (filled.length === 0) {
    row[document.lines] = null
    if (document.tax !== undefined) Object.assign(row, { [document.total]: '0.00', [document.tax]: '0.00' })
  } else {
    const { lines, total, tax } = reckon(filled)
    row[document.lines] = lines
    row[document.total] = total
    if (document.tax !== undefined) row[document.tax] = tax
  }
  if (document.cost === undefined) return
  const cost = costOf(linesOf(row[document.lines]), new Map([...products].map(([id, one]) => [id, one.cost])))
  row[document.cost] = cost
  if (document.profit !== undefined) row[document.profit] = difference(row[document.total], cost)
}
