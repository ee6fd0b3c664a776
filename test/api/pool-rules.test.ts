import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, recycle, refused } from './company.ts'

const hour = 3_600_000

describe('what happens when protection ends, and how long it lasts (F15, F16, W13)', () => {
  let app: TestApp
  let first: Client
  let second: Client
  let director: Client
  const plain = {
    daysWithoutFollowUp: 15,
    daysWithoutDeal: null,
    byLevel: {},
    byClass: {},
    byProductLine: {},
    warnDays: 0,
    afterRecycle: 'open',
    extendDays: null,
    priorityHours: 0,
    previousOwnerCooldownDays: 0,
    newInPoolCooldownHours: 0,
  }
  const pool = (values: Record<string, unknown>) => app.admin.patch(`/pools/${app.poolId}`, values)
  const get = async (one: Answer['body']) => good(await director.get(`/customers/${one.id}`))
  const days = (one: Answer['body']) => Math.floor((Date.parse(one.protectedUntil) - Date.parse(one.ownedAt)) / day)
  const shiftTo = (moment: string, by = 2_000) => app.shift(Date.parse(moment) - Date.now() + by)
  beforeAll(async () => {
    app = await startTestApp()
    first = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null, name: '林知夏' })
    second = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null, name: '顾南乔' })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
  })
  beforeEach(async () => {
    await app.shift(0)
    good(await pool(plain))
  })
  afterAll(() => app.close())

  it('gives the longest of what level, class and product line give', async () => {
    good(
      await pool({
        byLevel: { A: { daysWithoutFollowUp: 30 } },
        byClass: { endCustomer: { daysWithoutFollowUp: 60 } },
        byProductLine: { service: { daysWithoutFollowUp: 20 } },
      }),
    )
    expect(days(await newCustomer(first))).toBe(15)
    expect(days(await newCustomer(first, { level: 'A' }))).toBe(30)
    expect(days(await newCustomer(first, { level: 'A', class: 'endCustomer' }))).toBe(60)
    const one = await newCustomer(first, { productLine: 'service' })
    expect(days(one)).toBe(20)
    const changed = good(await first.patch(`/customers/${one.id}`, { level: 'A' }))
    expect(days(changed)).toBe(30)
  })

  it('leaves what is nurtured alone until the purchase is expected (W13)', async () => {
    const on = new Date(Date.now() + 200 * day).toISOString().slice(0, 10)
    const one = await newCustomer(first)
    expect(faults(await first.patch(`/customers/${one.id}`, { lifecycle: 'nurturing' }))).toEqual({
      expectedPurchaseOn: 'required',
    })
    const far = new Date(Date.now() + 900 * day).toISOString().slice(0, 10)
    expect(
      faults(await first.patch(`/customers/${one.id}`, { lifecycle: 'nurturing', expectedPurchaseOn: far })),
    ).toEqual({ expectedPurchaseOn: 'out_of_range' })
    const nurtured = good(await first.patch(`/customers/${one.id}`, { lifecycle: 'nurturing', expectedPurchaseOn: on }))
    expect((await get(one)).protection.state).toBe('nurturing')
    await app.shift(199 * day)
    await recycle(app)
    expect((await get(one)).ownerId).toBe(first.id)
    await shiftTo(nurtured.protectedUntil)
    await recycle(app)
    expect((await get(one)).ownerId).toBeNull()
  })

  it('gives it back to the owner before, where the pool says so', async () => {
    good(await pool({ afterRecycle: 'original' }))
    const one = await newCustomer(first)
    good(await director.post(`/customers/${one.id}/transfer`, { ownerId: second.id }))
    const theirs = await get(one)
    await shiftTo(theirs.protectedUntil)
    await recycle(app)
    const back = await get(one)
    expect(back.ownerId).toBe(first.id)
    const owners = good(await director.get(`/customers/${one.id}/owners`)).data
    expect(owners[0]).toMatchObject({ ownerId: first.id, cause: 'return', rule: '15 天无有效跟进' })
    const alone = await newCustomer(second)
    await shiftTo(alone.protectedUntil)
    await recycle(app)
    expect((await get(alone)).ownerId, 'nobody had it before').toBeNull()
  })

  it('extends once by itself, where the pool says so, and then takes it back', async () => {
    good(await pool({ afterRecycle: 'extend', extendDays: 10 }))
    const one = await newCustomer(first)
    await shiftTo(one.protectedUntil)
    await recycle(app)
    const extended = await get(one)
    expect(extended).toMatchObject({ ownerId: first.id, protectedBy: 'extension' })
    expect(Date.parse(extended.protectedUntil) - Date.parse(one.protectedUntil)).toBe(11 * day)
    await shiftTo(extended.protectedUntil)
    await recycle(app)
    const gone = await get(one)
    expect(gone).toMatchObject({ ownerId: null, extendedUntil: null })
    await app.shift(Date.parse(extended.protectedUntil) - Date.now() + hour)
    expect(good(await second.post(`/customers/${one.id}/claim`)).extendedUntil).toBeNull()
  })

  it('lets the last owner come first for some hours', async () => {
    good(await pool({ priorityHours: 24 }))
    const one = await newCustomer(first)
    await shiftTo(one.protectedUntil)
    await recycle(app)
    const said = refused(await second.post(`/customers/${one.id}/claim`), 409, 'priority_window')
    expect(said.detail).toContain('林知夏')
    expect(said.opensAt).toEqual(expect.any(String))
    await shiftTo(said.opensAt)
    expect((await get(one)).ownerId).toBeNull()
    good(await second.post(`/customers/${one.id}/claim`))
    const other = await newCustomer(first)
    await shiftTo(other.protectedUntil)
    await recycle(app)
    good(await first.post(`/customers/${other.id}/claim`))
  })

  it('tells who lost it by which facts, also when somebody else has it now', async () => {
    const english = { 'accept-language': 'en' }
    const one = await newCustomer(first)
    good(await first.post('/follow-ups', { customerId: one.id, kind: 'call', content: '继续跟进' }), 201)
    await shiftTo(one.protectedUntil)
    await recycle(app)
    refused(await second.get(`/customers/${one.id}/loss`), 404)
    const seen = good(await first.get(`/customers/${one.id}/loss`))
    expect(seen.facts.map((fact: { code: string }) => fact.code)).toEqual(['owned', 'invalidFollowUp', 'rule', 'ended'])
    expect(seen.facts[2].text).toContain('15 天无有效跟进')
    good(await second.post(`/customers/${one.id}/claim`))
    refused(await first.get(`/customers/${one.id}`), 404)
    const later = good(await first.get(`/customers/${one.id}/loss`, english))
    expect(later.visible).toBe(false)
    expect(later.facts.at(-1)).toMatchObject({ code: 'after', text: 'It has another owner since' })
  })

  it('tells nothing lost while one still has it, whatever pool it moved to, and says what was lost since the beginning', async () => {
    const one = await newCustomer(first)
    const other = good(await app.admin.post('/pools', { name: '另一个公海' }), 201)
    good(await app.admin.post(`/customers/${one.id}/move-pool`, { poolId: other.id }))
    refused(await first.get(`/customers/${one.id}/loss`), 404)
    good(await first.post(`/customers/${one.id}/release`, { reason: '不做了，电话 13812345678' }))
    const seen = good(await first.get(`/customers/${one.id}/loss`, { 'accept-language': 'zh' }))
    expect(seen.facts.map((fact: { text: string }) => fact.text)).toEqual([
      '你新建了它',
      '你退回公海：不做了，电话 138****5678',
    ])
  })

  it('limits how many pooled customers somebody opens a day, each counted once', async () => {
    const pooled = async () =>
      good(await app.admin.post('/customers', { name: `看数${Math.random()}`, ownerId: null }), 201)
    const [a, b, c] = [await pooled(), await pooled(), await pooled()]
    good(await app.admin.post('/policy', { viewLimit: 2 }), 201)
    for (const one of [a, a, b, a]) good(await first.get(`/customers/${one.id}`))
    const said = refused(await first.get(`/customers/${c.id}`), 429, 'view_limit')
    expect(said.views).toEqual({ used: 2, limit: 2 })
    refused(await first.get(`/customers/${c.id}/timeline`), 429, 'view_limit')
    good(await app.admin.get(`/customers/${c.id}`))
    good(await second.get(`/customers/${c.id}`))
    expect(good(await first.get('/pool-usage')).views).toEqual({ used: 2, limit: 2 })
    good(await first.post(`/customers/${c.id}/claim`))
    good(await first.get(`/customers/${c.id}`))
    await app.shift(day)
    good(await first.get(`/customers/${b.id}`))
    await app.shift(0)
    good(await app.admin.post('/policy', { viewLimit: null }), 201)
  })

  it('moving into a pool of shorter clocks leaves a week at least, and no more than was left', async () => {
    const quick = good(await app.admin.post('/pools', { name: '一日公海', daysWithoutFollowUp: 1 }), 201)
    const [long, short] = [await newCustomer(first), await newCustomer(first)]
    await app.shift(12 * day)
    good(await first.post('/follow-ups', { customerId: long.id, kind: 'call', content: '又谈了一次' }), 201)
    await app.shift(14 * day)
    const before = await get(short)
    good(await director.post('/customers/bulk/move-pool', { ids: [long.id, short.id], input: { poolId: quick.id } }))
    const left = (one: Answer['body']) => Math.floor((Date.parse(one.protectedUntil) - Date.now()) / day) - 14
    expect(left(await get(long))).toBe(7)
    expect((await get(short)).protectedUntil).toBe(before.protectedUntil)
    await recycle(app)
    expect((await get(long)).ownerId).toBe(first.id)
    await app.shift(24 * day)
    await recycle(app)
    expect((await get(long)).ownerId).toBeNull()
  })

  it('marks what is released incomplete, and says so before', async () => {
    good(
      await app.admin.post('/policy', { release: { mode: 'mark', required: ['phone'], minCompleteness: null } }),
      201,
    )
    const one = good(await first.get(`/customers/${(await newCustomer(first, { phone: null })).id}`))
    expect(one.hints.release).toMatch(/不完整.*电话/)
    const full = good(await first.get(`/customers/${(await newCustomer(first, { phone: '0571-88001234' })).id}`))
    expect(full.hints).toBeUndefined()
    expect(good(await first.post(`/customers/${one.id}/release`, { reason: '没有意向' })).incomplete).toBe(true)
  })

  it('takes what is released into its own pool and those of the releaser, and no other', async () => {
    const other = good(await app.admin.post('/pools', { name: '别人的公海', memberIds: [second.id] }), 201)
    const one = await newCustomer(first)
    refused(await first.post(`/customers/${one.id}/release`, { poolId: other.id, reason: '藏起来' }), 403, 'not_member')
    good(await first.post(`/customers/${one.id}/release`, { poolId: app.poolId, reason: '没有意向' }))
  })

  it('refuses rules that cancel each other, with the sentence that does', async () => {
    expect(faults(await pool({ warnDays: 15 }))).toEqual({ warnDays: 'contradiction' })
    expect(faults(await pool({ warnDays: 7, byClass: { distributor: { daysWithoutDeal: 5 } } }))).toEqual({
      warnDays: 'contradiction',
    })
    good(await pool({ byClass: { distributor: { daysWithoutDeal: 5 } } }))
    expect(faults(await pool({ priorityHours: 24, previousOwnerCooldownDays: 3 }))).toEqual({
      priorityHours: 'contradiction',
    })
    expect(faults(await pool({ priorityHours: 24, newInPoolCooldownHours: 48 }))).toEqual({
      priorityHours: 'contradiction',
    })
    expect(faults(await pool({ afterRecycle: 'extend' }))).toEqual({ extendDays: 'required' })
    expect(faults(await pool({ byLevel: { Z: { daysWithoutDeal: 5 } } }))).toEqual({ 'byLevel.Z': 'unknown_option' })
    expect(faults(await pool({ byClass: { distributor: { days: 5 } } }))).toEqual({
      'byClass.distributor.days': 'invalid',
    })
  })
})
