import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { good, newCustomer, nowhere, refused } from './company.ts'

let app: TestApp
let manager: Client
let rep: Client
let other: Client
let finance: Client
beforeAll(async () => {
  app = await startTestApp()
  const east = await app.department({ name: '华东' })
  const west = await app.department({ name: '华西' })
  manager = await app.person({ account: 'manager1', roles: ['manager'], departmentId: east, name: '沈国栋' })
  rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, managerId: manager.id, name: '林知夏' })
  other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: west })
  finance = await app.person({ account: 'finance1', roles: ['finance'], departmentId: west })
})
afterAll(() => app.close())

it('answers what a sheet holds, each part within the rights of the person, and notes who printed (A30)', async () => {
  const made = await newCustomer(rep, { phone: '0571-88886631', creditLevel: 'good' })
  good(await rep.post('/contacts', { customerId: made.id, name: '谢建平' }), 201)
  for (let i = 0; i < 8; i++)
    good(await rep.post('/follow-ups', { customerId: made.id, kind: 'call', content: `第 ${i} 次谈样机的安排` }), 201)
  good(await rep.post('/needs', { customerId: made.id, product: '伺服' }), 201)
  const sheet = good(await rep.get(`/customers/${made.id}/print`))
  expect(sheet.record).toMatchObject({ id: made.id, phone: '0571-88886631' })
  expect(sheet.by).toEqual({ id: rep.id, name: '林知夏' })
  const part = (path: string) => sheet.parts.find((one: { object: string }) => one.object === path)
  expect(part('contacts')).toMatchObject({ main: true, total: 1, rows: [{ name: '谢建平' }] })
  expect(part('follow-ups')).toMatchObject({ main: true, total: 8 })
  expect(part('follow-ups').rows).toHaveLength(6)
  expect(part('needs')).toMatchObject({ main: false, rows: [{ product: '伺服' }] })
  const history = good(await rep.get(`/customers/${made.id}/history`)).data
  expect(history[0]).toMatchObject({ action: 'print', by: { name: '林知夏' } })

  expect(refused(await finance.get(`/customers/${made.id}/print`), 403, 'no_right').detail).toContain('打印')
  refused(await other.get(`/customers/${made.id}/print`), 404)
  refused(await rep.get(`/customers/${nowhere}/print`), 404)
  refused(await rep.get('/customers/x/print'), 404)
})

it('prints what is masked as it is shown: masked; and nothing of the pool before it is claimed', async () => {
  const made = await newCustomer(rep, { phone: '13812345678' })
  good(await rep.post('/contacts', { customerId: made.id, name: '钱工', phone: '13900009999' }), 201)
  const role = good(await app.admin.get(`/roles/${app.roleId('manager')}`))
  const masks = { customers: { ...role.fields.customers, phone: 'mask' }, contacts: { phone: 'mask' } }
  good(await app.admin.patch(`/roles/${role.id}`, { fields: { ...role.fields, ...masks } }))
  const sheet = good(await manager.get(`/customers/${made.id}/print`))
  expect(sheet.record.phone).toBe('138****5678')
  expect(sheet.parts.find((one: { object: string }) => one.object === 'contacts').rows[0].phone).toBe('139****9999')
  expect(JSON.stringify(sheet)).not.toMatch(/13812345678|13900009999/)

  await app.app.system.kernel.db.pool.query(`UPDATE pools SET member_ids = ARRAY[$1::uuid]`, [rep.id])
  await app.app.system.kernel.db.pool.query('UPDATE epochs SET access = access + 1')
  const pooled = await newCustomer(app.admin, { ownerId: null, phone: '13812345679' })
  expect(good(await rep.get(`/customers/${pooled.id}`)).phone).toBe('138****5679')
  refused(await rep.get(`/customers/${pooled.id}/print`), 403, 'no_right')
})
