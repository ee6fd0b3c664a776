import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, query, refused } from './company.ts'

import { oddities } from './oddities.ts'

describe('bad input: a clear problem each, nothing lost, never 500', () => {
  let app: TestApp
  let admin: Client
  let one: Answer['body']
  let objects: Answer['body'][]
  let n = 0
  const bases: Record<string, () => Record<string, unknown>> = {
    customers: () => ({ name: `输入${++n}` }),
    contacts: () => ({ name: '王工', customerId: one.id }),
    'follow-ups': () => ({ customerId: one.id, kind: 'call', content: '客户要了报价单' }),
    tasks: () => ({ title: '回电话' }),
    employees: () => ({ name: `员工${++n}`, account: `bad${n}` }),
    departments: () => ({ name: `部门${++n}` }),
    roles: () => ({ name: `角色${++n}` }),
    pools: () => ({ name: `公海${++n}` }),
    views: () => ({ name: `视图${++n}`, object: 'customers' }),
  }
  const fine = (answer: Answer, what: string) => {
    if (answer.status >= 500) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
    if (answer.status >= 400) {
      expect(String(answer.headers['content-type']), what).toContain('application/problem+json')
      expect(answer.body, what).toMatchObject({ code: expect.any(String), detail: expect.any(String) })
    }
    return answer
  }
  beforeAll(async () => {
    app = await startTestApp()
    admin = app.admin
    for (const [i, type] of [
      'text',
      'longText',
      'phone',
      'email',
      'url',
      'boolean',
      'integer',
      'decimal',
      'money',
      'percent',
      'date',
      'dateTime',
      'region',
      'industry',
      'employee',
      'department',
      'choice',
      'multiChoice',
    ].entries())
      good(
        await admin.post('/fields', {
          object: 'customers',
          name: `extra${i}${['employee', 'department'].includes(type) ? 'Id' : ''}`,
          type,
          label: { zh: `自定义${type}`, en: type },
          ...(type.toLowerCase().includes('choice') ? { options: [{ key: 'a', label: { zh: '甲', en: 'A' } }] } : {}),
        }),
        201,
      )
    one = await newCustomer(admin)
    objects = good(await admin.get('/meta')).objects
  })
  afterAll(() => app.close())

  it('every field of every object, with every oddity', async () => {
    let kept = 0
    for (const object of objects) {
      const base = bases[object.path]
      if (base === undefined) continue
      const writable = object.fields
        .filter((field: Answer['body']) => field.writable)
        .map((field: Answer['body']) => field.name)
      for (const [what, value] of oddities) {
        const post = (names: readonly string[]) =>
          admin.post(`/${object.path}`, { ...base(), ...Object.fromEntries(names.map((name) => [name, value])) })
        const check = async (names: readonly string[], answer: Answer) => {
          const said = `${object.path}.${names} = ${what}`
          // All at once may be more than a request holds; then each is judged by itself.
          const refusals = names.length > 1 ? [400, 409, 413, 422] : [400, 409, 422]
          if (answer.status !== 201) return expect(refusals, said).toContain(fine(answer, said).status)
          kept += names.length
          const read = good(await admin.get(`/${object.path}/${answer.body.id}`))
          for (const name of names) {
            expect(read[name] ?? null, said).toEqual(answer.body[name] ?? null)
            if (typeof value === 'string' && typeof read[name] === 'string' && value.length > 5000)
              expect(read[name].length, `${said}: nothing cut off`).toBe(value.length)
          }
        }
        const all = fine(await post(writable), `${object.path} all ${what}`)
        const wrong = new Set(
          all.status === 422 ? refused(all, 422).errors.map((fault: { path: string }) => fault.path.split('.')[0]) : [],
        )
        const taken = writable.filter((name: string) => !wrong.has(name))
        if (taken.length === 0) continue
        const together = fine(await post(taken), `${object.path}.${taken} = ${what}`)
        await check(taken, together)
        if (together.status !== 201 && taken.length > 1 && object.traits.organisation !== true)
          for (const name of taken) await check([name], await post([name]))
      }
    }
    expect(kept).toBeGreaterThan(100)
    expect((await app.guest.get('/readyz')).status).toBe(200)
  }, 120_000)

  it('still works for everybody after what was kept', async () => {
    for (const object of objects) {
      good(await admin.get(`/${object.path}?limit=200`))
      for (const field of object.fields)
        if (field.sortable) good(await admin.get(query(`/${object.path}`, { sort: `-${field.name}`, limit: '20' })))
    }
    good(await admin.get('/meta'))
    good(await admin.get('/me'))
  })

  it('every operator of every type of field in filters, with every oddity', async () => {
    const tried = new Set<string>()
    for (const object of objects)
      for (const field of object.fields) {
        const kind = `${field.type} ${field.many} ${field.maskable} ${field.to}`
        if (tried.has(kind)) continue
        tried.add(kind)
        const conditions = [
          'eq',
          'ne',
          'in',
          'lt',
          'gte',
          'between',
          'contains',
          'startsWith',
          'under',
          'isNull',
          'like',
        ]
          .filter((operator) => operator === 'like' || field.operators.includes(operator))
          .flatMap((operator) =>
            oddities.map(([, value]) => ({
              [field.name]: {
                [operator]: operator === 'in' ? [value] : operator === 'between' ? [value, value] : value,
              },
            })),
          )
        let kept: unknown[] = []
        for (let i = 0; i < conditions.length; i += 90) {
          const part = conditions.slice(i, i + 90)
          const answer = fine(
            await admin.get(query(`/${object.path}`, { filter: { or: part }, count: 'none', limit: '1' })),
            `${object.path}.${field.name}`,
          )
          const wrong = new Set(
            answer.status === 422
              ? refused(answer, 422).errors.map((fault: { path: string }) => Number(/\[(\d+)\]/.exec(fault.path)?.[1]))
              : [],
          )
          kept = [...kept, ...part.filter((_, at) => !wrong.has(at))]
        }
        if (kept.length > 0)
          expect(
            fine(
              await admin.get(
                query(`/${object.path}`, { filter: { or: kept.slice(0, 90) }, count: 'exact', limit: '1' }),
              ),
              `${object.path}.${field.name}`,
            ).status,
            `${object.path}.${field.name} ${JSON.stringify(kept).slice(0, 300)}`,
          ).toBe(200)
      }
  }, 120_000)

  it('every input of every action, and bodies that are none', async () => {
    for (const object of objects) {
      const base = bases[object.path]
      if (base === undefined) continue
      const record = good(await admin.post(`/${object.path}`, base()), 201)
      for (const action of object.actions) {
        if (object.path === 'employees' && action.name === 'set-password') continue
        for (const [what, value] of action.input.length === 0 ? [] : oddities) {
          const input = Object.fromEntries(action.input.map((field: Answer['body']) => [field.name, value]))
          fine(
            await admin.post(`/${object.path}/${record.id}/${action.name}`, input),
            `${object.path}.${action.name} ${what}`,
          )
        }
        expect(
          Object.keys(faults(await admin.post(`/${object.path}/${record.id}/${action.name}`, { surprise: 1 }))),
        ).toContain('surprise')
        fine(
          await admin.call('POST', `/${object.path}/${record.id}/${action.name}`, '[1]', {
            'content-type': 'application/json',
          }),
          action.name,
        )
      }
    }
  })

  it('every route with every oddity in its path and query', async () => {
    const texts = [
      'a\u0000b',
      'a\u0007b',
      'x\ud800y',
      'a\nb',
      '🐋',
      "' OR 1=1 --",
      '%_\\',
      nowhere,
      'no-id',
      'NaN',
      '-1',
      '9'.repeat(30),
      '9999-12-31',
      '__proto__',
      '{}',
      '../..',
    ]
    for (const text of texts) {
      let encoded: string
      try {
        encoded = encodeURIComponent(text)
      } catch {
        encoded = '%ED%A0%80'
      }
      for (const path of [
        `/${encoded || '%20'}`,
        `/customers/${encoded || '%20'}`,
        `/customers/${encoded || '%20'}/history`,
        `/customers/${one.id}/${encoded || '%20'}`,
        `/customers/${one.id}/history?cursor=${encoded}`,
        `/customers/${one.id}/timeline?cursor=${encoded}`,
        `/customers/${one.id}/explain?employeeId=${encoded}&verb=${encoded}`,
        `/customers?cursor=${encoded}`,
        `/customers?sort=${encoded}`,
        `/customers?limit=${encoded}`,
        `/customers?fields=${encoded}`,
        `/customers?search=${encoded}`,
        `/customers?view=${encoded}`,
        `/customers?deleted=${encoded}`,
        `/notifications?cursor=${encoded}&limit=${encoded}`,
        `/search?q=${encoded}&limit=${encoded}`,
        `/jobs/${encoded || '%20'}/runs`,
        `/meta/${encoded || '%20'}`,
        `/reminders?employeeId=${encoded}`,
        `/pool-usage?poolId=${encoded}`,
      ])
        fine(await admin.get(path), path.slice(0, 120))
    }
    for (const path of [
      '/customers/%',
      '/customers/%zz',
      '/customers?filter=%',
      '/customers/..%2f..',
      `/customers/${'x'.repeat(5000)}`,
    ])
      expect((await admin.get(path)).status, path.slice(0, 40)).toBeLessThan(500)
  })

  it('malformed bodies on every kind of write', async () => {
    const bodies = [
      '',
      '{',
      '[',
      '"',
      'null',
      'true',
      '5',
      '[]',
      '"x"',
      '{"name":}',
      '{"a":1,}',
      "{'a':1}",
      '\u0000',
      '{"__proto__":{"admin":true},"name":"x"}',
      '{"constructor":{"prototype":{}},"name":"x"}',
      `${'['.repeat(100_000)}`,
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    ]
    for (const body of bodies)
      for (const [method, path] of [
        ['POST', '/customers'],
        ['PATCH', `/customers/${one.id}`],
        ['POST', `/customers/${one.id}/lock`],
        ['POST', '/customers/bulk/update'],
        ['POST', '/undo'],
        ['POST', '/session'],
        ['POST', '/policy'],
        ['POST', '/fields'],
        ['POST', '/api-keys'],
        ['POST', '/notifications/read'],
        ['PATCH', '/me'],
        ['POST', '/me/password'],
      ] as const) {
        const answer = fine(
          await admin.call(method, path, body, { 'content-type': 'application/json' }),
          `${method} ${path} ${body.slice(0, 30)}`,
        )
        if (body.startsWith('{') && body.length > 1 && !body.endsWith('}')) refused(answer, 400)
      }
    for (const body of ['{"name":"x', 'ÿþ'])
      refused(await admin.call('POST', '/customers', body, { 'content-type': 'application/json; charset=utf-16' }), 400)
    refused(await admin.call('POST', '/customers', '--x', { 'content-type': 'multipart/form-data; boundary=x' }), 415)
    refused(await admin.call('POST', '/customers', '{}', { 'content-type': 'application/xml' }), 415)
  })

  it('ten megabytes of anything', async () => {
    const much = 'x'.repeat(10 * 1024 * 1024)
    for (const [method, path] of [
      ['POST', '/customers'],
      ['PATCH', `/customers/${one.id}`],
      ['POST', '/session'],
      ['POST', `/customers/${one.id}/comments`],
      ['POST', '/undo'],
    ] as const)
      refused(await admin.call(method, path, { name: much, content: much, token: much, account: much }), 413)
    refused(await admin.post('/customers', { name: 'x'.repeat(1_500_000) }), 422)
    refused(await admin.post('/customers', { remark: '长'.repeat(5001), name: 'x' }), 422)
    expect(good(await admin.post('/customers', { remark: '🐋'.repeat(5000), name: '满满的备注' }), 201).remark).toBe(
      '🐋'.repeat(5000),
    )
  })

  it('ids of somebody else, in every reference', async () => {
    const rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null })
    const other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null })
    const theirs = await newCustomer(other)
    const contact = good(await other.post('/contacts', { name: '外人', customerId: theirs.id }), 201)
    const mine = await newCustomer(rep)
    for (const id of [theirs.id, nowhere]) {
      expect(faults(await rep.post('/contacts', { name: '王', customerId: id }))).toEqual({
        customerId: 'unknown_reference',
      })
      expect(faults(await rep.post('/follow-ups', { customerId: id, kind: 'call', content: '借道写入' }))).toEqual({
        customerId: 'unknown_reference',
      })
      expect(faults(await rep.post('/tasks', { title: '借道', customerId: id }))).toEqual({
        customerId: 'unknown_reference',
      })
      expect(faults(await rep.patch(`/customers/${mine.id}`, { dealerId: id }))).toEqual({
        dealerId: 'unknown_reference',
      })
    }
    expect(
      faults(
        await rep.post('/follow-ups', {
          customerId: mine.id,
          contactId: contact.id,
          kind: 'call',
          content: '借联系人',
        }),
      ),
    ).toEqual({ contactId: 'unknown_reference' })
    expect(faults(await rep.post('/customers', { name: '错的公海', poolId: nowhere, ownerId: null }))).toHaveProperty(
      'poolId',
    )
    expect(faults(await rep.post('/customers', { name: '错的负责人', ownerId: theirs.id }))).toHaveProperty('ownerId')
    expect(faults(await rep.post('/customers', { name: '错的部门', departmentId: rep.id }))).toHaveProperty(
      'departmentId',
    )
    const given = await rep.post('/customers', { name: '塞给别人的', ownerId: other.id })
    expect([403, 422], 'nobody writes out of their own reach').toContain(given.status)
    refused(await rep.post('/customers', { id: theirs.id, name: '冒名' }), 422)
    refused(await rep.post('/customers', { name: '冒名', createdById: other.id }), 422)
  })

  it('the same POST twice at once makes one unique account', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post('/employees', { name: '同名', account: 'unique-one' })),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    for (const answer of answers) if (answer.status !== 201) expect([409, 422]).toContain(answer.status)
    expect(Object.values(faults(await admin.post('/employees', { name: '同名', account: 'UNIQUE-ONE' })))).toContain(
      'not_unique',
    )
  })
})
