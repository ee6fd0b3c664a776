import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, faults, good, newCustomer, query, refused, undoToken } from './company.ts'

describe('undo, recycle bin, history, members, bulk', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let director: Client
  const undo = (client: Client, token: string) => client.post('/undo', { token })
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: null, name: '顾南乔' })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null, name: '总监' })
  })
  afterAll(() => app.close())

  it('undoes a create once, into the recycle bin', async () => {
    const made = await rep.post('/customers', { name: '要撤销的新建' })
    const token = undoToken(made)
    refused(await undo(other, token), 409, 'undo_expired')
    good(await undo(rep, token))
    refused(await rep.get(`/customers/${made.body.id}`), 404)
    refused(await undo(rep, token), 409, 'undo_expired')
  })

  it('undoes an update once, and not after somebody changed it again', async () => {
    const { id } = await newCustomer(rep, { level: 'A', remark: '原来' })
    const changed = await rep.patch(`/customers/${id}`, { level: 'B', remark: null })
    const token = undoToken(changed)
    good(await undo(rep, token))
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ level: 'A', remark: '原来', version: 3 })
    refused(await undo(rep, token), 409, 'undo_expired')
    const again = undoToken(await rep.patch(`/customers/${id}`, { level: 'C' }))
    await director.patch(`/customers/${id}`, { remark: '总监写的' })
    refused(await undo(rep, again), 409, 'undo_expired')
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ level: 'C', remark: '总监写的' })
  })

  it('undoes a delete once', async () => {
    const { id } = await newCustomer(rep)
    const gone = await rep.del(`/customers/${id}`)
    expect(gone.status).toBe(204)
    const token = undoToken(gone)
    good(await undo(rep, token))
    expect(good(await rep.get(`/customers/${id}`)).deletedAt).toBe(null)
    refused(await undo(rep, token), 409, 'undo_expired')
  })

  it('undoes a claim: no quota, no cool-down, the pool as before', async () => {
    await app.admin.patch(`/pools/${app.poolId}`, { dailyClaims: 1, previousOwnerCooldownDays: 30 })
    const pooled = await newCustomer(app.admin, { ownerId: null })
    const claimed = await other.post(`/customers/${pooled.id}/claim`)
    const token = undoToken(claimed)
    good(await undo(other, token))
    const after = good(await other.get(`/customers/${pooled.id}`))
    expect(after).toMatchObject({
      ownerId: null,
      ownedAt: null,
      pooledAt: pooled.pooledAt,
      departmentId: pooled.departmentId,
    })
    expect(after.can.claim, JSON.stringify(after.why)).toBe(true)
    refused(await undo(other, token), 409, 'undo_expired')
    good(await other.post(`/customers/${pooled.id}/claim`))
    refused(
      await other.post(`/customers/${(await newCustomer(app.admin, { ownerId: null })).id}/claim`),
      429,
      'daily_limit',
    )
    await app.admin.patch(`/pools/${app.poolId}`, { dailyClaims: null, previousOwnerCooldownDays: 0 })
  })

  it('undoes a release: owner, times and contacts as before, no cool-down', async () => {
    const own = await newCustomer(rep, { phone: '13811112222' })
    const contact = good(await rep.post('/contacts', { name: '王工', customerId: own.id }), 201)
    good(await rep.post(`/customers/${own.id}/lock`))
    good(await rep.post(`/customers/${own.id}/unlock`))
    const released = await rep.post(`/customers/${own.id}/release`, { reason: '客户搬走了' })
    expect(good(released)).toMatchObject({ ownerId: null, pooledAt: expect.any(String) })
    const token = undoToken(released)
    good(await undo(rep, token))
    expect(good(await rep.get(`/customers/${own.id}`))).toMatchObject({
      ownerId: rep.id,
      ownedAt: own.ownedAt,
      pooledAt: null,
      departmentId: own.departmentId,
      phone: '13811112222',
    })
    expect(good(await rep.get(`/contacts/${contact.id}`)).ownerId).toBe(rep.id)
    refused(await undo(rep, token), 409, 'undo_expired')
    const open = good(await rep.get(`/customers/${own.id}/owners`)).data.filter(
      (one: { to: string | null }) => one.to === null,
    )
    expect(open).toHaveLength(1)
    expect(open[0]).toMatchObject({ ownerId: rep.id, cause: 'undo' })
  })

  it('does not undo a release after somebody claimed it', async () => {
    const own = await newCustomer(rep)
    const token = undoToken(await rep.post(`/customers/${own.id}/release`, { reason: '不跟了' }))
    good(await other.post(`/customers/${own.id}/claim`))
    refused(await undo(rep, token), 409, 'undo_expired')
    expect(good(await other.get(`/customers/${own.id}`)).ownerId).toBe(other.id)
  })

  it('undoes a transfer once', async () => {
    const own = await newCustomer(rep)
    const moved = await director.post(`/customers/${own.id}/transfer`, { ownerId: other.id })
    expect(good(moved).ownerId).toBe(other.id)
    refused(await rep.get(`/customers/${own.id}`), 404)
    const token = undoToken(moved)
    good(await undo(director, token))
    expect(good(await rep.get(`/customers/${own.id}`))).toMatchObject({ ownerId: rep.id, ownedAt: own.ownedAt })
    refused(await undo(director, token), 409, 'undo_expired')
  })

  it('lets a token live for a while only', async () => {
    const token = undoToken(await rep.post('/customers', { name: '过期的撤销' }))
    await app.shift(day)
    refused(await undo(rep, token), 409, 'undo_expired')
    await app.shift(0)
    for (const wrong of [undefined, null, 5, '', 'x'.repeat(200), 'nothing', '\u0000'])
      expect([400, 409, 422]).toContain((await rep.post('/undo', { token: wrong })).status)
  })

  it('keeps what is deleted in the bin, restores it, and purges by a right of its own', async () => {
    const { id, name } = await newCustomer(rep)
    expect((await rep.del(`/customers/${id}`)).status).toBe(204)
    refused(await rep.get(`/customers/${id}`), 404)
    refused(await rep.patch(`/customers/${id}`, { level: 'A' }), 404)
    refused(await rep.del(`/customers/${id}`), 404)
    expect(good(await rep.get(query('/customers', { filter: { name } }))).data).toEqual([])
    const [binned] = good(await rep.get(query('/customers', { filter: { name }, deleted: 'true' }))).data
    expect(binned).toMatchObject({ id, deletedAt: expect.any(String) })
    expect(good(await other.get(query('/customers', { deleted: 'true', filter: { name } }))).data).toEqual([])
    refused(await rep.post(`/customers/${id}/purge`), 403)
    refused(await other.post(`/customers/${id}/restore`), 404)
    expect(good(await rep.post(`/customers/${id}/restore`))).toMatchObject({ id, deletedAt: null })
    refused(await rep.post(`/customers/${id}/restore`), 404)
    refused(await app.admin.post(`/customers/${id}/purge`), 404)
    await rep.del(`/customers/${id}`)
    expect([200, 204]).toContain((await app.admin.post(`/customers/${id}/purge`)).status)
    refused(await app.admin.post(`/customers/${id}/restore`), 404)
    refused(await app.admin.get(`/customers/${id}?deleted=true`), 404)
  })

  it('keeps the file of a customer whose trading has stopped (A31)', async () => {
    const { id } = await newCustomer(rep, { tradeStatus: 'stopped' })
    refused(await rep.del(`/customers/${id}`), 409, 'keep_on_file')
    const bulk = good(await rep.post('/customers/bulk/delete', { ids: [id] }))
    expect(bulk.results[0]).toMatchObject({ ok: false, code: 'keep_on_file' })
    expect(good(await rep.post(`/customers/${id}/archive`)).archivedAt).toEqual(expect.any(String))
    refused(await rep.post(`/customers/${id}/archive`), 409)
  })

  it('keeps what is locked: unlocked first, then deleted', async () => {
    const { id } = await newCustomer(rep)
    good(await rep.post(`/customers/${id}/lock`))
    expect(refused(await rep.del(`/customers/${id}`), 409, 'locked').detail).toContain('解除锁定')
    const many = good(await rep.post('/customers/bulk/delete', { ids: [id] }))
    expect(many.results[0]).toMatchObject({ ok: false, code: 'locked' })
    good(await rep.post(`/customers/${id}/unlock`))
    expect([200, 204]).toContain((await rep.del(`/customers/${id}`)).status)
  })

  it('takes contacts, follow-ups and tasks into the recycle bin with their customer, and back with it', async () => {
    const { id } = await newCustomer(rep)
    const stays = good(await rep.post('/contacts', { name: '先删的', customerId: id }), 201)
    await rep.del(`/contacts/${stays.id}`)
    const contact = good(await rep.post('/contacts', { name: '随客户走的', customerId: id }), 201)
    const words = { kind: 'call', content: '谈了二期的交付时间', customerId: id }
    const followUp = good(await rep.post('/follow-ups', words), 201)
    const task = good(await rep.post('/tasks', { title: '回电', customerId: id }), 201)
    const living = async () => {
      const paths = ['contacts', 'follow-ups', 'tasks']
      const lists = paths.map(async (path) =>
        good(await rep.get(query(`/${path}`, { filter: { customerId: id } }))).data.map(
          (one: { id: string }) => one.id,
        ),
      )
      return (await Promise.all(lists)).flat()
    }
    const all = [contact.id, followUp.id, task.id]
    expect(await living()).toEqual(all)
    const gone = await rep.del(`/customers/${id}`)
    expect(await living()).toEqual([])
    refused(await rep.get(`/contacts/${contact.id}`), 404)
    refused(await rep.post(`/contacts/${contact.id}/restore`), 409, 'parent_deleted')
    good(await undo(rep, undoToken(gone)))
    expect(await living()).toEqual(all)
    good(await rep.post(`/contacts/${stays.id}/restore`))
    await rep.del(`/customers/${id}`)
    expect(await living()).toEqual([])
    good(await rep.post(`/customers/${id}/restore`))
    expect((await living()).sort()).toEqual([...all, stays.id].sort())
  })

  it('tells the history with who, what, from and to, page by page', async () => {
    const { id } = await newCustomer(rep, { level: 'A' })
    for (let i = 0; i < 55; i++) await rep.patch(`/customers/${id}`, { remark: `第 ${i} 版` })
    const first = good(await rep.get(`/customers/${id}/history`))
    expect(first.data[0]).toMatchObject({
      action: 'update',
      by: { id: rep.id, name: '林知夏' },
      changes: [{ field: 'remark', from: '第 53 版', to: '第 54 版' }],
    })
    const rest = good(await rep.get(`/customers/${id}/history?cursor=${first.page.next}`))
    expect(first.data.length + rest.data.length).toBe(56)
    expect(rest.data.at(-1)).toMatchObject({ action: 'create' })
    expect(rest.page.next).toBe(null)
    good(await rep.post(`/customers/${id}/release`, { reason: '换行业了' }))
    expect(good(await rep.get(`/customers/${id}/history`)).data[0]).toMatchObject({
      action: 'release',
      reason: '换行业了',
    })
  })

  it('shares with members, to read or to write, until a date', async () => {
    const { id } = await newCustomer(rep)
    const until = new Date(Date.now() + 2 * day).toISOString()
    good(await rep.post(`/customers/${id}/add-members`, { employeeIds: [other.id], right: 'write', until }))
    const { data } = good(await rep.get(`/customers/${id}/members`))
    expect(data).toEqual([
      expect.objectContaining({ employee: { id: other.id, name: '顾南乔' }, right: 'write', until }),
    ])
    expect(good(await other.patch(`/customers/${id}`, { level: 'B' })).memberIds).toEqual([other.id])
    await app.shift(2 * day - 3600_000)
    good(await other.get(`/customers/${id}`))
    await app.shift(2 * day + 3600_000)
    refused(await other.get(`/customers/${id}`), 404)
    expect(good(await other.get(query('/customers', { filter: { id } }))).data).toEqual([])
    const { runId } = good(await app.admin.post('/jobs/members-expire/run'), 202)
    await eventually(async () => {
      const runs = good(await app.admin.get('/jobs/members-expire/runs')).data
      return runs.find((one: { id: string; state: string }) => one.id === runId)?.state === 'done' ? true : undefined
    }, 'the run that drops members whose time is over')
    expect(good(await rep.get(`/customers/${id}`)).memberIds).toEqual([])
    await app.shift(0)
    const past = new Date(Date.now() - day).toISOString()
    good(await rep.post(`/customers/${id}/add-members`, { employeeIds: [other.id], right: 'read', until: past }))
    expect(good(await rep.get(`/customers/${id}`)).memberIds).toEqual([])
    good(await rep.post(`/customers/${id}/add-members`, { employeeIds: [other.id], right: 'read' }))
    refused(await other.patch(`/customers/${id}`, { level: 'C' }), 403)
    good(await rep.post(`/customers/${id}/remove-members`, { employeeIds: [other.id] }))
    refused(await other.get(`/customers/${id}`), 404)
    expect(good(await rep.get(`/customers/${id}`)).memberIds).toEqual([])
    expect((await rep.post(`/customers/${id}/add-members`, {})).status).toBe(422)
    expect(
      faults(await rep.post(`/customers/${id}/add-members`, { employeeIds: [id], right: 'own', until: 'x' })),
    ).toMatchObject({ right: 'unknown_option', until: 'not_a_time' })
  })

  it('explains why, and why not', async () => {
    const { id } = await newCustomer(rep)
    const mine = good(await rep.get(`/customers/${id}/explain?verb=read`))
    expect(mine).toMatchObject({
      allowed: true,
      because: [expect.objectContaining({ grant: 'customers.read', scope: 'member', matched: true })],
      refusedBy: [],
    })
    const theirs = good(await app.admin.get(`/customers/${id}/explain?verb=read&employeeId=${other.id}`))
    expect(theirs).toMatchObject({ allowed: false, because: [] })
    expect(theirs.refusedBy.length).toBeGreaterThan(0)
    expect(good(await app.admin.get(`/customers/${id}/explain?verb=transfer&employeeId=${rep.id}`)).allowed).toBe(false)
    expect([404, 422]).toContain((await app.admin.get(`/customers/${id}/explain?verb=read&employeeId=nobody`)).status)
    expect((await director.get(`/customers/${id}/explain?verb=fly`)).status).toBeLessThan(500)
  })

  it('does many at once, each answered for itself', async () => {
    const mine = await newCustomer(rep)
    const foreign = await newCustomer(other)
    const pooled = await newCustomer(app.admin, { ownerId: null })
    const ids = [mine.id, foreign.id, pooled.id, 'nonsense']
    const released = good(await rep.post('/customers/bulk/release', { ids, input: { reason: '批量退回' } }))
    expect(
      released.results.map((one: { id: string; ok: boolean; code?: string }) => [one.id, one.ok, one.code]),
    ).toEqual([
      [mine.id, true, undefined],
      [foreign.id, false, 'not_found'],
      [pooled.id, false, expect.any(String)],
      ['nonsense', false, 'not_found'],
    ])
    const claimed = good(await rep.post('/customers/bulk/claim', { ids: [mine.id, pooled.id] }))
    expect(claimed.results.every((one: { ok: boolean }) => one.ok)).toBe(true)
    const updated = good(
      await rep.post('/customers/bulk/update', { ids: [mine.id, foreign.id], values: { level: 'D' } }),
    )
    expect(updated.results.map((one: { ok: boolean }) => one.ok)).toEqual([true, false])
    const wrong = good(await rep.post('/customers/bulk/update', { ids: [mine.id], values: { level: 'Z' } }))
    expect(wrong.results[0]).toMatchObject({ ok: false, message: expect.any(String) })
    for (const body of [{}, { ids: [] }, { ids: 'x' }, { ids: Array.from({ length: 1001 }, (_, i) => `${i}`) }])
      expect((await rep.post('/customers/bulk/claim', body)).status).toBe(422)
    refused(await rep.post('/customers/bulk/fly', { ids: [mine.id] }), 404)
    refused(await rep.post('/customers/bulk/reveal', { ids: [mine.id], input: { field: 'phone' } }), 404)
    refused(await rep.post('/customers/bulk/transfer', { ids: [mine.id], input: { ownerId: other.id } }), 403)
    expect(good(await rep.post('/customers/bulk/update', { ids: [mine.id], values: null })).results[0].ok).toBe(false)
    expect(good(await rep.post('/customers/bulk/claim', { ids: [mine.id, mine.id] })).results).toHaveLength(1)
  })
})
