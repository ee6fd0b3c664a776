import { createDays, type Days } from './days.ts'
import { generateOrganisation, type Organisation, type OrganisationCounts } from './organisation.ts'
import { createPlan, type Plan } from './plan.ts'
import { createRandom, type Random } from './random.ts'

export interface Counts extends OrganisationCounts {
  readonly customers: number
  /** On average, per customer. */
  readonly contacts: number
  readonly followUps: number
  /** The last customers are earlier ones again, under another spelling. */
  readonly duplicates: number
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
}

/** The company that is measured. */
export const benchCounts: Counts = {
  employees: 2000,
  departments: 200,
  customers: 1_000_000,
  contacts: 3,
  followUps: 5,
  duplicates: 0,
}

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
  const plan = createPlan({ seed, organisation, customers: counts.customers })
  return { seed, days, counts, organisation, plan, random: createRandom(seed) }
}
