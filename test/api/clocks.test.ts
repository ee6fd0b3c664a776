import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, good, newCustomer, recycle, refused } from './company.ts'

/** 00:00 in Shanghai after the Nth day from a moment. */
const endOfDays = (moment: string, days: number): string => {
  const local = new Date(Date.parse(moment) + 8 * 3600_000)
  return new Date(
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days + 1) - 8 * 3600_000,
  ).toISOString()
}

describe('the clocks of protection, and recycling by them (F12, F13, F17)', () => {
  let app: TestApp
  let rep: Client
  let director: Client
  const get = async (one: Answer['body'], client = director) => good(await client.get(`/customers/${one.id}`))
  const pool = async (values: Record<string, unknown>) => good(await app.admin.patch(`/pools/${app.poolId}`, values))
  const follow = async (one: Answer['body'], values: Record<string, unknown> = {}) =>
    good(
      await rep.post('/follow-ups', { customerId: one.id, kind: 'call', content: '确认了二期的验布机数量', ...values }),
      201,
    )
  const shiftTo = (moment: string, by = 0) => app.shift(Date.parse(moment) - Date.now() + by)
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null, name: '林知夏' })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
  })
  beforeEach(async () => {
    await app.shift(0)
    await pool({ daysWithoutFollowUp: 15, daysWithoutDeal: null, byLevel: {}, warnDays: 7 })
  })
  afterAll(() => app.close())

  it('tells the rule that took it back in the language of the reader, wherever it shows', async () => {
    const english = { 'accept-language': 'en' }
    const one = await newCustomer(rep)
    await shiftTo(one.protectedUntil, 2_000)
    await recycle(app)
    const ends = { zh: '15 天无有效跟进', en: '15 days without a valid follow-up' }
    for (const [words, headers] of [
      [ends.zh, {}],
      [ends.en, english],
    ] as const) {
      expect(good(await director.get(`/customers/${one.id}/owners`, headers)).data[0]).toMatchObject({
        cause: 'recycle',
        rule: words,
        reason: null,
      })
      const [item] = good(await director.get(`/customers/${one.id}/timeline`, headers)).data
      expect(item).toMatchObject({ kind: 'recycle', text: words, fields: { rule: words } })
      const note = await eventually(async () => {
        const { data } = good(await rep.get('/notifications', headers))
        return data.find((found: Answer['body']) => found.recordId === one.id)
      }, 'the notification')
      expect(note).toMatchObject({ kind: 'recycled', text: words })
    }
    expect((await get(one)).poolReason).toBe('daysWithoutFollowUp:15')
  })

  it('lets a newer appointment stand when an older follow-up is edited (改约)', async () => {
    const one = await newCustomer(rep)
    const start = Math.floor(Date.now() / 1000) * 1000
    const at = (days: number) => new Date(start + days * day).toISOString()
    const older = await follow(one, { happenedAt: at(-2), nextFollowUpAt: at(1) })
    const newest = await follow(one, { happenedAt: at(-1), nextFollowUpAt: at(2) })
    good(await rep.patch(`/follow-ups/${older.id}`, { content: '补充：对方要样册', nextFollowUpAt: at(9) }))
    expect((await get(one)).nextFollowUpAt).toBe(at(2))
    good(await rep.post(`/customers/${one.id}/reschedule`, { nextFollowUpAt: at(3) }))
    good(await rep.patch(`/follow-ups/${older.id}`, { content: '补充：对方要新的样册' }))
    good(await rep.patch(`/follow-ups/${newest.id}`, { content: '补充：约在工厂见面' }))
    good(await rep.del(`/follow-ups/${older.id}`), 204)
    expect((await get(one)).nextFollowUpAt).toBe(at(3))
    good(await rep.patch(`/follow-ups/${newest.id}`, { nextFollowUpAt: at(4) }))
    expect((await get(one)).nextFollowUpAt).toBe(at(4))
    const last = await follow(one, { nextFollowUpAt: at(5) })
    expect((await get(one)).nextFollowUpAt).toBe(at(5))
    good(await rep.del(`/follow-ups/${last.id}`), 204)
    expect((await get(one)).nextFollowUpAt).toBe(at(4))
  })

  it('protects until 00:00 after the Nth day, shows it, and takes back at that moment', async () => {
    const one = await newCustomer(rep)
    const until = endOfDays(one.ownedAt, 15)
    expect(await get(one)).toMatchObject({
      protectedUntil: until,
      protectedBy: 'daysWithoutFollowUp',
      protection: { until, days: 15, warnDays: 7, label: { zh: '15 天无有效跟进' } },
    })
    await shiftTo(until, -60_000)
    await recycle(app)
    expect((await get(one)).ownerId).toBe(rep.id)
    await shiftTo(until, 2_000)
    await recycle(app)
    expect(await get(one)).toMatchObject({
      ownerId: null,
      protectedUntil: null,
      ownedAt: null,
      pooledAt: expect.any(String),
    })
    const [last, first] = good(await director.get(`/customers/${one.id}/owners`)).data
    expect(last).toMatchObject({
      ownerId: null,
      cause: 'recycle',
      rule: '15 天无有效跟进',
      to: null,
      policyVersion: expect.any(Number),
    })
    expect(first).toMatchObject({ ownerId: rep.id, cause: 'create', to: last.from })
    await recycle(app)
    expect(good(await director.get(`/customers/${one.id}/owners`)).data).toHaveLength(2)
    const told = await eventually(
      async () =>
        good(await rep.get('/notifications')).data.find(
          (note: Answer['body']) => note.recordId === one.id && note.kind === 'recycled',
        ),
      'a notice of recycling',
    )
    expect(told.title).toContain(one.name)
  })

  it('restarts with a valid follow-up, not with an invalid one', async () => {
    const one = await newCustomer(rep)
    await app.shift(3 * day)
    for (const invalid of [{ content: '继续跟进' }, { content: '暂时无意。' }, { content: '，' }])
      expect((await rep.post('/follow-ups', { customerId: one.id, kind: 'call', ...invalid })).body).toMatchObject(
        invalid.content === '，' ? {} : { isValid: false, invalidReason: expect.any(String) },
      )
    expect(await get(one)).toMatchObject({
      protectedUntil: endOfDays(one.ownedAt, 15),
      lastValidFollowUpAt: null,
      lastFollowUpAt: expect.any(String),
    })
    const valid = await follow(one)
    expect(await get(one)).toMatchObject({
      protectedUntil: endOfDays(valid.happenedAt, 15),
      lastValidFollowUpAt: valid.happenedAt,
    })
    good(await rep.patch(`/follow-ups/${valid.id}`, { content: '继续跟进' }))
    expect(await get(one)).toMatchObject({ protectedUntil: endOfDays(one.ownedAt, 15), lastValidFollowUpAt: null })
    good(await rep.patch(`/follow-ups/${valid.id}`, { content: '客户确认下周三来厂里看样机' }))
    expect((await get(one)).protectedUntil).toBe(endOfDays(valid.happenedAt, 15))
    await rep.del(`/follow-ups/${valid.id}`)
    expect((await get(one)).protectedUntil).toBe(endOfDays(one.ownedAt, 15))
    good(await rep.post(`/follow-ups/${valid.id}/restore`))
    expect((await get(one)).protectedUntil).toBe(endOfDays(valid.happenedAt, 15))
    expect(await get(one)).toMatchObject({ version: one.version, updatedAt: one.updatedAt })
  })

  it('counts from the earlier of when it happened and when it was written', async () => {
    const one = await newCustomer(rep)
    await app.shift(5 * day)
    const past = new Date(Date.now() + 2 * day).toISOString()
    await follow(one, { happenedAt: past })
    expect((await get(one)).protectedUntil).toBe(endOfDays(past, 15))
    const future = new Date(Date.now() + 100 * day).toISOString()
    const planned = await rep.post('/follow-ups', {
      customerId: one.id,
      kind: 'visit',
      content: '约好上门看现场的设备',
      happenedAt: future,
    })
    if (planned.status === 201) expect((await get(one)).protectedUntil).toBe(endOfDays(planned.body.createdAt, 15))
    else refused(planned, 422)
    const before = new Date(Date.now() - 400 * day).toISOString()
    const two = await newCustomer(rep)
    await follow(two, { happenedAt: before })
    expect((await get(two)).protectedUntil, 'never before it was owned').toBe(endOfDays(two.ownedAt, 15))
  })

  it('does not let a follow-up be moved later afterwards to gain days', async () => {
    const one = await newCustomer(rep)
    const valid = await follow(one)
    await app.shift(10 * day)
    good(await rep.patch(`/follow-ups/${valid.id}`, { happenedAt: new Date(Date.now() + 10 * day).toISOString() }))
    expect((await get(one)).protectedUntil).toBe(endOfDays(valid.createdAt, 15))
    const other = await newCustomer(rep)
    good(await rep.patch(`/follow-ups/${valid.id}`, { customerId: other.id }))
    expect((await get(one)).lastValidFollowUpAt).toBe(null)
  })

  it('by deal: from ownership, unless dealt (F13)', async () => {
    await pool({ daysWithoutFollowUp: null, daysWithoutDeal: 90 })
    const open = await newCustomer(rep)
    const dealt = await newCustomer(director, { ownerId: rep.id, dealStatus: 'dealt' })
    expect(await get(open)).toMatchObject({
      protectedUntil: endOfDays(open.ownedAt, 90),
      protectedBy: 'daysWithoutDeal',
    })
    expect(await get(dealt)).toMatchObject({ protectedUntil: null })
    await app.shift(80 * day)
    await follow(open)
    expect((await get(open)).protectedUntil).toBe(endOfDays(open.ownedAt, 90))
    await app.shift(91 * day)
    await recycle(app)
    expect((await get(open)).ownerId).toBe(null)
    expect((await get(dealt)).ownerId).toBe(rep.id)
    expect(good(await director.get(`/customers/${open.id}/owners`)).data[0].rule).toContain('90')
  })

  it('whichever clock ends first', async () => {
    await pool({ daysWithoutFollowUp: 30, daysWithoutDeal: 20 })
    const one = await newCustomer(rep)
    expect(await get(one)).toMatchObject({ protectedBy: 'daysWithoutDeal', protectedUntil: endOfDays(one.ownedAt, 20) })
    await pool({ daysWithoutFollowUp: 10, daysWithoutDeal: 20 })
    await eventually(
      async () => ((await get(one)).protectedUntil === endOfDays(one.ownedAt, 10) ? true : undefined),
      'the clocks recomputed',
    )
    expect((await get(one)).protectedBy).toBe('daysWithoutFollowUp')
  })

  it('days by level override those of the pool, and follow the level', async () => {
    await pool({ byLevel: { A: { daysWithoutFollowUp: 60 }, D: { daysWithoutFollowUp: 3 } } })
    const a = await newCustomer(rep, { level: 'A' })
    const b = await newCustomer(rep, { level: 'B' })
    const d = await newCustomer(rep, { level: 'D' })
    expect([await get(a), await get(b), await get(d)].map((row) => row.protectedUntil)).toEqual(
      [60, 15, 3].map((days) => endOfDays(a.ownedAt, days)),
    )
    good(await rep.patch(`/customers/${b.id}`, { level: 'A' }))
    expect((await get(b)).protectedUntil).toBe(endOfDays(b.ownedAt, 60))
    await app.shift(4 * day)
    await recycle(app)
    expect([await get(a), await get(b), await get(d)].map((row) => row.ownerId)).toEqual([rep.id, rep.id, null])
  })

  it('spares the locked, until unlocked; and those who are dealt', async () => {
    const locked = await newCustomer(rep)
    good(await rep.post(`/customers/${locked.id}/lock`))
    expect(await get(locked)).toMatchObject({ protectedUntil: null, locked: true, protection: { state: 'locked' } })
    const dealt = await newCustomer(rep)
    good(await director.patch(`/customers/${dealt.id}`, { dealStatus: 'dealt' }))
    await app.shift(400 * day)
    await recycle(app)
    expect([(await get(locked)).ownerId, (await get(dealt)).ownerId]).toEqual([rep.id, rep.id])
    good(await rep.post(`/customers/${locked.id}/unlock`))
    good(await director.patch(`/customers/${dealt.id}`, { dealStatus: 'none' }))
    await recycle(app)
    expect([(await get(locked)).ownerId, (await get(dealt)).ownerId]).toEqual([null, null])
  })

  it('restarts for a new owner, and not for an edit', async () => {
    const one = await newCustomer(rep)
    await app.shift(10 * day)
    good(await rep.patch(`/customers/${one.id}`, { remark: '改了备注' }))
    expect((await get(one)).protectedUntil).toBe(endOfDays(one.ownedAt, 15))
    const moved = good(await director.post(`/customers/${one.id}/transfer`, { ownerId: director.id }))
    expect(moved.protectedUntil).toBe(endOfDays(moved.ownedAt, 15))
    await app.shift(16 * day)
    await recycle(app)
    expect((await get(one)).ownerId).toBe(director.id)
  })

  it('recomputes what is stored when the days of the pool change', async () => {
    const one = await newCustomer(rep)
    await pool({ daysWithoutFollowUp: 5 })
    await eventually(
      async () => ((await get(one)).protectedUntil === endOfDays(one.ownedAt, 5) ? true : undefined),
      'the shorter protection',
    )
    await pool({ daysWithoutFollowUp: null })
    await eventually(async () => ((await get(one)).protectedUntil === null ? true : undefined), 'no protection to end')
    await app.shift(500 * day)
    await recycle(app)
    expect((await get(one)).ownerId).toBe(rep.id)
  })

  it('moves by pool: another home, another clock', async () => {
    const slow = good(await app.admin.post('/pools', { name: '大客户公海', daysWithoutFollowUp: 100 }), 201)
    const one = await newCustomer(rep)
    const moved = good(await director.post(`/customers/${one.id}/move-pool`, { poolId: slow.id }))
    expect(moved).toMatchObject({ poolId: slow.id, ownerId: rep.id, protectedUntil: endOfDays(one.ownedAt, 100) })
    await app.shift(101 * day)
    await recycle(app)
    expect(await get(one)).toMatchObject({ ownerId: null, poolId: slow.id })
  })

  it('leaves alone what lies in the recycle bin', async () => {
    const one = await newCustomer(rep)
    await rep.del(`/customers/${one.id}`)
    await app.shift(30 * day)
    await recycle(app)
    expect(good(await rep.get(`/customers/${one.id}?deleted=true`)).ownerId).toBe(rep.id)
  })

  it('is run by administrators only, with its log', async () => {
    refused(await rep.post('/jobs/pool-recycle/run'), 403)
    refused(await rep.get('/jobs/pool-recycle/runs'), 403)
    refused(await app.admin.post('/jobs/nothing/run'), 404)
    refused(await app.admin.get('/jobs/nothing/runs'), 404)
    const run = await recycle(app)
    expect(run).toMatchObject({ id: expect.any(String), state: 'done' })
    const [a, b] = await Promise.all([recycle(app), recycle(app)])
    expect([a.state, b.state]).toEqual(['done', 'done'])
  })
})
