import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { answerJson, asDingtalk, asFeishu, asWecom, startHook } from '../support/receivers.ts'
import { eventually, faults, good, nowhere, refused } from './company.ts'

const key = '693a91f6-7000-4bc4-97a0-0ec2d1fa5aaa'
const token = '566cc69da782ec33e42541b09b08551f09fbe864eb8008112e994b43887'
const secret = 'SEC0123456789abcdef'
const minute = 60_000

describe('group bots of 企业微信, 钉钉 and 飞书', () => {
  let app: TestApp
  let director: Client
  let rep: Client
  let south: string
  let wecom: Awaited<ReturnType<typeof startHook>>
  let dingtalk: Awaited<ReturnType<typeof startHook>>
  let feishu: Awaited<ReturnType<typeof startHook>>
  const bots: Record<string, string> = {}
  let ahead = 0
  const advance = (milliseconds: number) => {
    ahead += milliseconds
    return app.shift(ahead)
  }
  const deliveries = async (query = ''): Promise<Answer['body'][]> =>
    good(await app.admin.get(`/deliveries${query}`)).data
  const run = async () => {
    await app.app.dispatcher.drain()
    return app.app.deliverer.drain()
  }
  let n = 0
  const customer = async (values: Record<string, unknown> = {}) =>
    good(await director.post('/customers', { name: `群通知客户${++n}`, phone: '13812345678', ...values }), 201)
  const assign = async (one: Answer['body']) =>
    good(await director.post(`/customers/${one.id}/assign`, { ownerId: rep.id }))
  const given = async () => assign(await customer({ ownerId: null }))
  const bot = (body: Record<string, unknown>) =>
    app.admin.post('/message-channels/bots', { kinds: ['assigned', 'transferred', 'recycled', 'released'], ...body })
  beforeAll(async () => {
    wecom = await startHook(asWecom(key))
    dingtalk = await startHook(asDingtalk(token, secret))
    feishu = await startHook(asFeishu(secret))
    app = await startTestApp({
      dispatchEvery: 3_600_000,
      reach: { loopback: true, timeout: 4000, every: 3_600_000, publicUrl: 'https://crm.example.com' },
    })
    south = await app.department({ name: '华南' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: south, name: '林知夏' })
    director = await app.person({ account: 'director', roles: ['director'], name: '沈国栋' })
    bots.wecom = good(
      await bot({ name: '销售群', kind: 'wecom', webhookUrl: `${wecom.origin}/cgi-bin/webhook/send?key=${key}` }),
      201,
    ).id
    bots.dingtalk = good(
      await bot({
        name: '钉群',
        kind: 'dingtalk',
        webhookUrl: `${dingtalk.origin}/robot/send?access_token=${token}`,
        secret,
      }),
      201,
    ).id
    bots.feishu = good(
      await bot({
        name: '飞书群',
        kind: 'feishu',
        webhookUrl: `${feishu.origin}/open-apis/bot/v2/hook/abc-123`,
        secret,
      }),
      201,
    ).id
  })
  beforeEach(async () => {
    await advance(20 * minute)
    wecom.state.respond = asWecom(key)
    dingtalk.state.respond = asDingtalk(token, secret)
    feishu.state.respond = asFeishu(secret)
    for (const one of [wecom, dingtalk, feishu]) one.hits.length = 0
  })
  afterAll(async () => {
    await app.close()
    await Promise.all([wecom.close(), dingtalk.close(), feishu.close()])
  })

  it('says what happened to the group, signed as each product wants it, without anybody’s number', async () => {
    const one = await given()
    expect(await run()).toBe(3)
    const link = `https://crm.example.com/o/customers/${one.id}`
    const words = `沈国栋把“${one.name}”分配给林知夏`
    expect(wecom.hits[0]?.json.markdown.content).toBe(`${words} [查看](${link})`)
    expect(dingtalk.hits[0]?.json.markdown).toEqual({ title: words, text: `${words} [查看](${link})` })
    expect(feishu.hits[0]?.json.content.post.zh_cn).toEqual({
      title: words,
      content: [[{ tag: 'a', text: '查看', href: link }]],
    })
    expect((await deliveries()).map((row) => row.state)).toEqual(['sent', 'sent', 'sent'])
    for (const { hits } of [wecom, dingtalk, feishu]) {
      expect(hits).toHaveLength(1)
      expect(hits[0]?.bytes.toString()).not.toContain('13812345678')
    }
  })

  it('tells the groups nothing somebody wrote: no comment, no reason', async () => {
    const one = await given()
    await run()
    for (const { hits } of [wecom, dingtalk, feishu]) hits.length = 0
    good(
      await director.post(`/customers/${one.id}/comments`, { content: '电话改成 13900001111', mentionIds: [rep.id] }),
      201,
    )
    good(await rep.post(`/customers/${one.id}/release`, { reason: '打 13900001111 没人接' }))
    await run()
    // Who released it himself is not told, the group is.
    expect(wecom.hits.map((hit) => hit.json.markdown.content)).toEqual([
      expect.stringContaining(`林知夏把林知夏的“${one.name}”退回了公海`),
    ])
    expect(wecom.hits[0]?.bytes.toString()).not.toContain('1390000')
  })

  it('keeps what people typed as words: no mention, no link, no markup, no second line', async () => {
    await assign(await customer({ name: '<@all> [点我](http://evil.example) **省钱**', ownerId: null }))
    await run()
    const text: string = wecom.hits[0]?.json.markdown.content
    expect(text).not.toMatch(/<@all>|\]\(http:\/\/evil|\*\*省钱\*\*/)
    expect(text).toContain('＜＠all＞ ［点我］(http://evil.example) ＊＊省钱＊＊')
    await assign(await customer({ name: '13700002222 王老板', ownerId: null }))
    await advance(minute)
    await run()
    expect(wecom.hits.at(-1)?.json.markdown.content).toContain('137＊＊＊＊2222 王老板')
  })

  it('goes to the groups of the department alone', async () => {
    const north = await app.department({ name: '华北' })
    good(await app.admin.patch(`/message-channels/bots/${bots.wecom}`, { departmentId: north }))
    await given()
    await run()
    expect([wecom.hits.length, dingtalk.hits.length]).toEqual([0, 1])
    good(await app.admin.patch(`/message-channels/bots/${bots.wecom}`, { departmentId: south }))
    const one = await given()
    await run()
    expect(wecom.hits).toHaveLength(1)
    const another = await given()
    await app.app.dispatcher.drain()
    good(await director.post(`/customers/${another.id}/transfer`, { ownerId: director.id }))
    good(await director.del(`/customers/${one.id}`), 204)
    await app.app.deliverer.drain()
    expect(wecom.hits, 'what left the department before it was sent is not told').toHaveLength(1)
    good(await app.admin.patch(`/message-channels/bots/${bots.wecom}`, { departmentId: null }))
    await run()
  })

  it('sends a burst as few messages within the limits of each product', async () => {
    const long = '很长的客户名称'.repeat(9)
    for (let i = 0; i < 40; i++) await assign(await customer({ name: `${long}${i}`, ownerId: null }))
    await run()
    expect(wecom.hits).toHaveLength(1)
    const content: string = wecom.hits[0]?.json.markdown.content
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096)
    expect(content).toMatch(/^\*\*绿海：40 条通知\*\*\n- /)
    expect(content).toMatch(/还有 \d+ 条，在绿海中查看$/)
    expect(feishu.hits[0]?.bytes.length).toBeLessThanOrEqual(20 * 1024)
    expect((await deliveries('?channel=dingtalk&limit=200')).slice(0, 40).every((row) => row.state === 'sent')).toBe(
      true,
    )
  })

  it('never sends more a minute than a product takes', async () => {
    for (let i = 0; i < 25; i++) {
      await given()
      await run()
    }
    expect([wecom.hits.length, dingtalk.hits.length]).toEqual([20, 20])
    expect(feishu.hits.length, 'and at most five a second').toBeGreaterThanOrEqual(5)
    expect((await deliveries('?state=pending&channel=wecom')).length).toBe(5)
    await advance(minute + 1000)
    await run()
    expect(wecom.hits, 'what waited goes as one').toHaveLength(21)
    expect(wecom.hits.at(-1)?.json.markdown.content).toContain('5 条通知')
    expect(await deliveries('?state=pending')).toEqual([])
  })

  it('waits as long as it is asked to, without counting that as a failure', async () => {
    dingtalk.state.respond = (_hit, response) =>
      answerJson(response, { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' })
    feishu.state.respond = (_hit, response) => answerJson(response, { code: 11232, msg: 'frequency limited' })
    wecom.state.respond = (_hit, response) => answerJson(response, { errcode: 45009, errmsg: 'api freq out of limit' })
    await given()
    await run()
    for (const row of (await deliveries()).slice(0, 3)) expect(row).toMatchObject({ state: 'failed', attempts: 0 })
    dingtalk.state.respond = asDingtalk(token, secret)
    wecom.state.respond = asWecom(key)
    await advance(2 * minute)
    await run()
    expect([wecom.hits.length, dingtalk.hits.length]).toEqual([2, 1])
    await advance(9 * minute)
    await run()
    expect(dingtalk.hits, 'ten minutes, as 钉钉 says').toHaveLength(2)
  })

  it('a bot that hangs or breaks holds up no other', async () => {
    let silenceEnded = 0
    wecom.state.respond = (_hit, response) =>
      void response.on('close', () => {
        silenceEnded = Date.now()
      })
    feishu.state.respond = (_hit, response) => void response.writeHead(500).end('oops')
    await given()
    await run()
    await eventually(async () => (silenceEnded > 0 ? true : undefined), 'the end of the silent connection')
    const rows = (await deliveries()).slice(0, 3)
    expect(rows.find((row) => row.channel === 'dingtalk')).toMatchObject({ state: 'sent' })
    expect(rows.find((row) => row.channel === 'wecom')).toMatchObject({ state: 'failed', attempts: 1 })
    expect(rows.find((row) => row.channel === 'wecom').error).toContain('没有回答')
    expect(rows.find((row) => row.channel === 'feishu').error).toContain('500')
    expect(dingtalk.hits[0]?.at, 'before the silent one was given up on').toBeLessThanOrEqual(silenceEnded)
  })

  it('follows nobody who points elsewhere, and reads no endless answer', async () => {
    const elsewhere = await startHook((_hit, response) => answerJson(response, { errcode: 0 }))
    wecom.state.respond = (_hit, response) =>
      void response.writeHead(307, { location: `${elsewhere.origin}/cgi-bin/webhook/send?key=${key}` }).end()
    dingtalk.state.respond = (_hit, response) => void response.writeHead(200).end('x'.repeat(1_000_000))
    await given()
    await run()
    expect([wecom.hits.length, elsewhere.hits.length]).toEqual([1, 0])
    const errors = (await deliveries()).slice(0, 3).map((row) => row.error)
    expect(errors).toContain('企业微信回答了 307')
    expect(errors).toContain('钉钉回答了 200')
    await elsewhere.close()
  })

  it('gives up where the product says why: a wrong secret, a bot that is gone', async () => {
    good(await app.admin.patch(`/message-channels/bots/${bots.dingtalk}`, { secret: 'SECwrong' }))
    wecom.state.respond = asWecom('another-key')
    feishu.state.respond = asFeishu('another')
    await given()
    await run()
    const errors = Object.fromEntries(
      (await deliveries()).slice(0, 3).map((row) => [row.channel, [row.state, row.error]]),
    )
    expect(errors.dingtalk).toEqual(['givenUp', expect.stringContaining('310000')])
    expect(errors.wecom).toEqual(['givenUp', expect.stringContaining('93000')])
    expect(errors.feishu).toEqual(['givenUp', expect.stringContaining('19021')])
    const toldOf = async () =>
      good(await app.admin.get('/notifications')).data.filter((one: Answer['body']) => one.kind === 'channel')
    await app.app.dispatcher.drain()
    const told = await toldOf()
    expect(told.map((one: Answer['body']) => String(one.title))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('销售群'),
        expect.stringContaining('钉群'),
        expect.stringContaining('飞书'),
      ]),
    )
    expect(good(await rep.get('/notifications')).data.some((one: Answer['body']) => one.kind === 'channel')).toBe(false)
    await given()
    await run()
    await app.app.dispatcher.drain()
    expect((await toldOf()).length, 'once a day').toBe(told.length)
    refused(await app.admin.post(`/message-channels/bots/${bots.dingtalk}/test`), 409, 'not_delivered')
    good(await app.admin.patch(`/message-channels/bots/${bots.dingtalk}`, { secret }))
    good(await app.admin.post(`/message-channels/bots/${bots.dingtalk}/test`))
    expect(dingtalk.hits.at(-1)?.json.markdown.title).toBe('绿海的测试消息')
    wecom.state.respond = asWecom(key)
    feishu.state.respond = asFeishu(secret)
    await advance(minute)
    expect(good(await app.admin.post('/deliveries/retry'), 202).retried).toBeGreaterThanOrEqual(3)
    expect(await run()).toBe(3)
  })

  it('tells nobody a secret: not the settings, not the audit, not the log', async () => {
    const shown = JSON.stringify(good(await app.admin.get('/message-channels')))
    expect(shown).toContain('"signed":true')
    const { rows } = await app.app.system.kernel.db.pool.query(
      `SELECT (SELECT string_agg(a::text, '') FROM audit_entries a) || (SELECT string_agg(b::text, '') FROM group_bots b) || (SELECT string_agg(d::text, '') FROM deliveries d) || (SELECT string_agg(k::text, '') FROM idempotency_keys k) || (SELECT string_agg(o::text, '') FROM outbox o) AS all`,
    )
    const kept = shown + JSON.stringify(rows)
    for (const word of [key, token, secret, 'abc-123']) expect(kept).not.toContain(word)
    refused(await rep.get('/message-channels'), 403)
    refused(await rep.post('/message-channels/bots', {}), 403)
    refused(await rep.del(`/message-channels/bots/${bots.wecom}`), 403)
    refused(await app.admin.patch(`/message-channels/bots/${nowhere}`, {}), 404)
  })

  it('an address that changes takes no old secret with it, and a deleted bot nothing', async () => {
    const address = `${feishu.origin}/open-apis/bot/v2/hook/other`
    const changed = good(await app.admin.patch(`/message-channels/bots/${bots.feishu}`, { webhookUrl: address }))
    expect(changed.signed).toBe(false)
    await given()
    await app.app.dispatcher.drain()
    good(await app.admin.del(`/message-channels/bots/${bots.feishu}`), 204)
    await run()
    expect(feishu.hits).toHaveLength(0)
    expect((await deliveries('?channel=feishu'))[0]).toMatchObject({ state: 'skipped', error: '群机器人已停用' })
  })
})

describe('where webhooks may go', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ reach: { hosts: ['im.corp.example'], every: 3_600_000 } })
  })
  afterAll(() => app.close())

  it.each([
    ['wecom', 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', 'not https'],
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send', 'no key'],
    ['wecom', 'https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a', 'another port'],
    ['wecom', 'https://user:pass@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', 'a password in it'],
    ['wecom', 'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=a', 'a host like it'],
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=a', 'another path'],
    ['wecom', 'https://oapi.dingtalk.com/robot/send?access_token=a', 'another product'],
    ['dingtalk', 'https://127.0.0.1/robot/send?access_token=a', 'this machine'],
    ['dingtalk', 'http://127.0.0.1:5432/robot/send?access_token=a', 'a port of this machine'],
    ['dingtalk', 'https://169.254.169.254/robot/send?access_token=a', 'the metadata of a cloud'],
    ['feishu', 'https://10.0.0.8/open-apis/bot/v2/hook/a', 'the own network'],
    ['feishu', 'file:///etc/passwd', 'a file'],
    ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/../../authen/v1/x', 'a way up'],
    ['feishu', 7, 'a number'],
  ])('refuses for %s %s: %s', async (kind, webhookUrl, _why) => {
    expect(faults(await app.admin.post('/message-channels/bots', { name: '群', kind, webhookUrl }))).toEqual({
      webhookUrl: 'address_refused',
    })
  })

  it('takes the documented hosts, and those given at start', async () => {
    for (const [kind, webhookUrl] of [
      ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a'],
      ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=a'],
      ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/a'],
      ['feishu', 'https://im.corp.example/open-apis/bot/v2/hook/a'],
    ])
      good(await app.admin.post('/message-channels/bots', { name: '群', kind, webhookUrl }), 201)
    expect(
      faults(await app.admin.patch('/message-channels', { mail: { host: '10.0.0.8', port: 6379, from: 'a@b.cn' } })),
    ).toEqual({ 'mail.port': 'invalid' })
    expect(
      faults(await app.admin.post('/message-channels/bots', { name: '', kind: 'qq', kinds: ['mention'], more: 1 })),
    ).toMatchObject({
      name: 'required',
      kind: 'unknown_option',
      kinds: 'unknown_option',
      more: 'unknown_field',
    })
  })
})
