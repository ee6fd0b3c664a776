import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, faults, good, newCustomer, query, refused } from './company.ts'

const dateOf = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10)

describe('工作报告 (E25–E27)', () => {
  let app: TestApp
  let rep: Client
  let lazy: Client
  let head: Client
  let stranger: Client
  /** Business time at so many hours of tomorrow, company time. */
  const at = async (hour: number, days = 1) => {
    const midnight = Date.parse(`${dateOf(Date.now() + days * day)}T00:00:00+08:00`)
    await app.shift(midnight + hour * 3_600_000 - Date.now())
    return dateOf(midnight)
  }
  const send = (client: Client, values: Record<string, unknown>, headers = {}) =>
    client.post('/work-reports', { summary: '跑了三家', ...values }, headers)
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    lazy = await app.person({ account: 'rep2', roles: ['rep'], departmentId: east, name: '顾南乔' })
    head = await app.person({ account: 'head', roles: ['manager'], departmentId: east })
    stranger = await app.person({ account: 'rep3', roles: ['rep'], departmentId: null })
    good(await app.admin.patch(`/departments/${east}`, { managerId: head.id }))
  })
  beforeEach(() => app.shift(0))
  afterAll(() => app.close())

  it('visits in it land on the timelines of their customers, beside what was written that day', async () => {
    const today = await at(15)
    const [one, two] = [await newCustomer(rep), await newCustomer(rep)]
    const before = good(await rep.post('/follow-ups', { customerId: one.id, kind: 'call', content: '约好下午' }), 201)
    const report = good(
      await send(rep, {
        lines: [
          { customerId: one.id, kind: 'visit', content: '看了车间，缺一条线', nextFollowUpAt: `${today}T10:00:00Z` },
          { customerId: two.id, kind: 'visit', content: '老板不在' },
        ],
      }),
      201,
    )
    expect(report).toMatchObject({ day: today, kind: 'daily', late: false, title: `${today} 日报` })
    expect(report.lines).toBeUndefined()
    const { data } = good(await rep.get(query('/follow-ups', { filter: { reportId: report.id } })))
    expect(data).toHaveLength(3)
    expect(data.map((row: Answer['body']) => row.id)).toContain(before.id)
    expect(good(await rep.get(`/work-reports/${report.id}`)).followUpCount).toBe(3)
    const timeline = good(await rep.get(`/customers/${one.id}/timeline`)).data
    expect(timeline.map((item: Answer['body']) => item.text)).toContain('看了车间，缺一条线')
    expect(good(await rep.get(`/customers/${one.id}`)).nextFollowUpAt).not.toBeNull()
    expect(good(await head.get(`/work-reports/${report.id}`)).summary).toBe('跑了三家')
    refused(await stranger.get(`/work-reports/${report.id}`), 404)
    good(await head.post(`/work-reports/${report.id}/comments`, { content: '明天带技术去', instruction: true }), 201)
  })

  it('is sent once, also when sent twice at once; a wrong line loses nothing and names itself', async () => {
    const today = await at(15, 2)
    const elsewhere = await newCustomer(stranger)
    expect(
      faults(
        await send(rep, {
          lines: [
            { customerId: elsewhere.id, kind: 'visit', content: '别人的' },
            { kind: 'visit', content: '' },
          ],
        }),
      ),
    ).toMatchObject({ 'lines.1.customerId': 'required' })
    expect(faults(await send(rep, { lines: 'x' }))).toEqual({ lines: 'invalid' })
    expect(good(await rep.get(query('/work-reports', { filter: { day: today } }))).data).toEqual([])
    const answers = await Promise.all([send(rep, {}), send(rep, {}), send(rep, {})])
    expect(answers.map((one) => one.status).filter((status) => status === 201)).toHaveLength(1)
    const late = answers
      .filter((one) => one.status !== 201)
      .map((one) => refused(one, 409, 'already_reported').existing)
    expect(new Set(late)).toEqual(new Set([answers.find((one) => one.status === 201)!.body.id]))
    for (const wrong of ['2025-02-29', '0001-01-01', 'soon'])
      expect(faults(await send(rep, { day: wrong }))).toHaveProperty('day')
    const again = refused(await send(rep, {}), 409, 'already_reported')
    expect(again.existing).toBe(answers.find((one) => one.status === 201)!.body.id)
    expect(faults(await send(rep, { ownerId: lazy.id }))).toHaveProperty('ownerId')
    expect(faults(await send(rep, { day: dateOf(Date.now() + 9 * day) }))).toEqual({ day: 'in_the_future' })
    expect(faults(await rep.patch(`/work-reports/${again.existing}`, { kind: 'periodic' }))).toEqual({ day: 'fixed' })
    good(await rep.patch(`/work-reports/${again.existing}`, { plan: '去二分厂' }))
  })

  it('a late one is marked, and the manager sees who is missing', async () => {
    const today = await at(19, 3)
    const missing = async (client = head) => good(await client.get(`/work-reports/missing?day=${today}`))
    expect((await missing()).data.map((one: Answer['body']) => one.name).sort()).toEqual(['林知夏', '顾南乔'])
    expect(await missing()).toMatchObject({ expected: 2, isOver: false })
    expect((await missing(stranger)).data).toEqual([])
    expect(good(await send(rep, {}), 201).late).toBe(false)
    await at(21, 3)
    expect(await missing()).toMatchObject({ isOver: true, data: [{ name: '顾南乔' }] })
    expect(good(await send(lazy, {}), 201).late).toBe(true)
    expect((await missing()).data).toEqual([])
    refused(await head.get('/work-reports/missing?day=2026-13-41'), 422)
    good(await app.admin.post('/policy', { dayReport: { dueAt: '22:00' } }), 201)
    expect(good(await send(stranger, {}), 201).late).toBe(false)
  })

  it('an urgent one reaches the manager at once, and there may be several a day', async () => {
    await at(10, 4)
    good(await send(rep, { kind: 'daily' }), 201)
    const urgent = good(await send(rep, { kind: 'urgent', summary: '客户要换供应商' }), 201)
    good(await send(rep, { kind: 'urgent', summary: '又来电话' }), 201)
    const told = await eventually(async () => {
      const notes = good(await head.get('/notifications')).data.filter((one: Answer['body']) => one.kind === 'report')
      return notes.length === 2 ? notes : undefined
    }, 'the notes')
    expect(told.map((one: Answer['body']) => one.recordId)).toContain(urgent.id)
  })

  it('stays what its author wrote: those above read, comment and instruct, and change nothing', async () => {
    await at(10, 5)
    const { id } = good(await send(rep, {}), 201)
    const seen = good(await head.get(`/work-reports/${id}`))
    expect(seen.can).toMatchObject({ update: false, delete: false })
    for (const client of [head, app.admin])
      refused(await client.patch(`/work-reports/${id}`, { summary: '改写' }), 403, 'not_yours')
    refused(await head.del(`/work-reports/${id}`), 403, 'not_yours')
    const bulk = good(await head.post('/work-reports/bulk/update', { ids: [id], values: { plan: '改写' } }))
    expect(bulk.results).toMatchObject([{ ok: false, code: 'not_yours' }])
    good(await head.post(`/work-reports/${id}/comments`, { content: '补上数量', instruction: true }), 201)
    good(await rep.patch(`/work-reports/${id}`, { summary: '跑了三家，共 40 台' }))
    expect(good(await head.get(`/work-reports/${id}`)).summary).toBe('跑了三家，共 40 台')
  })

  it('hides the numbers in it while a customer it tells of lies in the pool, from its author too', async () => {
    await at(10, 6)
    const customer = await newCustomer(rep)
    const lines = [{ customerId: customer.id, kind: 'visit', content: '厂长 13912345678' }]
    const { id } = good(await send(rep, { summary: '厂长的电话是 13912345678', lines }), 201)
    const text = async (client: Client) => JSON.stringify(good(await client.get(`/work-reports/${id}`)))
    expect(await text(rep)).toContain('13912345678')
    good(await rep.post(`/customers/${customer.id}/release`, { reason: '不做了' }))
    for (const client of [rep, head]) {
      expect(await text(client)).toContain('139****5678')
      expect(JSON.stringify(good(await client.get(`/work-reports/${id}/history`)))).not.toContain('13912345678')
      const found = await client.get(query('/work-reports', { filter: { summary: { contains: '13912345678' } } }))
      expect(good(found).data).toEqual([])
    }
    // What is shown masked is not saved so; what has no number in it is still the author's to write.
    refused(await rep.patch(`/work-reports/${id}`, { summary: '厂长的电话是 139****5678，约了周五' }), 409, 'in_pool')
    good(await rep.patch(`/work-reports/${id}`, { plan: '周五回访' }))
    good(await lazy.post(`/customers/${customer.id}/claim`))
    expect(await text(rep)).toContain('13912345678')
  })
})
