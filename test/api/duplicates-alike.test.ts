import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { codeOf, eventually, good, query } from './company.ts'

type Values = Readonly<Record<string, string>>

let app: TestApp
let rep: Client
let machine: Readonly<Record<string, string>>

beforeAll(async () => {
  app = await startTestApp()
  rep = await app.person({ account: 'alike-rep', roles: ['rep'] })
  const other = await app.person({ account: 'alike-other', roles: ['rep'] })
  good(
    await other.post('/customers', {
      name: '海宁溪午皮革制品有限公司',
      creditCode: codeOf(71),
      phone: '13957312345',
      address: '浙江省嘉兴市海宁市海昌路36号',
    }),
    201,
  )
  const { key } = good(await rep.post('/api-keys', { name: 'k', scopes: ['*'] }), 201)
  machine = { authorization: `Bearer ${key}` }
  const rules = good(await app.admin.get('/duplicates/rules'))
  const rule = { object: null, entry: null, state: null, reasonRequired: false }
  good(
    await app.admin.post('/duplicates/rules', {
      ...rules,
      rules: [
        { ...rule, strength: 'certain', decision: 'block' },
        { ...rule, strength: 'same', decision: 'warn', reasonRequired: true },
        { ...rule, strength: null, decision: 'queue' },
      ],
    }),
    201,
  )
})
afterAll(() => app.close())

/** What became of it: the code of its refusal, or saved and in how many groups; what was saved is gone afterwards. */
const outcomeOf = async (name: string, refusal: string | undefined): Promise<string> => {
  const own = good(await rep.get(query('/customers', { filter: { name } }))).data as { id: string }[]
  const clusters = good(await app.admin.get('/duplicates/clusters?object=customers')).data as {
    records: { id: string | null }[]
  }[]
  const groups = clusters.filter(({ records }) => records.some(({ id }) => own.some((one) => one.id === id)))
  for (const { id } of own) good(await app.admin.del(`/customers/${id}`), 204)
  return refusal ?? `saved ${own.length}, queued ${groups.length}`
}

const codeIn = (body: { code?: string; errors?: { code: string }[] }) => body.errors?.[0]?.code ?? body.code

const byForm = async (values: Values, headers?: Readonly<Record<string, string>>) => {
  const answer =
    headers === undefined ? await rep.post('/customers', values) : await app.guest.post('/customers', values, headers)
  return outcomeOf(String(values.name), answer.status === 201 ? undefined : codeIn(answer.body))
}

const byImport = async (values: Values) => {
  const csv = [Object.keys(values), Object.values(values)].map((row) => row.join(',')).join('\n')
  const parts = [
    '--line\r\ncontent-disposition: form-data; name="object"\r\n\r\ncustomers\r\n',
    `--line\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--line--\r\n`,
  ]
  const headers = { 'content-type': 'multipart/form-data; boundary=line' }
  const { id } = good(await rep.call('POST', '/imports', parts.join(''), headers), 201)
  const mapping = Object.fromEntries(Object.keys(values).map((name) => [name, name]))
  good(await rep.patch(`/imports/${id}`, { mapping, matchBy: ['name'], onMatch: 'create' }))
  good(await rep.post(`/imports/${id}/start`), 202)
  await eventually(async () => good(await rep.get(`/imports/${id}`)).status === 'done' || undefined, 'the import')
  const [failure] = good(await rep.get(`/imports/${id}/failures?format=json`)).data as { code: string }[]
  return outcomeOf(String(values.name), failure?.code)
}

describe('form, machine and import', () => {
  const free = '长兴栖枫竹木制品有限公司'
  it.each<[string, Values, string]>([
    ['the same name', { name: '海宁市溪午皮革制品有限公司' }, 'duplicate_found'],
    ['the same code', { name: free, creditCode: codeOf(71) }, 'duplicate_found'],
    ['the same mobile alone', { name: free, phone: '139 5731 2345' }, 'saved 1, queued 1'],
    ['the same door', { name: free, address: '海宁市海昌路36号' }, 'saved 1, queued 1'],
    ['one sign of the brand', { name: '海宁溪牛皮革制品有限公司' }, 'saved 1, queued 1'],
    ['nothing', { name: free, phone: '13957399999' }, 'saved 1, queued 0'],
    ['a wrong check digit', { name: free, creditCode: `${codeOf(72).slice(0, 17)}*` }, ''],
    ['a number that cannot be', { name: free, phone: '11111111111' }, ''],
  ])('decide alike over %s', async (_, values, expected) => {
    const outcomes = [await byForm(values), await byForm(values, machine), await byImport(values)]
    expect(new Set(outcomes).size, outcomes.join(' / ')).toBe(1)
    if (expected !== '') expect(outcomes[0]).toBe(expected)
  })
})
