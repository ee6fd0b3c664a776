import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { invalidity } from '../src/engines/ownership/contact-clock.ts'
import { type PoolRules, protectionOf } from '../src/engines/ownership/protection.ts'
import { createClock } from '../src/kernel/clock.ts'
import type { Row } from '../src/model/label.ts'
import { followUps } from '../src/modules/customers/follow-ups.object.ts'
import { generateContacts, generateCustomers, generateDossiers, generateTasks } from './company.ts'
import { generateEvents } from './events.ts'
import { samplePolicy } from './policy.ts'
import { day, wholeCompany } from './scratch.ts'
import { benchCounts, createWorld } from './world.ts'

const { world, dossiers } = wholeCompany()
const customers = dossiers.map((dossier) => dossier.customer)
const countOf = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length

const digest = (options: { seed?: number; today?: string; now?: string } = {}) => {
  const hash = createHash('sha256')
  const one = createWorld({ ...day, ...options })
  hash.update(JSON.stringify([one.organisation.departments, one.organisation.employees, one.organisation.pools]))
  for (const dossier of generateDossiers(one, 0, 150)) hash.update(JSON.stringify(dossier))
  for (const task of generateTasks(one)) hash.update(JSON.stringify(task))
  for (const event of generateEvents(one)) hash.update(JSON.stringify(event))
  return hash.digest('hex')
}

describe('the sample company', () => {
  it('is the same for the same seed and day, and another for another', () => {
    expect(digest()).toBe(digest())
    expect(digest({ seed: 5 })).not.toBe(digest())
    expect(digest({ today: '2026-11-22', now: '2026-11-22T04:00:00.000Z' })).not.toBe(digest())
  })

  it('generates any part without the parts before it', () => {
    const [alone] = [...generateDossiers(world, 1234, 1235)]
    expect(alone).toEqual(dossiers[1234])
  })

  it('has the accounts that the demo names, in three regions', () => {
    const accounts = new Set(world.organisation.employees.map((one) => one.account))
    for (const account of 'admin director manager1 manager2 manager3 rep1 rep30 ops1 service1 finance1 hr1 market1 partner1'.split(
      ' ',
    ))
      expect(accounts).toContain(account)
    expect(world.organisation.employees).toHaveLength(44)
    expect(world.organisation.departments.filter((one) => String(one.name).endsWith('大区'))).toHaveLength(3)
    expect(world.organisation.pools.filter((pool) => pool.isDefault === true)).toHaveLength(1)
  })

  it('is about 60 % owned, nobody above the capacity of 50', () => {
    expect(customers).toHaveLength(3000)
    const share = countOf(customers, (one) => one.ownerId !== null) / customers.length
    expect(share).toBeGreaterThan(0.55)
    expect(share).toBeLessThan(0.66)
    for (const seller of world.organisation.sellers) {
      const counted = countOf(customers, (one) => one.ownerId === seller.id && one.dealStatus === 'none')
      expect(counted).toBeGreaterThanOrEqual(38)
      expect(counted).toBeLessThanOrEqual(48)
    }
  })

  it('dates nothing after the moment of loading but what is to come, at any time of the day', () => {
    const moments = [
      'createdAt',
      'updatedAt',
      'happenedAt',
      'ownedAt',
      'pooledAt',
      'lastFollowUpAt',
      'at',
      'fromAt',
      'toAt',
      'addedAt',
      'doneAt',
    ]
    for (const now of ['2026-11-20T16:00:30.000Z', '2026-11-21T01:10:00.000Z', day.now, '2026-11-21T15:59:59.000Z']) {
      const other = createWorld({ ...day, now })
      const check = (row: Row) => {
        for (const name of moments)
          if (typeof row[name] === 'string' && row[name] > now)
            throw new Error(`${name} ${row[name]} > ${now}: ${JSON.stringify(row)}`)
        if (typeof row.createdAt === 'string' && typeof row.updatedAt === 'string')
          if (row.updatedAt < row.createdAt) throw new Error(`changed before it was made: ${JSON.stringify(row)}`)
      }
      for (const dossier of generateDossiers(other, 0, 800)) {
        for (const rows of Object.values(dossier)) for (const row of Array.isArray(rows) ? rows : [rows]) check(row)
        expect(
          String(dossier.customer.ownedAt ?? dossier.customer.pooledAt) >= String(dossier.customer.createdAt),
        ).toBe(true)
      }
      for (const task of generateTasks(other)) check(task)
    }
  })
})

describe('what the engines would have computed', () => {
  const clock = createClock()
  const pools = new Map(world.organisation.pools.map((pool) => [pool.id, pool as unknown as PoolRules]))

  it('has the ends of protection that the rules give', () => {
    for (const customer of customers) {
      const { until, by } = protectionOf(customer, pools.get(String(customer.poolId)), clock)
      expect([customer.name, customer.protectedUntil, customer.protectedBy]).toEqual([customer.name, until, by])
      if (until !== null) expect(until > day.now).toBe(true)
    }
    expect(countOf(customers, (one) => one.protectedBy === 'daysWithoutDeal')).toBeGreaterThan(10)
  })

  it('has the clocks that the follow-ups set', () => {
    for (const { customer, followUps: written } of dossiers) {
      const last = written.at(-1)
      expect(written.map((row) => row.happenedAt)).toEqual(written.map((row) => row.happenedAt).sort())
      expect(customer.lastFollowUpAt).toBe(last?.happenedAt ?? null)
      expect(customer.nextFollowUpAt).toBe(last?.nextFollowUpAt ?? null)
      expect(customer.lastValidFollowUpAt).toBe(written.findLast((row) => row.isValid === true)?.happenedAt ?? null)
      expect(customer.followUpCount).toBe(written.length)
    }
  })

  it('judges follow-ups as its policy does', () => {
    const touches = followUps.traits.touches!
    const written = dossiers.flatMap((dossier) => dossier.followUps)
    for (const row of written)
      expect([row.content, row.invalidReason]).toEqual([
        row.content,
        invalidity(samplePolicy.validFollowUp, touches, row),
      ])
    expect(countOf(written, (row) => row.isValid === false)).toBeGreaterThan(200)
    expect(new Set(written.map((row) => row.content)).size).toBeGreaterThan(written.length * 0.5)
  })

  it('keeps contacts with their customers and one ownership interval open', () => {
    for (const { customer, contacts, intervals } of dossiers) {
      for (const contact of contacts)
        expect([contact.ownerId, contact.departmentId, contact.poolId]).toEqual([
          customer.ownerId,
          customer.departmentId,
          customer.poolId,
        ])
      expect(customer.primaryContactId).toBe(contacts[0]?.id ?? null)
      expect(countOf(intervals, (one) => one.toAt === null)).toBe(1)
      expect(intervals.at(-1)!.ownerId).toBe(customer.ownerId)
      expect(intervals.at(-1)!.fromAt).toBe(customer.ownedAt ?? customer.pooledAt)
      for (const one of intervals) if (one.toAt !== null) expect(String(one.toAt) > String(one.fromAt)).toBe(true)
    }
  })
})

describe('a company of a million', () => {
  it('is generated one customer at a time', () => {
    const big = createWorld({ ...day, counts: benchCounts() })
    expect(big.organisation.employees).toHaveLength(2000)
    expect(big.organisation.departments).toHaveLength(200)
    const before = process.memoryUsage().heapUsed
    let rows = 0
    let most = 0
    const names = new Set<string>()
    for (const dossier of generateDossiers(big, 500_000, 510_000)) {
      rows += 1 + dossier.contacts.length + dossier.followUps.length
      names.add(String(dossier.customer.name))
      if (rows % 5000 < 9) most = Math.max(most, process.memoryUsage().heapUsed)
    }
    expect(names.size).toBeGreaterThan(9_950)
    expect(rows / 10_000).toBeGreaterThan(8)
    expect(most - before).toBeLessThan(200 * 1024 * 1024)
  })

  it('streams: the first row does not wait for the last', () => {
    const big = createWorld({ ...day, counts: benchCounts() })
    expect(generateCustomers(big).next().value).toMatchObject({ followUpCount: expect.any(Number) })
    expect(generateContacts(big).next().value).toMatchObject({ isPrimary: true })
  })
})

it('has a calendar for everybody: a weekly meeting on Mondays, nothing that ends before it starts', () => {
  const events = [...generateEvents(world)]
  for (const person of world.organisation.staff) {
    const mine = events.filter((one) => one.ownerId === person.id)
    expect(mine.length).toBeGreaterThan(5)
    const [meeting] = mine.filter((one) => one.recurrence !== null)
    expect(new Date(Date.parse(String(meeting?.startsAt)) + 8 * 3_600_000).getUTCDay()).toBe(1)
  }
  expect(new Set(events.map((one) => one.id)).size).toBe(events.length)
  for (const one of events) expect(Date.parse(String(one.endsAt))).toBeGreaterThan(Date.parse(String(one.startsAt)))
})
