import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, refused } from './company.ts'

describe('批量派客户 (F9)', () => {
  let app: TestApp
  let fresh: Client
  let rep: Client
  let manager: Client
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    fresh = await app.person({ account: 'fresh', roles: ['rep'], departmentId: east, name: '新人' })
    rep = await app.person({ account: 'rep', roles: ['rep'], departmentId: east })
    manager = await app.person({ account: 'head', roles: ['manager'], departmentId: east })
    for (let i = 0; i < 6; i++)
      await newCustomer(app.admin, {
        ownerId: null,
        poolId: app.poolId,
        level: i < 4 ? 'A' : 'B',
        region: i % 2 === 0 ? '330100' : '320500',
        ...(i === 3 ? { phone: '13812345678', address: '文三路 1 号', industry: 'C34' } : {}),
      })
  })
  afterAll(() => app.close())
  const deal = (who: Client, input: object) => who.post(`/pools/${app.poolId}/deal-out`, input)
  const owned = async () => good(await app.admin.get(`/customers?filter={"ownerId":"${fresh.id}"}`)).data

  it('gives so many of one level at once, the most complete first, and takes all of them back', async () => {
    const answer = await deal(app.admin, { ownerId: fresh.id, count: 2, levels: ['A'] })
    expect(good(answer)).toMatchObject({ assigned: 2, asked: 2, refused: [] })
    const mine = await owned()
    expect(mine.map((one: { level: string }) => one.level)).toEqual(['A', 'A'])
    expect(mine.map((one: { phone: string | null }) => one.phone)).toContain('13812345678')
    good(await app.admin.post('/undo', { token: answer.headers.undo }))
    expect(await owned()).toEqual([])
    refused(await app.admin.post('/undo', { token: answer.headers.undo }), 409, 'undo_expired')
  })

  it('keeps to a region and to the capacity of the person, and says what did not go', async () => {
    good(await app.admin.post('/policy', { capacity: { byEmployee: { [fresh.id]: 2 } } }), 201)
    const answer = good(await deal(app.admin, { ownerId: fresh.id, count: 5, region: '330000' }))
    expect(answer).toMatchObject({ assigned: 2, asked: 5 })
    expect(answer.refused.map((one: { code: string }) => one.code)).toEqual(['capacity_full'])
    expect((await owned()).map((one: { region: string }) => one.region)).toEqual(['330100', '330100'])
    refused(await deal(app.admin, { ownerId: fresh.id, count: 5 }), 409, 'capacity_full')
    refused(await deal(app.admin, { ownerId: fresh.id, count: 5, region: '110000' }), 409, 'nothing_found')
  })

  it('offers the levels an administrator added', async () => {
    const levels = ['A', 'B', 'C', 'D', 'S'].map((key) => ({ key, label: { zh: `${key} 级`, en: key } }))
    good(await app.admin.patch('/fields/customers/level', { options: levels }))
    await newCustomer(app.admin, { ownerId: null, poolId: app.poolId, level: 'S' })
    const pools = good(await manager.get('/meta')).objects.find((one: { path: string }) => one.path === 'pools')
    const action = pools.actions.find((one: { name: string }) => one.name === 'deal-out')
    const input = action.input.find((one: { name: string }) => one.name === 'levels')
    expect(input.options.map((one: { key: string }) => one.key)).toEqual(['A', 'B', 'C', 'D', 'S'])
    expect(input.options[4].label.zh).toBe('S 级')
    expect(good(await deal(manager, { ownerId: rep.id, count: 5, levels: ['S'] }))).toMatchObject({ assigned: 1 })
    expect(faults(await deal(manager, { ownerId: rep.id, count: 5, levels: ['Z'] }))).toHaveProperty('levels')
  })

  it('is for those who may assign; others are refused, and odd input is named', async () => {
    refused(await deal(rep, { ownerId: fresh.id, count: 1 }), 403)
    expect(faults(await deal(app.admin, { ownerId: fresh.id, count: 201 }))).toHaveProperty('count')
    expect(faults(await deal(app.admin, { count: 1 }))).toEqual({ ownerId: 'required' })
    good(await deal(manager, { ownerId: rep.id, count: 1 }))
    const closed = good(await app.admin.post('/pools', { name: '别人的池', memberIds: [fresh.id] }), 201)
    await newCustomer(app.admin, { ownerId: null, poolId: closed.id })
    refused(await manager.post(`/pools/${closed.id}/deal-out`, { ownerId: rep.id, count: 1 }), 403, 'not_member')
  })
})
