import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, query, refused } from './company.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

describe('conventions of the API', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let east: string
  beforeAll(async () => {
    app = await startTestApp()
    east = await app.department({ name: '华东' })
    const west = await app.department({ name: '华西' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: west, name: '顾南乔' })
  })
  afterAll(() => app.close())

  it('answers a created record whole: id, version, times, owner, department, pool, can and why', async () => {
    const answer = await rep.post('/customers', { name: '杭州尚祈科技有限公司', phone: '13812345678' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      version: 1,
      name: '杭州尚祈科技有限公司',
      phone: '13812345678',
      ownerId: rep.id,
      owner: { id: rep.id, name: '林知夏' },
      departmentId: east,
      department: { id: east, name: '华东' },
      createdById: rep.id,
      poolId: app.poolId,
      pooledAt: null,
      locked: false,
      deletedAt: null,
      memberIds: [],
      memberDepartmentIds: [],
      lifecycle: 'target',
      dealStatus: 'none',
      tradeStatus: 'active',
    })
    expect(answer.body.id).toMatch(uuid)
    for (const time of ['createdAt', 'updatedAt', 'ownedAt']) expect(answer.body[time]).toMatch(moment)
    for (const derived of [
      'completeness',
      'lastFollowUpAt',
      'lastValidFollowUpAt',
      'nextFollowUpAt',
      'protectedUntil',
      'protectedBy',
    ])
      expect(answer.body).toHaveProperty(derived)
    expect(answer.body.can).toMatchObject({ update: true, delete: true, release: true, claim: false })
    expect(answer.body.why).toEqual(expect.any(Object))
    const again = await rep.get(`/customers/${answer.body.id}`)
    expect(good(again)).toMatchObject({ ...answer.body })
    expect(again.headers.etag).toBe('"1"')
  })

  it('answers a list as data and page', async () => {
    const { data, page } = good(await rep.get('/customers'))
    expect(data[0]).toMatchObject({ id: expect.stringMatching(uuid), can: expect.any(Object) })
    expect(page).toEqual({ next: null, total: { value: data.length, exact: true } })
  })

  it('puts a record without an owner into its pool', async () => {
    const made = good(await rep.post('/customers', { name: '无主客户甲', ownerId: null }), 201)
    expect(made).toMatchObject({ ownerId: null, owner: null, poolId: app.poolId, ownedAt: null, protectedUntil: null })
    expect(made.pooledAt).toMatch(moment)
    const pool = good(await app.admin.post('/pools', { name: '西部公海' }), 201)
    expect(
      good(await app.admin.post('/customers', { name: '无主客户乙', ownerId: null, poolId: pool.id }), 201).poolId,
    ).toBe(pool.id)
  })

  it('says who is not signed in, on every path but signing in', async () => {
    for (const path of [
      '/customers',
      `/customers/${nowhere}`,
      '/meta',
      '/me',
      '/policy',
      '/sessions',
      '/search?q=a',
      '/jobs/pool-recycle/runs',
    ])
      refused(await app.guest.get(path), 401)
    refused(await app.guest.post('/customers', { name: 'x' }), 401)
    refused(await app.guest.get('/customers', { authorization: 'Bearer nothing' }), 401)
    refused(await app.guest.get('/customers', { cookie: 'greensea_session=forged' }), 401)
  })

  it('speaks zh by default, and en on request', async () => {
    const zh = refused(await rep.get(`/customers/${nowhere}`), 404)
    const en = refused(await rep.get(`/customers/${nowhere}`, { 'accept-language': 'en-GB,en;q=0.9' }), 404)
    expect(zh.detail).toMatch(/[一-龥]/)
    expect(en.detail).not.toMatch(/[一-龥]/)
    const wrong = refused(await rep.post('/customers', { name: '', level: 'Z' }, { 'accept-language': 'en' }), 422)
    for (const one of wrong.errors) expect(one.message).not.toMatch(/[一-龥]/)
  })

  it('does not tell the invisible from the absent', async () => {
    const { id } = await newCustomer(rep)
    const absent = refused(await other.get(`/customers/${nowhere}`), 404)
    const invisible = refused(await other.get(`/customers/${id}`), 404)
    expect({ ...invisible, requestId: '' }).toEqual({ ...absent, requestId: '' })
    for (const path of ['history', 'owners', 'members', 'timeline', 'comments', 'explain'])
      refused(await other.get(`/customers/${id}/${path}`), 404)
    refused(await other.patch(`/customers/${id}`, { level: 'A' }), 404)
    refused(await other.del(`/customers/${id}`), 404)
    for (const action of ['release', 'lock', 'transfer', 'reveal', 'add-members', 'restore'])
      expect(
        (
          await other.post(`/customers/${id}/${action}`, {
            reason: 'x',
            ownerId: other.id,
            field: 'phone',
            employeeIds: [other.id],
          })
        ).status,
        action,
      ).not.toBe(200)
    refused(await other.get(`/customers/${nowhere}/history`), 404)
    refused(await rep.get('/customers/not-an-id'), 404)
    refused(await rep.get('/nothings'), 404)
    refused(await rep.post('/nothings', {}), 404)
    refused(await rep.post(`/customers/${id}/fly`, {}), 404)
    refused(await rep.get('/not/a/path/at/all'), 404)
  })

  it('refuses with 403 and the rule what is seen but not allowed', async () => {
    const { id } = await newCustomer(rep)
    await rep.post(`/customers/${id}/add-members`, { employeeIds: [other.id], right: 'read' })
    expect(good(await other.get(`/customers/${id}`)).can.update).toBe(false)
    const problem = refused(await other.patch(`/customers/${id}`, { level: 'A' }), 403, 'not_yours')
    expect(problem.detail).toContain('林知夏')
    expect(problem.rule).toEqual(expect.any(String))
    refused(await other.post(`/customers/${id}/release`, { reason: '不跟了' }), 403)
    refused(await other.del(`/customers/${id}`), 403)
    refused(await rep.post('/roles', { name: '自封的' }), 403)
    refused(await rep.post(`/customers/${id}/transfer`, { ownerId: other.id }), 403)
  })

  it('tells malformed from invalid', async () => {
    refused(await rep.call('POST', '/customers', '{"name": ', { 'content-type': 'application/json' }), 400)
    refused(await rep.call('POST', '/customers', '[]', { 'content-type': 'application/json' }), 400)
    refused(await rep.call('POST', '/customers', '"text"', { 'content-type': 'application/json' }), 400)
    refused(await rep.get('/customers?filter={'), 400)
    refused(
      await rep.call('POST', '/customers', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
    )
    refused(await rep.call('POST', '/customers', 'x', { 'content-type': 'text/plain' }), 415)
    refused(await rep.post('/customers', { name: 'x'.repeat(10_000_000) }), 413)
    expect(faults(await rep.post('/customers', {}))).toEqual({ name: 'required' })
    expect(
      faults(await rep.post('/customers', { name: '甲', colour: 'red', level: 'Z', completeness: 1, version: 9 })),
    ).toMatchObject({
      colour: 'unknown_field',
      level: 'unknown_option',
      completeness: 'read_only',
      version: 'read_only',
    })
  })

  it('holds writers to the version they saw, when they say it', async () => {
    const made = await newCustomer(rep)
    const path = `/customers/${made.id}`
    const second = good(await rep.patch(path, { level: 'A' }, { 'if-match': '"1"' }))
    expect(second.version).toBe(2)
    const stale = refused(await rep.patch(path, { level: 'B' }, { 'if-match': '"1"' }), 412, 'version_conflict')
    expect(stale.current).toMatchObject({ id: made.id, version: 2, level: 'A' })
    refused(await rep.del(path, { 'if-match': '"1"' }), 412, 'version_conflict')
    expect(
      refused(await rep.post(`${path}/release`, { reason: '旧' }, { 'if-match': '"1"' }), 412, 'version_conflict')
        .current.version,
    ).toBe(2)
    refused(await rep.patch(path, { level: 'B' }, { 'if-match': 'abc' }), 400)
    expect(good(await rep.patch(path, { source: 'referral' })).version).toBe(3)
    expect(good(await rep.get(path))).toMatchObject({ level: 'A', source: 'referral' })
    expect(good(await rep.patch(path, { source: 'referral' })).version, 'nothing changed').toBe(3)
    const of = good(await rep.get(`${path}/history`)).data
    expect(of.map((one: { action: string }) => one.action)).toEqual(['update', 'update', 'create'])
    expect(of[1]).toMatchObject({
      at: expect.stringMatching(moment),
      by: { id: rep.id, name: '林知夏' },
      changes: [{ field: 'level', from: null, to: 'A' }],
    })
  })

  it('leaves version and updatedAt alone when only derived columns move', async () => {
    const made = await newCustomer(rep)
    const followed = good(
      await rep.post('/follow-ups', {
        customerId: made.id,
        kind: 'visit',
        content: '看了样机，约好下周报价',
        nextFollowUpAt: '2030-01-02T03:04:05.000Z',
      }),
      201,
    )
    expect(followed).toMatchObject({ isValid: true, invalidReason: null, customer: { id: made.id, name: made.name } })
    const after = good(await rep.get(`/customers/${made.id}`))
    expect(after).toMatchObject({
      version: 1,
      updatedAt: made.updatedAt,
      lastFollowUpAt: followed.happenedAt,
      lastValidFollowUpAt: followed.happenedAt,
      nextFollowUpAt: '2030-01-02T03:04:05.000Z',
    })
    good(await rep.patch(`/customers/${made.id}`, { level: 'A' }, { 'if-match': '"1"' }))
  })

  it('answers a repeated POST with the first answer, and one with another body not at all', async () => {
    const key = { 'idempotency-key': 'order-1' }
    const body = { name: '重复提交有限公司', phone: '13900001111' }
    const first = await rep.post('/customers', body, key)
    const second = await rep.post('/customers', body, key)
    expect(good(second, 201)).toEqual(good(first, 201))
    expect(second.headers.undo).toBe(first.headers.undo)
    const mismatch = refused(await rep.post('/customers', { ...body, phone: '13900002222' }, key), 422)
    expect(mismatch.code === 'idempotency_mismatch' || mismatch.errors[0].code === 'idempotency_mismatch').toBe(true)
    expect(mismatch.code).toBe('idempotency_mismatch')
    expect(good(await rep.get(query('/customers', { filter: { name: body.name } }))).data).toHaveLength(1)
    expect(good(await other.post('/customers', body, key), 201).id, 'the key is each person’s own').not.toBe(
      first.body.id,
    )
  })

  it('does one piece of work for two equal requests at the same moment', async () => {
    const key = { 'idempotency-key': 'twins' }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => rep.post('/customers', { name: '双胞胎贸易有限公司' }, key)),
    )
    expect(new Set(answers.map((one) => good(one, 201).id)).size).toBe(1)
    expect(good(await rep.get(query('/customers', { filter: { name: '双胞胎贸易有限公司' } }))).page.total.value).toBe(
      1,
    )
  })

  it('does not keep a refusal under its key', async () => {
    const key = { 'idempotency-key': 'later' }
    refused(await rep.post('/customers', { level: 'A' }, key), 422)
    refused(await rep.post('/customers', { level: 'A' }, key), 422)
    refused(await rep.post('/customers', { name: 'x' }, { 'idempotency-key': 'k'.repeat(201) }), 400)
  })

  it('stores the answer with the change: where it cannot be stored, nothing is', async () => {
    const { db } = app.app.system.kernel
    await db.query(
      sql`CREATE FUNCTION refuse_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no answer today'; END $$`,
    )
    await db.query(
      sql`CREATE TRIGGER refuse_answer BEFORE UPDATE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION refuse_answer()`,
    )
    const key = { 'idempotency-key': 'one-breath' }
    const body = { name: '一气呵成有限公司' }
    expect((await rep.post('/customers', body, key)).status).toBe(500)
    await db.query(sql`DROP TRIGGER refuse_answer ON idempotency_keys`)
    const found = query('/customers', { filter: { name: body.name } })
    expect(good(await rep.get(found)).data).toHaveLength(0)
    good(await rep.post('/customers', body, key), 201)
    expect(good(await rep.get(found)).data).toHaveLength(1)
  })

  it('describes in meta exactly what a person may use', async () => {
    const { objects } = good(await rep.get('/meta'))
    const customers = objects.find((one: { path: string }) => one.path === 'customers')
    expect(customers.label).toEqual({ zh: '客户', en: 'Customer' })
    const level = customers.fields.find((one: { name: string }) => one.name === 'level')
    expect(level).toMatchObject({
      name: 'level',
      type: 'choice',
      label: { zh: '级别', en: 'Level' },
      required: false,
      readable: true,
      writable: true,
      masked: false,
      sortable: true,
    })
    expect(level.options[0]).toMatchObject({ key: 'A', label: { zh: 'A', en: 'A' } })
    expect(customers.fields.find((one: { name: string }) => one.name === 'ownerId').to).toBe('employees')
    expect(customers.actions.map((one: { name: string }) => one.name)).toEqual(
      expect.arrayContaining(['claim', 'release', 'lock', 'unlock', 'add-members', 'remove-members', 'reveal']),
    )
    expect(customers.actions.map((one: { name: string }) => one.name)).not.toContain('transfer')
    const release = customers.actions.find((one: { name: string }) => one.name === 'release')
    expect(release).toMatchObject({ label: { zh: expect.any(String), en: expect.any(String) }, bulk: true })
    expect(release.input.find((one: { name: string }) => one.name === 'reason')).toMatchObject({
      required: true,
      type: 'text',
    })
    for (const object of objects)
      for (const field of object.fields)
        expect(field, `${object.path}.${field.name}`).toMatchObject({
          type: expect.any(String),
          label: { zh: expect.any(String), en: expect.any(String) },
          required: expect.any(Boolean),
          readable: expect.any(Boolean),
          writable: expect.any(Boolean),
          masked: expect.any(Boolean),
          sortable: expect.any(Boolean),
        })
  })

  it('says how it is', async () => {
    expect(good(await app.guest.get('/healthz'))).toMatchObject({ status: 'ok' })
    expect(good(await app.guest.get('/readyz'))).toMatchObject({ status: 'ready' })
    const metrics = await app.guest.get('/metrics')
    expect(metrics.status).toBe(200)
    expect(String(metrics.body)).toContain('greensea_http_requests_total')
  })
})
