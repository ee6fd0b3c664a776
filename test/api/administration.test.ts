import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, query, refused } from './company.ts'

describe('fields, roles, pools, departments and jobs: rights and validation', () => {
  let app: TestApp
  let admin: Client
  let rep: Client
  beforeAll(async () => {
    app = await startTestApp()
    admin = app.admin
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null })
  })
  afterAll(() => app.close())
  const field = (values: Record<string, unknown>) => ({
    object: 'customers',
    name: 'registeredCapital',
    type: 'money',
    label: { zh: '注册资本', en: 'Registered capital' },
    ...values,
  })

  it('adds a field at run time, whole at the next request (A25)', async () => {
    refused(await rep.post('/fields', field({})), 403)
    expect(good(await admin.post('/fields', field({})), 201)).toMatchObject({
      object: 'customers',
      name: 'registeredCapital',
      type: 'money',
    })
    const made = await newCustomer(rep, { registeredCapital: '1280.50' })
    expect(made.registeredCapital).toBe('1280.50')
    expect(
      good(await rep.get(query('/customers', { filter: { registeredCapital: { gte: '1280' } } }))).data.map(
        (row: Answer['body']) => row.id,
      ),
    ).toEqual([made.id])
    expect(faults(await rep.post('/customers', { name: '错的', registeredCapital: 'a lot' }))).toHaveProperty(
      'registeredCapital',
    )
    const { fields } = good(await rep.get('/meta/customers'))
    expect(fields.find((one: Answer['body']) => one.name === 'registeredCapital')).toMatchObject({
      label: { zh: '注册资本', en: 'Registered capital' },
      writable: true,
    })
    const { rows } = await app.app.system.kernel.db.pool.query(
      'SELECT c_registered_capital AS value FROM customers WHERE id = $1',
      [made.id],
    )
    expect(String(rows[0].value)).toContain('1280.5')
    expect(faults(await admin.post('/fields', field({})))).toMatchObject({ name: 'not_unique' })
  })

  it('refuses a field that would not hold, and goes on working', async () => {
    const wrong: Record<string, unknown>[] = [
      { object: 'nothings' },
      { object: undefined },
      { name: 'name' },
      { name: 'ownerId' },
      { name: 'version' },
      { name: 'Upper' },
      { name: 'with space' },
      { name: 'x; DROP TABLE customers' },
      { name: 'x'.repeat(41) },
      { name: 5 },
      { name: '' },
      { name: '__proto__' },
      { name: 'constructor' },
      { type: 'nothing' },
      { type: 'serial' },
      { type: 'json' },
      { type: 5 },
      { type: 'choice' },
      { type: 'choice', options: [] },
      { type: 'choice', options: 'a' },
      { type: 'choice', options: [{ key: 'a' }, { key: 'a' }] },
      { type: 'choice', options: [5] },
      { type: 'choice', options: [{ key: '', label: { zh: '', en: '' } }] },
      { type: 'employee' },
      { type: 'reference' },
      { type: 'reference', to: 'nothings', name: 'fooId' },
      { label: undefined },
      { label: 'x' },
      { label: { zh: '甲' } },
      { label: { zh: '', en: '' } },
      { label: { zh: '长'.repeat(61), en: 'x' } },
      { label: { zh: 'a\u0000', en: 'x' } },
      { surprise: 1 },
      { required: 'yes' },
      { default: 'not money' },
      { max: 'x', type: 'text' },
      { mask: 'nothing' },
    ]
    for (const [i, values] of wrong.entries()) {
      const answer = await admin.post('/fields', field({ name: `wrong${i}`, ...values }))
      expect([400, 422], `${JSON.stringify(values)} ${JSON.stringify(answer.body).slice(0, 200)}`).toContain(
        answer.status,
      )
    }
    for (const change of [
      { label: { zh: '', en: '' } },
      { label: 5 },
      { options: [] },
      { options: [{ key: 'A', label: { zh: '甲', en: 'A' } }] },
      { type: 'text' },
      { name: 'x' },
      { options: [{ key: 'A' }, { key: 'B' }, { key: 'C' }, { key: 'D' }, { key: 'D' }] },
    ]) {
      const answer = await admin.patch('/fields/customers/level', change)
      expect([400, 422], `${JSON.stringify(change)} ${JSON.stringify(answer.body).slice(0, 200)}`).toContain(
        answer.status,
      )
    }
    refused(await admin.patch('/fields/customers/nothing', { label: { zh: '甲', en: 'A' } }), 404)
    refused(await admin.patch('/fields/nothings/name', {}), 404)
    refused(await rep.patch('/fields/customers/level', {}), 403)
    refused(await rep.get('/fields'), 403)
    await newCustomer(rep, { level: 'A' })
    good(await rep.get('/meta'))
  })

  it('adds one of several equal fields at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => admin.post('/fields', field({ name: 'raced', type: 'text' }))),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    for (const answer of answers) if (answer.status !== 201) refused(answer, 422)
    good(await rep.get('/customers'))
  })

  it('grows the options of a choice, and shows them (B1)', async () => {
    const level = good(await admin.get('/meta/customers')).fields.find((one: Answer['body']) => one.name === 'class')
    good(
      await admin.patch('/fields/customers/class', {
        options: [
          ...level.options,
          { key: 'agent', label: { zh: '代理商', en: 'Agent' } },
          { key: 'regional', parent: 'agent', label: { zh: '区域代理', en: 'Regional agent' } },
        ],
      }),
    )
    const made = await newCustomer(rep, { class: 'regional' })
    expect(
      good(await rep.get(query('/customers', { filter: { class: { under: 'agent' } } }))).data.map(
        (row: Answer['body']) => row.id,
      ),
    ).toEqual([made.id])
  })

  it('takes roles apart: unknown rights, scopes and fields are named', async () => {
    refused(await rep.post('/roles', { name: '自己' }), 403)
    const wrong: [Record<string, unknown>, string][] = [
      [{ functions: { nothings: ['read'] } }, 'functions.nothings'],
      [{ functions: { customers: 'read' } }, 'functions.customers'],
      [{ functions: { customers: ['fly'] } }, 'functions.customers'],
      [{ functions: [] }, 'functions'],
      [{ scopes: { customers: { read: 'everything' } } }, 'scopes.customers.read'],
      [{ scopes: { customers: 'all' } }, 'scopes.customers'],
      [{ scopes: { customers: { read: null } } }, 'scopes.customers.read'],
      [{ scopes: { 'follow-ups': { read: { scope: 'member', parents: 'some' } } } }, 'scopes.follow-ups.read'],
      [{ fields: { customers: { nothing: 'read' } } }, 'fields.customers.nothing'],
      [{ fields: { customers: { phone: 'hide' } } }, 'fields.customers.phone'],
      [{ fields: { customers: { level: 'mask' } } }, 'fields.customers.level'],
    ]
    for (const [values, path] of wrong)
      expect(
        Object.keys(faults(await admin.post('/roles', { name: '错的', ...values }))),
        JSON.stringify(values),
      ).toContain(path)
    for (const values of [{ functions: null, scopes: null, fields: null }, { functions: { customers: [] } }]) {
      const role = good(await admin.post('/roles', { name: '空的', ...values }), 201)
      const person = await app.person({ account: `empty${role.id.slice(-6)}`, roles: [], departmentId: null })
      good(await admin.patch(`/employees/${person.id}`, { roleIds: [role.id] }))
      refused(await person.get('/customers'), 403)
      good(await person.get('/me'))
      expect(good(await person.get('/meta')).objects.some((one: Answer['body']) => one.path === 'customers')).toBe(
        false,
      )
    }
  })

  it('counts a changed right from the next request (O2)', async () => {
    const role = good(
      await admin.post('/roles', {
        name: '可变',
        functions: { customers: ['read'] },
        scopes: { customers: { read: 'all' } },
      }),
      201,
    )
    const person = await app.person({ account: 'changing', roles: [], departmentId: null })
    good(await admin.patch(`/employees/${person.id}`, { roleIds: [role.id] }))
    const { id } = await newCustomer(rep)
    good(await person.get(`/customers/${id}`))
    refused(await person.patch(`/customers/${id}`, { level: 'A' }), 403)
    good(await admin.patch(`/roles/${role.id}`, { functions: { customers: ['read', 'update'] } }))
    good(await person.patch(`/customers/${id}`, { level: 'A' }))
    good(await admin.patch(`/roles/${role.id}`, { scopes: { customers: { read: 'none' } } }))
    refused(await person.get(`/customers/${id}`), 404)
    expect((await person.get('/customers')).body.data ?? []).toEqual([])
  })

  it('lets nobody give themselves roles or rights', async () => {
    refused(await rep.patch(`/employees/${rep.id}`, { roleIds: [app.roleId('administrator')] }), 403)
    const hr = await app.person({ account: 'hr1', roles: ['hr'], departmentId: null })
    expect([403, 422]).toContain(
      (await hr.patch(`/employees/${hr.id}`, { roleIds: [app.roleId('administrator')] })).status,
    )
    expect([403, 422]).toContain(
      (await hr.post('/employees', { name: '影子', account: 'shadow', roleIds: [app.roleId('administrator')] })).status,
    )
    refused(await hr.post(`/employees/${app.admin.id}/set-password`, { password: 'greensea-test-7' }), 403)
    const taken = await hr.patch(`/employees/${app.admin.id}`, { password: 'greensea-test-7' })
    expect(taken.status, 'whoever may not set passwords sets none by typing either').not.toBe(200)
    good(await app.guest.post('/session', { account: 'admin', password: 'greensea-test-1' }))
  })

  it('keeps departments a tree', async () => {
    const a = good(await admin.post('/departments', { name: '甲' }), 201)
    const b = good(await admin.post('/departments', { name: '乙', parentId: a.id }), 201)
    for (const parentId of [a.id, b.id])
      expect((await admin.patch(`/departments/${a.id}`, { parentId })).status).toBe(422)
    const both = await Promise.all([
      admin.patch(`/departments/${a.id}`, { parentId: b.id }),
      admin.patch(`/departments/${b.id}`, { parentId: null }),
    ])
    expect(both.every((answer) => answer.status < 500)).toBe(true)
    good(await admin.get('/me'))
  })

  it('takes no clocks a pool cannot run by', async () => {
    const wrong: Record<string, unknown>[] = [
      { daysWithoutFollowUp: 0 },
      { daysWithoutFollowUp: 1.5 },
      { daysWithoutFollowUp: '15天' },
      { daysWithoutDeal: -1 },
      { dailyClaims: -1 },
      { capacity: 'all' },
      { maskedFields: ['nothing'] },
      { maskedFields: 'phone' },
      { memberIds: ['x'] },
      { memberDepartmentIds: [rep.id] },
      { byLevel: [] },
      { byLevel: 'A' },
      { byLevel: { A: 5 } },
      { byLevel: { A: { daysWithoutFollowUp: 'x' } } },
      { byLevel: { A: { daysWithoutFollowUp: -3 } } },
      { byLevel: { A: { surprise: 1 } } },
    ]
    for (const values of wrong) {
      const answer = await admin.patch(`/pools/${app.poolId}`, values)
      expect(answer.status, `${JSON.stringify(values)} ${JSON.stringify(answer.body).slice(0, 200)}`).toBe(422)
    }
    await newCustomer(rep, { level: 'A' })
  })

  it('keeps saved views their owner’s, and those shared everybody’s', async () => {
    const other = await app.person({ account: 'viewer', roles: ['rep'], departmentId: null })
    const own = good(await rep.post('/views', { name: '我的 A 级', object: 'customers', filter: { level: 'A' } }), 201)
    refused(await other.get(`/views/${own.id}`), 404)
    expect((await other.get(`/customers?view=${own.id}`)).status).toBeGreaterThanOrEqual(400)
    good(await rep.patch(`/views/${own.id}`, { shared: true }))
    good(await other.get(`/customers?view=${own.id}`))
    refused(await other.patch(`/views/${own.id}`, { name: '改名' }), 403)
    for (const filter of [{ colour: 1 }, [], 'x', { level: { like: 1 } }]) {
      const answer = await rep.post('/views', { name: '坏的', object: 'customers', filter })
      if (answer.status === 201) expect((await rep.get(`/customers?view=${answer.body.id}`)).status).toBe(422)
      else refused(answer, 422)
    }
  })

  it('shifts nothing back: a clock moved forward keeps what was written', async () => {
    await app.shift(10 * day)
    const made = await newCustomer(rep)
    await app.shift(0)
    expect(good(await rep.get(`/customers/${made.id}`)).createdAt).toBe(made.createdAt)
    good(await rep.patch(`/customers/${made.id}`, { level: 'B' }))
  })
})
