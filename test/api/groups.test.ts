import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused } from './company.ts'

let app: TestApp
let rep: Client
let other: Client
let clerk: Client
beforeAll(async () => {
  app = await startTestApp()
  rep = await app.person({ account: 'rep1', roles: ['rep'] })
  other = await app.person({ account: 'rep2', roles: ['rep'] })
  clerk = await app.person({ account: 'hr', roles: ['hr'] })
  const { id: customerId } = await newCustomer(rep)
  for (const [amount, endsOn] of [
    ['100.10', '2026-03-02'],
    ['200.20', '2026-03-30'],
    ['0.05', '2026-04-01'],
  ])
    good(await rep.post('/contracts', { name: '合同', customerId, amount, endsOn }), 201)
  const { id: theirs } = await newCustomer(other)
  good(await other.post('/contracts', { name: '别人的', customerId: theirs, amount: '999.00' }), 201)
})
afterAll(() => app.close())

const groups = (client: Client, parameters: Record<string, unknown>, path = '/contracts') =>
  client.get(query(`${path}/groups`, parameters))

it('counts and sums what the caller sees, by a field or by months, to the cent', async () => {
  expect(good(await groups(rep, { by: 'endsOn:month', sum: 'amount' }))).toEqual({
    data: [
      { key: '2026-03-01', count: 2, sums: { amount: '300.30' } },
      { key: '2026-04-01', count: 1, sums: { amount: '0.05' } },
    ],
    total: { count: 3, sums: { amount: '300.35' } },
  })
  expect(good(await groups(app.admin, { by: 'status', sum: 'amount' }))).toMatchObject({
    data: [{ key: 'draft', count: 4 }],
    total: { sums: { amount: '1299.35' } },
  })
  expect(good(await groups(rep, { by: 'status', filter: { amount: { gt: '1000' } } }))).toEqual({
    data: [],
    total: { count: 0, sums: {} },
  })
})

it('refuses fields that are not there, not readable, masked or not for it', async () => {
  expect(faults(await groups(rep, { by: 'nothing' }))).toEqual({ by: 'unknown_field' })
  expect(faults(await groups(rep, { by: 'name' }))).toEqual({ by: 'not_possible' })
  expect(faults(await groups(rep, { by: 'endsOn:century' }))).toEqual({ by: 'unknown_option' })
  expect(faults(await groups(rep, { by: 'status', sum: 'terms' }))).toEqual({ sum: 'not_possible' })
  expect(faults(await groups(rep, { by: 'status', sum: 'grossProfit' }, '/orders'))).toEqual({ sum: 'unknown_field' })
  refused(await groups(rep, { by: 'status', filter: '{' }), 400, 'invalid_filter')
  refused(await groups(clerk, { by: 'status' }), 403)
})
