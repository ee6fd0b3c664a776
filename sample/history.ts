import type { Row } from '../src/model/label.ts'
import { ruleReason } from '../src/model/reason.ts'
import { iso } from './days.ts'
import type { Fate } from './fate.ts'
import { idOf } from './identifiers.ts'
import { protectionDays } from './organisation.ts'
import { comments } from './words/other.ts'
import type { World } from './world.ts'

/** The rule that took it back. */
export const recycledBy = (fate: Fate): string =>
  ruleReason('daysWithoutFollowUp', protectionDays[fate.level ?? 'C'] ?? null)

interface Holding {
  readonly ownerId: string | null
  readonly from: string
  readonly cause: string
  readonly reason: string | null
  readonly rule: string | null
  /** null: the system did it. */
  readonly actorId: string | null
}

/** Who held the customer when, who was let in, what was said about it. */
export const historyOf = (
  world: World,
  index: number,
  fate: Fate,
  { customer, poolId }: { customer: Row; poolId: string },
): { intervals: Row[]; claims: Row[]; members: Row[]; comments: Row[]; audit: Row[] } => {
  const { seed } = world
  const holdings = holdingsOf(world, fate, customer)
  const recordId = String(customer.id)
  const intervals = holdings.map(
    (holding, k): Row => ({
      id: idOf(seed, 'interval', index * 8 + k),
      object: 'customers',
      recordId,
      ownerId: holding.ownerId,
      poolId,
      fromAt: holding.from,
      toAt: holdings[k + 1]?.from ?? null,
      cause: holding.cause,
      rule: holding.rule,
      reason: holding.cause === 'recycle' ? null : holding.reason,
      actorId: holding.actorId,
    }),
  )
  const audit = holdings.map((holding, k): Row => {
    const from = holdings[k - 1]?.ownerId ?? null
    const changes =
      k === 0
        ? [{ field: 'name', from: null, to: String(customer.name) }]
        : [{ field: 'ownerId', from, to: holding.ownerId }]
    return {
      id: idOf(seed, 'audit', index * 8 + k),
      at: holding.from,
      object: 'customers',
      recordId,
      actorId: holding.actorId,
      action: holding.cause,
      changes,
      reason: holding.reason,
      requestId: null,
      via: holding.cause === 'recycle' ? 'job' : 'api',
    }
  })
  const claims = intervals
    .filter((interval) => interval.cause === 'claim')
    .map(
      (interval): Row => ({
        id: idOf(seed, 'claim', index),
        object: 'customers',
        recordId,
        employeeId: interval.ownerId,
        poolId,
        at: interval.fromAt,
        outcome: 'claimed',
      }),
    )
  return { intervals, claims, audit, ...companyOf(world, index, fate, customer) }
}

const holdingsOf = (world: World, fate: Fate, customer: Row): Holding[] => {
  const { organisation, days } = world
  const manager = organisation.managerOf[fate.seller?.territory ?? 0]!.id
  const created = String(customer.createdAt)
  const creator = String(customer.createdById)
  const held = (
    ownerId: string | null,
    from: string,
    cause: string,
    actorId: string | null,
    reason: string | null = null,
    rule: string | null = null,
  ): Holding => ({ ownerId, from, cause, actorId, reason, rule })
  if (fate.seller !== undefined) {
    const { id } = fate.seller
    const owned = String(customer.ownedAt)
    if (fate.how === 'create') return [held(id, created, 'create', creator)]
    if (fate.before === undefined)
      return [held(null, created, 'create', creator), held(id, owned, fate.how, fate.how === 'claim' ? id : manager)]
    const lost = iso(days.at(fate.beforeDay + Math.floor((fate.ownedDay - fate.beforeDay) / 2), 0.3))
    return [
      held(fate.before.id, created, 'create', creator),
      held(null, lost, 'recycle', null, recycledBy(fate), recycledBy(fate)),
      held(id, owned, fate.how, id),
    ]
  }
  const pooled = String(customer.pooledAt)
  if (fate.before === undefined) return [held(null, created, 'create', creator)]
  const isRecycled = fate.how === 'recycle'
  return [
    held(fate.before.id, created, 'create', creator),
    held(
      null,
      pooled,
      fate.how,
      isRecycled ? null : fate.before.id,
      String(customer.poolReason),
      isRecycled ? recycledBy(fate) : null,
    ),
  ]
}

const companyOf = (world: World, index: number, fate: Fate, customer: Row): { members: Row[]; comments: Row[] } => {
  const { seed, random, organisation, days } = world
  if (fate.seller === undefined) return { members: [], comments: [] }
  const recordId = String(customer.id)
  const members: Row[] = []
  const manager = organisation.managerOf[fate.seller.territory]!
  if (random.chance(0.07)) {
    const helpers = organisation.staff.filter((one) => one.role === 'service')
    const helper = random.chance(0.6) ? random.pick(helpers).id : random.pick(organisation.sellers).id
    if (helper !== fate.seller.id)
      members.push({
        id: idOf(seed, 'member', index * 2),
        object: 'customers',
        recordId,
        employeeId: helper,
        departmentId: null,
        access: random.chance(0.35) ? 'write' : 'read',
        until: null,
        addedById: fate.seller.id,
        addedAt: customer.ownedAt,
      })
  }
  if (random.chance(0.02)) {
    const { departmentId } = organisation.staff.find((one) => one.role === 'service')!
    members.push({
      id: idOf(seed, 'member', index * 2 + 1),
      object: 'customers',
      recordId,
      employeeId: null,
      departmentId,
      access: 'read',
      until: null,
      addedById: manager.id,
      addedAt: customer.ownedAt,
    })
  }
  if (!random.chance(0.05)) return { members, comments: [] }
  const said = iso(
    Math.max(Date.parse(String(customer.ownedAt)), days.at(random.whole(-14, 0), 0.3 + random.share() * 0.6)),
  )
  return {
    members,
    comments: [
      {
        id: idOf(seed, 'comment', index),
        object: 'customers',
        recordId,
        content: random.pick(comments),
        authorId: manager.id,
        createdAt: said,
        updatedAt: said,
        version: 1,
        mentionIds: manager.id === fate.seller.id ? [] : [fate.seller.id],
      },
    ],
  }
}
