import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, faults, good, newCustomer, refused, speaking, walk } from './company.ts'

describe('what each person chooses, and the notification centre', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  const settings = async (client = rep) => good(await client.get('/me/notification-settings'))
  const change = (body: unknown, client = rep) => client.patch('/me/notification-settings', body)
  beforeAll(async () => {
    app = await startTestApp({ dispatchEvery: 3_600_000 })
    rep = await app.person({ account: 'rep1', roles: ['rep'], name: '林知夏' })
    other = await app.person({ account: 'director', roles: ['director'], name: '沈国栋' })
  })
  afterAll(() => app.close())

  it('begins sensibly, and says which ways lead to me', async () => {
    const mine = await settings()
    expect(mine).toMatchObject({
      quietHours: { on: true, from: '22:00', to: '08:00', days: [1, 2, 3, 4, 5, 6, 7] },
      digest: { mode: 'now', at: '09:00' },
      timeZone: 'Asia/Shanghai',
      email: { on: false, address: null },
      push: { publicKey: expect.stringMatching(/^[A-Za-z0-9_-]{87}$/), browsers: [] },
    })
    expect(mine.kinds.map((kind: Answer['body']) => kind.key)).toEqual(
      expect.arrayContaining([
        'assigned',
        'transferred',
        'recycled',
        'approval',
        'decided',
        'mention',
        'comment',
        'import',
      ]),
    )
    for (const kind of mine.kinds) expect(kind.label).toEqual({ zh: expect.any(String), en: expect.any(String) })
    expect(mine.kinds.filter((kind: Answer['body']) => kind.urgent).map((kind: Answer['body']) => kind.key)).toEqual([
      'approval',
      'instruction',
      'report',
    ])
  })

  it('keeps what is chosen, part by part, for that person alone', async () => {
    good(await change({ channels: { assigned: { email: false } } }))
    good(await change({ quietHours: { from: '21:00', days: [7, 6, 6] }, channels: { comment: { push: false } } }))
    const after = good(await change({ digest: { mode: 'daily' } }))
    expect(after).toMatchObject({
      quietHours: { on: true, from: '21:00', to: '08:00', days: [6, 7] },
      digest: { mode: 'daily', at: '09:00' },
    })
    const channels = Object.fromEntries(after.kinds.map((kind: Answer['body']) => [kind.key, kind.channels]))
    expect(channels).toMatchObject({ assigned: { email: false, push: true }, comment: { push: false } })
    expect((await settings(other)).digest.mode).toBe('now')
  })

  it('says what is wrong with each value, and changes nothing then', async () => {
    const before = await settings()
    expect(
      faults(
        await change({
          channels: { gossip: { email: true }, mention: { email: 'yes', fax: true }, comment: 3 },
          quietHours: { from: '25:00', to: '8', days: [0], on: 'x', why: 1 },
          digest: { mode: 'weekly', at: '' },
          more: 1,
        }),
      ),
    ).toEqual({
      more: 'unknown_field',
      'channels.gossip': 'unknown_option',
      'channels.mention.fax': 'unknown_field',
      'channels.mention.email': 'invalid',
      'channels.comment': 'invalid',
      'quietHours.why': 'unknown_field',
      'quietHours.on': 'invalid',
      'quietHours.from': 'invalid',
      'quietHours.to': 'invalid',
      'quietHours.days': 'invalid',
      'digest.mode': 'unknown_option',
      'digest.at': 'invalid',
    })
    for (const wrong of [{ channels: [] }, { quietHours: null }, { digest: 'daily' }]) refused(await change(wrong), 422)
    expect(await settings()).toEqual(before)
    refused(await app.guest.get('/me/notification-settings'), 401)
  })

  it('is for a person in a session, not for a key', async () => {
    const { key } = good(await rep.post('/api-keys', { name: 'k', scopes: ['*'] }), 201)
    const machine = speaking(app, { authorization: `Bearer ${key}` })
    refused(await machine.get('/me/notification-settings'), 403, 'session_required')
    refused(await machine.post('/me/push', {}), 403, 'session_required')
    refused(await machine.get('/message-channels'), 403)
  })

  it('describes itself in OpenAPI', async () => {
    const { paths } = good(await rep.get('/openapi.json'))
    expect(paths['/me/notification-settings'].patch).toMatchObject({
      tags: ['notifications'],
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
    })
    expect(paths['/message-channels/bots/{id}'].patch.parameters).toMatchObject([{ name: 'id', in: 'path' }])
  })

  it('lists by kind and by unread, page by page, with what is unread of each', async () => {
    for (let i = 0; i < 3; i++) {
      const one = await newCustomer(rep)
      good(
        await other.post(`/customers/${one.id}/comments`, { content: '看看', mentionIds: i === 0 ? [rep.id] : [] }),
        201,
      )
    }
    await app.app.dispatcher.drain()
    const all = good(await rep.get('/notifications'))
    expect(all).toMatchObject({ unread: 3, kept: { read: 90, unread: 180 } })
    expect(all.kinds).toEqual([
      { key: 'mention', label: { zh: '提到我', en: 'Mentions' }, unread: 1 },
      { key: 'comment', label: { zh: '评注', en: 'Comments' }, unread: 2 },
    ])
    for (const limit of ['abc', '0', '201', '-1'])
      expect(faults(await rep.get(`/notifications?limit=${limit}`))).toEqual({ limit: 'out_of_range' })
    expect((await walk(rep, '/notifications', { kind: 'comment', limit: '1' })).map((one) => one.kind)).toEqual([
      'comment',
      'comment',
    ])
    expect(good(await rep.get('/notifications?kind=mention,comment')).data).toHaveLength(3)
    expect(faults(await rep.get('/notifications?kind=gossip'))).toEqual({ kind: 'unknown_option' })
    good(await rep.post('/notifications/read', { all: true, kind: 'comment' }), 204)
    const left = good(await rep.get('/notifications?unread=true'))
    expect(left.data.map((one: Answer['body']) => one.kind)).toEqual(['mention'])
    good(await other.post('/notifications/read', { ids: [left.data[0].id] }), 204)
    expect(good(await rep.get('/me')).unread, 'nobody reads for another').toBe(1)
    good(await rep.post('/notifications/read', { ids: [left.data[0].id] }), 204)
    expect(good(await rep.get('/me')).unread).toBe(0)
    refused(await rep.post('/notifications/read', { ids: Array(501).fill(left.data[0].id) }), 422)
  })

  const runJob = async (name: string) => {
    const { runId } = good(await app.admin.post(`/jobs/${name}/run`), 202)
    return eventually(async () => {
      const runs = good(await app.admin.get(`/jobs/${name}/runs`)).data
      return runs.find((one: Answer['body']) => one.id === runId && one.state === 'done')
    }, name)
  }

  it('tells each morning what waits, once a day, and nobody for whom nothing waits', async () => {
    const newcomer = await app.person({ account: 'rep9', roles: ['rep'], name: '何一鸣' })
    const dueAt = new Date().toISOString()
    good(await newcomer.post('/tasks', { title: '回电话', dueAt }), 201)
    good(await newcomer.post('/tasks', { title: '寄样册', dueAt }), 201)
    const reminders = async (client: Client) => {
      await app.app.dispatcher.drain()
      return good(await client.get('/notifications?kind=reminder')).data
    }
    await runJob('daily-reminders')
    expect(await reminders(newcomer)).toMatchObject([
      { kind: 'reminder', title: '等着你的：待办到期 2', by: null, recordId: null },
    ])
    expect(good(await newcomer.get('/notifications?kind=reminder', { 'accept-language': 'en' })).data[0].title).toBe(
      'Waiting for you: Tasks due 2',
    )
    await runJob('daily-reminders')
    expect(await reminders(newcomer)).toHaveLength(1)
    expect(await reminders(other)).toEqual([])
    await app.shift(day)
    await runJob('daily-reminders')
    expect(await reminders(newcomer)).toHaveLength(2)
    await app.shift(0)
  })

  it('calls a record as the reader may call it: a masked name is masked in the notice', async () => {
    good(
      await app.admin.patch(`/pools/${app.poolId}`, { maskedFields: ['phone', 'phones', 'email', 'emails', 'name'] }),
    )
    const one = good(await other.post('/customers', { name: '浮玉仪表有限公司', ownerId: null }), 201)
    const contact = good(await other.post('/contacts', { name: '谢长庚', customerId: one.id }), 201)
    expect(good(await rep.get(`/contacts/${contact.id}`)).name).toBe('谢**')
    good(await other.post(`/contacts/${contact.id}/comments`, { content: '先查查', mentionIds: [rep.id] }), 201)
    await app.app.dispatcher.drain()
    const [note] = good(await rep.get('/notifications?kind=mention')).data
    expect(note).toMatchObject({ recordId: contact.id, title: '沈国栋在“谢**”提到了你' })
  })

  it('keeps what it says it keeps', async () => {
    const sweep = () => runJob('notification-sweep')
    good(await rep.post('/notifications/read', { all: true }), 204)
    const one = await newCustomer(rep)
    good(await other.post(`/customers/${one.id}/comments`, { content: '还没读' }), 201)
    await app.app.dispatcher.drain()
    const count = async () => good(await rep.get('/notifications')).data.length
    const before = await count()
    await app.shift(89 * day)
    await sweep()
    expect(await count()).toBe(before)
    await app.shift(91 * day)
    await sweep()
    expect(await count(), 'the unread one stays').toBe(1)
    await app.shift(181 * day)
    await sweep()
    expect(await count()).toBe(0)
    await app.shift(0)
  })
})
