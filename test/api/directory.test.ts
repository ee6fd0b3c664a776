import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApplication } from '../../src/app/application.ts'
import { firstRunCode } from '../../src/kernel/sign-in/first-run.ts'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { createTestDatabase } from '../support/database.ts'
import { faults, good, query, refused } from './company.ts'

describe('what people learn of the house, and of themselves', () => {
  let app: TestApp
  let rep: Client
  let partner: Client
  let operations: Client
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    partner = await app.person({ account: 'partner1', roles: ['partner'], departmentId: null, name: '外部伙伴' })
    operations = await app.person({ account: 'ops1', roles: ['operations'], departmentId: east, name: '运营' })
    good(await app.admin.patch(`/employees/${rep.id}`, { phone: '13812345678', grade: 'P5', region: '330000' }))
  })
  afterAll(() => app.close())

  it('shows a partner neither colleagues nor departments, roles, pools and rules', async () => {
    for (const path of [
      '/employees',
      `/employees/${rep.id}`,
      '/departments',
      '/roles',
      '/pools',
      '/policy',
      `/pool-usage?poolId=${app.poolId}`,
      '/proposed-owners?region=330106',
    ])
      expect([403, 404], path).toContain((await partner.get(path)).status)
    expect(Object.keys(good(await partner.get('/me')).functions)).not.toContain('employees')
    expect(good(await partner.get('/me')).employee).toMatchObject({ account: 'partner1', name: '外部伙伴' })
    const own = good(await partner.post('/customers', { name: '伙伴报来的有限公司' }), 201)
    expect(own.owner.name).toBe('外部伙伴')
  })

  it('is an address book for staff, without roles and grades (V2)', async () => {
    const [found] = good(await operations.get(query('/employees', { filter: { name: '林知夏' } }))).data
    expect(found).toMatchObject({ name: '林知夏', phone: '13812345678' })
    const colleague = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null, name: '顾南乔' })
    const seen = good(await colleague.get(`/employees/${rep.id}`))
    expect(seen).toMatchObject({ name: '林知夏', phone: '13812345678' })
    for (const name of ['roleIds', 'grade']) expect(seen).not.toHaveProperty(name)
    refused(await colleague.get('/roles'), 403)
    expect(faults(await colleague.get(query('/employees', { filter: { grade: 'P5' } })))).toBeTruthy()
    expect(good(await rep.get('/me')).employee).toMatchObject({ account: 'rep1', phone: '13812345678' })
  })

  it('shows everybody the rules, and of the special limits their own', async () => {
    const capacity = { default: 50, byEmployee: { [rep.id]: 80, [operations.id]: 90 }, byRole: { manager: 100 } }
    good(await app.admin.post('/policy', { capacity }), 201)
    expect(good(await rep.get('/policy')).policy.capacity).toMatchObject({
      default: 50,
      byEmployee: { [rep.id]: 80 },
      byRole: {},
    })
    expect(good(await operations.get('/policy')).capacity.byEmployee).toEqual(capacity.byEmployee)
  })

  it('proposes who is in charge of the region', async () => {
    const answer = good(await rep.get('/proposed-owners?region=330106'))
    expect(answer.data).toEqual([{ id: rep.id, name: '林知夏', region: '330000' }])
    expect(good(await rep.get('/proposed-owners')).data).toEqual([])
    expect(good(await rep.get('/proposed-owners?region=110101')).data).toEqual([])
    expect(faults(await rep.get('/proposed-owners?region=x'))).toEqual({ region: 'not_a_region' })
  })

  it('keeps preferences, within bounds, and nothing it does not know', async () => {
    expect(faults(await rep.patch('/me', { theme: 'dark', name: 'x' }))).toEqual({
      theme: 'unknown_field',
      name: 'unknown_field',
    })
    const half = 'x'.repeat(40_000)
    good(await rep.patch('/me', { preferences: { one: half } }))
    expect(faults(await rep.patch('/me', { preferences: { two: half } }))).toEqual({ preferences: 'too_large' })
    expect(Object.keys(good(await rep.get('/me')).preferences)).toEqual(['one'])
    expect(faults(await rep.patch('/me', { preferences: [] }))).toEqual({ preferences: 'invalid' })
  })

  it('names the pools one may claim from and import into', async () => {
    const closed = good(await app.admin.post('/pools', { name: '华北公海', memberIds: [operations.id] }), 201)
    const pools = good(await rep.get('/me')).pools
    expect(pools).toEqual([{ id: app.poolId, name: '公海', isDefault: true }])
    expect(good(await operations.get('/me')).pools).toContainEqual({
      id: closed.id,
      name: '华北公海',
      isDefault: false,
    })
  })

  it('calls default roles by their name in the language of the reader, until they are renamed', async () => {
    const english = { 'accept-language': 'en' }
    expect(good(await rep.get('/me', english)).employee.roles[0].name).toBe('Sales rep')
    expect(good(await rep.get('/me')).employee.roles[0].name).toBe('销售代表')
    good(await app.admin.patch(`/roles/${app.roleId('rep')}`, { name: '客户顾问' }))
    expect(good(await rep.get('/me', english)).employee.roles[0].name).toBe('客户顾问')
  })

  it('names what was there before anybody came in the language of who sets it up', async () => {
    const database = await createTestDatabase()
    const fresh = await createApplication({ url: database.url, schedule: false })
    const { db } = fresh.system.kernel
    const answer = await fresh.http.inject({
      method: 'POST',
      url: '/api/v1/setup',
      headers: { 'accept-language': 'en' },
      payload: {
        code: await firstRunCode(db),
        company: 'Acme',
        name: 'Ann',
        account: 'ann',
        password: 'correct-horse-7',
      },
    })
    expect(answer.statusCode).toBe(201)
    const { rows } = await db.query<{ name: string }>(
      sql`SELECT name FROM roles WHERE key = 'rep' UNION ALL SELECT name FROM pools`,
    )
    expect(rows.map((row) => row.name)).toEqual(['Sales rep', 'Public pool'])
    await fresh.close()
    await database.drop()
  })

  it('refuses a page mark it did not give', async () => {
    for (const path of ['/notifications?cursor=x', '/notifications?cursor=1'])
      expect(faults(await rep.get(path))).toEqual({ cursor: 'invalid_cursor' })
    const { id } = good(await rep.post('/customers', { name: '翻页有限公司' }), 201)
    expect(faults(await rep.get(`/customers/${id}/timeline?cursor=x`))).toEqual({ cursor: 'invalid_cursor' })
  })
})
