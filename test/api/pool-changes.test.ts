import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, recycle, refused } from './company.ts'

let app: TestApp
let operations: Client
let rep: Client
const change = (client: Client, values: unknown, more: Record<string, unknown> = {}) =>
  client.post('/pool-changes', { poolId: app.poolId, values, reason: '季度清池', ...more })
const owned = async () => good(await app.admin.get('/customers?filter={"ownerId":{"isNull":false}}')).data.length
beforeAll(async () => {
  app = await startTestApp()
  operations = await app.person({ account: 'ops1', roles: ['operations'] })
  rep = await app.person({ account: 'rep1', roles: ['rep'] })
  good(await app.admin.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 30, daysWithoutDeal: null, warnDays: 0 }))
  for (let i = 0; i < 12; i++) await newCustomer(rep)
  await app.shift(20 * day)
})
afterAll(() => app.close())

it('one person alone does not take most customers of a pool from their owners', async () => {
  const no = refused(
    await operations.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 10 }),
    409,
    'needs_second_person',
  )
  expect(no.detail).toContain('12 个客户里有 12 个')
  good(await operations.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 25 }))
  await recycle(app)
  expect(await owned()).toBe(12)
})

it('is proposed by whoever may change pools, for clocks only, with a reason', async () => {
  refused(await change(rep, { daysWithoutFollowUp: 10 }), 403)
  expect(faults(await change(operations, { dailyClaims: 3 }))).toEqual({ 'values.dailyClaims': 'invalid' })
  expect(faults(await change(operations, {}))).toEqual({ values: 'invalid' })
  expect(faults(await change(operations, { daysWithoutFollowUp: 10 }, { reason: null }))).toEqual({
    reason: 'required',
  })
})

it('comes into force when somebody else confirms it, and only then', async () => {
  const asked = good(await change(operations, { daysWithoutFollowUp: 10 }), 201)
  expect(good(await app.admin.get(`/pools/${app.poolId}`)).daysWithoutFollowUp).toBe(25)
  refused(await operations.post(`/pool-changes/${asked.id}/approve`), 403, 'own_request')
  refused(await rep.post(`/pool-changes/${asked.id}/approve`), 404)
  good(await app.admin.post(`/pool-changes/${asked.id}/approve`, { comment: '同意' }))
  expect(good(await app.admin.get(`/pools/${app.poolId}`)).daysWithoutFollowUp).toBe(10)
  refused(await app.admin.post(`/pool-changes/${asked.id}/approve`), 409, 'already_decided')
  await app.app.dispatcher.drain()
  await recycle(app)
  expect(await owned()).toBe(0)
})

it('what does not hold is refused before anybody is asked, and nobody asks in the name of another', async () => {
  expect(faults(await change(operations, { daysWithoutFollowUp: -4 }))).toEqual({
    'values.daysWithoutFollowUp': 'invalid',
  })
  expect(faults(await change(operations, { byLevel: { Z: { daysWithoutDeal: 3 } } }))).toEqual({
    'values.byLevel.Z': 'unknown_option',
  })
  expect(faults(await change(operations, { daysWithoutFollowUp: 9 }, { ownerId: rep.id }))).toEqual({
    ownerId: 'not_yours',
  })
  const asked = good(await change(operations, { daysWithoutFollowUp: 9 }), 201)
  good(await app.admin.post(`/pool-changes/${asked.id}/reject`, { comment: '天数不对' }))
  expect(good(await app.admin.get(`/pools/${app.poolId}`)).daysWithoutFollowUp).toBe(10)
})
