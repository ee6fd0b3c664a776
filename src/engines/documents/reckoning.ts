import sql, { raw } from 'sql-template-tag'
import { linesOf } from '../../fields/lines/lines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { same } from '../../kernel/records/values.ts'
import { fault } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { type Priced, settleLines } from './lines.ts'
import { documentOf, text } from './parts.ts'

interface Product extends Priced {
  readonly id: string
  readonly name: string
  readonly status: string
}

const productsOf = async (
  kernel: Kernel,
  { tx }: WriteScope,
  ids: readonly string[],
): Promise<Map<string, Product>> => {
  const object = kernel.registry().objects.get('products')!
  const list = ['id', 'name', 'price', 'cost', 'taxRate', 'status']
    .map(
      (name) =>
        `${object.fields.get(name)!.column}${['price', 'cost', 'taxRate'].includes(name) ? '::text' : ''} AS "${name}"`,
    )
    .join(', ')
  const { rows } = await tx.query<Product & Row>(
    sql`SELECT ${raw(list)} FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Price lists by id, with their lines. */
const listsOf = async (kernel: Kernel, { tx }: WriteScope, ids: readonly string[]): Promise<Map<string, Row>> => {
  if (ids.length === 0) return new Map()
  const object = kernel.registry().objects.get('price-lists')!
  const { rows } = await tx.query<Row>(
    sql`SELECT id, name, currency, lines, to_char(valid_from, 'YYYY-MM-DD') AS "validFrom", to_char(valid_to, 'YYYY-MM-DD') AS "validTo" FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [String(row.id), row]))
}

/**
 * Fills in prices and tax rates that were not typed, from the price list or the product, and reckons amounts, total, tax
 * and cost. Only where lines, price list or state of an open document moved: what counts keeps the prices of its day.
 */
export const reckonLines = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const document = documentOf(scope.object)
  if (document.lines === undefined) return
  const field = document.lines
  const moved = changes.filter(
    ({ kind, before, after }) =>
      (kind === 'create' || kind === 'update') && (before === null || !same(before[field], after[field])),
  )
  if (moved.length === 0) return
  const ids = moved.flatMap(({ after }) => linesOf(after[field]).map((line) => String(line.productId)))
  const products = await productsOf(kernel, scope, [...new Set(ids)])
  const lists = await listsOf(
    kernel,
    scope,
    moved.flatMap(({ after }) => text(after[document.priceList ?? '']) ?? []),
  )
  for (const change of moved) {
    const { after, before } = change
    const list = lists.get(text(after[document.priceList ?? '']) ?? '')
    checkList(change, list, document.priceList, document.on)
    const known = new Set(linesOf(before?.[field]).map((line) => line.productId))
    for (const [at, line] of linesOf(after[field]).entries()) {
      const product = products.get(String(line.productId))
      if (product?.status === 'retired' && !known.has(String(line.productId)))
        change.faults.push(
          fault(
            `${field}.${at}.productId`,
            'retired',
            `“${product.name}”已停售`,
            `"${product.name}" is no longer sold`,
          ),
        )
    }
    settleLines(document, after, products, list)
  }
}

/** A price list holds for its time only. */
const checkList = ({ after, faults }: Change, list: Row | undefined, field: string | undefined, on: string): void => {
  if (list === undefined || field === undefined) return
  const day = text(after[on])
  if (day === null) return
  const [from, to] = [text(list.validFrom), text(list.validTo)]
  if ((from !== null && day < from) || (to !== null && day > to))
    faults.push(
      fault(
        field,
        'not_valid',
        `价格表“${String(list.name)}”在 ${day} 不生效（${from ?? ''} 至 ${to ?? '长期'}）`,
        `The price list "${String(list.name)}" does not hold on ${day} (${from ?? ''} to ${to ?? 'open'})`,
      ),
    )
}
