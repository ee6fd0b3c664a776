import { dealDays, protectionDays, type Seller } from './organisation.ts'
import { weigh } from './random.ts'
import type { World } from './world.ts'

/** What has happened to a customer and what is due, in days from today. */
export interface Fate {
  readonly seller: Seller | undefined
  /** The one before, who gave it up or lost it. */
  readonly before: Seller | undefined
  readonly beforeDay: number
  readonly createdDay: number
  readonly ownedDay: number
  readonly pooledDay: number
  readonly how: 'create' | 'claim' | 'assign' | 'release' | 'recycle'
  readonly level: string | null
  readonly isLocked: boolean
  readonly dealStatus: 'none' | 'dealt' | 'repeat'
  /** Days of valid contact, ascending; the last one counts for protection. */
  readonly validDays: readonly number[]
  /** A contact after those that does not count. */
  readonly emptyDay: number | undefined
  /** The day of the next contact; undefined in a pool. */
  readonly nextDay: number | undefined
  /** The day at whose beginning protection has ended. */
  readonly lapseDay: number | undefined
  readonly lapseBy: 'daysWithoutFollowUp' | 'daysWithoutDeal' | null
}

const nothingYet: Fate = {
  seller: undefined,
  before: undefined,
  beforeDay: 0,
  createdDay: 0,
  ownedDay: 0,
  pooledDay: 0,
  how: 'create',
  level: null,
  isLocked: false,
  dealStatus: 'none',
  validDays: [],
  emptyDay: undefined,
  nextDay: undefined,
  lapseDay: undefined,
  lapseBy: null,
}

const levels = weigh([
  ['A', 12],
  ['B', 28],
  ['C', 42],
  ['D', 18],
] as const)
const overdue = [-1, -2, -4, -6, -9]
const more = [0, 0, 1, 1, 2, 0]
/** Slots of customers that came in lately, and when. */
const fresh = new Map([
  [3, 0],
  [9, -2],
  [12, -5],
])
/** Slots of customers that their owner has locked; none of those that a day depends on. */
const lockedSlots = new Set([43, 45])
/** The slot whose time without a deal runs out before its time without contact. */
const dealSlot = 15

/**
 * When the customer in this slot is to be contacted: the first 32 have one of the next 32 days each, so that no day of
 * the next month is empty; then some overdue, more for today and tomorrow, the rest later.
 */
export const nextDayOf = (slot: number): number => {
  if (slot < 32) return slot
  if (slot < 37) return overdue[slot - 32]!
  if (slot < 43) return more[slot - 37]!
  if (slot < 48) return 33 + ((slot * 3) % 8)
  return ((slot * 13) % 51) - 10
}

/** Slots from here on are of customers that have bought: they don't count against capacity and are never recycled. */
export const dealtSlots = 10_000

export const fateOf = (world: World, index: number): Fate => {
  const slot = world.plan.slotOf[index]!
  return slot < 0 ? pooledFate(world, index) : ownedFate(world, index, slot)
}

/** `count` days from `from` to `to`, the last of them `to`; the others on working days where there is room. */
const contactsBetween = (world: World, from: number, to: number, count: number): number[] => {
  const found = [to]
  for (let i = 1; i < count; i++) {
    const day = world.random.whole(from, to)
    const weekday = world.days.weekday(day)
    found.push(Math.max(from, weekday > 5 ? day - (weekday - 5) : day))
  }
  return found.sort((a, b) => a - b)
}

const contactCount = (world: World): number => 1 + Math.floor(world.random.share() * (2 * world.counts.followUps - 1.4))

const ownedFate = (world: World, index: number, slot: number): Fate => {
  const { random, organisation, plan } = world
  const seller = organisation.sellers[plan.sellerOf[index]!]!
  const nextDay = nextDayOf(slot)
  const born = fresh.get(slot)
  if (born !== undefined) {
    const level = random.pick(['C', 'C', 'D', 'B'])
    return {
      ...nothingYet,
      seller,
      createdDay: born,
      ownedDay: born,
      level,
      validDays: [born],
      nextDay,
      lapseDay: born + 1 + protectionDays[level]!,
      lapseBy: 'daysWithoutFollowUp',
    }
  }
  const latest = Math.min(0, nextDay - 1)
  if (slot >= dealtSlots) {
    const level = random.pickWeighted(levels)
    const touched = random.whole(-45, latest)
    const ownedDay = random.whole(-800, -90)
    return {
      ...nothingYet,
      seller,
      ...howOwned(world, seller, ownedDay),
      ownedDay,
      level,
      dealStatus: random.chance(0.4) ? 'repeat' : 'dealt',
      validDays: contactsBetween(world, ownedDay, touched, contactCount(world) + 1),
      nextDay,
    }
  }
  const lapseDay = nextDay < 0 ? 1 + (slot % 7) : nextDay + 2 + ((slot * 5) % 7)
  const isByDeal = slot === dealSlot
  // Enough days for the last contact to lie between today and the planned one.
  const needed = Math.max(lapseDay - 1, lapseDay - 1 - latest) + (isByDeal ? 1 : 0)
  const fitting = Object.keys(protectionDays).filter((one) => protectionDays[one]! >= needed)
  const natural = random.pickWeighted(levels)
  const level = fitting.includes(natural) ? natural : random.pick(fitting)
  const touched = isByDeal
    ? random.whole(lapseDay - protectionDays[level]!, latest)
    : lapseDay - 1 - protectionDays[level]!
  const ownedDay = isByDeal
    ? lapseDay - 1 - dealDays
    : random.whole(Math.max(lapseDay - dealDays + 2, touched - 110), touched)
  const hasEmpty = touched < latest && random.chance(0.3)
  const isLocked = lockedSlots.has(slot)
  return {
    ...nothingYet,
    seller,
    ...howOwned(world, seller, ownedDay),
    ownedDay,
    level,
    isLocked,
    validDays: contactsBetween(world, ownedDay, touched, contactCount(world)),
    emptyDay: hasEmpty ? random.whole(touched + 1, latest) : undefined,
    nextDay,
    lapseDay: isLocked ? undefined : lapseDay,
    lapseBy: isLocked ? null : isByDeal ? 'daysWithoutDeal' : 'daysWithoutFollowUp',
  }
}

/** How the present owner came to it: made it, claimed it from the pool after somebody else, or was given it. */
const howOwned = (
  world: World,
  seller: Seller,
  ownedDay: number,
): Pick<Fate, 'before' | 'beforeDay' | 'createdDay' | 'how'> => {
  const { random } = world
  const share = random.share()
  if (share < 0.45) return { before: undefined, beforeDay: 0, createdDay: ownedDay, how: 'create' }
  if (share < 0.7) return { before: undefined, beforeDay: 0, createdDay: ownedDay - random.whole(1, 40), how: 'assign' }
  const beforeDay = ownedDay - random.whole(60, 200)
  const before = random.chance(0.8) ? colleague(world, seller.territory, seller) : undefined
  return { before, beforeDay, createdDay: beforeDay - random.whole(0, 30), how: 'claim' }
}

const colleague = (world: World, territory: number, not?: Seller): Seller | undefined => {
  const { random, organisation } = world
  for (let tries = 0; tries < 20; tries++) {
    const one = random.pick(organisation.sellers)
    if (one.role === 'rep' && one.territory === territory && one !== not) return one
  }
  return undefined
}

const pooledFate = (world: World, index: number): Fate => {
  const { random, plan } = world
  // Few came today: what is new in a pool cannot be claimed yet, and a pool is for claiming.
  const pooledDay = random.share() < 0.01 ? 0 : -1 - Math.floor(random.share() ** 2 * 220)
  const level = random.chance(0.85) ? random.pickWeighted(levels) : null
  const before = random.chance(0.7) ? colleague(world, plan.territoryOf[index]!) : undefined
  if (before === undefined) return { ...nothingYet, createdDay: pooledDay, pooledDay, level }
  const hasDealt = random.chance(0.05)
  const isRecycled = !hasDealt && random.chance(0.55)
  const touched = pooledDay - (isRecycled ? protectionDays[level ?? 'C']! + 1 : random.whole(3, 39))
  const beforeDay = touched - random.whole(1, 120)
  return {
    ...nothingYet,
    before,
    beforeDay,
    createdDay: beforeDay - random.whole(0, 200),
    pooledDay,
    how: isRecycled ? 'recycle' : 'release',
    level,
    dealStatus: hasDealt ? 'dealt' : 'none',
    validDays: contactsBetween(world, beforeDay, touched, contactCount(world)),
  }
}
