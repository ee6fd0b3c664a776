import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, faults, good, newCustomer, query, recycle, refused } from './company.ts'

describe('protection on request, and what a record must hold before it goes (延保, F11)', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let head: Client
  let director: Client
  const get = async (one: Answer['body']) => good(await director.get(`/customers/${one.id}`))
  const ask = (one: Answer['body'], client = rep, values: Record<string, unknown> = {}) =>
    client.post('/extensions', { customerId: one.id, days: 10, reason: '客户月底才过会', ...values })
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    const west = await app.department({ name: '华西' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: west, name: '顾南乔' })
    head = await app.person({ account: 'head', roles: ['manager'], departmentId: east, name: '沈既明' })
    const { version } = good(await app.admin.get(`/departments/${east}`))
    good(await app.admin.patch(`/departments/${east}`, { managerId: head.id }, { 'if-match': `"${version}"` }))
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
    good(await app.admin.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 15, daysWithoutDeal: null }))
  })
  beforeEach(async () => {
    await app.shift(0)
    good(await app.admin.post('/policy', { release: { required: [], minCompleteness: null, mode: 'mark' } }), 201)
  })
  afterAll(() => app.close())

  it('is asked for by the owner and decided on by the manager, and moves the end by whole days', async () => {
    const one = await newCustomer(rep)
    const asked = good(await ask(one), 201)
    expect(asked).toMatchObject({ state: 'pending', days: 10, ownerId: rep.id })
    refused(await rep.post(`/extensions/${asked.id}/approve`), 403)
    refused(await other.get(`/extensions/${asked.id}`), 404)
    const told = async (client: Client, kind: string) =>
      eventually(async () => {
        const { data } = good(await client.get('/notifications'))
        return data.find((one: Answer['body']) => one.recordId === asked.id && one.kind === kind)
      }, kind)
    expect((await told(head, 'approval')).title).toContain('林知夏申请延保')
    const approved = good(await head.post(`/extensions/${asked.id}/approve`, { comment: '同意，跟紧' }))
    expect(approved).toMatchObject({ state: 'approved', decidedById: head.id, decision: '同意，跟紧' })
    expect((await told(rep, 'decided')).title).toContain('沈既明同意了延保')
    const after = await get(one)
    expect(Date.parse(after.protectedUntil) - Date.parse(one.protectedUntil)).toBe(10 * day)
    expect(after).toMatchObject({ protectedBy: 'extension', extendedUntil: after.protectedUntil })
    refused(await head.post(`/extensions/${asked.id}/reject`, { comment: '再想想' }), 409, 'already_decided')
    await app.shift(Date.parse(one.protectedUntil) - Date.now() + 2_000)
    await recycle(app)
    expect((await get(one)).ownerId).toBe(rep.id)
    await app.shift(Date.parse(after.protectedUntil) - Date.now() + 2_000)
    await recycle(app)
    expect(await get(one)).toMatchObject({ ownerId: null, extendedUntil: null })
    const { facts } = good(await rep.get(`/customers/${one.id}/loss`, { 'accept-language': 'zh' }))
    expect(facts.map((fact: { code: string }) => fact.code)).toEqual(['owned', 'extension', 'rule', 'ended'])
    expect(facts[1].text).toMatch(/^延保到 \d+月\d+日 23:59$/)
  })

  it('is limited by the policy, asked for once at a time, and by the owner only', async () => {
    const one = await newCustomer(rep)
    expect(faults(await ask(one, rep, { days: 31 }))).toEqual({ days: 'out_of_range' })
    expect(faults(await ask(one, rep, { reason: '' }))).toEqual({ reason: 'required' })
    expect(faults(await ask(one, head))).toEqual({ customerId: 'not_owner' })
    const asked = good(await ask(one), 201)
    refused(await ask(one), 409, 'already_asked')
    good(await head.post(`/extensions/${asked.id}/approve`, {}))
    refused(await ask(one), 409, 'extension_limit')
    const rejected = await newCustomer(rep)
    const second = good(await ask(rejected), 201)
    expect(faults(await head.post(`/extensions/${second.id}/reject`, {}))).toEqual({ comment: 'required' })
    good(await head.post(`/extensions/${second.id}/reject`, { comment: '两个月没有进展' }))
    expect((await get(rejected)).extendedUntil).toBeNull()
    good(await ask(rejected), 201)
  })

  it('is asked for in one’s own name: in another’s it would count as theirs', async () => {
    const one = await newCustomer(rep)
    const wrong = await rep.post('/extensions', { customerId: one.id, days: 5, reason: '再等等', ownerId: other.id })
    expect(faults(wrong)).toEqual({ ownerId: 'not_yours' })
  })

  it('extends nothing for somebody who does not own it any more', async () => {
    const one = await newCustomer(rep)
    const asked = good(await ask(one), 201)
    good(await director.post(`/customers/${one.id}/transfer`, { ownerId: other.id }))
    refused(await director.post(`/extensions/${asked.id}/approve`, {}), 409, 'not_owned_any_more')
  })

  it('holds open tasks while a customer is in the pool, and hands them to who takes it', async () => {
    const open = { filter: { doneAt: null, heldAt: null } }
    const one = await newCustomer(rep)
    const task = good(await rep.post('/tasks', { title: '寄样册', customerId: one.id }), 201)
    const done = good(await rep.post('/tasks', { title: '打过电话', customerId: one.id }), 201)
    good(await rep.post(`/tasks/${done.id}/complete`))
    good(await rep.post(`/customers/${one.id}/release`, { reason: '跟不动' }))
    expect(good(await rep.get(`/tasks/${task.id}`)).heldAt).not.toBeNull()
    expect(good(await rep.get(query('/tasks', open))).data.map((row: { id: string }) => row.id)).not.toContain(task.id)
    good(await other.post(`/customers/${one.id}/claim`))
    expect(good(await other.get(`/tasks/${task.id}`))).toMatchObject({ heldAt: null, ownerId: other.id, version: 1 })
    expect(good(await director.get(`/tasks/${done.id}`))).toMatchObject({ ownerId: rep.id, heldAt: null })
  })

  it('lets a record into the pool complete, or marked', async () => {
    const demand = { required: ['phone', 'address'], minCompleteness: null }
    good(await app.admin.post('/policy', { release: { ...demand, mode: 'refuse' } }), 201)
    const one = await newCustomer(rep)
    const seen = good(await rep.get(`/customers/${one.id}`))
    expect(seen.can.release).toBe(false)
    expect(seen.why.release).toMatchObject({ code: 'incomplete' })
    const said = refused(await rep.post(`/customers/${one.id}/release`, { reason: '跟不动' }), 409, 'incomplete')
    expect(said.missing).toEqual(['phone', 'address'])
    expect(said.detail).toContain('电话')
    good(await rep.patch(`/customers/${one.id}`, { phone: '13900001111', address: '杭州市文三路 1 号' }))
    expect(good(await rep.post(`/customers/${one.id}/release`, { reason: '跟不动' })).incomplete).toBe(false)
    good(await app.admin.post('/policy', { release: { ...demand, mode: 'mark' } }), 201)
    const thin = await newCustomer(rep)
    expect(good(await rep.post(`/customers/${thin.id}/release`, { reason: '跟不动' })).incomplete).toBe(true)
    expect(good(await other.post(`/customers/${thin.id}/claim`)).incomplete).toBe(false)
    expect(faults(await app.admin.post('/policy', { release: { required: ['nothing'] } }))).toEqual({
      'release.required': 'unknown_field',
    })
    expect(faults(await app.admin.post('/policy', { release: { mode: 'whatever' }, viewLimit: -1 }))).toEqual({
      'release.mode': 'invalid',
      viewLimit: 'invalid',
    })
  })
})
