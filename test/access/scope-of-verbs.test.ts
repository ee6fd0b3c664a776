import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'

const verbs = ['read', 'update', 'delete', 'export', 'transfer']

describe('each verb has a scope of its own', () => {
  let app: TestApp
  let person: Client
  let record: string
  beforeAll(async () => {
    app = await startTestApp()
    person = await app.person({ account: 'somebody', roles: [] })
    record = (await app.admin.post('/customers', { name: '湖州沐川包装科技有限公司' })).body.id
  })
  afterAll(() => app.close())

  /** Gives the person one role with these scopes on customers. */
  const scoped = async (scopes: Record<string, string>) => {
    const functions = { customers: verbs }
    const role = await app.admin.post('/roles', {
      name: 'One scope per verb',
      functions,
      scopes: { customers: scopes },
    })
    expect(role.status).toBe(201)
    await app.admin.patch(`/employees/${person.id}`, { roleIds: [role.body.id] })
  }

  it('what is not seen is absent, however far another verb reaches', async () => {
    await scoped({ read: 'owner', update: 'all', delete: 'all', transfer: 'all' })
    expect((await person.get(`/customers/${record}`)).status).toBe(404)
    expect((await person.patch(`/customers/${record}`, { level: 'A' })).status).toBe(404)
    expect((await person.del(`/customers/${record}`)).status).toBe(404)
    expect((await person.post(`/customers/${record}/transfer`, { ownerId: person.id })).status).toBe(404)
  })

  it('what is seen but not within the scope of a verb is refused with the rule', async () => {
    await scoped({ read: 'all', update: 'owner', delete: 'none' })
    const refused = await person.patch(`/customers/${record}`, { level: 'A' })
    expect([refused.status, refused.body.rule]).toEqual([403, 'customers.update'])
    expect((await person.del(`/customers/${record}`)).status).toBe(403)
  })

  it('a file holds only what the scope of export reaches (O31)', async () => {
    await scoped({ read: 'all', export: 'owner' })
    expect(String((await person.get('/customers/export?format=csv')).body)).not.toContain('湖州沐川')
  })

  it('an action is bound by its own scope where the role gives one', async () => {
    await scoped({ read: 'all', update: 'all', transfer: 'owner' })
    expect((await person.get(`/customers/${record}`)).body.can).toMatchObject({ update: true, transfer: false })
  })

  it('a scope for a verb that is not there is refused, as a function is', async () => {
    const role = await app.admin.post('/roles', {
      name: '错字',
      functions: { customers: ['read'] },
      scopes: { customers: { raed: 'all' } },
    })
    expect(role.status).toBe(422)
  })
})

describe('follow-ups of a customer', () => {
  it('are not changed by somebody who may only read the customer', async () => {
    const app = await startTestApp()
    try {
      const owner = await app.person({ account: 'owner', roles: ['rep'] })
      const reader = await app.person({ account: 'reader', roles: ['rep'] })
      const customer = (await owner.post('/customers', { name: '温州启帆阀门制造有限公司' })).body.id
      const followUp = (
        await owner.post('/follow-ups', { customerId: customer, kind: 'call', content: '确认了二期的验布机数量' })
      ).body.id
      await owner.post(`/customers/${customer}/add-members`, { employeeIds: [reader.id], right: 'read' })
      expect((await reader.get(`/follow-ups/${followUp}`)).status).toBe(200)
      expect((await reader.patch(`/customers/${customer}`, { remark: '改' })).status).toBe(403)
      expect((await reader.patch(`/follow-ups/${followUp}`, { content: '改' })).status).toBe(403)
    } finally {
      await app.close()
    }
  })
})
