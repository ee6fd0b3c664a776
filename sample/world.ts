import { createDays, type Days } from './days.ts'
import { generateOrganisation, type Organisation, type OrganisationCounts } from './organisation.ts'
import { createPlan, type Plan } from './plan.ts'
import { createRandom, type Random } from './random.ts'

/** How much is sold; all but `leads` are averages. */
export interface SalesCounts {
  /** Orders that count of a customer who has bought more than once, from 2 on. */
  readonly orders: number
  /** Lines of a quote, contract or order. */
  readonly lines: number
  /** Receipts that pay one order. */
  readonly receipts: number
  /** Opportunities of a customer with an owner who has not bought, below 1. */
  readonly opportunities: number
  /** Leads that have not become customers; in the whole company. */
  readonly leads: number
}

export interface Counts extends OrganisationCounts {
  readonly customers: number
  /** On average, per customer. */
  readonly contacts: number
  readonly followUps: number
  /** The last customers are earlier ones again, under another spelling. */
  readonly duplicates: number
  /** Of each seller's customers, the share that has bought; null: 8 to 14 of them. */
  readonly buyers: number | null
  /** null: nobody sells anything. */
  readonly sales: SalesCounts | null
}

export interface SampleOptions {
  readonly seed?: number
  /** `2026-11-21`, the day of loading in Shanghai. */
  readonly today: string
  /** The moment of loading; nothing is dated later except what is still to be done. */
  readonly now: string
  readonly counts?: Partial<Counts>
}

/** The company that `npm run demo` shows. */
export const sampleCounts: Counts = {
  employees: 44,
  departments: 19,
  customers: 3000,
  contacts: 2,
  followUps: 4.5,
  duplicates: 12,
  buyers: null,
  sales: { orders: 4.5, lines: 2.6, receipts: 1.6, opportunities: 0.33, leads: 100 },
}

/** The company that is measured; with `sales`, two orders of three lines and three receipts to each customer. */
export const benchCounts = ({ sales = false }: { readonly sales?: boolean | SalesCounts } = {}): Counts => ({
  employees: 2000,
  departments: 200,
  customers: 1_000_000,
  contacts: 3,
  followUps: 5,
  duplicates: 0,
  buyers: sales === false ? null : 0.7,
  sales: sales === true ? { orders: 12, lines: 3, receipts: 1.75, opportunities: 0.3, leads: 100_000 } : sales || null,
})

/** All that one company is generated from. Small: the rows themselves are made one customer at a time. */
export interface World {
  readonly seed: number
  readonly days: Days
  readonly counts: Counts
  readonly organisation: Organisation
  readonly plan: Plan
  readonly random: Random
}

export const createWorld = ({ seed = 20261121, today, now, counts: wanted = {} }: SampleOptions): World => {
  const counts = { ...sampleCounts, ...wanted }
  const days = createDays(today, now)
  const organisation = generateOrganisation({ seed, days, counts })
  const plan = createPlan({ seed, organisation, customers: counts.customers, buyers: counts.buyers })
  return { seed, days, counts, organisation, plan, random: createRandom(seed) }
}
