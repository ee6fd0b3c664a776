import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, password, startTestApp, type TestApp } from '../support/app.ts'
import { day, faults, good, newCustomer, nowhere, refused, speaking } from './company.ts'

const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0] ?? ''

describe('sign-in, sessions and keys', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  const signIn = (account: string, secret = password, headers: Record<string, string> = {}) =>
    app.guest.post('/session', { account, password: secret }, headers)
  const session = async (account: string, secret = password) => {
    const answer = await signIn(account, secret)
    good(answer)
    return speaking(app, { cookie: cookieOf(answer) })
  }
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: null, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null, name: '顾南乔' })
  })
  afterAll(() => app.close())

  it('opens a session with a cookie kept from scripts and other sites', async () => {
    const answer = await signIn(' REP1 ')
    expect(good(answer).employee).toEqual({ id: rep.id, name: '林知夏' })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^greensea_session=/)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
    expect(good(await rep.get('/me'))).toMatchObject({
      employee: { id: rep.id, name: '林知夏', roleIds: [app.roleId('rep')] },
      functions: { customers: expect.arrayContaining(['read', 'claim']) },
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
    })
  })

  it('does not tell a wrong account from a wrong password', async () => {
    const [account, secret] = [
      refused(await signIn('nobody'), 401, 'invalid_credentials'),
      refused(await signIn('rep1', 'wrong'), 401, 'invalid_credentials'),
    ]
    expect({ ...account, requestId: '' }).toEqual({ ...secret, requestId: '' })
    for (const body of [
      {},
      { account: 'rep1' },
      { account: 5, password: 6 },
      { account: ['rep1'], password },
      { account: '', password: '' },
    ])
      refused(await app.guest.post('/session', body), 422)
    for (const account of ['a\u0000b', '\ud800', 'x'.repeat(100_000), "' OR 1=1 --", '🐋'])
      expect([400, 401, 413, 422]).toContain((await signIn(account)).status)
    expect([400, 401, 413, 422]).toContain((await signIn('rep1', 'x'.repeat(1_000_000))).status)
  })

  it('ends a session, lists them, and revokes one of its own', async () => {
    const first = await session('rep2')
    const second = await session('rep2')
    const { data } = good(await first.get('/sessions'))
    expect(data.length).toBeGreaterThanOrEqual(3)
    expect(data.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
    expect(JSON.stringify(data)).not.toContain('token')
    const mine = data.find((one: { current: boolean }) => one.current).id
    refused(await rep.del(`/sessions/${mine}`), 404)
    refused(await rep.del('/sessions/nonsense'), 404)
    expect((await second.del(`/sessions/${mine}`)).status).toBe(204)
    refused(await first.get('/me'), 401)
    const out = await second.del('/session')
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/greensea_session=;/)
    refused(await second.get('/me'), 401)
  })

  it('checks the origin of what comes by cookie and changes something', async () => {
    const body = { name: '别站提交的' }
    refused(await rep.post('/customers', body, { origin: 'https://evil.example' }), 403)
    refused(await rep.post('/customers', body, { origin: 'null', 'sec-fetch-site': 'cross-site' }), 403)
    refused(await rep.del(`/customers/${nowhere}`, { origin: 'https://evil.example' }), 403)
    refused(await rep.patch(`/customers/${nowhere}`, {}, { origin: 'http://localhost:1' }), 403)
    good(await rep.post('/customers', body, { origin: 'http://localhost:80' }), 201)
    good(await rep.get('/customers', { origin: 'https://evil.example' }))
    const { key } = good(await rep.post('/api-keys', { name: '对接', scopes: ['*'] }), 201)
    good(
      await speaking(app, { authorization: `Bearer ${key}` }).post(
        '/customers',
        { name: '密钥提交的' },
        { origin: 'https://evil.example' },
      ),
      201,
    )
  })

  it('locks an account after failures, and says until when', async () => {
    await app.person({ account: 'victim', roles: ['rep'], departmentId: null })
    for (let i = 0; i < 5; i++) refused(await signIn('victim', `guess-${i}`, { 'x-forwarded-for': `10.0.0.${i}` }), 401)
    const locked = await signIn('victim')
    expect(refused(locked, 429, 'too_many_attempts').until).toEqual(expect.any(String))
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
    good(await signIn('rep1'))
  })

  it('changes a password with the present one, and ends the other sessions', async () => {
    await app.person({ account: 'changer', roles: ['rep'], departmentId: null })
    const first = await session('changer')
    const second = await session('changer')
    expect(
      (await first.post('/me/password', { current: 'wrong', next: 'greensea-test-2' })).status,
    ).toBeGreaterThanOrEqual(400)
    for (const next of ['short', 'changer', '', 'x'.repeat(5000)])
      expect((await first.post('/me/password', { current: password, next })).status, next).toBe(422)
    expect((await first.post('/me/password', { current: password, next: 'greensea-test-2' })).status).toBe(204)
    good(await first.get('/me'))
    refused(await second.get('/me'), 401)
    refused(await signIn('changer'), 401)
    good(await signIn('changer', 'greensea-test-2'))
  })

  it('sets a password by right, and only by right', async () => {
    await app.person({ account: 'forgot', roles: ['rep'], departmentId: null }).then(async ({ id }) => {
      refused(await rep.post(`/employees/${id}/set-password`, { password: 'greensea-test-3' }), 403)
      expect((await app.admin.post(`/employees/${id}/set-password`, { password: '1' })).status).toBe(422)
      const answer = await app.admin.post(`/employees/${id}/set-password`, { password: 'greensea-test-3' })
      expect(JSON.stringify(good(answer))).not.toContain('greensea-test-3')
      expect(good(await signIn('forgot', 'greensea-test-3')).employee.id).toBe(id)
      expect(JSON.stringify(good(await app.admin.get(`/employees/${id}/history`)))).not.toContain('greensea-test-3')
    })
  })

  it('asks for a code when two-step verification is on', async () => {
    await app.person({ account: 'careful', roles: ['rep'], departmentId: null })
    const mine = await session('careful')
    const begun = good(await mine.post('/me/totp', { password }))
    const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) })
    expect((await mine.post('/me/totp/confirm', { code: '000000' })).status).toBeGreaterThanOrEqual(400)
    good(await mine.post('/me/totp/confirm', { code: totp.generate() }))
    const { ticket } = refused(await signIn('careful'), 401, 'totp_required')
    expect(ticket).toEqual(expect.any(String))
    refused(await app.guest.post('/session', { ticket, code: '000000' }), 401)
    refused(await app.guest.post('/session', { ticket: 'forged', code: totp.generate() }), 401)
    const next = totp.generate({ timestamp: Date.now() + 30_000 })
    expect(good(await app.guest.post('/session', { ticket, code: next })).employee.name).toBe('careful')
    refused(await app.guest.post('/session', { ticket, code: next }), 401)
  })

  it('makes one key under one Idempotency-Key, and shows it once', async () => {
    const make = (name: string, key = 'once-please') =>
      rep.post('/api-keys', { name, scopes: ['*'] }, { 'idempotency-key': key })
    const count = async () =>
      good(await rep.get('/api-keys')).data.filter((one: { name: string }) => one.name === '重复的').length
    const made = good(await make('重复的'), 201)
    const again = refused(await make('重复的'), 409, 'answered_once')
    expect(again.id).toBe(made.id)
    expect(JSON.stringify(again)).not.toContain(made.key)
    expect(await count()).toBe(1)
    expect(faults(await make('别的'))).toEqual({ 'Idempotency-Key': 'idempotency_mismatch' })
    const both = await Promise.all([make('重复的', 'two-at-once'), make('重复的', 'two-at-once')])
    expect(both.map((one) => one.status).sort()).toEqual([201, 409])
    expect(await count()).toBe(2)
    good(await rep.del(`/api-keys/${made.id}`), 204)
  })

  it('keeps a key within its scopes and its employee’s rights', async () => {
    const made = good(await rep.post('/api-keys', { name: '只读客户', scopes: ['customers:read'] }), 201)
    expect(made).toMatchObject({ id: expect.any(String), key: expect.any(String) })
    const machine = speaking(app, { authorization: `Bearer ${made.key}` })
    const mine = await newCustomer(rep)
    const theirs = await newCustomer(other)
    expect(good(await machine.get(`/customers/${mine.id}`)).can).toMatchObject({ update: false, release: false })
    refused(await machine.get(`/customers/${theirs.id}`), 404)
    for (const answer of [
      await machine.patch(`/customers/${mine.id}`, { level: 'A' }),
      await machine.post('/customers', { name: 'x' }),
      await machine.post(`/customers/${mine.id}/release`, { reason: 'x' }),
      await machine.del(`/customers/${mine.id}`),
      await machine.get('/contacts'),
      await machine.post('/api-keys', { name: '更大', scopes: ['*'] }),
      await machine.post('/me/password', { current: password, next: 'greensea-test-9' }),
      await machine.post(`/customers/${mine.id}/comments`, { content: '只读的密钥' }),
      await machine.post('/me/totp', { password }),
    ])
      refused(answer, 403)
    expect(good(await machine.get('/meta')).objects.map((one: { path: string }) => one.path)).toEqual(['customers'])
    expect(
      good(await machine.get('/search?q=测试')).data.every((one: { object: string }) => one.object === 'customers'),
    ).toBe(true)
    const [listed] = good(await rep.get('/api-keys')).data
    expect(JSON.stringify(listed)).not.toContain(made.key)
    refused(await other.del(`/api-keys/${made.id}`), 404)
    expect((await rep.del(`/api-keys/${made.id}`)).status).toBe(204)
    refused(await machine.get('/customers'), 401)
    refused(await rep.del(`/api-keys/${made.id}`), 404)
  })

  it('lets a narrow key neither end nor see sessions', async () => {
    const { key } = good(await rep.post('/api-keys', { name: '只读', scopes: ['customers:read'] }), 201)
    const machine = speaking(app, { authorization: `Bearer ${key}` })
    const [{ id }] = good(await rep.get('/sessions')).data
    refused(await machine.del(`/sessions/${id}`), 403)
    refused(await machine.get('/sessions'), 403)
    refused(await machine.get('/api-keys'), 403)
  })

  it('lets a narrow key reach what its scopes name, and nothing beside the records', async () => {
    const keyOf = async (...scopes: string[]) => {
      const { key } = good(await rep.post('/api-keys', { name: scopes.join(), scopes }), 201)
      return speaking(app, { authorization: `Bearer ${key}` })
    }
    const narrow = await keyOf('contacts:read')
    for (const answer of [
      await narrow.patch('/me', { locale: 'en' }),
      await narrow.post('/notifications/read', { all: true }),
      await narrow.get('/notifications'),
      await narrow.get('/proposed-owners?region=330106'),
      await narrow.get('/policy'),
      await narrow.get(`/pool-usage?poolId=${app.poolId}`),
      await narrow.del('/session'),
      await narrow.get('/customers'),
    ])
      refused(answer, 403)
    expect(refused(await narrow.patch('/me', {}), 403, 'session_required').detail).toContain('登录')
    expect(good(await narrow.get('/reminders')).data).toEqual([])
    expect(good(await narrow.get('/imports')).data).toEqual([])
    const me = good(await narrow.get('/me'))
    expect(me.employee).toMatchObject({ id: rep.id, name: expect.any(String), account: null, phone: null })
    expect(me.functions).toEqual({ contacts: ['read'] })
    const pools = await keyOf('pools:read', 'employees:read')
    good(await pools.get('/policy'))
    good(await pools.get('/proposed-owners?region=330106'))
    const all = await keyOf('*')
    good(await all.get('/notifications'))
    refused(await all.patch('/me', { locale: 'en' }), 403, 'session_required')
  })

  it('refuses keys that say nothing sensible', async () => {
    for (const body of [
      {},
      { name: 'x' },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['nothings:read'] },
      { name: 'x', scopes: ['customers'] },
      { name: 'x', scopes: 'customers:read' },
      { name: 'x', scopes: [5] },
      { name: 'x', scopes: ['*'], expiresAt: 'soon' },
      { name: 'x', scopes: ['*'], expiresAt: 5 },
      { name: 'x', scopes: ['*'], expiresAt: '2020-01-01' },
      { name: '\u0000', scopes: ['*'] },
      { name: 'x'.repeat(101), scopes: ['*'] },
    ])
      expect(
        Object.keys(faults(await rep.post('/api-keys', body))).length,
        JSON.stringify(body).slice(0, 80),
      ).toBeGreaterThan(0)
    const { key } = good(
      await rep.post('/api-keys', {
        name: '明天到期',
        scopes: ['*'],
        expiresAt: new Date(Date.now() + day).toISOString(),
      }),
      201,
    )
    for (const bearer of [key.slice(0, -1), `${key}x`, key.toUpperCase(), 'gs_', "gs_aaaaaaaa_' OR 1=1"])
      refused(await app.guest.get('/me', { authorization: `Bearer ${bearer}` }), 401)
  })

  it('shuts out who has left, at once', async () => {
    const leaver = await app.person({ account: 'leaver', roles: ['rep'], departmentId: null })
    const { key } = good(await leaver.post('/api-keys', { name: '个人', scopes: ['*'] }), 201)
    good(await app.admin.patch(`/employees/${leaver.id}`, { status: 'left' }))
    refused(await leaver.get('/me'), 401)
    refused(await app.guest.get('/me', { authorization: `Bearer ${key}` }), 401)
    refused(await signIn('leaver'), 401)
    expect((await app.admin.patch(`/employees/${app.admin.id}`, { status: 'left' })).status).toBe(422)
  })
})
