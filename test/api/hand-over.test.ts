import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, faults, good, newCustomer, nowhere, query, refused, speaking } from './company.ts'

describe('移交 (A18, F10, E31)', () => {
  let app: TestApp
  let leaver: Client
  let heir: Client
  let second: Client
  let head: Client
  let hr: Client
  let director: Client
  let east: string
  const owner = async (one: Answer['body']) => good(await director.get(`/customers/${one.id}`)).ownerId
  const handOver = (client: Client, who: Client, input: Record<string, unknown>) =>
    client.post(`/employees/${who.id}/hand-over`, input)
  const list = async (client: Client, path: string, filter: unknown) =>
    good(await client.get(query(path, { filter }))).data
  beforeAll(async () => {
    app = await startTestApp()
    east = await app.department({ name: '华东' })
    head = await app.person({ account: 'head', roles: ['manager'], departmentId: east, name: '沈既明' })
    leaver = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    heir = await app.person({ account: 'rep2', roles: ['rep'], departmentId: east, name: '顾南乔' })
    second = await app.person({ account: 'rep3', roles: ['rep'], departmentId: east, name: '何一鸣' })
    hr = await app.person({ account: 'hr', roles: ['hr'], departmentId: null })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
    good(await app.admin.patch(`/departments/${east}`, { managerId: head.id }))
  })
  afterAll(() => app.close())

  it('refuses who may not, whom it may not, and plans that do not hold', async () => {
    refused(await handOver(heir, leaver, { heirId: heir.id }), 403)
    refused(await handOver(head, director, { heirId: heir.id }), 403, 'not_yours')
    refused(await handOver(hr, { ...leaver, id: nowhere }, { heirId: heir.id }), 404)
    expect(faults(await handOver(hr, leaver, { heirId: leaver.id }))).toEqual({ heirId: 'not_an_heir' })
    expect(faults(await handOver(hr, leaver, { choices: [{ ids: ['x'] }] }))).toEqual({ 'choices.0.ids': 'malformed' })
    expect(faults(await handOver(hr, leaver, { choices: [{ ids: [], heirId: nowhere, poolId: nowhere }] }))).toEqual({
      'choices.0.heirId': 'not_an_heir',
      'choices.0.poolId': 'not_found',
    })
    expect(good(await app.admin.get(`/employees/${leaver.id}`)).status).toBe('active')
  })

  it('moving on: customers go record by record to heirs or the pool, open work along, history stays', async () => {
    const [key, plain, junk] = [
      await newCustomer(leaver, { level: 'A' }),
      await newCustomer(leaver),
      await newCustomer(leaver),
    ]
    const contact = good(await leaver.post('/contacts', { name: '温若溪', customerId: key.id }), 201)
    const written = good(
      await leaver.post('/follow-ups', { customerId: key.id, kind: 'call', content: '谈定了交期' }),
      201,
    )
    const open = good(await leaver.post('/tasks', { title: '寄样品', customerId: key.id }), 201)
    const done = good(await leaver.post('/tasks', { title: '发报价', customerId: key.id }), 201)
    good(await leaver.post(`/tasks/${done.id}/complete`))
    const waiting = good(await leaver.post('/tasks', { title: '催款', customerId: junk.id }), 201)
    const report = good(await leaver.post('/work-reports', { summary: '寄了样品' }), 201)
    const asked = good(await leaver.post('/suggestions', { content: '想要夜间送货', customerId: key.id }), 201)
    const loose = good(await leaver.post('/tasks', { title: '整理名片' }), 201)

    const holdings = good(await head.get(`/employees/${leaver.id}/holdings`))
    expect(holdings.held.map((one: Answer['body']) => [one.object, one.count])).toEqual([
      ['customers', 3],
      ['tasks', 3],
      ['suggestions', 1],
    ])
    expect(holdings.heirs.map((one: Answer['body']) => one.name)).toContain('顾南乔')
    refused(await heir.get(`/employees/${leaver.id}/holdings`), 403)

    const answer = good(
      await handOver(head, leaver, {
        cause: 'moving',
        heirId: second.id,
        choices: [
          { ids: [key.id], heirId: heir.id },
          { ids: [junk.id], poolId: app.poolId },
        ],
        reason: '调去大客户部',
      }),
    )
    expect(answer).toMatchObject({
      handedOver: { customers: 3, tasks: 1 },
      refused: [],
      remaining: 0,
      status: 'active',
    })
    expect(await Promise.all([key, plain, junk].map(owner))).toEqual([heir.id, second.id, null])
    expect(good(await heir.get(`/contacts/${contact.id}`)).ownerId).toBe(heir.id)
    const followUp = good(await heir.get(`/follow-ups/${written.id}`))
    expect([followUp.ownerId, followUp.createdById]).toEqual([leaver.id, leaver.id])
    const taskOwners = await Promise.all(
      [open, done, loose].map(async (one) => good(await director.get(`/tasks/${one.id}`)).ownerId),
    )
    expect(taskOwners).toEqual([heir.id, leaver.id, second.id])
    expect(good(await director.get(`/tasks/${waiting.id}`)).heldAt).not.toBeNull()
    expect(good(await director.get(`/work-reports/${report.id}`)).ownerId).toBe(leaver.id)
    expect(good(await director.get(`/suggestions/${asked.id}`)).ownerId).toBe(heir.id)

    const intervals = good(await heir.get(`/customers/${key.id}/owners`)).data
    expect(intervals[0]).toMatchObject({ ownerId: heir.id, cause: 'hand-over', reason: '调去大客户部' })
    expect(intervals[1]).toMatchObject({ ownerId: leaver.id })
    const checklist = await list(heir, '/takeovers', { doneAt: null })
    expect(checklist).toEqual([
      expect.objectContaining({ customerId: key.id, formerOwnerId: leaver.id, ownerId: heir.id, name: key.name }),
    ])
    const card = async () =>
      good(await heir.get('/reminders')).data.find((one: Answer['body']) => one.name === 'toTakeOver').count
    expect(await card()).toBe(1)
    good(await heir.patch(`/takeovers/${checklist[0].id}`, { checked: ['history', 'contacts'] }))
    good(await heir.post(`/takeovers/${checklist[0].id}/complete`))
    expect(await card()).toBe(0)
    refused(await second.patch(`/takeovers/${checklist[0].id}`, { checked: [] }), 404)
    good(await leaver.get('/me'))
  })

  it('what is named is handed over alone when nothing is said of the rest, and what never was theirs is told', async () => {
    const [one, other] = [await newCustomer(leaver), await newCustomer(leaver)]
    const foreign = await newCustomer(second)
    const answer = good(
      await handOver(head, leaver, {
        cause: 'moving',
        choices: [{ ids: [one.id, foreign.id, nowhere], heirId: heir.id }],
      }),
    )
    expect(answer.refused.map(({ id, code }: { id: string; code: string }) => [id, code]).sort()).toEqual(
      [
        [foreign.id, 'not_held'],
        [nowhere, 'not_held'],
      ].sort(),
    )
    expect([await owner(one), await owner(other), await owner(foreign)]).toEqual([heir.id, leaver.id, second.id])
    const again = good(
      await handOver(head, leaver, {
        cause: 'moving',
        choices: [{ ids: [one.id], heirId: heir.id }],
        heirId: second.id,
      }),
    )
    expect(again.refused).toEqual([])
    expect(await owner(other)).toBe(second.id)
  })

  it('what is still to come on the calendar goes along with its customer, and waits while that lies in the pool', async () => {
    const customer = await newCustomer(leaver)
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const event = async (title: string, more: object) =>
      good(await leaver.post('/calendar-events', { title, customerId: customer.id, endsAt: null, ...more }), 201)
    const past = await event('已拜访', { startsAt: at(-3) })
    const coming = await event('复访', { startsAt: at(3) })
    const weekly = await event('周会', { startsAt: at(-10), recurrence: 'FREQ=WEEKLY' })
    const secret = await event('私事', { startsAt: at(4), isPrivate: true })
    const owners = async () =>
      Promise.all(
        [past, coming, weekly, secret].map(
          async ({ id }) => good(await (id === secret.id ? leaver : app.admin).get(`/calendar-events/${id}`)).ownerId,
        ),
      )
    const agenda = async (who: Client) =>
      good(await who.get(query('/calendar', { from: at(0).slice(0, 10), to: at(9).slice(0, 10) })))
        .data.map((one: Answer['body']) => one.title)
        .filter((title: string) => ['复访', '周会', '私事'].includes(title))

    good(await director.post(`/customers/${customer.id}/transfer`, { ownerId: heir.id }))
    expect(await owners()).toEqual([leaver.id, heir.id, heir.id, leaver.id])
    expect(await agenda(heir)).toEqual(expect.arrayContaining(['复访', '周会']))
    expect(await agenda(heir)).not.toContain('私事')

    good(await heir.post(`/customers/${customer.id}/release`, { reason: '暂无预算' }))
    expect(await agenda(heir)).toEqual([])
    good(await second.post(`/customers/${customer.id}/claim`))
    expect(await owners()).toEqual([leaver.id, second.id, second.id, leaver.id])
    expect(await agenda(second)).toEqual(expect.arrayContaining(['复访', '周会']))
    good(await second.del(`/customers/${customer.id}`), 204)
  })

  it('tells an heir once of all that came over, with the list to go through', async () => {
    const giver = await app.person({ account: 'giver', roles: ['rep'], departmentId: null, name: '交的人' })
    const taker = await app.person({ account: 'taker', roles: ['rep'], departmentId: null, name: '接的人' })
    for (let i = 0; i < 3; i++) await newCustomer(giver)
    good(await app.admin.post(`/employees/${giver.id}/hand-over`, { cause: 'moving', heirId: taker.id }))
    const notes = await eventually(async () => {
      const { data } = good(await taker.get('/notifications', { 'accept-language': 'zh' }))
      return data.length > 0 ? data : undefined
    }, 'told of a hand-over')
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatchObject({ kind: 'takenOver', object: 'takeovers', recordId: null })
    expect(notes[0].title).toContain('交的人的 3 个客户移交给你')
  })

  it('leaving: nothing is orphaned, posts pass on, sessions and keys end, authors stay', async () => {
    const west = await app.department({ name: '华西', managerId: leaver.id })
    const report = await app.person({ account: 'rep4', roles: ['rep'], departmentId: west, managerId: leaver.id })
    good(await app.admin.patch(`/pools/${app.poolId}`, { adminIds: [leaver.id], memberIds: [leaver.id] }))
    const shared = await newCustomer(second)
    good(await second.post(`/customers/${shared.id}/add-members`, { employeeIds: [leaver.id], right: 'read' }))
    const own = await newCustomer(leaver)
    const { key } = good(await leaver.post('/api-keys', { name: '表格', scopes: ['customers:read'] }), 201)
    const machine = speaking(app, { authorization: `Bearer ${key}` })
    good(await machine.get(`/customers/${own.id}`))

    const answer = good(await handOver(hr, leaver, { heirId: heir.id, reason: '离职' }))
    expect(answer).toMatchObject({ remaining: 0, status: 'left', handedOver: { customers: 1 } })
    refused(await leaver.get('/me'), 401)
    refused(await machine.get(`/customers/${own.id}`), 401)
    expect(await owner(own)).toBe(heir.id)
    expect(good(await app.admin.get(`/departments/${west}`)).managerId).toBe(heir.id)
    expect(good(await app.admin.get(`/employees/${report.id}`)).managerId).toBe(heir.id)
    expect(good(await app.admin.get(`/pools/${app.poolId}`))).toMatchObject({ adminIds: [heir.id], memberIds: [] })
    expect(good(await director.get(`/customers/${own.id}`)).createdById).toBe(leaver.id)
    expect(await list(director, '/customers', { ownerId: leaver.id })).toEqual([])
    good(await handOver(hr, leaver, { heirId: heir.id }))
  })

  it('what the heir has no room for stays, says why, and the account stays open until it has gone too', async () => {
    const full = await app.person({ account: 'rep5', roles: ['rep'], departmentId: east })
    const gone = await app.person({ account: 'rep6', roles: ['rep'], departmentId: east })
    good(await app.admin.post('/policy', { capacity: { byEmployee: { [full.id]: 1 } } }), 201)
    const [one, two] = [await newCustomer(gone), await newCustomer(gone)]
    const answer = good(await handOver(hr, gone, { heirId: full.id }))
    expect(answer).toMatchObject({ remaining: 1, status: 'leaving', handedOver: { customers: 1 } })
    expect(answer.refused).toEqual([expect.objectContaining({ object: 'customers', code: 'capacity_full' })])
    good(await gone.get('/me'))
    const rest = answer.refused[0].id
    const again = good(await handOver(hr, gone, { choices: [{ ids: [rest], poolId: app.poolId }], heirId: full.id }))
    expect(again).toMatchObject({ remaining: 0, status: 'left' })
    expect((await Promise.all([one, two].map(owner))).filter((id) => id === null)).toHaveLength(1)
  })

  it('who left without handing over is found, and what comes back out of the bin goes into the pool', async () => {
    const gone = await app.person({ account: 'rep7', roles: ['rep'], departmentId: east })
    const [kept, binned] = [await newCustomer(gone), await newCustomer(gone)]
    good(await director.del(`/customers/${binned.id}`), 204)
    good(await hr.patch(`/employees/${gone.id}`, { status: 'left' }))
    expect(
      (await list(director, '/customers', { 'owner.status': 'left' })).map((one: Answer['body']) => one.id),
    ).toEqual([kept.id])
    good(await director.post(`/customers/${binned.id}/restore`))
    expect(await owner(binned)).toBeNull()
    expect(good(await director.get(`/customers/${binned.id}/owners`)).data[0]).toMatchObject({
      ownerId: null,
      cause: 'restore',
    })
    good(await handOver(head, gone, { heirId: heir.id }))
    expect(await owner(kept)).toBe(heir.id)
  })

  it('the last administrator cannot be handed over, and nothing of it moves', async () => {
    const one = await newCustomer(app.admin)
    refused(await handOver(hr, app.admin, { heirId: heir.id }), 422)
    expect(await owner(one)).toBe(app.admin.id)
  })
})
