import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, query } from './company.ts'

describe('reminders with the company’s own numbers (E18, A33, E30)', () => {
  let app: TestApp
  let rep: Client
  const card = async (name: string, client = rep): Promise<Answer['body'] | undefined> =>
    good(await client.get('/reminders')).data.find((one: Answer['body']) => one.name === name)
  const listed = async (name: string) => {
    const { object, filter, sort, count } = (await card(name))!
    const { data } = good(await rep.get(query(`/${object}`, { filter, sort })))
    expect(data.length).toBe(count)
    return data.map((one: Answer['body']) => one.name ?? one.content).sort()
  }
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'] })
    await newCustomer(rep, { name: '甲', level: 'A' })
    await newCustomer(rep, { name: '乙', level: 'B' })
    await newCustomer(rep, { name: '丙', level: 'A' })
    await newCustomer(rep, { name: '丁' })
  })
  afterAll(() => app.close())

  it('nobody is left alone longer than their level allows, followed up or not', async () => {
    expect(await listed('idle')).toEqual([])
    await app.shift(20 * day)
    expect(await listed('idle')).toEqual(['丙', '甲'])
    const one = good(await rep.get(query('/customers', { filter: { name: '甲' } }))).data[0]
    good(await rep.post('/follow-ups', { customerId: one.id, kind: 'visit', content: '看了新产线' }), 201)
    expect(await listed('idle')).toEqual(['丙'])
    good(await app.admin.post('/policy', { reminders: { idleDays: { B: 10 } } }), 201)
    expect(await listed('idle')).toEqual(['乙'])
    good(await app.admin.post('/policy', { reminders: { idleDays: {} } }), 201)
    expect(await card('idle')).toBeUndefined()
  })

  it('knows the levels an administrator added', async () => {
    const options = ['A', 'B', 'C', 'D', 'S'].map((key) => ({ key, label: { zh: key, en: key } }))
    good(await app.admin.patch('/fields/customers/level', { options }))
    good(await app.admin.post('/policy', { reminders: { idleDays: { S: 3 } } }), 201)
    const one = await newCustomer(rep, { name: '戊', level: 'S' })
    expect(await listed('idle')).toEqual([])
    await app.shift(24 * day)
    expect(await listed('idle')).toEqual(['戊'])
    await app.shift(20 * day)
    good(await rep.del(`/customers/${one.id}`), 204)
  })

  it('who is about to lapse is told as many days before as the pool of the customer says', async () => {
    const pool = async (name: string, warnDays: number) =>
      good(await app.admin.post('/pools', { name, daysWithoutFollowUp: 30, warnDays }), 201).id
    const owner = await app.person({ account: 'rep9', roles: ['rep'] })
    const make = (name: string, poolId: string) => newCustomer(app.admin, { name, poolId, ownerId: owner.id })
    await make('早提醒', await pool('甲池', 20))
    await make('晚提醒', await pool('乙池', 5))
    await make('不提醒', await pool('丙池', 0))
    const lapsing = async () => {
      const { filter, count } = (await card('lapsing', owner))!
      const { data } = good(await owner.get(query('/customers', { filter })))
      expect(data.length).toBe(count)
      return data.map((one: Answer['body']) => one.name).sort()
    }
    expect(await lapsing()).toEqual([])
    await app.shift(29 * day)
    expect(await lapsing()).toEqual([])
    await app.shift(30 * day)
    expect(await lapsing()).toEqual(['早提醒'])
    await app.shift(45 * day)
    expect(await lapsing()).toEqual(['早提醒', '晚提醒'])
    await app.shift(20 * day)
  })

  it('files nobody edited for so many days are listed, and leave the list when edited', async () => {
    expect(await listed('stale')).toEqual([])
    good(await app.admin.post('/policy', { reminders: { staleDays: 19 } }), 201)
    expect(await listed('stale')).toEqual(['丁', '丙', '乙', '甲'])
    const one = good(await rep.get(query('/customers', { filter: { name: '丁' } }))).data[0]
    good(await rep.patch(`/customers/${one.id}`, { remark: '换了厂址' }))
    expect(await listed('stale')).toEqual(['丙', '乙', '甲'])
    good(await app.admin.post('/policy', { reminders: { staleDays: null } }), 201)
    expect(await card('stale')).toBeUndefined()
  })

  it('calls to who has not bought yet are counted towards the goal of the day', async () => {
    const [first] = good(await rep.get('/customers')).data
    expect(await card('newCustomerCalls')).toMatchObject({ count: 0, goal: 5 })
    good(await rep.post('/follow-ups', { customerId: first.id, kind: 'call', content: '介绍了新系列' }), 201)
    good(await rep.post('/follow-ups', { customerId: first.id, kind: 'visit', content: '上门看样' }), 201)
    expect(await card('newCustomerCalls')).toMatchObject({ count: 1, goal: 5 })
    await app.shift(21 * day)
    expect(await card('newCustomerCalls')).toMatchObject({ count: 0 })
    good(await app.admin.post('/policy', { reminders: { dailyCalls: 0 } }), 201)
    expect(await card('newCustomerCalls')).toBeUndefined()
  })

  it('numbers that are none are refused by name', async () => {
    expect(
      faults(
        await app.admin.post('/policy', {
          reminders: { idleDays: { A: 0 }, staleDays: 'x' },
          dayReport: { dueAt: '25:00' },
        }),
      ),
    ).toEqual({ 'reminders.idleDays': 'invalid', 'reminders.staleDays': 'invalid', 'dayReport.dueAt': 'invalid' })
  })
})
