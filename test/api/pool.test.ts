import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, good, newCustomer, query, refused, undoToken } from './company.ts'

const hour = 3600_000

describe('the pool: claiming, quotas, cool-downs, ownership', () => {
  let app: TestApp
  let east: string
  let rep: Client
  let other: Client
  let director: Client
  const pool = (values: Record<string, unknown>) =>
    app.admin.patch(`/pools/${app.poolId}`, values).then((answer) => good(answer))
  const pooled = (values: Record<string, unknown> = {}) => newCustomer(app.admin, { ownerId: null, ...values })
  const claim = (client: Client, one: Answer['body']) => client.post(`/customers/${one.id}/claim`)
  const owners = async (client: Client, one: Answer['body']) =>
    good(await client.get(`/customers/${one.id}/owners`)).data
  beforeAll(async () => {
    app = await startTestApp()
    east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: east, name: '顾南乔' })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null, name: '总监' })
  })
  beforeEach(async () => {
    await app.shift(0)
    await pool({
      dailyClaims: null,
      previousOwnerCooldownDays: 0,
      newInPoolCooldownHours: 0,
      daysWithoutFollowUp: null,
      daysWithoutDeal: null,
      capacity: null,
      byLevel: {},
    })
  })
  afterAll(() => app.close())

  it('shows each their own, and the pool to its members only (F1, F2)', async () => {
    const members = await app.department({ name: '西南' })
    const below = await app.department({ name: '成都', parentId: members })
    const inside = await app.person({ account: 'inside', roles: ['rep'], departmentId: below })
    const closed = good(await app.admin.post('/pools', { name: '西南公海', memberDepartmentIds: [members] }), 201)
    const one = await pooled({ poolId: closed.id })
    expect(good(await inside.get(`/customers/${one.id}`)).can.claim).toBe(true)
    refused(await rep.get(`/customers/${one.id}`), 404)
    expect(good(await rep.get(query('/customers', { filter: { poolId: closed.id } }))).data).toEqual([])
    refused(await claim(rep, one), 404)
    expect(
      good(await rep.get(query('/customers', { filter: { ownerId: '@me' } }))).data.every(
        (row: Answer['body']) => row.ownerId === rep.id,
      ),
    ).toBe(true)
    const seen = refused(await claim(director, one), 403, 'not_member')
    expect(seen.detail).toContain('西南公海')
    good(await claim(inside, one))
  })

  it('lets one of a hundred claim, and tells the others who (F6)', async () => {
    const people: Client[] = []
    for (let i = 0; i < 20; i++)
      people.push(await app.person({ account: `crowd${i}`, roles: ['rep'], departmentId: east, name: `众人${i}` }))
    const one = await pooled()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => claim(people[i % 20]!, one)))
    const won = answers.filter((answer) => answer.status === 200)
    expect(won).toHaveLength(1)
    const name = won[0]!.body.owner.name
    for (const answer of answers) {
      if (answer.status === 200) continue
      const { code, detail } = refused(answer, 409, 'already_owned')
      expect(detail, code).toMatch(new RegExp(`${name}|已经是负责人`))
    }
    const all = await owners(app.admin, one)
    expect(all.filter((interval: Answer['body']) => interval.to === null)).toHaveLength(1)
    expect(all.map((interval: Answer['body']) => interval.cause)).toEqual(['claim', 'create'])
    expect(
      await app.app.system.kernel.db.pool
        .query(`SELECT count(*)::int AS n FROM claim_ledger WHERE record_id = $1 AND outcome = 'claimed'`, [one.id])
        .then(({ rows }) => rows[0].n),
    ).toBe(1)
  })

  it('counts claims of a day from the ledger: releasing gives none back (F6)', async () => {
    await pool({ dailyClaims: 2 })
    const [a, b, c] = [await pooled(), await pooled(), await pooled()]
    good(await claim(rep, a))
    good(await rep.post(`/customers/${a.id}/release`, { reason: '试一下' }))
    good(await claim(rep, a))
    const seen = good(await rep.get(`/customers/${b.id}`))
    expect([seen.can.claim, seen.why.claim.code]).toEqual([false, 'daily_limit'])
    expect(refused(await claim(rep, b), 429, 'daily_limit').detail).toContain('2/2')
    const bulk = good(await other.post('/customers/bulk/claim', { ids: [b.id, c.id, (await pooled()).id] }))
    expect(bulk.results.map((one: Answer['body']) => one.code ?? 'ok')).toEqual(['ok', 'ok', 'daily_limit'])
    await app.shift(day)
    good(await claim(rep, await pooled()))
  })

  it('charges no quota for refused and undone claims, in a race neither', async () => {
    await pool({ dailyClaims: 1 })
    const person = await app.person({ account: 'quota', roles: ['rep'], departmentId: east })
    const taken = await pooled()
    good(await claim(director, taken))
    for (let i = 0; i < 3; i++) expect((await claim(person, taken)).status).not.toBe(200)
    const token = undoToken(await claim(person, await pooled()))
    good(await person.post('/undo', { token }))
    const two = [await pooled(), await pooled(), await pooled()]
    const answers = await Promise.all(two.map((one) => claim(person, one)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 429, 429])
  })

  it('keeps the previous owner out until the exact moment', async () => {
    await pool({ previousOwnerCooldownDays: 3 })
    const one = await newCustomer(rep)
    const released = good(await rep.post(`/customers/${one.id}/release`, { reason: '暂时没有需求了' }))
    const opens = new Date(Date.parse(released.pooledAt) + 3 * day).toISOString()
    const problem = refused(await claim(rep, one), 409, 'claim_cooldown')
    expect(problem.opensAt).toBe(opens)
    await app.shift(3 * day - 60_000)
    refused(await claim(rep, one), 409, 'claim_cooldown')
    good(await app.admin.patch(`/customers/${one.id}`, { level: 'A' }))
    await app.shift(3 * day + 5_000)
    good(await claim(rep, one))
  })

  it('lets others claim at once what only the previous owner may not', async () => {
    await pool({ previousOwnerCooldownDays: 3 })
    const one = await newCustomer(rep)
    good(await rep.post(`/customers/${one.id}/release`, { reason: '换人试试' }))
    good(await claim(other, one))
    good(await other.post(`/customers/${one.id}/release`, { reason: '也不行' }))
    good(await claim(rep, one))
  })

  it('opens what is new in the pool after its hours, edits or not', async () => {
    await pool({ newInPoolCooldownHours: 2 })
    const one = await pooled()
    refused(await claim(rep, one), 409, 'pool_cooldown')
    await app.shift(1 * hour)
    good(await app.admin.patch(`/customers/${one.id}`, { level: 'B' }))
    await app.shift(2 * hour - 60_000)
    refused(await claim(rep, one), 409, 'pool_cooldown')
    await app.shift(2 * hour + 5_000)
    good(await claim(rep, one))
  })

  it('closes and opens each interval of ownership exactly once (F7, F17)', async () => {
    const one = await newCustomer(rep)
    good(await rep.post(`/customers/${one.id}/release`, { reason: '搬走了' }))
    good(await claim(other, one))
    good(await director.post(`/customers/${one.id}/transfer`, { ownerId: rep.id, formerRight: 'read' }))
    good(await other.get(`/customers/${one.id}`))
    const second = good(await app.admin.post('/pools', { name: '第二公海' }), 201)
    good(await director.post(`/customers/${one.id}/release`, { reason: '区域调整', poolId: second.id }))
    good(await director.post(`/customers/${one.id}/assign`, { ownerId: other.id }))
    const all = (await owners(director, one)).reverse()
    expect(all.map((i: Answer['body']) => [i.cause, i.ownerId])).toEqual([
      ['create', rep.id],
      ['release', null],
      ['claim', other.id],
      ['transfer', rep.id],
      ['release', null],
      ['assign', other.id],
    ])
    for (let i = 1; i < all.length; i++) expect(all[i - 1].to, 'no gap, no overlap').toBe(all[i].from)
    expect(all.at(-1)).toMatchObject({
      to: null,
      owner: { id: other.id, name: '顾南乔' },
      policyVersion: expect.any(Number),
    })
    expect(all[1]).toMatchObject({ reason: '搬走了', ownerId: null })
    expect(good(await director.get(`/customers/${one.id}`))).toMatchObject({
      poolId: second.id,
      pooledAt: null,
      ownerId: other.id,
    })
  })

  it('has contacts follow their customer’s owner, into the pool and out', async () => {
    const one = await newCustomer(rep)
    const { id } = good(await rep.post('/contacts', { name: '赵工', customerId: one.id, phone: '13812349999' }), 201)
    const owner = async (client: Client) => good(await client.get(`/contacts/${id}`)).ownerId
    expect(await owner(rep)).toBe(rep.id)
    good(await rep.post(`/customers/${one.id}/release`, { reason: '退回看看' }))
    const seen = good(await other.get(`/contacts/${id}`))
    expect([seen.ownerId, seen.phone]).toEqual([null, '138****9999'])
    good(await claim(other, one))
    expect(await owner(other)).toBe(other.id)
    refused(await rep.get(`/contacts/${id}`), 404)
    good(await director.post(`/customers/${one.id}/transfer`, { ownerId: rep.id }))
    expect(await owner(rep)).toBe(rep.id)
    expect((await rep.patch(`/contacts/${id}`, { ownerId: other.id })).status).toBe(422)
  })

  it('refuses what does not fit the state', async () => {
    const own = await newCustomer(rep)
    refused(await claim(rep, own), 409, 'already_owned')
    refused(await director.post(`/customers/${own.id}/assign`, { ownerId: other.id }), 409, 'already_owned')
    refused(await rep.post(`/customers/${own.id}/unlock`), 409)
    refused(await rep.post(`/customers/${own.id}/release`, {}), 422)
    good(await rep.post(`/customers/${own.id}/lock`))
    refused(await rep.post(`/customers/${own.id}/lock`), 409, 'locked')
    refused(await rep.post(`/customers/${own.id}/release`, { reason: '锁着' }), 409, 'locked')
    expect(good(await rep.get(`/customers/${own.id}`)).can.release).toBe(false)
    const bulk = good(await rep.post('/customers/bulk/release', { ids: [own.id], input: { reason: '锁着' } }))
    expect(bulk.results[0]).toMatchObject({ ok: false, code: 'locked' })
    const free = await pooled()
    refused(await director.post(`/customers/${free.id}/release`, { reason: '已在公海' }), 409)
    refused(await director.post(`/customers/${free.id}/transfer`, { ownerId: rep.id }), 409)
    refused(await director.post(`/customers/${free.id}/assign`, { ownerId: free.id }), 422)
    refused(await director.post(`/customers/${free.id}/assign`, {}), 422)
    refused(await rep.post(`/customers/${free.id}/assign`, { ownerId: rep.id }), 403)
    const left = await app.person({ account: 'gone', roles: ['rep'], departmentId: null })
    await app.admin.patch(`/employees/${left.id}`, { status: 'left' })
    expect([409, 422]).toContain((await director.post(`/customers/${free.id}/assign`, { ownerId: left.id })).status)
    for (const values of [
      { ownerId: null },
      { ownerId: other.id },
      { poolId: free.poolId, ownerId: null },
      { pooledAt: null },
      { ownedAt: '2020-01-01T00:00:00Z' },
      { protectedUntil: '2099-01-01T00:00:00Z' },
      { locked: true },
    ])
      refused(await rep.patch(`/customers/${own.id}`, values), 422)
  })

  it('assigns one customer and shows nothing else (F23)', async () => {
    const novice = await app.person({ account: 'novice', roles: ['rep'], departmentId: null })
    const closed = good(await app.admin.post('/pools', { name: '总部公海', memberIds: [director.id] }), 201)
    const [given] = [await pooled({ poolId: closed.id }), await pooled({ poolId: closed.id })]
    good(await director.post(`/customers/${given.id}/assign`, { ownerId: novice.id }))
    expect(
      good(await novice.get(query('/customers', { filter: { poolId: closed.id } }))).data.map(
        (row: Answer['body']) => row.id,
      ),
    ).toEqual([given.id])
  })

  it('keeps a pool that still has customers, and the default one', async () => {
    const busy = good(await app.admin.post('/pools', { name: '有客户的公海' }), 201)
    await pooled({ poolId: busy.id })
    refused(await app.admin.del(`/pools/${busy.id}`), 409)
    refused(await app.admin.del(`/pools/${app.poolId}`), 409)
    const empty = good(await app.admin.post('/pools', { name: '空的公海' }), 201)
    expect((await app.admin.del(`/pools/${empty.id}`)).status).toBe(204)
    refused(await rep.patch(`/pools/${app.poolId}`, { dailyClaims: 1000 }), 403)
  })
})
