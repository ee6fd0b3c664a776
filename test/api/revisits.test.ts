import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, good, newCustomer, query, refused } from './company.ts'

describe('回访 (E23, E24)', () => {
  let app: TestApp
  let rep: Client
  let key: Answer['body']
  const plan = async () => {
    const { runId } = good(await app.admin.post('/jobs/revisit-plan/run'), 202)
    const run = await eventually(
      async () =>
        good(await app.admin.get('/jobs/revisit-plan/runs')).data.find(
          (one: Answer['body']) => one.id === runId && one.state !== 'queued' && one.state !== 'running',
        ),
      'the plan',
    )
    expect(run.state).toBe('done')
    return run.result.planned
  }
  const tasks = async () => good(await rep.get(query('/tasks', { filter: { doneAt: null } }))).data
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'] })
    key = await newCustomer(rep, { level: 'A', name: '临海阀门' })
    await newCustomer(rep, { level: 'A' })
    good(await app.admin.patch(`/customers/${key.id}`, { dealStatus: 'dealt' }))
    good(await app.admin.post('/policy', { revisitDays: { A: 30, B: 60 } }), 201)
  })
  afterAll(() => app.close())

  it('a customer who has bought is planned once a term, and a registered revisit ends it', async () => {
    expect(await plan()).toBe(0)
    await app.shift(31 * day)
    expect(await plan()).toBe(1)
    expect(await plan()).toBe(0)
    expect(await tasks()).toEqual([
      expect.objectContaining({ title: '回访 临海阀门', customerId: key.id, ownerId: rep.id, purpose: 'revisit' }),
    ])
    good(
      await rep.post('/follow-ups', {
        customerId: key.id,
        kind: 'revisit',
        content: '设备运行正常',
        outcome: '续订配件',
        satisfaction: 'satisfied',
        suggestion: '希望备件就近发货',
      }),
      201,
    )
    expect(await tasks()).toEqual([])
    expect(await plan()).toBe(0)
    await app.shift(62 * day)
    expect(await plan()).toBe(1)
    const [task] = await tasks()
    good(await rep.post(`/tasks/${task.id}/complete`))
    expect(await plan()).toBe(0)
    await app.shift(93 * day)
    expect(await plan()).toBe(1)
    good(await rep.del(`/tasks/${(await tasks())[0].id}`), 204)
    expect(await plan()).toBe(1)
  })

  it('what the customer suggested is tracked until it is solved', async () => {
    const [one] = good(await rep.get('/suggestions')).data
    expect(one).toMatchObject({ content: '希望备件就近发货', customerId: key.id, ownerId: rep.id, doneAt: null })
    refused(await rep.post(`/suggestions/${one.id}/solve`, {}), 422)
    expect(good(await rep.post(`/suggestions/${one.id}/solve`, { solution: '在杭州设了备件库' }))).toMatchObject({
      solution: '在杭州设了备件库',
    })
    refused(await rep.post(`/suggestions/${one.id}/solve`, { solution: '再来' }), 409, 'already_done')
    const timeline = good(await rep.get(`/customers/${key.id}/timeline`)).data
    expect(timeline.map((item: Answer['body']) => item.text)).toContain('希望备件就近发货')
    good(await rep.post(`/suggestions/${one.id}/reopen`))
  })
})
