import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { good, newCustomer, query, refused } from './company.ts'

const secret = '13798765432'
const landline = '0571-88776655'
const mail = 'wangsecret@hidden.example'

describe('what a pool hides leaks nowhere (O33)', () => {
  let app: TestApp
  let owner: Client
  let rep: Client
  let admin: Client
  let one: Answer['body']
  let contact: Answer['body']
  const leaks = (answer: Answer) => {
    const text = JSON.stringify(answer.body)
    for (const hidden of [
      secret,
      '98765432',
      landline,
      '88776655',
      mail,
      'wangsecret',
      '137 9876 5432',
      '13700000001',
      '13700000002',
      '王秘密',
    ])
      expect(text, `${hidden} in ${text.slice(0, 300)}`).not.toContain(hidden)
    return answer
  }
  beforeAll(async () => {
    app = await startTestApp()
    admin = app.admin
    owner = await app.person({ account: 'owner', roles: ['rep'], departmentId: null, name: '前负责人' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null, name: '林知夏' })
    await admin.patch(`/pools/${app.poolId}`, {
      maskedFields: ['phone', 'phones', 'email', 'emails', 'name', 'creditCode', 'address', 'website'],
    })
    one = await newCustomer(owner, {
      name: '藏宝机械有限公司',
      phone: secret,
      phones: [{ value: secret, label: '手机', primary: true }, { value: landline }],
      email: mail,
      emails: [{ value: mail }],
      remark: `老板电话 ${secret}，座机${landline}`,
    })
    contact = good(
      await owner.post('/contacts', {
        name: '王秘密',
        customerId: one.id,
        phone: secret,
        email: mail,
        remark: `他的手机是 137 9876 5432`,
      }),
      201,
    )
    await owner.post(`/customers/${one.id}/comments`, { content: `直接打 ${secret} 找王总` })
    await owner.patch(`/customers/${one.id}`, { phone: '13700000001' })
    await owner.patch(`/customers/${one.id}`, { phone: '13700000002', email: 'wangsecret2@hidden.example' })
    await owner.patch(`/customers/${one.id}`, { phone: null, email: null })
    await owner.patch(`/customers/${one.id}`, { phone: secret, email: mail })
    await owner.patch(`/customers/${one.id}`, { email: null, emails: null })
    const call = good(
      await owner.post('/follow-ups', { customerId: one.id, kind: 'call', content: `打了 ${secret}，约下周再谈` }),
      201,
    )
    good(await owner.patch(`/follow-ups/${call.id}`, { outcome: `回电 ${secret}` }))
    good(await owner.post(`/follow-ups/${call.id}/comments`, { content: `再打 ${secret}` }), 201)
    good(await owner.post('/tasks', { customerId: one.id, title: `给 ${secret} 发资料` }), 201)
    good(await owner.post(`/customers/${one.id}/release`, { reason: `不做这个行业了，电话${secret}` }))
  })
  afterAll(() => app.close())

  it('masks the record, its lists and its fields, and says so', async () => {
    const row = leaks(await rep.get(`/customers/${one.id}`)).body
    expect(row).toMatchObject({
      name: '藏宝机械有限公司',
      phone: '137****5432',
      masked: expect.arrayContaining(['phone', 'phones']),
    })
    leaks(await rep.get('/customers'))
    leaks(await rep.get('/customers?fields=phone,phones,email,emails'))
    leaks(await rep.get('/contacts'))
    leaks(await rep.get(`/contacts/${contact.id}`))
    leaks(await rep.get(query('/customers', { search: '藏宝' })))
    leaks(await rep.get('/search?q=藏宝'))
  })

  it('masks numbers in what was written about it', async () => {
    leaks(await rep.get(`/customers/${one.id}/comments`))
    leaks(await rep.get(`/customers/${one.id}/timeline`))
    leaks(await rep.get(`/customers/${one.id}/owners`))
    leaks(await rep.get('/follow-ups'))
    leaks(await rep.get(query('/follow-ups', { filter: { customerId: one.id } })))
  })

  it('masks what the former owner wrote while owning it, wherever they read it', async () => {
    const mine = good(await owner.get(`/follow-ups?filter={"customerId":"${one.id}"}`)).data[0]
    expect(mine.content).toBe('打了 137****5432，约下周再谈')
    for (const path of [
      `/follow-ups/${mine.id}`,
      `/follow-ups/${mine.id}/history`,
      `/follow-ups/${mine.id}/comments`,
      `/tasks?filter={"customerId":"${one.id}"}`,
      `/customers/${one.id}/timeline`,
      `/contacts/${contact.id}/timeline`,
    ])
      leaks(await owner.get(path))
    expect(JSON.stringify(good(await owner.get(`/follow-ups/${mine.id}/comments`)))).toContain('137****5432')
    const found = async (part: string, how = 'filter') =>
      good(
        await owner.get(query('/follow-ups', { [how]: how === 'filter' ? { content: { contains: part } } : part })),
      ).data.map((row: { id: string }) => row.id)
    expect(await found('98765432')).toEqual([])
    expect(await found('98765432', 'search')).toEqual([])
    expect(await found('约下周')).toEqual([mine.id])
    refused(await owner.patch(`/follow-ups/${mine.id}`, { content: '打了 137****5432，改约' }), 409, 'in_pool')
    good(await owner.patch(`/follow-ups/${mine.id}`, { metKeyPerson: true }))
    expect(good(await admin.get(`/follow-ups/${mine.id}`)).content).toContain(secret)
  })

  it('masks the history, of values that are gone too', async () => {
    const { data } = leaks(await rep.get(`/customers/${one.id}/history`)).body
    expect(
      data.some((entry: Answer['body']) => entry.changes.some((change: Answer['body']) => change.field === 'phone')),
    ).toBe(true)
    leaks(await rep.get(`/contacts/${contact.id}/history`))
  })

  it('matches hidden values in no filter, order or search', async () => {
    const found = async (filter: unknown, path = '/customers') =>
      good(leaks(await rep.get(query(path, { filter })))).data.map((row: Answer['body']) => row.id)
    for (const filter of [
      { phone: secret },
      { phone: { contains: '5432' } },
      { phone: { in: [secret] } },
      { phones: { contains: secret } },
      { phones: { eq: secret } },
      { email: mail },
      { not: { phone: { ne: secret } } },
      { not: { not: { phone: secret } } },
      { not: { phone: { isNull: true } } },
      { phone: { isNull: false } },
      { remark: { contains: '9876' } },
      { remark: { startsWith: '老板电话 1' } },
      { not: { not: { remark: { contains: landline } } } },
    ])
      expect(await found(filter), JSON.stringify(filter)).not.toContain(one.id)
    expect(await found({ remark: { contains: '老板电话' } })).toContain(one.id)
    expect(await found({ phone: { ne: secret } }), 'as any other value').toContain(one.id)
    expect(await found({ phone: { ne: '13800000000' } })).toContain(one.id)
    for (const filter of [
      { phone: secret },
      { name: '王秘密' },
      { name: { startsWith: '王' } },
      { email: mail },
      { 'customer.phone': secret },
    ])
      expect(await found(filter, '/contacts'), JSON.stringify(filter)).not.toContain(contact.id)
    for (const search of [secret, '5432', '98765432', landline, '88776655', '王秘密', 'wangmimi', 'wangsecret']) {
      expect(
        good(await rep.get(query('/customers', { search }))).data.map((row: Answer['body']) => row.id),
        search,
      ).not.toContain(one.id)
      expect(
        good(await rep.get(query('/contacts', { search }))).data.map((row: Answer['body']) => row.id),
        search,
      ).not.toContain(contact.id)
      expect(
        good(await rep.get(query('/search', { q: search }))).data.map((hit: Answer['body']) => hit.id),
        search,
      ).not.toEqual(expect.arrayContaining([one.id]))
      expect(
        good(await rep.get(query('/search', { q: search }))).data.map((hit: Answer['body']) => hit.id),
        search,
      ).not.toEqual(expect.arrayContaining([contact.id]))
    }
  })

  it('puts hidden names last, and their values into no cursor', async () => {
    for (let i = 0; i < 3; i++) {
      const mine = await newCustomer(rep)
      await rep.post('/contacts', { name: `赵${i}`, customerId: mine.id })
    }
    for (const sort of ['name', '-name']) {
      let cursor: string | null = null
      const names: string[] = []
      do {
        const { data, page }: Answer['body'] = good(
          leaks(await rep.get(query('/contacts', { sort, limit: '1', ...(cursor === null ? {} : { cursor }) }))),
        )
        names.push(...data.map((row: Answer['body']) => row.id))
        cursor = page.next
        if (cursor !== null) expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('王')
      } while (cursor !== null)
      expect(names.at(-1), sort).toBe(contact.id)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('does not name a hidden contact through what points to it', async () => {
    const row = good(leaks(await rep.get(`/customers/${one.id}`)))
    expect(JSON.stringify(row.primaryContact ?? null)).not.toContain('王秘密')
  })

  it('cannot be written to, nor read by an undo, a refusal or a stale version', async () => {
    leaks(await rep.patch(`/customers/${one.id}`, { level: 'A' }))
    leaks(await rep.patch(`/customers/${one.id}`, { level: 'A' }, { 'if-match': '"1"' }))
    leaks(await rep.post(`/customers/${one.id}/claim`, {}, { 'if-match': '"1"' }))
    leaks(await rep.post('/customers/bulk/update', { ids: [one.id], values: { level: 'A' } }))
    leaks(await rep.post(`/customers/${one.id}/release`, { reason: 'x' }))
    leaks(await rep.get(`/customers/${one.id}/explain`))
  })

  it('reveals one value by right, within a limit, and logs it', async () => {
    const clear = await rep.post(`/customers/${one.id}/reveal`, { field: 'phone' })
    expect(good(clear).phone ?? clear.body.value).toBe(secret)
    expect(good(await rep.get(`/customers/${one.id}`)).phone).toBe('137****5432')
    const log = good(await admin.get(`/customers/${one.id}/history`)).data.find(
      (entry: Answer['body']) => entry.action === 'reveal',
    )
    expect(log).toMatchObject({ by: { id: rep.id }, at: expect.any(String) })
    for (const field of ['nothing', 'name', 'ownerId', '__proto__', ''])
      refused(await rep.post(`/customers/${one.id}/reveal`, { field }), 422)
    refused(await rep.post(`/customers/${one.id}/reveal`, {}), 422)
    const finance = await app.person({ account: 'finance', roles: ['finance'], departmentId: null })
    refused(await finance.post(`/customers/${one.id}/reveal`, { field: 'phone' }), 403)
    const eager = await app.person({ account: 'eager', roles: ['rep'], departmentId: null })
    good(await admin.post('/policy', { revealLimit: 2 }), 201)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => eager.post(`/customers/${one.id}/reveal`, { field: 'phones' })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 429, 429, 429])
    refused(answers.find((answer) => answer.status === 429)!, 429, 'daily_limit')
    await app.shift(86_400_000)
    good(await eager.post(`/customers/${one.id}/reveal`, { field: 'phone' }))
    await app.shift(0)
  })

  it('masks by role what a role only may see masked', async () => {
    const read = { functions: { customers: ['read', 'update', 'create'] }, scopes: { customers: { read: 'all' } } }
    const role = good(
      await admin.post('/roles', {
        name: '外包录入',
        ...read,
        fields: { customers: { phone: 'mask', phones: 'none', remark: 'read' } },
      }),
      201,
    )
    const clerk = await app.person({ account: 'clerk', roles: [], departmentId: null })
    good(await admin.patch(`/employees/${clerk.id}`, { roleIds: [role.id] }))
    const mine = await newCustomer(owner, { phone: secret, phones: [{ value: secret }], remark: '备注' })
    const row = leaks(await clerk.get(`/customers/${mine.id}`)).body
    expect(row).toMatchObject({ phone: '137****5432' })
    expect(row).not.toHaveProperty('phones')
    expect((await clerk.get(query('/customers', { filter: { phone: secret } }))).status).toBe(422)
    expect((await clerk.get(query('/customers', { filter: { phones: { contains: secret } } }))).status).toBe(422)
    expect((await clerk.get('/customers?fields=phones')).status).toBe(422)
    expect(good(await clerk.get(query('/customers', { search: secret }))).data).toEqual([])
    for (const values of [{ phone: '13811112222' }, { phones: [] }, { remark: 'x' }])
      refused(await clerk.patch(`/customers/${mine.id}`, values), 422)
    leaks(await clerk.patch(`/customers/${mine.id}`, { level: 'B' }))
    leaks(await clerk.get(`/customers/${mine.id}/history`))
    const { objects } = good(await clerk.get('/meta'))
    const fields = objects.find((object: Answer['body']) => object.path === 'customers').fields
    expect(fields.find((field: Answer['body']) => field.name === 'phone')).toMatchObject({
      masked: true,
      writable: false,
    })
    expect(fields.some((field: Answer['body']) => field.name === 'phones')).toBe(false)
  })

  it('tells who lost it why, without the numbers in the reason', async () => {
    const lost = await newCustomer(owner)
    good(await admin.post(`/customers/${lost.id}/release`, { reason: `一直没跟进，王总 ${secret}` }))
    await app.app.dispatcher.drain()
    const note = leaks(await owner.get('/notifications')).body.data.find(
      (one: Answer['body']) => one.recordId === lost.id,
    )
    expect(note).toMatchObject({ kind: 'released', text: '一直没跟进，王总 137****5432' })
  })

  it('shows everything to whoever claims it', async () => {
    const claimed = good(await rep.post(`/customers/${one.id}/claim`))
    expect(claimed).toMatchObject({ phone: secret, ownerId: rep.id })
    expect(claimed.masked ?? []).toEqual([])
    expect(good(await rep.get(`/contacts/${contact.id}`)).name).toBe('王秘密')
    expect(
      good(await rep.get(query('/customers', { filter: { phone: secret } }))).data.map((row: Answer['body']) => row.id),
    ).toContain(one.id)
  })
})
