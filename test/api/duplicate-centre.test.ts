import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { codeOf, eventually, good, refused } from './company.ts'

let app: TestApp
let manager: Client
let rep: Client

beforeAll(async () => {
  app = await startTestApp()
  const departmentId = await app.department({ name: '销售一部' })
  manager = await app.person({ account: 'centre-manager', roles: ['manager'], departmentId })
  rep = await app.person({ account: 'centre-rep', roles: ['rep'], departmentId })
})
afterAll(() => app.close())

const clusters = async (client: Client, state = 'open') =>
  good(await client.get(`/duplicates/clusters?object=customers&state=${state}`)).data as {
    id: string
    source: string
    records: { id: string | null; name: string }[]
    reasons: { code: string }[]
    [key: string]: unknown
  }[]

const namesIn = (cluster: { records: { name: string }[] } | undefined) => cluster?.records.map((one) => one.name).sort()

const scan = async (client: Client) => {
  const { scanId } = good(await client.post('/duplicates/scans', { object: 'customers' }), 202)
  return eventually(async () => {
    const [one] = good(await client.get('/duplicates/scans?object=customers')).data.filter(
      (each: { id: string }) => each.id === scanId,
    )
    return one?.state === 'done' || one?.state === 'failed' ? one : undefined
  }, 'the scan')
}

describe('the queue of what was saved all the same (C14)', () => {
  it('holds what was saved without a reason, and who decides', async () => {
    good(await rep.post('/customers', { name: '东阳禾木家具有限公司' }), 201)
    good(await rep.post('/customers', { name: '东阳市禾木家具有限公司' }), 201)
    const [one] = await clusters(manager)
    expect(one?.source).toBe('entry')
    expect(namesIn(one)).toEqual(['东阳市禾木家具有限公司', '东阳禾木家具有限公司'].sort())
    refused(await rep.get('/duplicates/clusters?object=customers'), 403)
    const kept = good(
      await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'keep', reason: '两个老板' }),
    )
    expect(kept).toMatchObject({ state: 'kept', decidedBy: { id: manager.id }, decisionReason: '两个老板' })
    refused(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'keep' }), 409, 'already_decided')
    expect(await clusters(manager)).toEqual([])
    good(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'reopen' }))
    expect(await clusters(manager)).toHaveLength(1)
    const gone = one!.records[1]!.id
    refused(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'discard' }), 422)
    good(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'discard', recordIds: [gone] }))
    refused(await rep.get(`/customers/${gone}`), 404)
    expect((await clusters(manager, 'discarded'))[0]).toMatchObject({ decidedBy: { id: manager.id } })
    good(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'reopen' }))
    expect((await clusters(manager))[0]?.records).toHaveLength(2)
    good(await rep.get(`/customers/${gone}`))
    good(await manager.post(`/duplicates/clusters/${one?.id}/decide`, { decision: 'discard', recordIds: [gone] }))
  })

  it('takes a reason given on saving as the decision', async () => {
    good(await rep.post('/customers', { name: '义乌星河饰品有限公司' }), 201)
    good(await rep.post('/customers', { name: '义乌市星河饰品有限公司', insistReason: '同名的两家店' }), 201)
    expect(await clusters(manager)).toEqual([])
    expect((await clusters(manager, 'kept'))[0]).toMatchObject({
      insistReason: '同名的两家店',
      decidedBy: { id: rep.id },
    })
  })
})

describe('全库查重', () => {
  it('finds what is double in everything stored, and leaves apart what was kept apart', async () => {
    const rules = good(await app.admin.get('/duplicates/rules'))
    good(await app.admin.post('/duplicates/rules', { ...rules, rules: [] }), 201)
    const code = codeOf(71)
    for (const values of [
      { name: '慈溪恒昱轴承有限公司' },
      { name: '慈溪市恒昱轴承有限公司' },
      { name: '恒昱轴承（慈溪）有限公司' },
      { name: '龙泉青峰刀剑厂', creditCode: code },
      { name: '青峰刀剑', creditCode: code },
      { name: '孤云茶业有限公司' },
    ])
      good(await rep.post('/customers', values), 201)
    good(await app.admin.post('/duplicates/rules', rules), 201)
    expect(await scan(manager)).toMatchObject({ state: 'done', clusters: 2 })
    const found = await clusters(manager)
    expect(found.map(namesIn)).toEqual([
      ['青峰刀剑', '龙泉青峰刀剑厂'].sort(),
      ['慈溪恒昱轴承有限公司', '慈溪市恒昱轴承有限公司', '恒昱轴承（慈溪）有限公司'].sort(),
    ])
    expect(found[0]?.reasons[0]?.code).toBe('sameCode')
    good(await manager.post(`/duplicates/clusters/${found[0]?.id}/decide`, { decision: 'keep' }))
    const [a, b, c] = found[1]!.records
    const merged = good(
      await manager.post('/duplicates/merge', { object: 'customers', winnerId: a!.id, loserIds: [b!.id, c!.id] }),
    )
    expect(await clusters(manager)).toEqual([])
    expect(await scan(manager)).toMatchObject({ state: 'done', clusters: 0 })
    good(await manager.post(`/duplicates/merges/${merged.mergeId}/undo`, {}))
    expect(await clusters(manager)).toHaveLength(1)
    expect(good(await manager.get('/duplicates/merges?object=customers')).data[0]).toMatchObject({
      id: merged.mergeId,
      undoneBy: { id: manager.id },
    })
  })

  it('shows a record out of sight by its masked name alone', async () => {
    const stranger = await app.person({
      account: 'centre-stranger',
      roles: ['manager'],
      departmentId: await app.department({ name: '销售二部' }),
    })
    good(await stranger.post('/customers', { name: '慈溪恒昱轴承制造有限公司' }), 201)
    const [own] = await clusters(stranger)
    expect(own?.records.filter((one) => one.id === null).length).toBeGreaterThan(0)
    expect(JSON.stringify(own?.records.filter((one) => one.id === null))).not.toContain('phone')
  })
})

describe('several key persons of one company (G9)', () => {
  it('tells owner and superior once when two colleagues speak with two of them', async () => {
    const customer = good(await rep.post('/customers', { name: '乐清澜石电器有限公司' }), 201)
    const mate = await app.person({ account: 'centre-mate', roles: ['rep'] })
    good(await rep.post(`/customers/${customer.id}/add-members`, { employeeIds: [mate.id], right: 'write' }))
    const person = async (name: string, decisionRole: string) =>
      good(await rep.post('/contacts', { name, decisionRole, customerId: customer.id }), 201).id
    const [decider, influencer, user] = [
      await person('郑决', 'decider'),
      await person('钱影', 'influencer'),
      await person('孙用', 'user'),
    ]
    const write = async (client: Client, contactId: string) =>
      good(
        await client.post('/follow-ups', {
          customerId: customer.id,
          contactId,
          kind: 'call',
          content: '谈了今年的采购计划',
        }),
        201,
      )
    const told = async () => {
      await app.app.dispatcher.drain()
      await app.app.dispatcher.drain()
      return good(await rep.get('/notifications')).data.filter((one: { kind: string }) => one.kind === 'collision')
    }
    await write(rep, decider)
    await write(mate, user)
    expect(await told()).toEqual([])
    await write(mate, influencer)
    await eventually(async () => ((await told()).length > 0 ? true : undefined), 'the notice')
    await write(mate, influencer)
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(await told()).toHaveLength(1)
  })
})
