import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused, walk } from './company.ts'

const levels = ['A', 'B', null, 'C', null] as const
const regions = ['330106', '330200', '320500', null, '110101'] as const
const total = 30

describe('lists: filters, order, pages, search', () => {
  let app: TestApp
  let rep: Client
  let lead: Client
  let east: string
  const made: Answer['body'][] = []
  const names = async (filter: unknown, more: Record<string, unknown> = {}): Promise<string[]> =>
    (await walk(rep, '/customers', { filter, limit: '200', count: 'none', ...more })).map((row) => row.name).sort()
  const expected = (test: (row: Answer['body']) => boolean) =>
    made
      .filter(test)
      .map((row) => row.name)
      .sort()

  beforeAll(async () => {
    app = await startTestApp()
    east = await app.department({ name: '华东' })
    const hangzhou = await app.department({ name: '杭州', parentId: east })
    lead = await app.person({ account: 'lead', roles: ['director'], departmentId: east, name: '总监' })
    rep = await app.person({
      account: 'rep1',
      roles: ['rep'],
      departmentId: hangzhou,
      managerId: lead.id,
      name: '林知夏',
    })
    for (let i = 0; i < total; i++)
      made.push(
        await newCustomer(rep, {
          name: `公司${String(i).padStart(2, '0')}%_\\'`,
          level: levels[i % 5],
          region: regions[i % 5],
          phones: i % 3 === 0 ? [{ value: `1380000${String(1000 + i)}` }] : null,
          email: i % 2 === 0 ? `m${i}@example.com` : null,
          industry: i % 4 === 0 ? 'K' : null,
          website: i % 6 === 0 ? `https://site${i}.example.com` : null,
          remark: i % 7 === 0 ? `备注 ${i}` : null,
        }),
      )
    for (let i = 0; i < 8; i++)
      await rep.post('/follow-ups', {
        customerId: made[i].id,
        kind: i % 2 === 0 ? 'call' : 'visit',
        content: `第 ${i} 次拜访记录`,
        happenedAt: `2026-0${(i % 4) + 1}-15T03:00:00.000Z`,
        durationSeconds: i * 60,
        ...(i < 4 ? { nextFollowUpAt: `2027-01-0${i + 1}T02:00:00.000Z` } : {}),
      })
  })
  afterAll(() => app.close())

  it.each([
    ['a plain value', { level: 'A' }, (r: Answer['body']) => r.level === 'A'],
    ['a plain null', { level: null }, (r: Answer['body']) => r.level === null],
    ['eq', { level: { eq: 'B' } }, (r: Answer['body']) => r.level === 'B'],
    ['ne, empty ones included', { level: { ne: 'B' } }, (r: Answer['body']) => r.level !== 'B'],
    ['in', { level: { in: ['A', 'C'] } }, (r: Answer['body']) => ['A', 'C'].includes(r.level)],
    ['in nothing', { level: { in: [] } }, () => false],
    ['nin, empty ones included', { level: { nin: ['A', 'C'] } }, (r: Answer['body']) => !['A', 'C'].includes(r.level)],
    ['isNull', { level: { isNull: true } }, (r: Answer['body']) => r.level === null],
    ['isNull false', { level: { isNull: false } }, (r: Answer['body']) => r.level !== null],
    ['contains, taken literally', { name: { contains: "%_\\'" } }, () => true],
    ['contains', { name: { contains: '司1' } }, (r: Answer['body']) => r.name.includes('司1')],
    ['contains a wildcard only', { name: { contains: '司%' } }, () => false],
    ['startsWith', { name: { startsWith: '公司0' } }, (r: Answer['body']) => r.name.startsWith('公司0')],
    [
      'lt and gte of text',
      { name: { gte: '公司05', lt: '公司10' } },
      (r: Answer['body']) => r.name >= '公司05' && r.name < '公司10',
    ],
    [
      'between',
      { name: { between: ['公司05', '公司10'] } },
      (r: Answer['body']) => r.name >= '公司05' && r.name <= '公司10',
    ],
    ['under a province', { region: { under: '330000' } }, (r: Answer['body']) => r.region?.startsWith('33') === true],
    ['under a city', { region: { under: '330100' } }, (r: Answer['body']) => r.region === '330106'],
    ['an industry letter', { industry: { under: 'K' } }, (r: Answer['body']) => r.industry !== null],
    [
      'one of several phones',
      { phones: { contains: '13800001003' } },
      (r: Answer['body']) => r.phones?.some((p: { value: string }) => p.value === '13800001003') === true,
    ],
    ['e-mail', { email: 'm2@example.com' }, (r: Answer['body']) => r.email === 'm2@example.com'],
    ['url', { website: { isNull: false } }, (r: Answer['body']) => r.website !== null],
    ['long text', { remark: { contains: '备注 7' } }, (r: Answer['body']) => r.remark === '备注 7'],
    ['a boolean', { locked: { ne: true } }, () => true],
    [
      'or',
      { or: [{ level: 'A' }, { region: '320500' }] },
      (r: Answer['body']) => r.level === 'A' || r.region === '320500',
    ],
    ['an empty or', { or: [] }, () => false],
    [
      'and',
      { and: [{ level: 'A' }, { name: { contains: '0' } }] },
      (r: Answer['body']) => r.level === 'A' && r.name.includes('0'),
    ],
    ['not, empty ones included', { not: { level: 'A' } }, (r: Answer['body']) => r.level !== 'A'],
    [
      'not or',
      { not: { or: [{ level: 'A' }, { level: null }] } },
      (r: Answer['body']) => r.level !== 'A' && r.level !== null,
    ],
    ['two fields', { level: 'A', region: '330106' }, (r: Answer['body']) => r.level === 'A' && r.region === '330106'],
    ['@me', { ownerId: '@me' }, () => true],
    ['@me in a list', { ownerId: { in: ['@me'] } }, () => true],
    ['not @me', { ownerId: { ne: '@me' } }, () => false],
    ['@myDepartments', { departmentId: { in: '@myDepartments' } }, () => true],
    ['@today', { createdAt: { gte: '@today', lt: '@today+1' } }, () => true],
    ['a calendar day', { createdAt: { eq: '@today' } }, () => true],
    ['before today', { createdAt: { lt: '@today' } }, () => false],
    ['@startOfYear', { createdAt: { gte: '@startOfYear' } }, () => true],
    ['@startOfWeek', { createdAt: { gte: '@startOfWeek-7' } }, () => true],
    ['@now', { createdAt: { gt: '@now' } }, () => false],
    ['a moment', { createdAt: { gt: '2020-01-01T00:00:00Z' } }, () => true],
    ['a percent', { completeness: { gte: 0, lte: 100 } }, () => true],
    ['through a reference', { 'owner.name': '林知夏' }, () => true],
  ] as const)('filters by %s', async (_, filter, test) => {
    expect(await names(filter)).toEqual(expected(test as (row: Answer['body']) => boolean))
  })

  it('filters by departments with what is below, and by subordinates', async () => {
    const of = async (filter: unknown) => good(await lead.get(query('/customers', { filter }))).page.total.value
    expect(await of({ departmentId: { under: east } })).toBe(total)
    expect(await of({ departmentId: east })).toBe(0)
    expect(await of({ ownerId: { in: '@mySubordinates' } })).toBe(total)
    expect(await of({ ownerId: '@mySubordinates' })).toBe(total)
  })

  it('filters actions by fields of what they are about', async () => {
    const of = async (filter: unknown) => (await walk(rep, '/follow-ups', { filter, limit: '3' })).length
    expect(await of({ 'customer.region': { under: '330000' } })).toBe(4)
    expect(await of({ 'customer.level': null })).toBe(3)
    expect(await of({ durationSeconds: { between: [60, 180] } })).toBe(3)
    expect(await of({ durationSeconds: { lte: 60 } })).toBe(2)
    expect(await of({ happenedAt: { lt: '2026-03-01T00:00:00Z' } })).toBe(4)
    expect(await of({ happenedAt: { between: ['2026-02-15', '2026-03-15'] } })).toBe(4)
    expect(await of({ isValid: true, metKeyPerson: false })).toBe(8)
    expect(await of({ nextFollowUpAt: { isNull: true } })).toBe(4)
    expect(await of({ not: { 'customer.owner.name': '林知夏' } })).toBe(0)
  })

  it.each([
    [{ colour: 'red' }, 'filter.colour', 'unknown_field'],
    [{ level: { like: 'A' } }, 'filter.level', 'unknown_operator'],
    [{ level: { constructor: 'A' } }, 'filter.level', 'unknown_operator'],
    [{ __proto__x: 1 }, 'filter.__proto__x', 'unknown_field'],
    [{ 'customer.name': 'x' }, 'filter.customer.name', 'unknown_field'],
    [{ 'owner.salary': 1 }, 'filter.owner.salary', 'unknown_field'],
    [{ 'owner.password': 'x' }, 'filter.owner.password', 'unknown_field'],
    [{ level: 'Z' }, 'filter.level', 'invalid_operand'],
    [{ level: 5 }, 'filter.level', 'invalid_operand'],
    [{ level: { in: 'A' } }, 'filter.level', 'invalid_operand'],
    [{ level: { lt: 'A' } }, 'filter.level', 'unknown_operator'],
    [{ name: { contains: '' } }, 'filter.name', 'invalid_operand'],
    [{ name: { contains: 'a\u0000b' } }, 'filter.name', 'invalid_operand'],
    [{ name: { contains: '\ud800' } }, 'filter.name', 'invalid_operand'],
    [{ name: { between: ['a'] } }, 'filter.name', 'invalid_operand'],
    [{ ownerId: 'me' }, 'filter.ownerId', 'invalid_operand'],
    [{ ownerId: '@nobody' }, 'filter.ownerId', 'invalid_operand'],
    [{ createdAt: { lt: 'yesterday' } }, 'filter.createdAt', 'invalid_operand'],
    [{ createdAt: { lt: '2026-99-99' } }, 'filter.createdAt', 'invalid_operand'],
    [{ region: { under: '990000' } }, 'filter.region', 'invalid_operand'],
    [{ or: { level: 'A' } }, 'filter.or', 'filter_malformed'],
    [{ not: [] }, 'filter.not', 'filter_malformed'],
    [{ level: { isNull: 'yes' } }, 'filter.level', 'invalid_operand'],
    [{ level: { lt: null } }, 'filter.level', 'unknown_operator'],
    [[], 'filter', 'filter_malformed'],
    ['text', 'filter', 'filter_malformed'],
    [{ name: { in: Array.from({ length: 1001 }, (_, i) => `n${i}`) } }, 'filter.name', 'filter_too_long'],
  ])('refuses %j, naming what is wrong', async (filter, path, code) => {
    expect(faults(await rep.get(query('/customers', { filter: JSON.stringify(filter) })))).toMatchObject({
      [path]: code,
    })
  })

  it('refuses filters ten levels deep, and ever more conditions', async () => {
    let deep: unknown = { level: 'A' }
    for (let i = 0; i < 10; i++) deep = i % 2 === 0 ? { not: deep } : { or: [deep] }
    expect(Object.values(faults(await rep.get(query('/customers', { filter: deep }))))).toContain('filter_too_deep')
    for (let i = 0; i < 3000; i++) deep = { not: deep }
    expect((await rep.get(query('/customers', { filter: deep }))).status).toBe(422)
    expect(
      Object.values(
        faults(
          await rep.get(query('/customers', { filter: { or: Array.from({ length: 300 }, () => ({ level: 'A' })) } })),
        ),
      ),
    ).toContain('filter_too_long')
    const dots = `${'customer.'.repeat(20)}name`
    expect((await rep.get(query('/follow-ups', { filter: { [dots]: 'x' } }))).status).toBe(422)
    expect(
      (
        await rep.get(
          query('/customers', {
            filter: { 'dealer.dealer.dealer.dealer.dealer.dealer.dealer.dealer.dealer.name': 'x' },
          }),
        )
      ).status,
    ).toBe(422)
  })

  const key = (row: Answer['body'], name: string) => (row[name] === null || row[name] === undefined ? null : row[name])
  it.each([
    ['level'],
    ['-level'],
    ['region,-name'],
    ['-level,name'],
    ['level,-region'],
    ['-updatedAt,name'],
    ['nextFollowUpAt'],
    ['-lastFollowUpAt'],
    ['-name'],
    ['-completeness,level'],
    ['protectedUntil'],
  ])('walks all pages ordered by %s, nulls last, nothing twice, nothing missed', async (sort) => {
    const rows = await walk(rep, '/customers', { sort, limit: '7' })
    expect(rows).toHaveLength(total)
    const keys = sort.split(',')
    for (let i = 1; i < rows.length; i++)
      for (const each of keys) {
        const name = each.replace('-', '')
        const [a, b] = [key(rows[i - 1], name), key(rows[i], name)]
        if (a === b) continue
        if (b === null) break
        expect(a, `nulls last by ${name}`).not.toBe(null)
        const rising = String(a).localeCompare(String(b), 'zh') < 0
        if (name !== 'name' && name !== 'completeness') expect(rising, `${a} then ${b}`).toBe(!each.startsWith('-'))
        break
      }
  })

  it('walks a filtered list to its end, with limits of one', async () => {
    expect(await walk(rep, '/customers', { filter: { level: 'A' }, sort: 'region', limit: '1' })).toHaveLength(6)
  })

  it('refuses a cursor with another filter, order or search, and a forged one', async () => {
    const first = good(await rep.get(query('/customers', { sort: 'level', limit: '5' })))
    const { next } = first.page
    expect(next).toEqual(expect.any(String))
    const cursorWith = async (more: Record<string, unknown>) =>
      rep.get(query('/customers', { sort: 'level', limit: '5', cursor: next, ...more }))
    good(await cursorWith({ limit: '9' }))
    for (const more of [
      { sort: '-level' },
      { filter: { level: 'A' } },
      { search: '公司' },
      { deleted: 'true' },
      { sort: 'level,name' },
    ])
      expect(faults(await cursorWith(more)), JSON.stringify(more)).toHaveProperty('cursor')
    const forge = (change: (parts: unknown[]) => unknown) =>
      Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(next, 'base64url').toString())))).toString('base64url')
    for (const cursor of [
      'x',
      'null',
      forge(() => null),
      forge((p) => p.slice(0, 2)),
      forge(([h, , v]) => [h, 'no-id', v]),
      forge(([h, id]) => [h, id, { a: 1 }]),
      forge(([h, id]) => [h, id, 'x\u0000']),
      forge(([h, id]) => [h, id, 7]),
    ])
      expect((await cursorWith({ cursor })).status, cursor).toBe(422)
    const byTime = good(await rep.get(query('/customers', { sort: '-updatedAt', limit: '5' }))).page.next
    const forged = Buffer.from(
      JSON.stringify(JSON.parse(Buffer.from(byTime, 'base64url').toString()).with(2, 12)),
    ).toString('base64url')
    expect((await rep.get(query('/customers', { sort: '-updatedAt', limit: '5', cursor: forged }))).status).toBe(422)
  })

  it('stays whole when rows are added and deleted between pages', async () => {
    const first = good(await rep.get(query('/customers', { sort: 'name', limit: '10' })))
    const extra = await newCustomer(rep, { name: '公司00 之前加进来的' })
    const rest = await walk(rep, '/customers', { sort: 'name', limit: '10', cursor: first.page.next })
    expect(first.data.length + rest.length).toBe(total)
    await rep.del(`/customers/${extra.id}`)
  })

  it('counts as asked', async () => {
    const page = async (count?: string) =>
      good(await rep.get(query('/customers', { limit: '1', ...(count === undefined ? {} : { count }) }))).page
    expect((await page()).total).toEqual({ value: total, exact: true })
    expect((await page('exact')).total).toEqual({ value: total, exact: true })
    expect((await page('estimate')).total).toMatchObject({ value: expect.any(Number), exact: expect.any(Boolean) })
    expect((await page('none')).total ?? null).toBe(null)
    expect(faults(await rep.get('/customers?count=all'))).toHaveProperty('count')
    expect(good(await rep.get(query('/customers', { filter: { level: { in: [] } } }))).page.total).toEqual({
      value: 0,
      exact: true,
    })
    expect(
      good(await rep.get(query('/customers', { sort: 'level', limit: '1', filter: { level: null } }))).page.total,
    ).toEqual({ value: 12, exact: true })
  })

  it('keeps the limit between 1 and 200, and answers the fields asked for', async () => {
    for (const limit of ['0', '201', '-1', 'x', '1.5', '1e9'])
      expect(faults(await rep.get(`/customers?limit=${limit}`)), limit).toHaveProperty('limit')
    expect(good(await rep.get('/customers?limit=200')).data).toHaveLength(total)
    const [row] = good(await rep.get('/customers?fields=name,level&limit=1')).data
    expect(Object.keys(row)).toEqual(expect.arrayContaining(['id', 'name', 'level']))
    expect(row).not.toHaveProperty('region')
    expect(faults(await rep.get('/customers?fields=name,colour'))).toHaveProperty('fields')
    expect(faults(await rep.get('/customers?sort=colour'))).toMatchObject({ sort: 'unknown_field' })
    expect(faults(await rep.get('/customers?sort=remark'))).toMatchObject({ sort: 'not_sortable' })
    expect((await rep.get('/customers?sort=level,level,level,level,level')).status).toBe(422)
    expect(good(await rep.get('/customers?sort=level,-level')).data).toHaveLength(total)
    expect((await rep.get('/customers?sort=__proto__')).status).toBe(422)
    expect((await rep.get('/customers?view=mine&limit=1')).status).toBe(200)
    refused(await rep.get('/customers?view=nothing'), 422)
    expect((await rep.get(`/customers?${'limit=5&'.repeat(3)}limit=3`)).body.data).toHaveLength(3)
  })

  it('finds by Chinese in both scripts, by pinyin, initials and part of a phone', async () => {
    const vanke = await newCustomer(rep, { name: '万科企业股份有限公司', phone: '0755-25606666' })
    await newCustomer(rep, { name: '长沙银行股份有限公司', phone: '13812345678' })
    for (const search of [
      '万科',
      '萬科',
      'wanke',
      'wk',
      'WANKE',
      'ＷＫ',
      'wankeqiye',
      '25606666',
      '0755-2560',
      '万科企业',
    ]) {
      expect((await names({}, { search })).includes(vanke.name), `list by ${search}`).toBe(true)
      const found = good(await rep.get(query('/search', { q: search, limit: '20' }))).data
      expect(
        found.find((one: { id: string }) => one.id === vanke.id),
        `bar by ${search}`,
      ).toMatchObject({
        object: 'customers',
        title: vanke.name,
        matched: { field: expect.any(String), snippet: expect.any(String) },
      })
    }
    expect(await names({}, { search: 'changshayinhang' })).toEqual(['长沙银行股份有限公司'])
    expect(await names({}, { search: '5678' })).toEqual(['长沙银行股份有限公司'])
    for (const search of [
      '%',
      '_',
      "'",
      '\\',
      '((',
      'a&b|c',
      '🐋',
      '   ',
      'x'.repeat(200),
      '\u0000',
      'a\u0000b',
      '\ud800',
    ]) {
      expect((await rep.get(query('/customers', { search }))).status, JSON.stringify(search)).toBeLessThan(500)
      expect((await rep.get(query('/search', { q: search }))).status, JSON.stringify(search)).toBeLessThan(500)
    }
    refused(await rep.get(query('/customers', { search: 'x'.repeat(201) })), 422)
    const other = await app.person({ account: 'stranger', roles: ['rep'], departmentId: null })
    expect(good(await other.get('/search?q=wanke')).data).toEqual([])
  })

  it('names unknown parameters', async () => {
    expect(faults(await rep.get('/customers?filtre={}'))).toMatchObject({ filtre: 'unknown_parameter' })
  })

  it('refuses a token where its kind cannot be, in every field, and never breaks', async () => {
    const tokens = ['@me', '@mySubordinates', '@myDepartments', '@today', '@now', '@startOfWeek+1']
    for (const path of ['customers', 'follow-ups', 'employees']) {
      const { fields } = good(await app.admin.get(`/meta/${path}`))
      for (const field of fields as { name: string; operators: string[] }[]) {
        const asked = field.operators
          .filter((operator) => ['eq', 'in', 'gte', 'contains', 'under'].includes(operator))
          .flatMap((operator) => tokens.map((token) => ({ [field.name]: { [operator]: token } })))
        const answers = await Promise.all(
          asked.map((filter) => app.admin.get(query(`/${path}`, { filter, count: 'none' }))),
        )
        for (const [k, answer] of answers.entries())
          expect([200, 422], JSON.stringify(asked[k])).toContain(answer.status)
      }
    }
    const day = { version: '@me', locked: '@today', ownerId: '@today', createdAt: '@me', departmentId: '@me' }
    for (const [name, token] of Object.entries(day))
      expect(refused(await app.admin.get(query('/customers', { filter: { [name]: token } })), 422).code).toBe(
        'invalid_operand',
      )
  })
})
