import type { Json } from '../../model/label.ts'

export type Facts = Readonly<Record<string, Json>> & { readonly id: string }

const day = 86_400_000

/** 平均采购周期 (A13): days between the first and the last order, over the intervals between orders; one order has none. */
const cycleOf = (first: string | null, last: string | null, count: number): number | null =>
  first === null || last === null || count < 2
    ? null
    : Math.round((Date.parse(last) - Date.parse(first)) / day / (count - 1))

/** 预计下次采购 (A14): the last order and a cycle. */
const nextOf = (last: string | null, cycle: number | null): string | null =>
  last === null || cycle === null ? null : new Date(Date.parse(last) + cycle * day).toISOString().slice(0, 10)

/** What was counted of one customer: its orders that count, and its accounts. */
export interface Counted {
  readonly id: string
  readonly first: string | null
  readonly last: string | null
  readonly count: number
  readonly sales: string
  readonly profit: string
  readonly receivable: string
  readonly received: string
  /** Of what is receivable, what is late. */
  readonly overdue: string
  readonly expenses: string
}

/** A9–A14 from what was counted, by the names of the trait. */
export const factsOf = (counted: Counted): Facts => {
  const cycle = cycleOf(counted.first, counted.last, counted.count)
  return {
    id: counted.id,
    firstOrderOn: counted.first,
    lastOrderOn: counted.last,
    orderCount: counted.count,
    salesTotal: counted.sales,
    grossProfit: counted.profit,
    receivedTotal: counted.received,
    receivable: counted.receivable,
    overdue: counted.overdue,
    expenseTotal: counted.expenses,
    averageCycleDays: cycle,
    nextPurchaseOn: nextOf(counted.last, cycle),
  }
}

/** 成交状态 (F13) after so many orders: the first of these is of none. */
export const dealAfter = (states: readonly string[], orders: number): string =>
  states[Math.min(orders, states.length - 1)]!
