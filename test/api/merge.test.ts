import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { good, newCustomer, refused, undoToken } from './company.ts'

let app: TestApp
let manager: Client
let rep: Client
let stranger: Client

beforeAll(async () => {
  app = await startTestApp()
  const departmentId = await app.department({ name: '销售一部' })
  manager = await app.person({ account: 'merge-manager', roles: ['manager'], departmentId })
  rep = await app.person({ account: 'merge-rep', roles: ['rep'], departmentId })
  stranger = await app.person({ account: 'merge-stranger', roles: ['rep'] })
  good(await app.admin.patch(`/departments/${departmentId}`, { managerId: manager.id }))
})
afterAll(() => app.close())

const merge = (client: Client, winnerId: string, loserIds: readonly string[], more: Record<string, unknown> = {}) =>
  client.post('/duplicates/merge', { object: 'customers', winnerId, loserIds, ...more })

const childrenOf = async (id: string) => {
  const ids: string[] = []
  for (const path of ['contacts', 'follow-ups', 'tasks'])
    for (const row of good(await app.admin.get(`/${path}?filter=${JSON.stringify({ customerId: id })}`)).data)
      ids.push(`${path}/${row.id}`)
  for (const row of good(await app.admin.get(`/customers/${id}/comments`)).data) ids.push(`comments/${row.id}`)
  return ids.sort()
}

/** A customer with something of everything. */
const furnished = async (client: Client, values: Record<string, unknown>) => {
  const customer = await newCustomer(client, values)
  const contact = good(await client.post('/contacts', { name: '江一帆', customerId: customer.id }), 201)
  good(await client.post('/contacts', { name: '白露', customerId: customer.id, isPrimary: true }), 201)
  good(
    await client.post('/follow-ups', {
      customerId: customer.id,
      contactId: contact.id,
      kind: 'visit',
      content: '看了产线，谈了明年的需求和付款方式',
      nextFollowUpAt: '2027-03-01T02:00:00.000Z',
    }),
    201,
  )
  good(await client.post('/tasks', { title: '寄样品', customerId: customer.id }), 201)
  good(await client.post(`/customers/${customer.id}/comments`, { content: '注意账期' }), 201)
  return customer
}

/** A record as it stands, without what every write moves. */
const still = async (id: string) => {
  const { version: _, updatedAt: __, ...rest } = good(await app.admin.get(`/customers/${id}`))
  return rest
}

describe('合并', () => {
  it('moves every child, fills gaps, keeps both numbers, and the old id leads to the winner', async () => {
    const winner = await furnished(rep, { phone: '13900010001', remark: '甲说' })
    const loser = await furnished(rep, { phone: '13900010002', email: 'a@merge-one.cn', remark: '乙说', level: 'B' })
    const before = [...(await childrenOf(winner.id)), ...(await childrenOf(loser.id))].sort()
    const answer = good(await merge(manager, winner.id, [loser.id], { reason: '同一家' }))
    expect(answer).toMatchObject({ mergeId: expect.any(String), record: { id: winner.id } })
    expect(answer.record).toMatchObject({ phone: '13900010001', email: 'a@merge-one.cn', level: 'B', ownerId: rep.id })
    expect(answer.record.phones).toMatchObject([{ value: '13900010002' }])
    expect(answer.record.remark).toBe('甲说\n乙说')
    expect(await childrenOf(winner.id)).toEqual(before)
    expect(good(await rep.get(`/customers/${loser.id}`)).id).toBe(winner.id)
    expect(good(await rep.get(`/customers/${loser.id}/timeline`)).data.length).toBeGreaterThan(1)
    refused(await stranger.get(`/customers/${loser.id}`), 404)
    expect(
      good(await app.admin.get(`/customers?deleted=true&filter=${JSON.stringify({ id: loser.id })}`)).data,
    ).toEqual([])
    refused(await app.admin.post(`/customers/${loser.id}/restore`), 409, 'merged')
    expect(good(await rep.get(`/customers/${winner.id}`)).followUpCount).toBe(2)
  })

  it('takes the chosen values, and names each that cannot be chosen', async () => {
    const winner = await newCustomer(rep, { level: 'A', shortName: '甲' })
    const loser = await newCustomer(rep, { level: 'C', shortName: '乙' })
    const wrong = await merge(manager, winner.id, [loser.id], { choices: { nonsense: loser.id, level: rep.id } })
    expect(refused(wrong, 422).errors.map((one: { path: string }) => one.path)).toEqual([
      'choices.nonsense',
      'choices.level',
    ])
    const preview = good(
      await manager.post('/duplicates/preview', {
        object: 'customers',
        winnerId: winner.id,
        loserIds: [loser.id],
        choices: { level: loser.id },
      }),
    )
    expect(preview.fields.find((one: { name: string }) => one.name === 'level')).toMatchObject({
      result: 'C',
      chosen: loser.id,
    })
    const { record } = good(await merge(manager, winner.id, [loser.id], { choices: { level: loser.id } }))
    expect(record).toMatchObject({ level: 'C', shortName: '甲' })
  })

  it('is no way to take a customer', async () => {
    const mine = await newCustomer(rep)
    const theirs = await newCustomer(stranger)
    refused(await merge(rep, mine.id, [theirs.id]), 403)
    refused(await merge(manager, mine.id, [theirs.id]), 422)
    const key = good(
      await app.admin.post('/roles', {
        name: '合并员',
        functions: { customers: ['read', 'merge'] },
        scopes: { customers: { read: 'all', merge: 'all' } },
      }),
      201,
    )
    const keeper = await app.person({ account: 'merge-keeper', roles: [] })
    good(await app.admin.patch(`/employees/${keeper.id}`, { roleIds: [key.id] }))
    refused(await merge(keeper, mine.id, [theirs.id]), 403, 'not_yours')
    const pooled = await newCustomer(app.admin, { ownerId: null })
    refused(await merge(keeper, mine.id, [pooled.id]), 403, 'not_yours')
    const own = await newCustomer(manager)
    const member = await app.admin.get(`/pools/${pooled.poolId}`)
    good(await app.admin.patch(`/pools/${pooled.poolId}`, { memberIds: [...member.body.memberIds, manager.id] }))
    for (const [winnerId, loserId] of [
      [own.id, pooled.id],
      [pooled.id, own.id],
    ])
      expect(refused(await merge(manager, winnerId, [loserId]), 403, 'no_right').detail).toContain('公海')
    const { record } = good(await merge(app.admin, theirs.id, [mine.id]))
    expect(record.ownerId).toBe(stranger.id)
  })

  it('lets one of two through who merge the same at once', async () => {
    const [a, b, c] = [await newCustomer(rep), await newCustomer(rep), await newCustomer(rep)]
    const answers = await Promise.all([merge(manager, a.id, [b.id, c.id]), merge(app.admin, b.id, [a.id, c.id])])
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
    const late = refused(answers.find((one) => one.status !== 200)!, 409, 'already_merged')
    expect([a.id, b.id, c.id]).toContain(late.mergedIntoId)
    refused(await merge(manager, a.id, [a.id]), 422)
    refused(await merge(manager, a.id, []), 422)
    refused(await merge(manager, a.id, ['x']), 422)
  })
})

describe('an id that was merged away', () => {
  it('changes the winner, and never deletes it', async () => {
    const [winner, loser] = [await newCustomer(rep), await newCustomer(rep)]
    good(await merge(manager, winner.id, [loser.id]))
    refused(await rep.del(`/customers/${loser.id}`), 404)
    const stale = await rep.patch(`/customers/${loser.id}`, { level: 'C' }, { 'if-match': `"${loser.version}"` })
    refused(stale, 412, 'version_conflict')
    good(await rep.patch(`/customers/${loser.id}`, { level: 'D' }))
    expect(good(await rep.get(`/customers/${winner.id}`)).level).toBe('D')
  })
})

describe('a reference to an id that was merged away', () => {
  it('points to the winner, for those who see it', async () => {
    const [winner, loser] = [await newCustomer(rep), await newCustomer(rep)]
    good(await merge(manager, winner.id, [loser.id]))
    const contact = good(await rep.post('/contacts', { name: '贺知行', customerId: loser.id }), 201)
    expect(contact).toMatchObject({ customerId: winner.id, ownerId: rep.id })
    const task = good(await rep.post('/tasks', { title: '回访', customerId: loser.id.toUpperCase() }), 201)
    expect(task.customerId).toBe(winner.id)
    refused(await stranger.post('/contacts', { name: '贺知行', customerId: loser.id }), 422)
  })
})

describe('撤销合并', () => {
  it('restores exactly what nobody touched', async () => {
    const winner = await furnished(rep, { phone: '13900020001', level: 'A' })
    const loser = await furnished(rep, { phone: '13900020002', level: 'B', region: '330106' })
    const before = { winner: await still(winner.id), loser: await still(loser.id) }
    const children = { winner: await childrenOf(winner.id), loser: await childrenOf(loser.id) }
    const { mergeId } = good(await merge(manager, winner.id, [loser.id], { choices: { level: loser.id } }))
    const { records } = good(await manager.post(`/duplicates/merges/${mergeId}/undo`, {}))
    expect(records.map((one: { id: string }) => one.id).sort()).toEqual([winner.id, loser.id].sort())
    expect({ winner: await still(winner.id), loser: await still(loser.id) }).toEqual(before)
    expect({ winner: await childrenOf(winner.id), loser: await childrenOf(loser.id) }).toEqual(children)
    refused(await manager.post(`/duplicates/merges/${mergeId}/undo`, {}), 409, 'already_undone')
  })

  it('is what the undo of the moment does', async () => {
    const [winner, loser] = [await newCustomer(rep), await newCustomer(rep)]
    const answer = await merge(manager, winner.id, [loser.id])
    good(await manager.post('/undo', { token: undoToken(answer) }))
    expect(good(await rep.get(`/customers/${loser.id}`)).id).toBe(loser.id)
  })

  it('lists what came later, and sends each where it is assigned', async () => {
    const winner = await furnished(rep, { level: 'A' })
    const loser = await furnished(rep, { level: 'B' })
    const { mergeId } = good(await merge(manager, winner.id, [loser.id]))
    good(await rep.patch(`/customers/${winner.id}`, { level: 'C' }))
    const late = good(await rep.post('/tasks', { title: '合并后的任务', customerId: winner.id }), 201)
    const problem = refused(await manager.post(`/duplicates/merges/${mergeId}/undo`, {}), 409, 'changed_since')
    const ids: string[] = problem.changes.map((one: { id: string }) => one.id)
    expect(ids).toEqual(['field:level', `tasks:${late.id}:customerId`])
    refused(await manager.post(`/duplicates/merges/${mergeId}/undo`, { assign: { 'field:level': rep.id } }), 422)
    const assign = Object.fromEntries(ids.map((id) => [id, loser.id]))
    good(await manager.post(`/duplicates/merges/${mergeId}/undo`, { assign }))
    expect(good(await rep.get(`/customers/${winner.id}`)).level).toBe('A')
    expect(good(await rep.get(`/customers/${loser.id}`)).level).toBe('C')
    expect(good(await rep.get(`/tasks/${late.id}`)).customerId).toBe(loser.id)
  })

  it('gives owners back as they were, with their moments, and is no way to take a customer', async () => {
    const [winner, loser] = [await newCustomer(rep, { level: 'A' }), await newCustomer(stranger)]
    const { mergeId } = good(await merge(app.admin, winner.id, [loser.id]))
    good(await rep.post(`/customers/${winner.id}/release`, { reason: '不做了' }))
    const ask = (client: Client, assign: Record<string, string>) =>
      client.post(`/duplicates/merges/${mergeId}/undo`, { assign })
    const { changes } = refused(await ask(app.admin, {}), 409, 'changed_since')
    const toLoser = Object.fromEntries(changes.map((one: { id: string }) => [one.id, loser.id]))
    const role = good(
      await app.admin.post('/roles', {
        name: '撤销员',
        functions: { customers: ['read', 'merge'] },
        scopes: { customers: { read: 'all', merge: 'all' } },
      }),
      201,
    )
    const keeper = await app.person({ account: 'merge-undoer', roles: [] })
    good(await app.admin.patch(`/employees/${keeper.id}`, { roleIds: [role.id] }))
    refused(await ask(keeper, toLoser), 403, 'not_yours')
    const { records } = good(await ask(app.admin, toLoser))
    expect(records[0]).toMatchObject({ ownerId: rep.id, pooledAt: null, ownedAt: winner.ownedAt })
    expect(records[1]).toMatchObject({ ownerId: null, ownedAt: null, pooledAt: expect.any(String) })
    expect(good(await app.admin.get(`/customers/${winner.id}/owners`)).data[0]).toMatchObject({ ownerId: rep.id })
  })

  it('puts no sum back that is not so any more', async () => {
    const [winner, loser] = [await newCustomer(rep), await furnished(rep, {})]
    const { data } = good(await rep.get(`/follow-ups?filter=${JSON.stringify({ customerId: loser.id })}`))
    expect(good(await rep.get(`/customers/${loser.id}`)).followUpCount).toBe(1)
    const { mergeId } = good(await merge(manager, winner.id, [loser.id]))
    good(await app.admin.del(`/follow-ups/${data[0].id}`), 204)
    good(await manager.post(`/duplicates/merges/${mergeId}/undo`, {}))
    expect(good(await rep.get(`/customers/${loser.id}`))).toMatchObject({ followUpCount: 0, lastFollowUpAt: null })
  })

  it('takes merges back the last first, and says so', async () => {
    const [a, b, c] = [await newCustomer(rep), await newCustomer(rep), await newCustomer(rep)]
    const first = good(await merge(manager, b.id, [a.id])).mergeId
    const second = good(await merge(manager, c.id, [b.id])).mergeId
    expect(good(await rep.get(`/customers/${a.id}`)).id).toBe(c.id)
    refused(await manager.post(`/duplicates/merges/${first}/undo`, {}), 409, 'merged_since')
    good(await manager.post(`/duplicates/merges/${second}/undo`, {}))
    expect(good(await rep.get(`/customers/${a.id}`)).id).toBe(b.id)
    good(await manager.post(`/duplicates/merges/${first}/undo`, {}))
    expect(good(await rep.get(`/customers/${a.id}`)).id).toBe(a.id)
    refused(await stranger.post(`/duplicates/merges/${first}/undo`, {}), 404)
  })
})
