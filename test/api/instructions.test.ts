import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good, newCustomer, query, refused } from './company.ts'

describe('评注与批示 (E3, E4)', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let head: Client
  let followUp: Answer['body']
  let customer: Answer['body']
  const waiting = async (client: Client) =>
    good(await client.get('/reminders')).data.find((one: Answer['body']) => one.name === 'toAcknowledge')?.count
  const told = (client: Client, kind: string) =>
    eventually(
      async () => good(await client.get('/notifications')).data.find((one: Answer['body']) => one.kind === kind),
      kind,
    )
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null })
    head = await app.person({ account: 'head', roles: ['manager'], departmentId: east, name: '沈既明' })
    good(await app.admin.patch(`/departments/${east}`, { managerId: head.id }))
    customer = await newCustomer(rep)
    followUp = good(
      await rep.post('/follow-ups', { customerId: customer.id, kind: 'call', content: '对方要降价三成' }),
      201,
    )
  })
  afterAll(() => app.close())

  it('a superior instructs on a record of the own people, and it waits until it is acknowledged', async () => {
    refused(
      await rep.post(`/follow-ups/${followUp.id}/comments`, { content: '自己批示自己', instruction: true }),
      403,
      'not_yours',
    )
    const comment = good(
      await head.post(`/follow-ups/${followUp.id}/comments`, { content: '先问清付款条件', instruction: true }),
      201,
    )
    expect(comment.instruction).toMatchObject({ acknowledgedAt: null, can: { acknowledge: false } })
    expect(await waiting(rep)).toBe(1)
    // Who owns the record deletes comments on it (O5), but not what they were told to acknowledge.
    refused(await rep.del(`/comments/${comment.id}`), 403, 'not_yours')
    const [seen] = good(await rep.get(`/follow-ups/${followUp.id}/comments`)).data
    expect(seen.can).toEqual({ update: false, delete: false })
    const note = await told(rep, 'instruction')
    expect(note.title).toBe('沈既明批示：先问清付款条件')
    expect(good(await rep.get('/notifications')).data.filter((one: Answer['body']) => one.kind === 'comment')).toEqual(
      [],
    )

    const { id } = comment.instruction
    const row = good(await rep.get(`/instructions/${id}`))
    expect(row).toMatchObject({ ownerId: rep.id, customerId: customer.id, aboutId: followUp.id, createdById: head.id })
    refused(await other.get(`/instructions/${id}`), 404)
    refused(await head.post(`/instructions/${id}/acknowledge`), 403, 'not_yours')
    refused(await rep.patch(`/instructions/${id}`, { content: '改掉' }), 403)
    good(await rep.post(`/instructions/${id}/acknowledge`, { reply: '今天下午去问' }))
    refused(await rep.post(`/instructions/${id}/acknowledge`), 409, 'already_done')
    expect(await waiting(rep)).toBe(0)
    expect(good(await head.get(`/instructions/${id}`))).toMatchObject({ reply: '今天下午去问' })
    expect((await told(head, 'decided')).title).toContain('林知夏确认了批示')
    const [shown] = good(await rep.get(`/follow-ups/${followUp.id}/comments`)).data
    expect(shown.instruction.acknowledgedAt).not.toBeNull()
    const timeline = good(await rep.get(`/customers/${customer.id}/timeline`)).data
    const told2 = timeline.find((one: Answer['body']) => one.id === followUp.id)
    expect(told2.comments[0].instruction.acknowledgedAt).not.toBeNull()
    expect(good(await head.get(query('/instructions', { filter: { createdById: '@me' } }))).data).toHaveLength(1)
  })

  it('a plain comment asks for nothing', async () => {
    good(await head.post(`/follow-ups/${followUp.id}/comments`, { content: '写得清楚' }), 201)
    expect(await waiting(rep)).toBe(0)
    expect((await told(rep, 'comment')).title).toContain('评注')
  })
})
