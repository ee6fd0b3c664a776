import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, faults, good, newCustomer, query, refused, undoToken } from './company.ts'

let app: TestApp
let east: string
let west: string
let manager: Client
let rep: Client
let other: Client
beforeAll(async () => {
  app = await startTestApp()
  east = await app.department({ name: '华东' })
  west = await app.department({ name: '华西' })
  manager = await app.person({ account: 'manager1', roles: ['manager'], departmentId: east, name: '沈国栋' })
  rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, managerId: manager.id, name: '林知夏' })
  other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: west, name: '顾南乔' })
})
afterAll(() => app.close())

const of = async (client: Client, path: string, filter: object): Promise<Answer['body'][]> =>
  good(await client.get(query(`/${path}`, { filter, count: 'exact' }))).data

const newContact = async (client: Client, customerId: string, name: string, more: object = {}) =>
  good(await client.post('/contacts', { customerId, name, ...more }), 201)

describe('what stands on a customer file', () => {
  it('needs: product, quantity, time and note are listed and told on the timeline (A20)', async () => {
    const { id } = await newCustomer(rep)
    const values = {
      product: '伺服驱动器',
      quantity: '120',
      unit: '台',
      neededOn: '2027-03-01',
      budget: '360000.00',
      note: '二期',
    }
    const need = good(await rep.post('/needs', { customerId: id, ...values }), 201)
    expect(need).toMatchObject({ ...values, status: 'open', customer: { id } })
    expect(await of(rep, 'needs', { customerId: id })).toMatchObject([values])
    const told = good(await rep.get(`/customers/${id}/timeline`)).data
    expect(told.map((one: { object: string; text: string }) => [one.object, one.text])).toContainEqual([
      'needs',
      '伺服驱动器',
    ])
    refused(await other.get(`/needs/${need.id}`), 404)
    expect(await of(other, 'needs', {})).toEqual([])
    expect(good(await manager.get(`/needs/${need.id}`)).product).toBe('伺服驱动器')
  })

  it('competition: who was met over what, with the outcome (A22)', async () => {
    const { id } = await newCustomer(rep)
    const competitor = good(await rep.post('/competitors', { name: '汇川某代理' }), 201)
    good(await rep.post('/encounters', { customerId: id, competitorId: competitor.id, subject: '一期产线' }), 201)
    const [met] = await of(rep, 'encounters', { customerId: id })
    expect(met).toMatchObject({ outcome: 'open', competitor: { name: '汇川某代理' } })
    good(await rep.patch(`/encounters/${met.id}`, { outcome: 'won' }))
    expect(await of(rep, 'encounters', { outcome: 'won' })).toHaveLength(1)
    expect(faults(await rep.post('/competitors', { name: '汇川某代理' }))).toEqual({ name: 'not_unique' })
  })

  it('credit: level, terms and an incident (A29); the level can be filtered and stands beside the name', async () => {
    const { id } = await newCustomer(rep, { creditLevel: 'fair', tradeTerms: '月结 30 天', reputation: '一般' })
    good(await rep.post('/credit-incidents', { customerId: id, summary: '拖欠 45 天', amount: '80000.00' }), 201)
    expect(await of(rep, 'credit-incidents', { customerId: id })).toMatchObject([{ kind: 'latePayment' }])
    expect(await of(rep, 'customers', { creditLevel: 'fair' })).toMatchObject([{ id, tradeTerms: '月结 30 天' }])
    const meta = good(await rep.get('/meta/customers'))
    const badges = meta.fields.filter((field: { badge?: boolean }) => field.badge === true)
    expect(badges.map((field: { name: string }) => field.name)).toEqual(['isKey', 'creditLevel'])
  })

  it('trading: each of the four blocks is signed by who wrote it last (A28)', async () => {
    const { id } = await newCustomer(rep, { strengths: '交期短' })
    const first = good(await rep.get(`/customers/${id}`))
    expect(first).toMatchObject({ strengthsEditedBy: { name: '林知夏' }, problemsEditedById: null })
    await app.shift(3_600_000)
    const next = good(await manager.patch(`/customers/${id}`, { problems: '两次报价偏高' }))
    expect(next).toMatchObject({ strengthsEditedBy: { name: '林知夏' }, problemsEditedBy: { name: '沈国栋' } })
    expect(next.strengthsEditedAt).toBe(first.strengthsEditedAt)
    expect(Date.parse(next.problemsEditedAt) - Date.parse(next.strengthsEditedAt)).toBeGreaterThanOrEqual(3_600_000)
    expect(faults(await rep.patch(`/customers/${id}`, { problemsEditedById: rep.id }))).toEqual({
      problemsEditedById: 'read_only',
    })
    await app.shift(0)
  })

  it('key customers have a target by level, and the list of those below it (B9, A32)', async () => {
    const { id } = await newCustomer(rep, { level: 'A' })
    expect(faults(await rep.patch(`/customers/${id}`, { isKey: true }))).toEqual({ isKey: 'read_only' })
    expect(good(await manager.patch(`/customers/${id}`, { isKey: true }))).toMatchObject({
      completenessTarget: 90,
      belowTarget: true,
    })
    expect(good(await manager.patch(`/customers/${id}`, { level: 'C' }))).toMatchObject({ completenessTarget: 70 })
    expect(good(await rep.get(query('/customers', { view: 'keyBelowTarget' }))).data).toMatchObject([{ id }])
    expect(good(await manager.patch(`/customers/${id}`, { completenessTarget: 10 })).belowTarget).toBe(false)
    expect(good(await manager.patch(`/customers/${id}`, { level: 'B' })).completenessTarget).toBe(10)
    expect(good(await rep.get(query('/customers', { view: 'keyBelowTarget' }))).data).toEqual([])
    const sorted = good(await rep.get(query('/customers', { sort: '-completeness' }))).data
    const shares = sorted.map((row: { completeness: number }) => row.completeness)
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
  })

  it('files nobody edited are listed by days (A33)', async () => {
    const { id } = await newCustomer(rep, { name: '很久没人管有限公司' })
    const stale = async () =>
      good(await rep.get(query('/customers', { view: 'stale' }))).data.some((row: { id: string }) => row.id === id)
    expect(await stale()).toBe(false)
    await app.shift(182 * 86_400_000)
    expect(await stale()).toBe(true)
    good(await rep.patch(`/customers/${id}`, { remark: '核对过' }))
    expect(await stale()).toBe(false)
    await app.shift(0)
  })

  it('each class has its own fields (B2), sources are a tree (W4)', async () => {
    const meta = good(await rep.get('/meta/customers'))
    const field = (name: string) => meta.fields.find((one: { name: string }) => one.name === name)
    expect(field('agencyRegion').showWhen).toEqual({ field: 'class', in: ['distributor'] })
    expect(field('usage').showWhen.in).toEqual(['endCustomer'])
    const { id } = await newCustomer(rep, { source: 'chamber', class: 'distributor', agencyRegion: '330000' })
    expect(await of(rep, 'customers', { source: { under: 'network' } })).toMatchObject([{ id }])
    expect(await of(rep, 'customers', { source: { under: 'publicity' } })).toEqual([])
  })

  it('the keeper of customer data edits master fields everywhere; others read by role (A35, A24)', async () => {
    const keeper = await app.person({ account: 'keeper', roles: ['dataKeeper'], departmentId: west, name: '简宁' })
    const finance = await app.person({ account: 'finance1', roles: ['finance'], departmentId: west })
    const made = await newCustomer(rep, { name: '资料待核有限公司' })
    expect(good(await keeper.patch(`/customers/${made.id}`, { postcode: '310000' })).postcode).toBe('310000')
    expect(good(await finance.get(`/customers/${made.id}`))).toMatchObject({ id: made.id, postcode: '310000' })
    refused(await finance.patch(`/customers/${made.id}`, { postcode: '100000' }), 403)
    refused(await keeper.post(`/customers/${made.id}/transfer`, { ownerId: other.id }), 403)
  })
})

describe('relations', () => {
  it('are told from both sides, changed and taken back on both (B4)', async () => {
    const a = await newCustomer(rep, { name: '供方有限公司' })
    const b = await newCustomer(rep, { name: '需方有限公司' })
    const made = await rep.post('/customer-relations', {
      customerId: a.id,
      kind: 'supplies',
      otherId: b.id,
      note: '独家',
    })
    const relation = good(made, 201)
    const both = async () => [
      ...(await of(rep, 'customer-relations', { customerId: a.id })),
      ...(await of(rep, 'customer-relations', { customerId: b.id })),
    ]
    expect(await both()).toMatchObject([
      { kind: 'supplies', other: { id: b.id, name: '需方有限公司' }, note: '独家' },
      { kind: 'suppliedBy', other: { id: a.id, name: '供方有限公司' }, note: '独家' },
    ])
    const again = { customerId: b.id, kind: 'suppliedBy', otherId: a.id }
    expect(faults(await rep.post('/customer-relations', again))).toEqual({ otherId: 'not_unique' })
    good(await rep.patch(`/customer-relations/${relation.id}`, { kind: 'parent' }))
    expect((await both()).map((one) => one.kind)).toEqual(['parent', 'subsidiary'])
    const [, mirror] = await both()
    const gone = await rep.del(`/customer-relations/${mirror.id}`)
    good(gone, 204)
    expect(await both()).toEqual([])
    good(await rep.post('/undo', { token: undoToken(gone) }))
    expect((await both()).map((one) => one.kind)).toEqual(['parent', 'subsidiary'])
    good(await rep.post('/customer-relations', { customerId: a.id, kind: 'cooperates', otherId: b.id }), 201)
    expect(
      faults(await rep.post('/customer-relations', { customerId: a.id, kind: 'competes', otherId: a.id })),
    ).toEqual({ otherId: 'cycle' })
  })

  it('are there once, however often they are written at once, from either side', async () => {
    const [a, b] = [await newCustomer(rep), await newCustomer(rep)]
    const sides = [
      { customerId: a.id, kind: 'supplies', otherId: b.id },
      { customerId: b.id, kind: 'suppliedBy', otherId: a.id },
    ]
    const answers = await Promise.all([...sides, ...sides, ...sides].map((one) => rep.post('/customer-relations', one)))
    expect(answers.map((one) => one.status).sort()).toEqual([201, 422, 422, 422, 422, 422])
    expect(await of(rep, 'customer-relations', { customerId: a.id })).toHaveLength(1)
    expect(await of(rep, 'customer-relations', { customerId: b.id })).toHaveLength(1)
  })

  it('never name who may not be seen', async () => {
    const mine = await newCustomer(rep, { name: '看得见有限公司' })
    const hidden = await newCustomer(other, { name: '看不见有限公司' })
    good(
      await app.admin.post('/customer-relations', { customerId: mine.id, kind: 'hasMember', otherId: hidden.id }),
      201,
    )
    const [told] = await of(rep, 'customer-relations', { customerId: mine.id })
    expect(told.other).toEqual({ id: hidden.id, name: null })
    expect(await of(rep, 'customer-relations', { customerId: hidden.id })).toEqual([])
    expect(JSON.stringify(good(await rep.get(`/customer-relations/${told.id}`)))).not.toContain('看不见')
    expect(
      faults(await rep.post('/customer-relations', { customerId: mine.id, kind: 'supplies', otherId: hidden.id })),
    ).toEqual({ otherId: 'unknown_reference' })
  })

  it('go into the recycle bin with either end, and come back when both are back', async () => {
    const a = await newCustomer(rep)
    const b = await newCustomer(rep)
    good(await rep.post('/customer-relations', { customerId: a.id, kind: 'parent', otherId: b.id }), 201)
    const counts = async () =>
      Promise.all([a, b].map(async ({ id }) => (await of(rep, 'customer-relations', { customerId: id })).length))
    good(await rep.del(`/customers/${b.id}`), 204)
    expect(await counts()).toEqual([0, 0])
    good(await rep.del(`/customers/${a.id}`), 204)
    good(await app.admin.post(`/customers/${b.id}/restore`))
    expect(await counts()).toEqual([0, 0])
    good(await app.admin.post(`/customers/${a.id}/restore`))
    expect(await counts()).toEqual([1, 1])
    const [told] = await of(rep, 'customer-relations', { customerId: a.id })
    good(await rep.del(`/customer-relations/${told.id}`), 204)
    expect(await counts()).toEqual([0, 0])
  })

  it('of people say who introduced whom (W1, W2), also where a customer came from', async () => {
    const { id } = await newCustomer(rep)
    const wang = await newContact(rep, id, '王建国', { kind: 'peer', style: 'analytical' })
    const li = await newContact(rep, id, '李敏')
    good(await rep.post('/contact-relations', { contactId: li.id, kind: 'introducedBy', otherId: wang.id }), 201)
    expect(await of(rep, 'contact-relations', { contactId: wang.id })).toMatchObject([
      { kind: 'introduced', other: { name: '李敏' } },
    ])
    const brought = await newCustomer(rep, { source: 'peer', introducerId: wang.id })
    expect(await of(rep, 'customers', { introducerId: wang.id })).toMatchObject([{ id: brought.id }])
    expect(await of(other, 'contact-relations', {})).toEqual([])
  })
})

describe('contacts', () => {
  it('report to each other within one customer, never in a circle (B28)', async () => {
    const { id } = await newCustomer(rep)
    const boss = await newContact(rep, id, '韩总', { decisionRole: 'decider' })
    const chief = await newContact(rep, id, '沈厂长', { decisionRole: 'influencer', reportsToId: boss.id })
    const user = await newContact(rep, id, '小周', { decisionRole: 'user', reportsToId: chief.id })
    expect(user.reportsTo).toEqual({ id: chief.id, name: '沈厂长' })
    expect(faults(await rep.patch(`/contacts/${boss.id}`, { reportsToId: user.id }))).toEqual({ reportsToId: 'cycle' })
    expect(faults(await rep.patch(`/contacts/${boss.id}`, { reportsToId: boss.id }))).toEqual({ reportsToId: 'cycle' })
    const elsewhere = await newContact(rep, (await newCustomer(rep)).id, '别家的人')
    expect(faults(await rep.patch(`/contacts/${user.id}`, { reportsToId: elsewhere.id }))).toEqual({
      reportsToId: 'belongs_elsewhere',
    })
  })

  it('are persons, with several numbers each with a label and one of them first (A27, B22, M28)', async () => {
    const { id } = await newCustomer(rep)
    const person = { gender: 'female', education: 'master', ethnicity: '回族', family: '两个孩子', hobbies: '羽毛球' }
    const made = await newContact(rep, id, '马晓梅', {
      ...person,
      region: '640100',
      style: 'amiable',
      phones: [
        { value: '13900001111', label: '私人', primary: false },
        { value: '13900002222', label: '办公', primary: true },
      ],
      emails: [{ value: 'ma@example.cn', label: '工作', primary: true }],
    })
    expect(made).toMatchObject({ ...person, phone: '13900002222', email: 'ma@example.cn' })
    const meta = good(await rep.get('/meta/contacts'))
    const style = meta.fields.find((one: { name: string }) => one.name === 'style')
    expect(style.help.zh).toContain('分析型：')
    expect(await of(rep, 'contacts', { education: 'master', gender: 'female' })).toMatchObject([{ id: made.id }])
  })

  it('are noted at once with what follows (W12)', async () => {
    const { id } = await newCustomer(rep)
    const note = (outcome: string, name: string) =>
      rep.post(`/customers/${id}/add-contact`, { name, phone: '13900003333', outcome })
    for (const [outcome, name] of [
      ['theyCall', '钱工'],
      ['weCall', '孙姐'],
      ['referral', '赵老师'],
    ] as const)
      expect(good(await note(outcome, name)).id).toBe(id)
    expect((await of(rep, 'contacts', { customerId: id })).map((one) => one.name).sort()).toEqual(
      ['孙姐', '赵老师', '钱工'].sort(),
    )
    const tasks = await of(rep, 'tasks', { customerId: id })
    expect(tasks.map((one) => one.title).sort()).toEqual(
      ['给孙姐打电话', '联系赵老师转介的人', '钱工说会来电，没来就打过去'].sort(),
    )
    expect(tasks.every((one) => one.dueAt > one.createdAt)).toBe(true)
    refused(await note('nothing', '某人'), 422)
    refused(await other.post(`/customers/${id}/add-contact`, { name: '某人', outcome: 'weCall' }), 404)
  })
})

it('a record shared to a department is heard of there (P11)', async () => {
  const { id } = await newCustomer(rep, { name: '共享给华西有限公司' })
  good(await rep.post(`/customers/${id}/add-members`, { departmentIds: [west], right: 'read' }))
  const seen = await app.person({ account: 'wm', roles: ['manager'], departmentId: west, name: '简经理' })
  expect(good(await seen.get(`/customers/${id}`)).name).toBe('共享给华西有限公司')
  const { id: second } = await newCustomer(rep, { name: '再共享有限公司' })
  good(await rep.post(`/customers/${second}/add-members`, { departmentIds: [west], right: 'read' }))
  const note = await eventually(
    async () =>
      good(await seen.get('/notifications')).data.find((one: { recordId: string }) => one.recordId === second),
    'the notice of what was shared',
  )
  expect(note).toMatchObject({ kind: 'member', title: '林知夏把“再共享有限公司”共享给了你的部门' })
})
