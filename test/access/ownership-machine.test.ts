import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import { perform } from '../../src/kernel/jobs.ts'
import { day, good } from '../api/company.ts'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'

const people = 3
const customers = 5
const capacity = 3
const term = 15
const hour = 3_600_000

type Step =
  | {
      readonly kind: 'claim' | 'release' | 'lock' | 'unlock' | 'follow' | 'empty'
      readonly who: number
      readonly what: number
    }
  | { readonly kind: 'assign' | 'transfer'; readonly who: number; readonly what: number }
  | { readonly kind: 'deal'; readonly what: number; readonly on: boolean }
  | { readonly kind: 'create'; readonly who: number }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'edge'; readonly past: boolean }
  | { readonly kind: 'recycle' }
  | { readonly kind: 'together'; readonly steps: readonly Step[] }

const who = fc.nat(people - 1)
const what = fc.nat(customers - 1)
const single: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('claim' as const, 'follow' as const), who, what }),
  fc.record({
    kind: fc.constantFrom('release' as const, 'lock' as const, 'unlock' as const, 'empty' as const),
    who,
    what,
  }),
  fc.record({ kind: fc.constantFrom('assign' as const, 'transfer' as const), who, what }),
  fc.record({ kind: fc.constant('deal' as const), what, on: fc.boolean() }),
  fc.record({ kind: fc.constant('create' as const), who }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: single },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 24 * 17 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edge' as const), past: fc.boolean() }) },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'recycle' }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(single, fc.constant<Step>({ kind: 'recycle' })), { minLength: 2, maxLength: 6 })
      .map((steps): Step => ({ kind: 'together', steps })),
  },
)

/** 00:00 after the Nth day in China, written down apart from the code that is tried. */
const endOfDays = (moment: string, days: number): number => {
  const local = Date.parse(moment) + 8 * hour
  return (Math.floor(local / day) + days + 1) * day - 8 * hour
}

describe('whatever people do and whenever, ownership holds', () => {
  let app: TestApp
  let shift = 0
  let reps: readonly Client[] = []
  let ids: string[] = []
  const now = () => Date.now() + shift
  const read = async (id: string): Promise<Answer['body']> => good(await app.admin.get(`/customers/${id}`))
  beforeAll(async () => {
    app = await startTestApp()
    good(
      await app.admin.patch(`/pools/${app.poolId}`, {
        daysWithoutFollowUp: term,
        daysWithoutDeal: null,
        warnDays: 0,
        previousOwnerCooldownDays: 0,
      }),
    )
    good(await app.admin.post('/policy', { capacity: { byRole: { rep: capacity } }, lockLimit: 2 }), 201)
  })
  afterAll(() => app.close())

  const recycle = async () => {
    const { kernel } = app.app.system
    await perform(kernel, kernel.jobs.get('pool-recycle')!, newId(), null)
  }
  let turn = 0
  const begin = async () => {
    turn += 1
    reps = await Promise.all(
      Array.from({ length: people }, (_, i) => app.person({ account: `machine-${turn}-${i}`, roles: ['rep'] })),
    )
    ids = []
    for (let i = 0; i < customers; i++)
      ids.push(good(await app.admin.post('/customers', { name: `机器${turn}号${i}`, ownerId: null }), 201).id)
  }

  /** Does it, whatever comes of it; answers what was promised to the person who did it. */
  const run = async (one: Step): Promise<(() => Promise<void>) | undefined> => {
    const rep = 'who' in one ? reps[one.who]! : undefined
    const id = 'what' in one ? ids[one.what % ids.length]! : ''
    const answered = (answer: Answer): boolean => {
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
      return answer.status < 300
    }
    switch (one.kind) {
      case 'claim':
        return answered(await rep!.post(`/customers/${id}/claim`))
          ? async () => void (await mustBe(id, rep!.id))
          : undefined
      case 'release':
        answered(await rep!.post(`/customers/${id}/release`, { reason: '不合适' }))
        return
      case 'lock':
      case 'unlock':
        answered(await rep!.post(`/customers/${id}/${one.kind}`))
        return
      case 'follow':
        return answered(
          await rep!.post('/follow-ups', { customerId: id, kind: 'visit', content: '看了车间，缺一条线' }),
        )
          ? async () => void (await mustBe(id, rep!.id))
          : undefined
      case 'empty':
        answered(await rep!.post('/follow-ups', { customerId: id, kind: 'visit', content: '继续跟进' }))
        return
      case 'assign':
      case 'transfer':
        answered(await app.admin.post(`/customers/${id}/${one.kind}`, { ownerId: rep!.id }))
        return
      case 'deal':
        answered(await app.admin.patch(`/customers/${id}`, { dealStatus: one.on ? 'dealt' : 'none' }))
        return
      case 'create': {
        const answer = await rep!.post('/customers', { name: `机器${turn}号新${ids.length}` })
        if (answered(answer)) ids.push(answer.body.id)
        return
      }
      case 'wait':
        shift += one.hours * hour
        await app.shift(shift)
        return
      case 'edge': {
        const ends = (await Promise.all(ids.map(read))).flatMap(({ ownerId, protectedUntil }) =>
          ownerId === null || protectedUntil === null ? [] : [Date.parse(protectedUntil)],
        )
        const next = Math.min(...ends.filter((end) => end > now() + 60_000))
        // Shortly before the moment, or after it: neither may the clock of the test decide.
        if (Number.isFinite(next)) shift += next - now() + (one.past ? 2_000 : -20_000)
        await app.shift(shift)
        return
      }
      case 'recycle':
        await recycle()
        return
      case 'together':
        await together(one.steps)
        return
    }
  }
  const mustBe = async (id: string, ownerId: string) => expect((await read(id)).ownerId).toBe(ownerId)

  /** At the same moment. A claim or follow-up that was taken is not undone by recycling; other people may undo it. */
  const together = async (steps: readonly Step[]) => {
    const kept = await Promise.all(steps.map(run))
    const others = steps.filter((one) => !['claim', 'follow', 'empty', 'recycle', 'create'].includes(one.kind))
    if (others.length > 0) return
    for (const promise of kept) await promise?.()
  }

  /** What must hold at every moment, from the rows and the facts alone. */
  const check = async () => {
    const { pool } = app.app.system.kernel.db
    const { rows: owned } = await pool.query<{ owner: string; n: number }>(
      'SELECT owner_id AS owner, count(*)::int AS n FROM customers WHERE owner_id = ANY($1::uuid[]) AND deleted_at IS NULL GROUP BY 1',
      [reps.map((rep) => rep.id)],
    )
    for (const { n } of owned) expect(n).toBeLessThanOrEqual(capacity)
    const { rows: locks } = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM customers WHERE owner_id = ANY($1::uuid[]) AND locked GROUP BY owner_id',
      [reps.map((rep) => rep.id)],
    )
    for (const { n } of locks) expect(n).toBeLessThanOrEqual(2)
    const { rows: intervals } = await pool.query<{ id: string; owner: string | null; from: Date; to: Date | null }>(
      `SELECT record_id AS id, owner_id AS owner, from_at AS from, to_at AS to FROM ownership_intervals WHERE object = 'customers' AND record_id = ANY($1::uuid[]) ORDER BY record_id, from_at, to_at NULLS LAST, id`,
      [ids],
    )
    for (const id of ids) {
      const own = intervals.filter((one) => one.id === id)
      const record = await read(id)
      expect(own.filter((one) => one.to === null)).toHaveLength(1)
      expect(own.at(-1)).toMatchObject({ owner: record.ownerId, to: null })
      for (const [i, one] of own.entries())
        if (i > 0) expect(new Date(one.from).getTime()).toBe(new Date(own[i - 1]!.to!).getTime())
      if (record.ownerId === null) continue
      const isExempt = record.locked === true || record.dealStatus !== 'none'
      const since = [record.ownedAt, record.lastValidFollowUpAt ?? ''].sort().at(-1)!
      expect(record.protectedUntil === null ? null : Date.parse(record.protectedUntil)).toBe(
        isExempt ? null : endOfDays(since, term),
      )
    }
  }

  it('never two owners, no cap exceeded, released at its moment, intervals closed once, nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        await begin()
        for (const one of steps) {
          const before = one.kind === 'recycle' ? await Promise.all(ids.map(read)) : []
          const kept = await run(one)
          await kept?.()
          for (const [i, record] of before.entries()) {
            if (record.ownerId === null) continue
            const isDue = record.protectedUntil !== null && Date.parse(record.protectedUntil) <= now()
            expect((await read(ids[i]!)).ownerId).toBe(isDue ? null : record.ownerId)
          }
          await check()
        }
      }),
      { numRuns: 8, endOnFailure: true },
    )
  }, 120_000)
})
