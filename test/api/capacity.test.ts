import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused, undoToken } from './company.ts'

describe('capacity by every path (F3, F4, F5)', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let director: Client
  let n = 0
  const limit = (capacity: Record<string, unknown>) =>
    app.admin
      .post('/policy', {
        capacity: { default: null, byRole: {}, byGrade: {}, byEmployee: {}, excludes: { dealStatus: [] }, ...capacity },
      })
      .then((answer) => good(answer, 201))
  const full = (answer: Answer, text = '2/2') => expect(refused(answer, 409, 'capacity_full').detail).toContain(text)
  const owned = async (client: Client) =>
    good(await client.get(query('/customers', { filter: { ownerId: '@me' }, count: 'exact' }))).page.total.value
  const pooled = () => newCustomer(app.admin, { ownerId: null })
  const person = () => app.person({ account: `cap${++n}`, roles: ['rep'], departmentId: null, name: `员工${n}` })
  beforeAll(async () => {
    app = await startTestApp()
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
  })
  beforeEach(async () => {
    await limit({})
    rep = await person()
    other = await person()
    await limit({ byRole: { rep: 2 } })
  })
  afterAll(() => app.close())

  it('refuses the one too many: created, claimed, assigned, transferred, restored', async () => {
    const first = await newCustomer(rep)
    const second = await newCustomer(rep)
    full(await rep.post('/customers', { name: '第三个' }))
    full(await director.post('/customers', { name: '替他建的', ownerId: rep.id }))
    const free = await pooled()
    full(await rep.post(`/customers/${free.id}/claim`))
    const seen = good(await rep.get(`/customers/${free.id}`))
    expect([seen.can.claim, seen.why.claim.code]).toEqual([false, 'capacity_full'])
    full(await director.post(`/customers/${free.id}/assign`, { ownerId: rep.id }))
    const foreign = await newCustomer(other)
    full(await director.post(`/customers/${foreign.id}/transfer`, { ownerId: rep.id }))
    good(await rep.post(`/customers/${first.id}/release`, { reason: '先退一个' }))
    good(await rep.post(`/customers/${free.id}/claim`))
    await rep.del(`/customers/${second.id}`)
    await newCustomer(rep)
    full(await rep.post(`/customers/${second.id}/restore`))
    expect(good(await rep.post('/customers/bulk/restore', { ids: [second.id] })).results[0].code).toBe('capacity_full')
    expect(await owned(rep)).toBe(2)
  })

  it('is not slipped past by undoing', async () => {
    const first = await newCustomer(rep)
    await newCustomer(rep)
    const token = undoToken(await rep.post(`/customers/${first.id}/release`, { reason: '腾一个位置' }))
    await newCustomer(rep)
    expect((await rep.post('/undo', { token })).status).toBe(409)
    const gone = await newCustomer(other)
    await newCustomer(other)
    const restore = undoToken(await other.del(`/customers/${gone.id}`))
    await newCustomer(other)
    expect((await other.post('/undo', { token: restore })).status).toBe(409)
    expect([await owned(rep), await owned(other)]).toEqual([2, 2])
  })

  it('counts within a batch', async () => {
    const ids = [(await pooled()).id, (await pooled()).id, (await pooled()).id]
    const claimed = good(await rep.post('/customers/bulk/claim', { ids }))
    expect(claimed.results.map((one: Answer['body']) => one.code ?? 'ok')).toEqual(['ok', 'ok', 'capacity_full'])
    const more = [(await pooled()).id, (await pooled()).id, (await pooled()).id]
    const assigned = good(await director.post('/customers/bulk/assign', { ids: more, input: { ownerId: other.id } }))
    expect(assigned.results.map((one: Answer['body']) => one.ok)).toEqual([true, true, false])
  })

  it('holds when several fight for the last place', async () => {
    await newCustomer(rep)
    const free = [await pooled(), await pooled(), await pooled()]
    const answers = await Promise.all([
      ...free.map((one) => rep.post(`/customers/${one.id}/claim`)),
      rep.post('/customers', { name: '同时新建' }),
      director.post('/customers', { name: '同时替他建', ownerId: rep.id }),
    ])
    expect(answers.filter((one) => one.status < 300)).toHaveLength(1)
    for (const one of answers) if (one.status >= 300) full(one)
    const [a, b] = [await newCustomer(other), await pooled()]
    await newCustomer(other)
    good(await other.post(`/customers/${a.id}/release`, { reason: '腾位置' }))
    const race = await Promise.all([
      director.post(`/customers/${a.id}/assign`, { ownerId: other.id }),
      other.post(`/customers/${b.id}/claim`),
    ])
    expect(race.map((one) => one.status).sort()).toEqual([200, 409])
    expect(await owned(other)).toBe(2)
  })

  it('takes the person’s own number first, then the largest of the roles, then the default', async () => {
    const both = await app.person({ account: `cap${++n}`, roles: ['rep', 'manager'], departmentId: null })
    await limit({ default: 0, byRole: { rep: 1, manager: 2 }, byEmployee: { [rep.id]: 3 } })
    for (let i = 0; i < 3; i++) await newCustomer(rep)
    full(await rep.post('/customers', { name: '多一个' }), '3/3')
    await newCustomer(both)
    await newCustomer(both)
    full(await both.post('/customers', { name: '多一个' }), '2/2')
    full(await director.post('/customers', { name: '没有名额' }), '0/0')
  })

  it('lets nobody take more until below a lowered number (F5)', async () => {
    await newCustomer(rep)
    const one = await newCustomer(rep)
    await limit({ byEmployee: { [rep.id]: 1 } })
    expect(await owned(rep)).toBe(2)
    good(await rep.patch(`/customers/${one.id}`, { level: 'A' }))
    full(await rep.post('/customers', { name: '超了' }), '2/1')
    good(await rep.post(`/customers/${one.id}/release`, { reason: '降到线上' }))
    full(await rep.post('/customers', { name: '刚好满' }), '1/1')
  })

  it('leaves out deals that do not count, until they count again', async () => {
    await limit({ byRole: { rep: 1 }, excludes: { dealStatus: ['dealt', 'repeat'] } })
    const dealt = await newCustomer(director, { ownerId: rep.id, dealStatus: 'dealt' })
    await newCustomer(rep)
    full(await rep.post('/customers', { name: '再来一个' }), '1/1')
    good(await director.patch(`/customers/${dealt.id}`, { dealStatus: 'none' }))
    full(await rep.post('/customers', { name: '更不行' }), '2/1')
  })

  it('keeps the sub-limit of a pool', async () => {
    const small = good(await app.admin.post('/pools', { name: `小公海${n}`, capacity: 1 }), 201)
    const [a, b] = [
      await newCustomer(app.admin, { ownerId: null, poolId: small.id }),
      await newCustomer(app.admin, { ownerId: null, poolId: small.id }),
    ]
    good(await rep.post(`/customers/${a.id}/claim`))
    refused(await rep.post(`/customers/${b.id}/claim`), 409, 'capacity_full')
    good(await rep.post(`/customers/${(await pooled()).id}/claim`))
  })

  it('publishes policies as versions, for those who may, and reads them to all', async () => {
    const before = good(await rep.get('/policy'))
    expect(before).toMatchObject({
      version: expect.any(Number),
      capacity: { byRole: { rep: 2 } },
      validFollowUp: expect.any(Object),
      effectiveAt: expect.any(String),
    })
    refused(await rep.post('/policy', { lockLimit: 5 }), 403)
    const after = good(await app.admin.post('/policy', { lockLimit: 1 }), 201)
    expect(after).toMatchObject({ version: before.version + 1, lockLimit: 1, capacity: { byRole: { rep: 2 } } })
    const [a, b] = [await newCustomer(rep), await newCustomer(rep)]
    good(await rep.post(`/customers/${a.id}/lock`))
    refused(await rep.post(`/customers/${b.id}/lock`), 409)
    const later = new Date(Date.now() + 3600_000).toISOString()
    good(await app.admin.post('/policy', { lockLimit: null, effectiveAt: later }), 201)
    expect(good(await rep.get('/policy')).lockLimit).toBe(1)
    await app.shift(2 * 3600_000)
    expect(good(await rep.get('/policy')).lockLimit).toBe(null)
    await app.shift(0)
    for (const wrong of [
      { capacity: 5 },
      { capacity: { default: -1 } },
      { capacity: { default: 1.5 } },
      { capacity: { default: '50' } },
      { capacity: { byRole: [] } },
      { capacity: { byRole: { rep: 'x' } } },
      { capacity: { unknown: 1 } },
      { capacity: { excludes: 'x' } },
      { capacity: { excludes: { dealStatus: [5] } } },
      { validFollowUp: { kinds: 'call' } },
      { validFollowUp: { minLength: -1 } },
      { validFollowUp: { genericTexts: ['a\u0000'] } },
      { lockLimit: 'many' },
      { surprise: 1 },
      { effectiveAt: 'soon' },
      { effectiveAt: '2020-01-01T00:00:00Z' },
      { effectiveAt: 5 },
    ])
      expect([400, 422], JSON.stringify(wrong)).toContain((await app.admin.post('/policy', wrong)).status)
    expect(Object.keys(faults(await app.admin.post('/policy', { lockLimit: 'x', revealLimit: -1 })))).toEqual([
      'lockLimit',
      'revealLimit',
    ])
    const published = await Promise.all(Array.from({ length: 4 }, () => app.admin.post('/policy', { lockLimit: null })))
    expect(new Set(published.map((one) => good(one, 201).versions.length)).size).toBeGreaterThan(0)
    expect(good(await rep.get('/policy')).versions.map((one: Answer['body']) => one.version)).toEqual(
      expect.arrayContaining([before.version + 6]),
    )
  })
})
