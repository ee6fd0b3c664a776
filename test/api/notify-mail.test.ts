import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { startSmtp } from '../support/receivers.ts'
import { eventually, faults, good, newCustomer, refused } from './company.ts'

const minute = 60_000
const hour = 60 * minute

/** From now to a time of day in Shanghai, tomorrow or later, in milliseconds. */
const until = (hours: number, minutes = 0): number => {
  const local = new Date(Date.now() + 8 * hour)
  const target =
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1, hours, minutes) - 8 * hour
  return target - Date.now()
}

describe('e-mail to people', () => {
  let app: TestApp
  let rep: Client
  let manager: Client
  let director: Client
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  const noon = until(12)
  const deliveries = async (query = ''): Promise<Answer['body'][]> =>
    good(await app.admin.get(`/deliveries${query}`)).data
  const settings = (client: Client, body: unknown) => client.patch('/me/notification-settings', body)
  /** Waits until the events are handled, sends what is due. */
  const run = async () => {
    await app.app.dispatcher.drain()
    return app.app.deliverer.drain()
  }
  const assign = async () =>
    good(await director.post('/customers', { name: `客户${Math.random()}`, ownerId: null }), 201)
  const give = async (one: Answer['body']) =>
    good(await director.post(`/customers/${one.id}/assign`, { ownerId: rep.id }))
  const setMail = (more: Record<string, unknown> = {}) =>
    app.admin.patch('/message-channels', {
      mail: {
        host: '127.0.0.1',
        port: smtp.port,
        security: 'none',
        user: 'crm@example.com',
        password: 'smtp-secret-1',
        from: 'crm@example.com',
        fromName: '绿海',
        ...more,
      },
    })
  beforeAll(async () => {
    smtp = await startSmtp()
    app = await startTestApp({ dispatchEvery: 3_600_000, reach: { loopback: true, timeout: 6000, every: 3_600_000 } })
    manager = await app.person({ account: 'manager1', roles: ['manager'], name: '何一鸣' })
    const departmentId = await app.department({ name: '华南', managerId: manager.id })
    rep = await app.person({ account: 'rep1', roles: ['rep'], name: '林知夏', departmentId })
    director = await app.person({ account: 'director', roles: ['director'], name: '沈国栋' })
    good(await app.admin.patch(`/employees/${rep.id}`, { email: 'rep1@example.com' }))
    good(await app.admin.patch(`/pools/${app.poolId}`, { daysWithoutFollowUp: 30 }))
    good(await setMail())
    good(await app.admin.patch('/message-channels', { publicUrl: 'https://crm.example.com/' }))
  })
  beforeEach(async () => {
    await app.shift(noon)
    smtp.state.refuse = undefined
    smtp.mails.length = 0
    good(await settings(rep, { digest: { mode: 'now' }, quietHours: { on: true, from: '22:00', to: '08:00' } }))
  })
  afterAll(async () => {
    await app.close()
    await smtp.close()
  })

  it('tells at once, in words, with a link to the record', async () => {
    const one = await assign()
    await give(one)
    expect(await run()).toBe(1)
    const [mail] = smtp.mails
    expect(mail).toMatchObject({ from: 'crm@example.com', to: ['rep1@example.com'] })
    expect(mail?.subject).toBe(`沈国栋把“${one.name}”分配给你`)
    expect(mail?.body).toContain(`https://crm.example.com/o/customers/${one.id}`)
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated')
    expect((await deliveries())[0]).toMatchObject({
      channel: 'email',
      kind: 'assigned',
      state: 'sent',
      attempts: 1,
      error: null,
      sentAt: expect.any(String),
      to: { id: rep.id, name: '林知夏' },
    })
    expect(await run(), 'once').toBe(0)
    expect(JSON.stringify(await deliveries()), 'the log is of ways, not of words').not.toContain(one.name)
  })

  it('speaks the language of the receiver', async () => {
    good(await rep.patch('/me', { locale: 'en' }))
    const one = await assign()
    await give(one)
    await run()
    expect(smtp.mails[0]?.subject).toBe(`沈国栋 assigned "${one.name}" to you`)
    good(await rep.patch('/me', { locale: 'zh' }))
  })

  it('goes as one when several things wait for the same person', async () => {
    for (let i = 0; i < 3; i++) await give(await assign())
    expect(await run()).toBe(1)
    expect(smtp.mails[0]?.subject).toBe('绿海：3 条通知')
    const [a, b, c] = await deliveries()
    expect(new Set([a.messageId, b.messageId, c.messageId]).size).toBe(1)
  })

  it('waits through quiet hours, unless the kind is urgent', async () => {
    await app.shift(until(23))
    await give(await assign())
    await run()
    expect(smtp.mails).toHaveLength(0)
    const [held] = await deliveries()
    expect(held.state).toBe('held')
    expect(Date.parse(held.due) - Date.now()).toBeCloseTo(until(8) + 24 * hour, -4)
    await app.shift(until(8) + 24 * hour + minute)
    expect(await run()).toBe(1)
    good(await app.admin.patch(`/employees/${manager.id}`, { email: 'manager1@example.com' }))
    await app.shift(noon)
    const mine = await newCustomer(rep)
    await app.shift(until(23))
    smtp.mails.length = 0
    good(await rep.post('/extensions', { customerId: mine.id, days: 7, reason: '客户春节后才决定' }), 201)
    await run()
    expect(smtp.mails.map((mail) => mail.to)).toEqual([['manager1@example.com']])
  })

  it('gathers what is not urgent into one daily message', async () => {
    good(await settings(rep, { digest: { mode: 'daily', at: '18:30' } }))
    for (let i = 0; i < 2; i++) await give(await assign())
    await run()
    expect(smtp.mails).toHaveLength(0)
    expect((await deliveries('?state=digest')).map((one) => one.state)).toEqual(['digest', 'digest'])
    await app.shift(until(18, 29))
    await run()
    expect(smtp.mails).toHaveLength(0)
    await app.shift(until(18, 31))
    expect(await run()).toBe(1)
    expect(smtp.mails[0]?.subject).toBe('绿海：2 条通知')
  })

  it('leaves out what was read meanwhile, and what was switched off', async () => {
    good(await settings(rep, { digest: { mode: 'daily', at: '18:30' } }))
    await give(await assign())
    await app.app.dispatcher.drain()
    good(await rep.post('/notifications/read', { all: true }), 204)
    await app.shift(until(18, 31))
    expect(await run()).toBe(0)
    expect((await deliveries())[0]).toMatchObject({ state: 'skipped', error: '已在通知中心读过' })
    await app.shift(noon)
    await give(await assign())
    await app.app.dispatcher.drain()
    good(await settings(rep, { channels: { assigned: { email: false } } }))
    await app.shift(until(18, 31))
    expect(await run()).toBe(0)
    expect((await deliveries())[0]).toMatchObject({ state: 'skipped', error: '收件人关闭了这类通知' })
    await give(await assign())
    await app.app.dispatcher.drain()
    expect((await deliveries())[0].state, 'switched off: not even a row').toBe('skipped')
    good(await settings(rep, { channels: { assigned: { email: true } } }))
  })

  it('sends nothing to somebody who lost the right meanwhile', async () => {
    good(await settings(rep, { digest: { mode: 'daily', at: '18:30' } }))
    const one = await assign()
    await give(one)
    await app.app.dispatcher.drain()
    good(await director.post(`/customers/${one.id}/transfer`, { ownerId: director.id }))
    good(await settings(rep, { channels: { transferred: { email: false } } }))
    await app.app.dispatcher.drain()
    await app.shift(until(18, 31))
    await run()
    expect(smtp.mails).toHaveLength(0)
    expect((await deliveries()).find((row) => row.kind === 'assigned')).toMatchObject({
      state: 'skipped',
      error: '收件人已看不到这条记录',
    })
    good(await settings(rep, { channels: { transferred: { email: true } } }))
  })

  it('tries again later and later, and gives up where administrators see it', async () => {
    smtp.state.refuse = { code: 451, text: 'try later' }
    await give(await assign())
    let ahead = noon
    for (let attempt = 1; attempt <= 10; attempt++) {
      await run()
      const [row] = await deliveries()
      expect(row).toMatchObject({ attempts: attempt, state: attempt < 10 ? 'failed' : 'givenUp' })
      expect(row.error).toContain('451')
      if (attempt === 10) break
      const pause = Date.parse(row.due) - Date.now() - ahead
      expect(pause / 1000, 'the pause doubles').toBeCloseTo(
        30 * 2 ** (attempt - 1) > 7200 ? 7200 : 30 * 2 ** (attempt - 1),
        -1.1,
      )
      ahead += pause + 1000
      await app.shift(ahead > until(22) - hour ? noon : ahead)
      ahead = ahead > until(22) - hour ? noon : ahead
    }
    expect(smtp.mails).toHaveLength(0)
    refused(await rep.get('/deliveries'), 403)
    const [lost] = await deliveries('?state=givenUp')
    smtp.state.refuse = undefined
    good(await app.admin.post(`/deliveries/${lost.id}/retry`), 202)
    expect(await run()).toBe(1)
    expect((await deliveries())[0]).toMatchObject({ id: lost.id, state: 'sent' })
    refused(await app.admin.post(`/deliveries/${lost.id}/retry`), 409, 'not_waiting')
  })

  it('does not try again what is refused for good', async () => {
    smtp.state.refuse = { code: 550, text: 'no such user' }
    await give(await assign())
    await run()
    expect((await deliveries())[0]).toMatchObject({ state: 'givenUp', attempts: 1 })
    smtp.state.refuse = undefined
    expect(good(await app.admin.post('/deliveries/retry'), 202)).toEqual({ retried: 1 })
    expect(await run()).toBe(1)
  })

  it('never holds up work: a server that is not there fails in the log alone', async () => {
    const other = await startSmtp()
    const { port } = other
    await other.close()
    good(await setMail({ port }))
    const one = await assign()
    await give(one)
    await run()
    expect(good(await rep.get(`/customers/${one.id}`)).ownerId).toBe(rep.id)
    const [row] = await deliveries()
    expect(row).toMatchObject({ state: 'failed', attempts: 1 })
    expect(row.error).toContain(`127.0.0.1:${port}`)
    await give(await assign())
    await run()
    expect((await deliveries())[0], 'waits without an attempt while the server is down').toMatchObject({
      state: 'pending',
      attempts: 0,
    })
    good(await setMail())
    expect(await run(), 'tried at once with the right server').toBe(1)
  })

  it('gives up on a server that takes the call and says nothing', async () => {
    const silent = createServer()
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
    good(await setMail({ port: (silent.address() as AddressInfo).port }))
    const answer = refused(
      await app.admin.post('/message-channels/mail/test', { to: 'boss@example.com' }),
      409,
      'not_delivered',
    )
    expect(answer.detail).toContain('一直没有回答')
    await new Promise((resolve) => silent.close(resolve))
    good(await setMail())
  })

  it('tells a wrong password from a lost mail, and never shows the right one', async () => {
    good(await setMail({ password: 'wrong' }))
    refused(await app.admin.post('/message-channels/mail/test', { to: 'boss@example.com' }), 409, 'not_delivered')
    good(await setMail())
    expect(good(await app.admin.post('/message-channels/mail/test', { to: 'boss@example.com' }))).toEqual({
      sent: true,
    })
    expect(smtp.mails[0]).toMatchObject({ to: ['boss@example.com'], subject: '绿海的测试消息' })
    const shown = good(await app.admin.get('/message-channels'))
    expect(shown.mail).toMatchObject({ host: '127.0.0.1', passwordSet: true })
    expect(shown.mail).not.toHaveProperty('password')
    const { pool } = app.app.system.kernel.db
    const kept = await pool.query(
      `SELECT (SELECT string_agg(a::text, '') FROM audit_entries a) || (SELECT string_agg(s::text, '') FROM settings s) || (SELECT string_agg(k::text, '') FROM idempotency_keys k) || (SELECT string_agg(d::text, '') FROM deliveries d) AS all`,
    )
    expect(`${JSON.stringify(kept.rows)}${JSON.stringify(shown)}`).not.toContain('smtp-secret-1')
    const [{ n }] = (await pool.query(`SELECT count(*)::int AS n FROM audit_entries WHERE object = 'message-channels'`))
      .rows
    expect(n).toBeGreaterThan(3)
  })

  it('asks for the password again when it would go elsewhere, and takes mail ports only', async () => {
    const { port } = smtp
    expect(faults(await app.admin.patch('/message-channels', { mail: { host: 'mail.example.com', port } }))).toEqual({
      'mail.password': 'required',
    })
    expect(
      faults(
        await app.admin.patch('/message-channels', { mail: { host: 'a b', security: 'ssl', from: 'x', more: 1 } }),
      ),
    ).toMatchObject({
      'mail.host': 'invalid',
      'mail.security': 'unknown_option',
      'mail.from': 'invalid',
      'mail.more': 'unknown_field',
    })
    refused(await rep.patch('/message-channels', { mail: null }), 403)
    refused(await rep.get('/message-channels'), 403)
    refused(await rep.post('/message-channels/mail/test'), 403)
    refused(await app.guest.get('/message-channels'), 401)
    expect(faults(await app.admin.patch('/message-channels', { publicUrl: 'javascript:alert(1)' }))).toEqual({
      publicUrl: 'invalid',
    })
  })

  it('hands no password to a server that does not encrypt as was chosen', async () => {
    smtp.state.signIns = 0
    good(await setMail({ security: 'starttls' }))
    refused(await app.admin.post('/message-channels/mail/test', { to: 'boss@example.com' }), 409, 'not_delivered')
    expect(smtp.state.signIns).toBe(0)
    good(await setMail())
    good(await app.admin.post('/message-channels/mail/test', { to: 'boss@example.com' }))
    expect(smtp.state.signIns).toBe(1)
  })

  it('leaves a lane to the process that works on it, and takes over from one that died', async () => {
    const lease = (seconds: number) =>
      app.app.system.kernel.db.pool.query(
        `UPDATE notify_lanes SET lease_by = gen_random_uuid(), lease_until = now() + make_interval(secs => $1) WHERE lane = 'mail'`,
        [seconds],
      )
    await give(await assign())
    await app.app.dispatcher.drain()
    await lease(60)
    expect(await app.app.deliverer.drain()).toBe(0)
    await lease(-1)
    expect(await app.app.deliverer.drain()).toBe(1)
  })

  it('sends once, though two processes look for what is due', async () => {
    const second = await startSecond(app)
    try {
      for (let i = 0; i < 4; i++) await give(await assign())
      await app.app.dispatcher.drain()
      const counts = await Promise.all([
        app.app.deliverer.drain(),
        second.deliverer.drain(),
        app.app.deliverer.drain(),
        second.deliverer.drain(),
      ])
      await eventually(
        async () => ((await deliveries('?state=sent')).length >= 4 ? true : undefined),
        'everything sent',
      )
      expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(0)
      expect(smtp.mails).toHaveLength(1)
    } finally {
      await second.close()
    }
  })
})

const startSecond = async (app: TestApp) => {
  const { createApplication } = await import('../../src/app/application.ts')
  const { options } = app.app.system.kernel.db.pool
  return createApplication({
    url: String(options.connectionString),
    schedule: false,
    dispatchEvery: 3_600_000,
    poolSize: 4,
    reach: { loopback: true, timeout: 6000, every: 3_600_000 },
  })
}
