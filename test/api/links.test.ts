import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, refused } from './company.ts'

describe('what may be written on what', () => {
  let app: TestApp
  let rep: Client
  const followUp = (values: Record<string, unknown>) => ({ kind: 'call', content: '谈了二期的交付时间', ...values })
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
  })
  afterAll(() => app.close())

  it('asks to claim a customer in the pool before anything is written on it', async () => {
    const { id } = await newCustomer(app.admin, { ownerId: null })
    good(await rep.get(`/customers/${id}`))
    const answer = await rep.post('/follow-ups', followUp({ customerId: id }))
    expect(refused(answer, 409, 'in_pool').detail).toContain('先领取')
    refused(await rep.post('/tasks', { title: '回电', customerId: id }), 409, 'in_pool')
    refused(await rep.post('/contacts', { name: '陈果', customerId: id }), 409, 'in_pool')
    const { id: task } = good(await rep.post('/tasks', { title: '回电' }), 201)
    refused(await rep.patch(`/tasks/${task}`, { customerId: id }), 409, 'in_pool')
    expect(faults(await rep.post('/follow-ups', followUp({ customerId: nowhere })))).toEqual({
      customerId: 'unknown_reference',
    })
    good(await app.admin.post('/follow-ups', followUp({ customerId: id })), 201)
    good(await rep.post(`/customers/${id}/claim`))
    good(await rep.post('/follow-ups', followUp({ customerId: id })), 201)
    good(await rep.post('/contacts', { name: '陈果', customerId: id }), 201)
  })

  it('takes no contact of another customer', async () => {
    const mine = await newCustomer(rep)
    const other = await newCustomer(rep)
    const contact = good(await rep.post('/contacts', { name: '陈果', customerId: mine.id }), 201)
    const wrong = await rep.post('/follow-ups', followUp({ customerId: other.id, contactId: contact.id }))
    expect(faults(wrong)).toEqual({ contactId: 'belongs_elsewhere' })
    expect(wrong.body.detail).toContain('联系人')
    const right = good(await rep.post('/follow-ups', followUp({ customerId: mine.id, contactId: contact.id })), 201)
    expect(faults(await rep.patch(`/follow-ups/${right.id}`, { customerId: other.id }))).toEqual({
      contactId: 'belongs_elsewhere',
    })
    good(await rep.patch(`/follow-ups/${right.id}`, { content: '改写一下内容，联系人不变' }))
  })
})
