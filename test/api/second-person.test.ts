import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, good, newCustomer, recycle, refused } from './company.ts'

describe('a change that would release everyone asks for a second person', () => {
  let app: TestApp
  let rep: Client
  const makePool = async (customers: readonly Record<string, unknown>[]) => {
    const { id } = good(
      await app.admin.post('/pools', { name: `池${Math.random()}`, daysWithoutFollowUp: 90, warnDays: 0 }),
      201,
    )
    for (const values of customers) await newCustomer(app.admin, { poolId: id, ownerId: rep.id, ...values })
    return id as string
  }
  const times = (n: number, values: Record<string, unknown> = {}) => Array.from({ length: n }, () => values)
  const change = (pool: string, values: object) => app.admin.patch(`/pools/${pool}`, values)
  let mixed: string
  let dealt: string
  let steps: string
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'] })
    const { objects } = good(await app.admin.get('/meta'))
    const first = (name: string): string =>
      objects
        .find((one: { path: string }) => one.path === 'customers')
        .fields.find((one: { name: string }) => one.name === name).options[0].key
    const own = { level: 'A', class: first('class'), productLine: first('productLine') }
    mixed = await makePool([...times(11, own), { level: 'B' }])
    dealt = await makePool([...times(10), ...times(15, { dealStatus: 'dealt' })])
    steps = await makePool([...times(5, { level: 'A' }), ...times(5, { level: 'B' }), ...times(2, { level: 'C' })])
    await app.shift(30 * day)
    for (const [setting, key] of Object.entries({
      byLevel: own.level,
      byClass: own.class,
      byProductLine: own.productLine,
    }))
      for (const clock of ['daysWithoutFollowUp', 'daysWithoutDeal'])
        cases.push({ [setting]: { [key]: { [clock]: 5 } } })
  })
  afterAll(() => app.close())
  const cases: object[] = [{ daysWithoutFollowUp: 5 }, { daysWithoutDeal: 5 }]

  it('by whichever clock, and whichever way it is written', async () => {
    expect(cases).toHaveLength(8)
    for (const values of cases) {
      refused(await change(mixed, values), 409, 'needs_second_person')
      const { results } = good(await app.admin.post('/pools/bulk/update', { ids: [mixed], values }))
      expect(results[0], JSON.stringify(values)).toMatchObject({ ok: false, code: 'needs_second_person' })
    }
    good(await change(mixed, { byLevel: { B: { daysWithoutFollowUp: 5 } } }))
  })

  it('of those that can lapse: dealt ones beside them make it no smaller', async () => {
    const { detail } = refused(await change(dealt, { daysWithoutDeal: 5 }), 409, 'needs_second_person')
    expect(detail).toContain('10')
    expect(detail).not.toContain('25')
  })

  it('in small steps as well, also after the first of them have gone', async () => {
    const within = (levels: readonly string[]) => ({
      byLevel: Object.fromEntries(levels.map((level) => [level, { daysWithoutFollowUp: 5 }])),
    })
    good(await change(steps, within(['A'])))
    refused(await change(steps, within(['A', 'B'])), 409, 'needs_second_person')
    await app.app.dispatcher.drain()
    await recycle(app)
    refused(await change(steps, within(['A', 'B'])), 409, 'needs_second_person')
    await app.shift(32 * day)
    good(await change(steps, within(['A', 'C'])))
  })
})
