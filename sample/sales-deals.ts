import type { Fate } from './fate.ts'
import { weigh } from './random.ts'
import type { Chance, Order, Papers, Quote } from './sales-course.ts'
import type { SalesCounts, World } from './world.ts'

const earliest = -720
const sinceEver = Number.NEGATIVE_INFINITY
const orderSteps = ['confirmed', 'executing', 'delivered', 'done'] as const
const stageCount = 6
const terms = [3, 30, 30, 60, 60, 90]
const phases = weigh([
  ['draft', 9],
  ['review', 8],
  ['returned', 4],
  ['registered', 52],
  ['refused', 4],
  ['lost', 23],
] as const)
const openPhases = weigh([
  ['draft', 10],
  ['review', 10],
  ['registered', 80],
] as const)
const stagesReached = weigh([
  [0, 20],
  [1, 24],
  [2, 20],
  [3, 17],
  [4, 12],
  [5, 7],
] as const)

/** The working day before, where there is one since `from`. */
const workday = (world: World, day: number, from: number): number => {
  const weekday = world.days.weekday(day)
  return weekday > 5 ? Math.max(from, day - (weekday - 5)) : day
}

const between = (world: World, from: number, to: number): number =>
  from >= to ? to : workday(world, world.random.whole(from, to), from)

const push = <T>(list: T[], one: T): number => list.push(one) - 1

const nextBundle = ({ chances, quotes, orders }: Papers): number =>
  Math.max(-1, ...[...chances, ...quotes, ...orders].map((one) => one.bundle)) + 1

/** A chance that got as far as its quote, and the quotes it got; answers their places. */
const offer = (
  world: World,
  papers: Papers,
  at: { from: number; quoted: number; decided: number; bundle: number; isLater: boolean; withChance: boolean },
): { chance: number | null; quote: number } => {
  const { random } = world
  const { from, quoted, decided, bundle, isLater } = at
  const day = between(world, Math.max(from, quoted - 42), quoted - 2)
  const chance = at.withChance
    ? push<Chance>(papers.chances, {
        day,
        phase: 'won',
        submitted: day,
        decided: Math.min(day + random.whole(0, 2), quoted),
        stage: stageCount - 1,
        stageDay: Math.max(quoted, decided - random.whole(0, 3)),
        closed: decided,
        leadDay: leadDayOf(world, day),
        bundle,
        isLater,
      })
    : null
  const revised = quoted + 3 < decided && random.chance(0.25) ? random.whole(quoted + 1, decided - 2) : undefined
  const first: Quote = { day: quoted, status: 'accepted', decided, chance, revises: null, bundle }
  if (revised === undefined) return { chance, quote: push(papers.quotes, first) }
  const before = push<Quote>(papers.quotes, { ...first, status: 'revised', decided: revised })
  return { chance, quote: push<Quote>(papers.quotes, { ...first, day: revised, revises: before }) }
}

const leadDayOf = (world: World, day: number): number | null =>
  world.random.chance(0.07) ? day - world.random.whole(0, 6) : null

interface Habits {
  readonly term: number
  /** Days after the date it should have paid. */
  readonly lateness: readonly [number, number]
  readonly paysTheRest: number
}

const habitsOf = ({ random }: World): Habits => {
  const term = random.pick(terms)
  const at = random.share()
  if (at < 0.72) return { term, lateness: [-8, 3], paysTheRest: 0.99 }
  return at < 0.93 ? { term, lateness: [4, 40], paysTheRest: 0.93 } : { term, lateness: [15, 90], paysTheRest: 0.45 }
}

/** An order with what was paid of it until now; answers its place. */
const order = (
  world: World,
  counts: SalesCounts,
  papers: Papers,
  at: { day: number; contract: number | null; bundle: number; habits: Habits; settledBy?: number },
): number => {
  const { random } = world
  const { day, contract, bundle, habits } = at
  const due = day + habits.term
  const number = papers.orders.length
  const payments = 1 + Math.floor(random.share() * (2 * counts.receipts - 1))
  const paid: number[] = []
  for (let i = 0; i < payments - 1; i++)
    paid.push(i === 0 ? day + random.whole(1, 6) : day + random.whole(7, Math.max(8, habits.term)))
  const last = due + random.whole(habits.lateness[0], habits.lateness[1])
  const isPaid = at.settledBy !== undefined || random.chance(habits.paysTheRest)
  if (isPaid) paid.push(Math.max(day + 1, ...paid, last))
  const until = at.settledBy ?? 0
  const days = paid.map((one) => workday(world, at.settledBy === undefined ? one : Math.min(one, until), day))
  const share = Math.min(0.3, 0.9 / payments)
  const steps = [random.whole(1, 5), random.whole(8, 24), random.whole(2, 12)]
  const executing = day + steps[0]!
  const delivered = executing + steps[1]!
  const settled = isPaid && days.length === payments ? Math.max(...days) : Number.POSITIVE_INFINITY
  const done = Math.max(delivered, settled) + steps[2]!
  const advanced = [executing, delivered, done]
    .map((one) => (at.settledBy === undefined ? one : Math.min(one, until)))
    .filter((one) => one <= 0)
  push<Order>(papers.orders, {
    day,
    status: orderSteps[advanced.length]!,
    advanced,
    voided: null,
    due,
    contract,
    bundle,
  })
  for (const [i, one] of days.entries()) {
    if (one > 0) continue
    if (random.chance(0.012)) papers.receipts.push({ day: one, status: 'void', order: number, share })
    papers.receipts.push({
      day: one,
      status: one >= -2 && random.chance(0.6) ? 'draft' : 'confirmed',
      order: number,
      share: i === payments - 1 ? null : share,
    })
  }
  return number
}

/** Somebody who has bought once or more: deals from the first interest to the money, orders by frame and by phone. */
export const buys = (world: World, counts: SalesCounts, fate: Fate, papers: Papers): void => {
  const { random } = world
  const habits = habitsOf(world)
  if (fate.seller === undefined) {
    // It lies in a pool again: a single order of the owner before, long paid.
    const day = between(world, fate.beforeDay + 1, fate.pooledDay - 2)
    order(world, counts, papers, { day, contract: null, bundle: 0, habits, settledBy: fate.pooledDay - 1 })
    return
  }
  const count = fate.dealStatus === 'dealt' ? 1 : 2 + Math.floor(random.share() * (2 * (counts.orders - 2) + 1))
  const from = Math.max(fate.ownedDay + 30, earliest)
  const length = -from / count
  const isFramed = count > 3 && random.chance(0.5)
  let frame: { readonly place: number; readonly ends: number } | undefined
  for (let i = 0; i < count; i++) {
    const day = between(world, Math.ceil(from + length * i), Math.min(-1, Math.floor(from + length * (i + 1)) - 1))
    if (i > 0 && isFramed && random.chance(0.6)) {
      if (frame === undefined || frame.ends < day) frame = framed(papers, Math.max(from, day - 4), frame?.place ?? null)
      order(world, counts, papers, { day, contract: frame.place, bundle: nextBundle(papers), habits })
    } else if (random.chance(i === 0 ? 0.8 : 0.4)) {
      const bundle = nextBundle(papers)
      const signed = workday(world, day - random.whole(1, 6), sinceEver)
      const quoted = workday(world, signed - random.whole(3, 14), sinceEver)
      const withChance = random.chance(0.85)
      const made = offer(world, papers, {
        from: fate.ownedDay + 1,
        quoted,
        decided: signed,
        bundle,
        isLater: i > 0,
        withChance,
      })
      const contract = push(papers.contracts, {
        day: signed,
        status: 'effective',
        voided: null,
        ...made,
        renews: null,
        bundle,
      })
      order(world, counts, papers, { day, contract, bundle, habits })
    } else order(world, counts, papers, { day, contract: null, bundle: nextBundle(papers), habits })
  }
  strayPapers(world, papers, from, habits)
  if (random.chance(0.35)) open(world, papers, fate, random.pickWeighted(openPhases), true)
}

const framed = (papers: Papers, day: number, renews: number | null) => ({
  place: push(papers.contracts, {
    day,
    status: 'effective',
    voided: null,
    chance: null,
    quote: null,
    renews,
    bundle: null,
  }),
  ends: day + 364,
})

/** What was written and does not count: drafts of these days, what was voided, money before its order. */
const strayPapers = (world: World, papers: Papers, from: number, habits: Habits): void => {
  const { random } = world
  const plain = { contract: null, advanced: [] }
  if (random.chance(0.07)) {
    const day = between(world, from, -6)
    const voided = day + random.whole(1, 5)
    papers.orders.push({ ...plain, day, voided, status: 'void', due: day + habits.term, bundle: nextBundle(papers) })
  }
  if (random.chance(0.05)) {
    const day = between(world, -5, 0)
    papers.orders.push({
      ...plain,
      day,
      voided: null,
      status: 'draft',
      due: day + habits.term,
      bundle: nextBundle(papers),
    })
  }
  if (random.chance(0.03)) {
    const day = between(world, from, -9)
    const [bundle, voided] = [nextBundle(papers), day + random.whole(2, 9)]
    papers.contracts.push({ day, status: 'void', voided, chance: null, quote: null, renews: null, bundle })
  }
  if (random.chance(0.04))
    papers.receipts.push({ day: between(world, -25, -1), status: 'confirmed', order: null, share: null })
}

/** An opportunity that is still open, or came to nothing. */
const open = (world: World, papers: Papers, fate: Fate, phase: Chance['phase'], isLater: boolean): void => {
  const { random } = world
  const isEarly = phase === 'draft' || phase === 'review' || phase === 'returned'
  const since = Math.max(fate.seller === undefined ? fate.beforeDay : fate.ownedDay, earliest) + 1
  const end = fate.seller === undefined ? fate.pooledDay - 1 : 0
  const closed = phase === 'lost' ? between(world, Math.max(since, end - 240), end) : null
  const latest = closed ?? end
  const day = between(world, Math.max(since, latest - (isEarly ? 12 : phase === 'refused' ? 120 : 95)), latest)
  const submitted = phase === 'draft' ? null : Math.min(day + random.whole(0, 1), latest)
  const decided = submitted === null || phase === 'review' ? null : Math.min(submitted + random.whole(0, 2), latest)
  const registered = phase === 'registered' || phase === 'lost' ? decided : null
  // Somebody who has had a day for it has come no further than a few steps.
  const stage =
    registered === null ? 0 : Math.min(random.pickWeighted(stagesReached), Math.ceil((latest - registered) / 4))
  const stageDay =
    stage === 0 ? day : between(world, Math.max(registered ?? day, latest - random.pick([5, 9, 14, 30])), latest)
  const bundle = nextBundle(papers)
  const leadDay = leadDayOf(world, day)
  const chance = push<Chance>(papers.chances, {
    day,
    phase,
    submitted,
    decided,
    stage,
    stageDay,
    closed,
    leadDay,
    bundle,
    isLater,
  })
  if (stage < 2 || (stage === 2 && random.chance(0.6))) return
  const quoted = between(world, Math.max(registered ?? day, stageDay - 3), stageDay)
  const status = phase === 'lost' ? 'lost' : stage === 2 ? 'draft' : random.chance(0.75) ? 'sent' : 'approved'
  const quote = push<Quote>(papers.quotes, { day: quoted, status, decided: closed, chance, revises: null, bundle })
  if (stage === stageCount - 1 && phase === 'registered' && random.chance(0.6))
    papers.contracts.push({ day: latest, status: 'draft', voided: null, chance, quote, renews: null, bundle })
}

/** Somebody who has not bought: perhaps there is an opportunity. */
export const tries = (world: World, counts: SalesCounts, fate: Fate, papers: Papers): void => {
  const { random } = world
  if (fate.seller === undefined) {
    if (fate.pooledDay - fate.beforeDay > 20 && random.chance(0.06)) open(world, papers, fate, 'lost', false)
    return
  }
  if (fate.ownedDay > -2 || !random.chance(counts.opportunities)) return
  open(world, papers, fate, random.pickWeighted(phases), false)
}
