import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, faults, good, newCustomer, query } from './company.ts'
import { form } from './files.ts'

describe('the file of a list', () => {
  let app: TestApp
  let lead: Client
  const names = async (parameters: Record<string, unknown>) =>
    String((await lead.get(query('/customers/export', { format: 'csv', fields: 'name', ...parameters }))).body)
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
      .slice(1)
  beforeAll(async () => {
    app = await startTestApp()
    lead = await app.person({ account: 'lead', roles: ['director'], departmentId: null, name: '林知夏' })
    const csv = [
      '公司全称,级别',
      ...Array.from({ length: 1203 }, (_, i) => `排序公司${String((i * 7) % 1203).padStart(4, '0')},`),
    ]
    const made = form('list.csv', csv.join('\n'))
    const { id } = good(await lead.call('POST', '/imports?object=customers', made.payload, made.headers), 201)
    good(await lead.patch(`/imports/${id}`, { matchBy: [] }))
    good(await lead.post(`/imports/${id}/start`), 202)
    const done = await eventually(async () => {
      const found = good(await lead.get(`/imports/${id}`))
      return found.status === 'done' || found.status === 'failed' ? found : undefined
    }, 'an import that is done')
    expect(done).toMatchObject({ status: 'done', created: 1203 })
  })
  afterAll(() => app.close())

  it('is in the order of the list, each record once, over several pages', async () => {
    const up = await names({ sort: 'name' })
    expect(up).toHaveLength(1203)
    expect(up).toEqual([...up].sort())
    expect(await names({ sort: '-name' })).toEqual([...up].reverse())
  })

  it('is in the order of entry without a wish, and refuses an order there is not', async () => {
    expect((await names({})).slice(0, 2)).toEqual(['排序公司0000', '排序公司0007'])
    expect(faults(await lead.get('/customers/export?format=csv&sort=nothing'))).toHaveProperty('sort')
  })

  it('holds to filter and search as well', async () => {
    const { id } = await newCustomer(lead, { name: '另一家', level: 'A' })
    expect(await names({ sort: '-name', filter: { id } })).toEqual(['另一家'])
    expect(await names({ sort: 'name', search: '另一家' })).toEqual(['另一家'])
  })
})
