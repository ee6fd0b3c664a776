import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, recycle, refused } from './company.ts'

let app: TestApp
let rep: Client
let other: Client
let head: Client
beforeAll(async () => {
  app = await startTestApp()
  const east = await app.department({ name: '华东' })
  rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
  other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: east, name: '顾南乔' })
  head = await app.person({ account: 'head', roles: ['manager'], departmentId: east, name: '沈既明' })
  good(await app.admin.patch(`/departments/${east}`, { managerId: head.id }))
  good(await app.admin.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 15, daysWithoutDeal: null, warnDays: 0 }))
})
afterAll(() => app.close())

it('how a pool is used is counted from what happened, week by week (F8, F20)', async () => {
  const [sold, lost, back] = [
    await newCustomer(rep, { phone: '13812345678' }),
    await newCustomer(rep),
    await newCustomer(rep),
  ]
  for (const one of [sold, lost, back]) good(await rep.post(`/customers/${one.id}/release`, { reason: '给别人试试' }))
  good(await other.post(`/customers/${sold.id}/claim`))
  refused(await rep.post(`/customers/${sold.id}/claim`), 409)
  good(await app.admin.patch(`/customers/${sold.id}`, { dealStatus: 'dealt' }))
  good(await other.post(`/customers/${lost.id}/claim`))
  const week = async () => good(await app.admin.get('/pool-report')).weeks.at(-1)
  expect(await week()).toMatchObject({ claimed: 2, refused: 1, released: 3, recycled: 0, converted: 1 })
  await app.shift(16 * day)
  await recycle(app)
  const report = good(await app.admin.get('/pool-report?weeks=4'))
  expect(report).toMatchObject({ inPool: 2, owned: 1, withPhone: 0, fresh: 1 })
  expect(report.weeks).toHaveLength(4)
  expect(report.weeks.reduce((sum: number, one: Answer['body']) => sum + one.recycled, 0)).toBe(1)
  refused(await rep.get('/pool-report'), 403)
  expect(faults(await app.admin.get('/pool-report?weeks=99'))).toEqual({ weeks: 'out_of_range' })
  for (const path of ['/pool-report', '/pool-usage'])
    refused(await app.admin.get(`${path}?poolId=nowhere`), 404, 'not_found')
  good(await app.admin.patch(`/pools/${app.poolId}`, { adminIds: [rep.id] }))
  good(await rep.get('/pool-report'))
})

it('how customers are spread is counted over the own people alone (F24)', async () => {
  await app.shift(0)
  await newCustomer(rep, { level: 'A' })
  await newCustomer(rep, { level: 'B' })
  await newCustomer(app.admin, { level: 'A' })
  await app.shift(20 * day)
  const spread = async (client: Client) => good(await client.get('/distribution')).data
  const mine = (await spread(head)).find((one: Answer['body']) => one.employee.id === rep.id)
  expect(mine).toMatchObject({ owned: 2, idle: 1, levels: { A: 1, B: 1 } })
  expect((await spread(head)).map((one: Answer['body']) => one.employee.name).sort()).toEqual([
    '林知夏',
    '沈既明',
    '顾南乔',
  ])
  expect((await spread(other)).map((one: Answer['body']) => one.employee.name)).toEqual(['顾南乔'])
})

it('a manager sees what each of the own people has before them, and nobody else does (E22)', async () => {
  await app.shift(0)
  const one = await newCustomer(other)
  good(
    await other.post('/follow-ups', {
      customerId: one.id,
      kind: 'call',
      content: '约了明天回电',
      nextFollowUpAt: new Date(Date.now() + day).toISOString(),
    }),
    201,
  )
  const of = async () => good(await head.get('/team')).data.find((row: Answer['body']) => row.employee.id === other.id)
  expect(await of()).toMatchObject({ overdue: 0, done: 1, followUps: 1 })
  await app.shift(3 * day)
  expect(await of()).toMatchObject({ overdue: 1, done: 0 })
  expect(good(await other.get('/team')).data).toEqual([])
})
