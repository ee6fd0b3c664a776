import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, password, startTestApp, type TestApp } from '../support/app.ts'
import { newBrowser, readVapid, someToken } from '../support/push.ts'
import { startHook } from '../support/receivers.ts'
import { faults, good, nowhere, refused } from './company.ts'

describe('messages to browsers', () => {
  let app: TestApp
  let rep: Client
  let director: Client
  let service: Awaited<ReturnType<typeof startHook>>
  const deliveries = async (): Promise<Answer['body'][]> => good(await app.admin.get('/deliveries?channel=push')).data
  const run = async () => {
    await app.app.dispatcher.drain()
    return app.app.deliverer.drain()
  }
  const subscribe = async (client: Pick<Client, 'post'>, browser = newBrowser()) => {
    const endpoint = `${service.origin}/send/${someToken()}`
    const { id } = good(await client.post('/me/push', { endpoint, keys: browser.keys }), 201)
    return { id: String(id), endpoint, browser }
  }
  const give = async () => {
    const one = good(await director.post('/customers', { name: `推送客户${Math.random()}`, ownerId: null }), 201)
    return good(await director.post(`/customers/${one.id}/assign`, { ownerId: rep.id }))
  }
  beforeAll(async () => {
    service = await startHook((_hit, response) => void response.writeHead(201).end())
    app = await startTestApp({ dispatchEvery: 3_600_000, reach: { loopback: true, timeout: 6000, every: 3_600_000 } })
    rep = await app.person({ account: 'rep1', roles: ['rep'], name: '林知夏' })
    director = await app.person({ account: 'director', roles: ['director'], name: '沈国栋' })
    good(await app.admin.patch('/message-channels', { publicUrl: 'https://crm.example.com' }))
    for (const one of [rep, director]) good(await one.patch('/me/notification-settings', { quietHours: { on: false } }))
  })
  beforeEach(() => {
    service.hits.length = 0
    service.state.respond = (_hit, response) => void response.writeHead(201).end()
  })
  afterAll(async () => {
    await app.close()
    await service.close()
  })

  it('are encrypted for the browser and signed by this installation', async () => {
    const { browser, endpoint, id } = await subscribe(rep)
    const one = await give()
    expect(await run()).toBe(1)
    const [hit] = service.hits
    expect(hit?.url.pathname).toBe(new URL(endpoint).pathname)
    expect(hit?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' })
    const { key, claims } = readVapid(hit!.headers)
    expect(key).toBe(good(await rep.get('/me/notification-settings')).push.publicKey)
    expect(claims).toMatchObject({ aud: service.origin, sub: 'https://crm.example.com' })
    expect(Number(claims.exp) * 1000).toBeGreaterThan(Date.now())
    expect(browser.read(hit!.bytes)).toMatchObject({
      title: `沈国栋把“${one.name}”分配给你`,
      path: `/o/customers/${one.id}`,
    })
    expect(hit?.bytes.toString('latin1'), 'nothing in the clear').not.toContain(one.id)
    expect(good(await rep.get('/me/push')).data).toMatchObject([{ id, current: true, sentAt: expect.any(String) }])
    good(await rep.del(`/me/push/${id}`), 204)
  })

  it('keep their keys over processes', async () => {
    const { createApplication } = await import('../../src/app/application.ts')
    const url = String(app.app.system.kernel.db.pool.options.connectionString)
    const second = await createApplication({ url, schedule: false, dispatchEvery: 3_600_000, poolSize: 3 })
    const cookie = (await app.guest.post('/session', { account: 'rep1', password })).headers['set-cookie']
    const answer = await second.http.inject({
      url: '/api/v1/me/notification-settings',
      headers: { cookie: String(cookie).split(';')[0] ?? '' },
    })
    await second.close()
    expect(answer.json().push.publicKey).toBe(good(await rep.get('/me/notification-settings')).push.publicKey)
  })

  it.each([404, 410])('forget a browser that answers %i', async (status) => {
    await subscribe(rep)
    service.state.respond = (_hit, response) => void response.writeHead(status).end()
    await give()
    await run()
    expect((await deliveries())[0]).toMatchObject({ state: 'skipped', error: '这个浏览器不再接收推送' })
    expect(good(await rep.get('/me/push')).data).toEqual([])
    await give()
    await run()
    expect(service.hits).toHaveLength(1)
  })

  it('wait as long as the push service asks, then come as one', async () => {
    const { browser, id } = await subscribe(rep)
    service.state.respond = (_hit, response) => void response.writeHead(429, { 'retry-after': '120' }).end()
    await give()
    await run()
    expect((await deliveries())[0]).toMatchObject({ state: 'failed', attempts: 0 })
    service.state.respond = (_hit, response) => void response.writeHead(201).end()
    await give()
    await app.shift(100_000)
    await run()
    expect(service.hits).toHaveLength(1)
    await app.shift(130_000)
    expect(await run()).toBe(1)
    expect(browser.read(service.hits[1]!.bytes)).toMatchObject({ title: '绿海：2 条通知', path: '/notifications' })
    await app.shift(0)
    good(await rep.del(`/me/push/${id}`), 204)
  })

  it('stop where somebody signs out', async () => {
    const answer = await app.guest.post('/session', { account: 'rep1', password })
    const headers = { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
    const there = { post: (path: string, body?: unknown) => app.guest.post(path, body, headers) }
    await subscribe(there)
    await give()
    await app.app.dispatcher.drain()
    good(await app.guest.call('DELETE', '/session', undefined, headers), 204)
    await app.app.deliverer.drain()
    expect(service.hits).toEqual([])
    expect((await deliveries())[0]).toMatchObject({ state: 'skipped' })
    await give()
    await run()
    expect(service.hits).toEqual([])
  })

  it('belong to whoever is signed in there', async () => {
    const browser = newBrowser()
    const endpoint = `${service.origin}/send/${someToken()}`
    good(await rep.post('/me/push', { endpoint, keys: browser.keys }), 201)
    good(await director.post('/me/push', { endpoint, keys: browser.keys }), 201)
    expect(good(await rep.get('/me/push')).data).toEqual([])
    await give()
    await run()
    expect(service.hits).toEqual([])
    const [{ id }] = good(await director.get('/me/push')).data
    refused(await rep.del(`/me/push/${id}`), 404)
    refused(await rep.del(`/me/push/${nowhere}`), 404)
    refused(await rep.del('/me/push/x'), 404)
    good(await director.del(`/me/push/${id}`), 204)
  })

  it('go to push services alone, and to a browser with proper keys', async () => {
    const strict = await startTestApp({ reach: { every: 3_600_000 } })
    const { keys } = newBrowser()
    const at = (endpoint: unknown, more: object = keys) => strict.admin.post('/me/push', { endpoint, keys: more })
    for (const endpoint of [
      'http://fcm.googleapis.com/fcm/send/x',
      'https://127.0.0.1/x',
      'https://10.0.0.1/x',
      'https://fcm.googleapis.com.evil.example/x',
      'https://evil.example/.push.apple.com',
      'https://fcm.googleapis.com:22/x',
      null,
    ])
      expect(faults(await at(endpoint))).toEqual({ endpoint: 'address_refused' })
    expect(faults(await at('https://fcm.googleapis.com/fcm/send/x', { p256dh: 'x', auth: '' }))).toEqual({
      'keys.p256dh': 'invalid',
      'keys.auth': 'invalid',
    })
    for (const host of [
      'fcm.googleapis.com',
      'updates.push.services.mozilla.com',
      'wns2-sg2p.notify.windows.com',
      'web.push.apple.com',
    ])
      good(await at(`https://${host}/${someToken()}`), 201)
    for (let i = 0; i < 9; i++) good(await at(`https://fcm.googleapis.com/${someToken()}`), 201)
    expect(good(await strict.admin.get('/me/push')).data, 'ten at most').toHaveLength(10)
    await strict.close()
  })
})
