import { periodOf, writeSerial } from '../src/engines/numbering/index.ts'
import type { Row } from '../src/model/label.ts'
import { contracts } from '../src/modules/sales/contracts.object.ts'
import { opportunities } from '../src/modules/sales/opportunities.object.ts'
import { orders } from '../src/modules/sales/orders.object.ts'
import { quotes } from '../src/modules/sales/quotes.object.ts'
import { receipts } from '../src/modules/sales/receipts.object.ts'
import { type Days, dateOf } from './days.ts'

const numbered = {
  opportunities: [opportunities, 'registrationNo'],
  quotes: [quotes, 'number'],
  contracts: [contracts, 'number'],
  orders: [orders, 'number'],
  receipts: [receipts, 'number'],
} as const
export type Numbered = keyof typeof numbered
export const numberedKinds = Object.keys(numbered) as readonly Numbered[]

/** How many of a kind were made on each day. */
export type Tally = Map<number, number>
export type Tallies = Readonly<Record<Numbered, Tally>>

export const emptyTallies = (): Tallies => ({
  opportunities: new Map(),
  quotes: new Map(),
  contracts: new Map(),
  orders: new Map(),
  receipts: new Map(),
})

export interface Numbers {
  /** The next number of a day, and how much of that day had gone by. */
  readonly next: (kind: Numbered, day: number) => { readonly number: string; readonly share: number }
  /** Where each counter stands when all are given out: the rows of `serials`. */
  readonly serials: () => Row[]
}

/**
 * 编号: in the order of days, although customers are generated one after another: from how many each day has, the number
 * each begins with is known.
 */
export const createNumbers = (days: Days, tallies: Tallies): Numbers => {
  const given = new Map<string, { readonly first: number; readonly count: number; used: number }>()
  const rows: Row[] = []
  const patternOf = (kind: Numbered): string => {
    const [object, name] = numbered[kind]
    return String((object.fields[name as keyof typeof object.fields] as { pattern?: string }).pattern)
  }
  for (const kind of numberedKinds) {
    const [object, field] = numbered[kind]
    const pattern = patternOf(kind)
    const last = new Map<string, number>()
    for (const [day, count] of [...tallies[kind]].sort(([a], [b]) => a - b)) {
      const period = periodOf(pattern, dateOf(days.start(day)))
      const before = last.get(period) ?? 0
      given.set(`${kind} ${day}`, { first: before + 1, count, used: 0 })
      last.set(period, before + count)
    }
    for (const [period, number] of last) rows.push({ object: object.path, field, period, last: number })
  }
  return {
    next: (kind, day) => {
      const of = given.get(`${kind} ${day}`)
      if (of === undefined || of.used >= of.count) throw new Error(`no number of ${kind} is left on day ${day}`)
      const at = of.used++
      return {
        number: writeSerial(patternOf(kind), dateOf(days.start(day)), of.first + at),
        share: (at + 0.5) / of.count,
      }
    },
    serials: () => rows,
  }
}
