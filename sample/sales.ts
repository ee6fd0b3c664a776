import { sumOf } from '../src/engines/documents/amounts.ts'
import { dealAfter, factsOf } from '../src/engines/documents/figures.ts'
import { counts } from '../src/engines/documents/parts.ts'
import { openOf } from '../src/engines/documents/shares.ts'
import type { Row } from '../src/model/label.ts'
import { customers } from '../src/modules/customers/customers.object.ts'
import { orders } from '../src/modules/sales/orders.object.ts'
import { iso } from './days.ts'
import type { Dossier } from './dossier.ts'
import { kinds } from './identifiers.ts'
import { dayDate } from './sales-catalogue.ts'
import { driven, leadBefore, opened } from './sales-chances.ts'
import { createDesk } from './sales-desk.ts'
import { type Beside, contractAt, orderAt, paid, quoteAt, receiptAt } from './sales-papers.ts'
import type { Shop } from './sales-shop.ts'
import type { Trail } from './sales-trail.ts'

/** Everything that was sold to one customer, or nearly. */
export interface Sales extends Beside, Trail {
  readonly leads: readonly Row[]
  readonly opportunities: readonly Row[]
  readonly quotes: readonly Row[]
  readonly contracts: readonly Row[]
  readonly orders: readonly Row[]
  readonly receipts: readonly Row[]
}

/**
 * The sales of customer number `index`, whose figures are written into its dossier; undefined where there are none.
 * Customers are asked for in the order of their numbers, as documents are numbered on the way.
 */
export const salesOf = (shop: Shop, index: number, dossier: Dossier): Sales | undefined => {
  const course = shop.courseOf(index)
  if (course === undefined) return undefined
  shop.world.random.restart(kinds.papers, index)
  const beside: Beside = { entries: [], allocations: [] }
  const trail: Trail = { audit: [], facts: [] }
  const desk = createDesk(shop, index, course, dossier, trail)
  const made = {
    chances: [] as Row[],
    quotes: [] as Row[],
    contracts: [] as Row[],
    orders: [] as Row[],
    receipts: [] as Row[],
  }
  for (const place of course.chances.keys()) made.chances.push(opened(desk, place))
  for (const place of course.quotes.keys()) made.quotes.push(quoteAt(desk, place, made))
  for (const place of course.contracts.keys()) made.contracts.push(contractAt(desk, beside, place, made))
  for (const place of course.orders.keys()) made.orders.push(orderAt(desk, beside, place, made))
  const open = made.orders.map((order) => Math.round(Number(order.total) * 100))
  for (const place of course.receipts.keys())
    made.receipts.push(receiptAt(desk, beside, place, { orders: made.orders, open }))
  const leads: Row[] = []
  for (const [place, chance] of course.chances.entries()) {
    const row = made.chances[place]!
    const contract = course.contracts.findIndex((one) => one.chance === place && one.status === 'effective')
    driven(desk, row, chance, contract < 0 ? null : String(made.contracts[contract]!.id))
    const lead = leadBefore(desk, place, row)
    if (lead !== undefined) leads.push(lead)
  }
  paid(made.orders, beside.allocations)
  for (const order of made.orders) order.outstanding = openOf(orders.traits.document!, order)
  paid(made.contracts, beside.allocations)
  const { chances: opportunities, ...papers } = made
  const sales = { leads, opportunities, ...papers, ...beside, ...trail }
  figured(desk.customer, sales, dayDate(desk.shop.world, 0))
  traded(desk, made.orders)
  return sales
}

/** The figures of the customer (A9–A14), counted as the engine counts them. */
const figured = (customer: Row, { orders: made, entries }: Sales, today: string): void => {
  const counted = made.filter((row) => counts(orders.traits.document!, row))
  const dates = counted.map((row) => String(row.orderedOn)).sort()
  const balance = (account: string) => sumOf(entries.filter((one) => one.account === account).map((one) => one.amount))
  const figures = factsOf({
    id: String(customer.id),
    first: dates[0] ?? null,
    last: dates.at(-1) ?? null,
    count: counted.length,
    sales: sumOf(counted.map((row) => row.total)),
    profit: sumOf(counted.map((row) => row.grossProfit)),
    receivable: balance('receivable'),
    received: balance('cash'),
    overdue: sumOf(counted.filter((row) => String(row.dueOn) < today).map((row) => row.outstanding)),
    expenses: '0.00',
  })
  if (counted.length + entries.length > 0) Object.assign(customer, figures)
}

/** Its first orders made a dealt customer of it (F13). */
const traded = ({ writer, customer, ownerId }: ReturnType<typeof createDesk>, made: readonly Row[]): void => {
  const { states, deal } = customers.traits.trades!
  const counted = made
    .filter((row) => counts(orders.traits.document!, row))
    .map((row) => Date.parse(String(row.createdAt)))
    .sort((a, b) => a - b)
  const final = dealAfter(states, counted.length)
  if (counted.length > 0 && customer[deal] !== final)
    throw new Error(`${String(customer.name)} is ${String(customer[deal])} after ${counted.length} orders`)
  const { version, updatedAt } = customer
  for (const [i, at] of counted.slice(0, states.length - 1).entries()) {
    customer[deal] = dealAfter(states, i)
    const step = { at, actorId: ownerId, action: 'trade' }
    writer.step(customers, customer, step, { [deal]: dealAfter(states, i + 1) })
  }
  const changed = counted.slice(0, states.length - 1).at(-1)
  Object.assign(customer, {
    version: Number(version) + Math.min(counted.length, states.length - 1),
    updatedAt: changed === undefined || String(updatedAt) > iso(changed) ? (updatedAt ?? null) : iso(changed),
  })
}
