import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { codeOf, faults, good, refused } from './company.ts'

let app: TestApp
let rep: Client
let other: Client
let manager: Client

beforeAll(async () => {
  app = await startTestApp()
  const departmentId = await app.department({ name: '销售一部' })
  manager = await app.person({ account: 'dup-manager', roles: ['manager'], departmentId })
  rep = await app.person({ account: 'dup-rep', roles: ['rep'], departmentId, name: '甲' })
  other = await app.person({ account: 'dup-other', roles: ['rep'], departmentId: null, name: '乙' })
})
afterAll(() => app.close())

const check = async (client: Client, values: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  good(await client.post('/duplicates/check', { object: 'customers', values, ...more }))

describe('查重 while entering', () => {
  it('raises a short name against the whole one, with score and reasons (C8)', async () => {
    const made = good(await rep.post('/customers', { name: '杭州尚祈科技有限公司' }), 201)
    const answer = await check(rep, { name: '尚祈科技' })
    expect(answer.decision).toBe('warn')
    expect(answer.candidates[0]).toMatchObject({
      object: 'customers',
      id: made.id,
      name: '杭州尚祈科技有限公司',
      state: 'mine',
    })
    expect(answer.candidates[0].score).toBeGreaterThan(0.75)
    expect(answer.candidates[0].reasons[0].message.length).toBeGreaterThan(3)
    expect(await check(rep, { name: '宁波澄泓水务有限公司' })).toMatchObject({ decision: 'allow', candidates: [] })
  })

  it('takes empty codes, and still looks by name (C7)', async () => {
    good(await rep.post('/customers', { name: '绍兴璟岚纺织有限公司', creditCode: null }), 201)
    expect((await check(other, { name: '绍兴璟岚纺织' })).candidates).toHaveLength(1)
  })

  it('takes the region from the whole name where a short one is silent', async () => {
    good(await rep.post('/customers', { name: '宁波潆桐注塑机有限公司', shortName: '潆桐注塑机' }), 201)
    for (const values of [
      { name: '绍兴潆桐注塑机有限公司', shortName: '潆桐注塑机' },
      { name: '绍兴溆桐注塑机有限公司', shortName: '溆桐注塑机' },
      { name: '绍兴潆桐注塑机有限公司' },
    ])
      expect(await check(rep, values)).toMatchObject({ decision: 'allow', candidates: [] })
    for (const values of [
      { name: '潆桐注塑机' },
      { name: '宁波市潆桐塑机', shortName: '潆桐注塑机' },
      { name: '绍兴溆泽有限公司', formerName: '宁波潆桐注塑机' },
    ])
      expect((await check(rep, values)).candidates).toHaveLength(1)
  })

  it('raises two spellings of one address (C9), and tells other doors apart', async () => {
    const address = '浙江省杭州市滨江区滨盛路1766号3幢1201室'
    good(await rep.post('/customers', { name: '宁德屿光新材料有限公司', address }), 201)
    const same = await check(rep, { name: '临海岚石工贸有限公司', address: '杭州滨江滨盛路1766号三号楼1201室' })
    expect(same.candidates[0]).toMatchObject({ name: '宁德屿光新材料有限公司', reasons: [{ code: 'sameAddress' }] })
    const next = await check(rep, { name: '临海岚石工贸有限公司', address: '杭州滨江滨盛路1766号三号楼1301室' })
    expect(next.candidates).toEqual([])
  })

  it('tells of others at the same place, of the same group, and of who operates for whom (C10, G7, G8)', async () => {
    const place = good(await rep.post('/places', { name: '滨江科创园', address: '滨盛路1866号' }), 201)
    const group = good(await rep.post('/company-groups', { name: '璟岳系', controller: '周某' }), 201)
    const shop = good(
      await rep.post('/customers', { name: '仙居璟岳工艺品有限公司', placeId: place.id, groupId: group.id }),
      201,
    )
    const near = await check(rep, { name: '天台屿安食品有限公司', placeId: place.id })
    expect(near.candidates[0]).toMatchObject({ id: shop.id, strength: 'related', reasons: [{ code: 'samePlace' }] })
    const kin = await check(other, { name: '三门岚坡水产有限公司', groupId: group.id })
    expect(kin.candidates[0]).toMatchObject({ id: null, ownerName: '甲', reasons: [{ code: 'sameGroup' }] })
    const agent = good(await rep.post('/customers', { name: '玉环帆屿电子商务有限公司' }), 201)
    good(await rep.post('/customer-relations', { customerId: agent.id, kind: 'operates', otherId: shop.id }), 201)
    const both = await check(rep, { name: '璟岳工艺品' })
    expect(both.decision).toBe('warn')
    expect(both.candidates.map((one: { id: string }) => one.id)).toEqual([shop.id, agent.id])
    for (const one of both.candidates)
      expect(one.reasons.map((reason: { code: string }) => reason.code)).toContain('operated')
  })

  it('has the address of its place where it says none (C10)', async () => {
    const address = '浙江省杭州市余杭区文一西路969号'
    const place = good(await rep.post('/places', { name: '溪畔软件园', address, region: '330110' }), 201)
    const customer = good(await rep.post('/customers', { name: '余杭沐砚软件有限公司', placeId: place.id }), 201)
    expect(customer).toMatchObject({ address, region: '330110' })
    const own = { address: '文二路1号', placeId: place.id, region: '330106' }
    expect(good(await rep.post('/customers', { name: '西湖芷岸文化有限公司', ...own }), 201)).toMatchObject(own)
    const later = good(await rep.post('/customers', { name: '临平筱泽包装厂' }), 201)
    expect(good(await rep.patch(`/customers/${later.id}`, { placeId: place.id })).address).toBe(address)
  })

  it('blocks the same code by form and machine, with what it found (C6)', async () => {
    const creditCode = codeOf(1)
    const made = good(await rep.post('/customers', { name: '金华炽明照明有限公司', creditCode }), 201)
    expect((await check(rep, { name: '别的名字', creditCode: creditCode.toLowerCase() })).decision).toBe('block')
    const problem = refused(await rep.post('/customers', { name: '别的名字公司', creditCode }), 409, 'duplicate_found')
    expect(problem.candidates[0]).toMatchObject({ id: made.id, reasons: [{ code: 'sameCode' }] })
    const insisting = await rep.post('/customers', { name: '别的名字公司', creditCode, insistReason: '就要' })
    refused(insisting, 409, 'duplicate_found')
    const key = good(
      await rep.post('/api-keys', { name: 'k', scopes: ['customers:create', 'customers:read'] }),
      201,
    ).key
    refused(
      await app.guest.post('/customers', { name: '再一家公司', creditCode }, { authorization: `Bearer ${key}` }),
      409,
      'duplicate_found',
    )
  })

  it('judges an update like a creation, and does not find the record itself', async () => {
    const first = good(await rep.post('/customers', { name: '丽水筠心竹业有限公司', creditCode: codeOf(2) }), 201)
    const second = good(await rep.post('/customers', { name: '衢州云栖茶业有限公司' }), 201)
    refused(await rep.patch(`/customers/${second.id}`, { creditCode: codeOf(2) }), 409, 'duplicate_found')
    good(await rep.patch(`/customers/${first.id}`, { name: '丽水筠心竹业股份有限公司' }))
    expect((await check(rep, { name: '丽水筠心竹业股份有限公司' }, { id: first.id })).candidates).toEqual([])
  })

  it('refuses many at once without waiting for itself, and writes down what was told', async () => {
    const creditCode = codeOf(9)
    good(await rep.post('/customers', { name: '青田霜序石雕有限公司', creditCode }), 201)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => other.post('/customers', { name: `石雕${n}厂`, creditCode })),
    )
    for (const answer of answers) expect(refused(answer, 409, 'duplicate_found').candidates[0].id).toBeNull()
  })

  it('lets one of two through who save the same code at once', async () => {
    const creditCode = codeOf(3)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        (n % 2 ? rep : other).post('/customers', { name: `同码公司${n}`, creditCode }),
      ),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409, 409, 409])
  })

  it('flags a second person with the same mobile, and lets them be saved (C5)', async () => {
    const customer = good(await rep.post('/customers', { name: '台州凌越泵业有限公司' }), 201)
    good(await rep.post('/contacts', { name: '何清', customerId: customer.id, phone: '13777712345' }), 201)
    const answer = good(
      await rep.post('/duplicates/check', {
        object: 'contacts',
        values: { name: '何青', customerId: customer.id, phone: '137 7771 2345' },
      }),
    )
    expect(answer.decision).toBe('warn')
    expect(answer.candidates[0]).toMatchObject({
      object: 'contacts',
      name: '何清',
      reasons: [{ code: 'samePhone' }, { code: 'soundsAlike' }, { code: 'sameCompany' }],
    })
    good(await rep.post('/contacts', { name: '何青', customerId: customer.id, phone: '13777712345' }), 201)
  })
})

describe('查重 as a look-up (F21)', () => {
  it('says whose a record out of sight is, and nothing else of it', async () => {
    good(
      await rep.post('/customers', { name: '嘉兴隐川精密机械有限公司', phone: '13666612345', creditCode: codeOf(4) }),
      201,
    )
    const [found] = (await check(other, { name: '隐川精密' })).candidates
    expect(found).toMatchObject({ object: 'customers', id: null, state: 'owned', ownerName: '甲' })
    expect(found.name).toBe('＊＊隐川精密＊＊')
    expect(JSON.stringify(found)).not.toMatch(/13666612345|嘉兴|MA000004/)
    const byPhone = (await check(other, { phone: '13666612345' })).candidates[0]
    expect(byPhone).toMatchObject({ id: null, name: '＊＊', reasons: [{ code: 'samePhone' }] })
  })

  it('brings no hidden sign to light by a heap of signs', async () => {
    good(await rep.post('/customers', { name: '临海钧澈阀门制造有限公司', phone: '13566612345' }), 201)
    const heap = '上海杭州临海北京钧天澈明阀门制造机械有限公司集团'
    for (const more of [{ name: heap }, { address: heap }, { name: '某家', shortName: heap }, { website: heap }]) {
      const [found] = (await check(other, { phone: '13566612345', ...more })).candidates
      expect(found).toMatchObject({ id: null, name: '＊＊' })
    }
    const [alike] = (await check(other, { phone: '13566612345', name: '鈞澈閥門' })).candidates
    expect(alike.name).toBe('＊＊钧澈阀门＊＊')
  })

  it('tells pool, own and dealt records apart', async () => {
    const pooled = good(await manager.post('/customers', { name: '湖州蓝汐水产有限公司', ownerId: null }), 201)
    const [found] = (await check(rep, { name: '蓝汐水产' })).candidates
    expect(found).toMatchObject({ id: pooled.id, state: 'pool', ownerName: null })
    const dealt = good(await manager.post('/customers', { name: '舟山北屿船务有限公司', dealStatus: 'dealt' }), 201)
    expect((await check(other, { name: '北屿船务' })).candidates[0]).toMatchObject({ id: null, state: 'dealt' })
    expect((await check(manager, { name: '北屿船务' })).candidates[0]).toMatchObject({ id: dealt.id, state: 'mine' })
  })

  it('is limited, and written down: each record out of sight counts once a day', async () => {
    const curious = await app.person({ account: 'dup-curious', roles: ['rep'], departmentId: null })
    const rules = good(await app.admin.get('/duplicates/rules'))
    good(await app.admin.post('/duplicates/rules', { ...rules, findsPerDay: 2 }), 201)
    for (const _ of [1, 2, 3]) await check(curious, { name: '隐川精密' })
    await check(curious, { name: '尚祈科技' })
    refused(
      await curious.post('/duplicates/check', { object: 'customers', values: { name: '璟岚纺织' } }),
      429,
      'daily_limit',
    )
    await app.shift(86_400_000)
    await check(curious, { name: '璟岚纺织' })
    good(await app.admin.post('/duplicates/rules', rules), 201)
  })

  it('does not let a hidden number be tried out', async () => {
    const curious = await app.person({ account: 'dup-guesser', roles: ['rep'], departmentId: null })
    const rules = good(await app.admin.get('/duplicates/rules'))
    good(await app.admin.post('/duplicates/rules', { ...rules, findsPerDay: 10 }), 201)
    const ask = (n: number) =>
      curious.post('/duplicates/check', {
        object: 'customers',
        values: { phone: `138999${String(n).padStart(5, '0')}` },
      })
    for (let n = 0; n < 100; n++) good(await ask(n))
    good(await ask(7))
    expect(refused(await ask(100), 429, 'daily_limit').limit).toBe(100)
    good(await curious.post('/duplicates/check', { object: 'customers', values: { name: '钧澈阀门' } }))
    await app.shift(2 * 86_400_000)
    good(await ask(101))
    good(await app.admin.post('/duplicates/rules', rules), 201)
  })

  it('takes names of signs beyond the basic plane, and finds them', async () => {
    for (const name of ['𡃁𠮷𡃁餐饮有限公司', '𠮷', '𤭢𤭢𤭢𤭢𤭢', '👨‍👩‍👧‍👦社区服务中心'])
      good(await rep.post('/customers', { name }), 201)
    expect((await check(rep, { name: '𡃁𠮷𡃁餐饮' })).candidates[0]).toMatchObject({ name: '𡃁𠮷𡃁餐饮有限公司' })
  })

  it('refuses what is no question', async () => {
    expect(faults(await rep.post('/duplicates/check', { object: 'pools', values: {} }))).toEqual({
      object: 'unknown_object',
    })
    expect(faults(await rep.post('/duplicates/check', { object: 'customers', values: { nonsense: 1 } }))).toEqual({
      'values.nonsense': 'unknown_field',
    })
    for (const name of ['', '。', '😀😀😀', '王', 'ئۇيغۇر', 'བོད་ཡིག', 'A'.repeat(200), '（）()', 'Siemens AG'])
      expect((await check(rep, { name })).decision).toBeDefined()
  })
})

describe('录入错误 (G15)', () => {
  it('refuses what cannot be, says why, and takes it when somebody insists', async () => {
    const code = codeOf(5)
    const wrong = `${code.slice(0, 17)}${code.endsWith('A') ? 'B' : 'A'}`
    const problem = refused(
      await rep.post('/customers', { name: '温岭旭岚电机有限公司', creditCode: wrong }),
      422,
      'wrong_check',
    )
    expect(problem.errors[0].message).toContain(code.at(-1))
    expect(faults(await rep.post('/customers', { name: '温岭旭岚电机有限公司', phone: '11111111111' }))).toMatchObject({
      phone: expect.any(String),
    })
    good(
      await rep.post('/customers', { name: '温岭旭岚电机有限公司', creditCode: wrong, insistReason: '执照上就是这样' }),
      201,
    )
    expect((await check(rep, { name: '测试公司', creditCode: wrong })).wrong).toMatchObject([
      { path: 'name', code: 'test_name', certain: false },
      { path: 'creditCode', code: 'wrong_check', certain: true },
    ])
  })

  it('keeps no reason on the record, and leaves old values alone', async () => {
    const made = good(
      await rep.post('/customers', { name: '永康铄石五金有限公司', creditCode: '123', insistReason: '待补' }),
      201,
    )
    expect(made.insistReason).toBeUndefined()
    good(await rep.patch(`/customers/${made.id}`, { level: 'A' }))
  })
})
