import { type Fate, fateOf } from './fate.ts'
import { kinds } from './identifiers.ts'
import { type Identity, identityOf } from './identity.ts'
import type { Seller } from './organisation.ts'
import { buys, tries } from './sales-deals.ts'
import { emptyTallies, numberedKinds, type Tallies } from './sales-numbers.ts'
import { closely } from './standing.ts'
import type { SalesCounts, World } from './world.ts'

/** An opportunity; all days are counted from today. */
export interface Chance {
  readonly day: number
  readonly phase: 'draft' | 'review' | 'returned' | 'registered' | 'refused' | 'won' | 'lost'
  /** When it was submitted, and when a superior decided. */
  readonly submitted: number | null
  readonly decided: number | null
  /** The place of its stage, from 0, and since when it stands there. */
  readonly stage: number
  readonly stageDay: number
  readonly closed: number | null
  /** When the lead came in that was converted into it. */
  readonly leadDay: number | null
  /** What is offered: the quotes, contracts and orders of one deal have the same lines. */
  readonly bundle: number
  readonly isLater: boolean
}
export interface Quote {
  readonly day: number
  readonly status: 'draft' | 'approved' | 'sent' | 'accepted' | 'lost' | 'revised'
  /** When it was answered or revised. */
  readonly decided: number | null
  readonly chance: number | null
  readonly revises: number | null
  readonly bundle: number
}
export interface Contract {
  readonly day: number
  readonly status: 'draft' | 'effective' | 'void'
  readonly voided: number | null
  readonly chance: number | null
  readonly quote: number | null
  readonly renews: number | null
  /** null: a frame for a year, without lines. */
  readonly bundle: number | null
}
export interface Order {
  readonly day: number
  readonly status: 'draft' | 'confirmed' | 'executing' | 'delivered' | 'done' | 'void'
  /** When it came to each state after the first. */
  readonly advanced: readonly number[]
  readonly voided: number | null
  readonly due: number
  readonly contract: number | null
  readonly bundle: number
}
export interface Receipt {
  readonly day: number
  readonly status: 'draft' | 'confirmed' | 'void'
  /** null: money that came before there was an order. */
  readonly order: number | null
  /** Of the order; null: what is left of it. */
  readonly share: number | null
}

export interface Papers {
  readonly chances: Chance[]
  readonly quotes: Quote[]
  readonly contracts: Contract[]
  readonly orders: Order[]
  readonly receipts: Receipt[]
}

/** What becomes of one customer's business, before any of its papers is written. */
export interface Course extends Readonly<Papers> {
  readonly seller: Seller
  readonly identity: Identity
  readonly fate: Fate
}

/** One customer has at most so many of each, so that ids never meet. */
export const most = { papers: 64, receipts: 160 } as const

/** Undefined of customers to whom nobody has tried to sell. */
export const courseOf = (world: World, counts: SalesCounts, index: number): Course | undefined => {
  const identity = identityOf(world, index)
  const fate = fateOf(world, index)
  const seller = fate.seller ?? fate.before
  if (seller === undefined) return undefined
  world.random.restart(kinds.course, index)
  const papers: Papers = { chances: [], quotes: [], contracts: [], orders: [], receipts: [] }
  if (fate.dealStatus === 'none') tries(world, counts, fate, papers)
  else buys(world, counts, fate, papers)
  const { receipts, ...others } = papers
  const longest = Math.max(...Object.values(others).map((list) => list.length))
  if (longest > most.papers || receipts.length > most.receipts)
    throw new Error(
      `customer ${index} has ${longest} papers and ${receipts.length} receipts: more than ids are kept for`,
    )
  return longest + receipts.length === 0 ? undefined : { seller, identity, fate, ...papers }
}

/** How many papers each day brings to all customers together, for `createNumbers`; keeps the first courses on the way. */
export const tally = (world: World, counts: SalesCounts, kept: Map<number, Course | undefined>): Tallies => {
  const found = emptyTallies()
  for (let index = 0; index < world.counts.customers; index++) {
    const course = courseOf(world, counts, index)
    if (index < closely) kept.set(index, course)
    if (course === undefined) continue
    const { chances, ...papers } = course
    const lists = { ...papers, opportunities: chances }
    for (const kind of numberedKinds)
      for (const { day } of lists[kind]) found[kind].set(day, (found[kind].get(day) ?? 0) + 1)
  }
  return found
}
