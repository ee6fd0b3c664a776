import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good, newCustomer, nowhere, refused, undoToken } from './company.ts'
import { attach, ledgerAtRest, listed, onDisk, pdf } from './files.ts'

describe('attachments and their locks (O6–O10)', () => {
  let app: TestApp
  let owner: Client
  let editor: Client
  let third: Client
  let reader: Client
  let remover: Client
  let other: Client
  let one: Answer['body']
  let at: string
  beforeAll(async () => {
    app = await startTestApp()
    const person = (account: string, roles: string[], name: string) => app.person({ account, roles, name })
    owner = await person('owner', ['rep'], '负责人')
    editor = await person('editor', ['rep'], '协作者')
    third = await person('third', ['rep'], '第三人')
    reader = await person('reader', ['rep'], '读者')
    other = await person('other', ['rep'], '别人')
    const { id } = good(
      await app.admin.post('/roles', {
        name: '只能删除',
        functions: { customers: ['read', 'delete'] },
        scopes: { customers: { read: 'all', delete: 'all' } },
      }),
      201,
    )
    remover = await person('remover', [], '清理员')
    good(await app.admin.patch(`/employees/${remover.id}`, { roleIds: [id] }))
    one = await newCustomer(owner)
    at = `/customers/${one.id}`
    for (const [client, right] of [
      [editor, 'write'],
      [third, 'write'],
      [reader, 'read'],
    ] as const)
      good(await owner.post(`${at}/add-members`, { employeeIds: [client.id], right }))
  })
  afterAll(() => app.close())

  const added = async (client = owner, name = '合同.pdf') => good(await attach(client, at, name, pdf), 201)

  it('are added by who may update the record (O10), and read by who may read it', async () => {
    const made = await added(editor)
    expect(made).toMatchObject({
      id: expect.any(String),
      object: 'customers',
      recordId: one.id,
      name: '合同.pdf',
      extension: 'pdf',
      size: pdf.length,
      type: 'application/pdf',
      preview: 'pdf',
      locked: false,
      by: { id: editor.id, name: '协作者' },
      can: { lock: true, unlock: false, delete: true },
    })
    for (const client of [owner, editor, reader, remover]) {
      expect((await listed(client, at)).map((row) => row.id)).toContain(made.id)
      expect(good(await client.get(`/attachments/${made.id}`)).name).toBe('合同.pdf')
      expect((await client.get(`/attachments/${made.id}/download`)).status).toBe(200)
    }
    for (const client of [reader, remover]) {
      refused(await attach(client, at, 'x.pdf', pdf), 403)
      expect(good(await client.get(`${at}/attachments`)).can).toEqual({ create: false })
      expect(good(await client.get(`/attachments/${made.id}`)).can).toEqual({
        lock: false,
        unlock: false,
        delete: false,
        restore: false,
      })
    }
  })

  it('are not there for who does not see the record, and nowhere else', async () => {
    const made = await added()
    for (const answer of [
      await other.get(`${at}/attachments`),
      await attach(other, at, 'x.pdf', pdf),
      await other.get(`/attachments/${made.id}`),
      await other.get(`/attachments/${made.id}/download`),
      await other.get(`/attachments/${made.id}/preview`),
      await other.post(`/attachments/${made.id}/lock`),
      await other.post(`/attachments/${made.id}/unlock`),
      await other.del(`/attachments/${made.id}`),
      await other.post(`/attachments/${made.id}/restore`),
      await other.post(`/attachments/${made.id}/purge`),
      await owner.get(`/attachments/${nowhere}/download`),
      await owner.get('/attachments/x/download'),
      await owner.del('/attachments/..%2F..%2Fetc'),
      await owner.get(`/customers/${nowhere}/attachments`),
      await attach(owner, `/customers/${nowhere}`, 'x.pdf', pdf),
      await attach(app.admin, `/employees/${owner.id}`, 'x.pdf', pdf),
    ])
      refused(answer, 404)
    expect((await app.guest.get(`/attachments/${made.id}/download`)).status).toBe(401)
  })

  it.each([
    ['edit', 'unlocked', 204],
    ['edit', 'locked', 423],
    ['delete only', 'unlocked', 403],
    ['delete only', 'locked', 403],
    ['read', 'unlocked', 403],
    ['read', 'locked', 403],
    ['owner', 'unlocked', 204],
    ['owner', 'locked', 423],
  ])('with the right %s, %s ones: deleting is %i (O9)', async (right, state, status) => {
    const made = await added()
    if (state === 'locked') good(await third.post(`/attachments/${made.id}/lock`))
    const clients: Record<string, Client> = { edit: editor, 'delete only': remover, read: reader, owner }
    const answer = await clients[right]!.del(`/attachments/${made.id}`)
    if (status === 204) expect(answer.status).toBe(204)
    else refused(answer, status, status === 423 ? 'attachment_locked' : undefined)
    expect((await listed(owner, at)).some((row) => row.id === made.id)).toBe(status !== 204)
  })

  it('are locked by editors only (O6), unlocked by the owner of the record or the locker (O7)', async () => {
    const made = await added()
    refused(await reader.post(`/attachments/${made.id}/lock`), 403)
    refused(await remover.post(`/attachments/${made.id}/lock`), 403)
    const locked = good(await editor.post(`/attachments/${made.id}/lock`))
    expect(locked).toMatchObject({ locked: true, lockedBy: { id: editor.id, name: '协作者' } })
    expect(locked.lockedAt).toEqual(expect.any(String))
    refused(await third.post(`/attachments/${made.id}/lock`), 423, 'attachment_locked')
    good(await editor.post(`/attachments/${made.id}/lock`))
    // A third editor, readers and even administrators do not unlock: the requirement names two.
    for (const client of [third, reader, remover, app.admin]) {
      const { detail } = refused(await client.post(`/attachments/${made.id}/unlock`), 403, 'not_yours')
      expect(detail).toContain('协作者')
      expect(detail).toContain('负责人')
    }
    const [seen] = (await listed(third, at)).filter((row) => row.id === made.id)
    expect(seen).toMatchObject({
      can: { unlock: false, delete: false },
      why: { delete: { code: 'attachment_locked' } },
    })
    expect(good(await owner.post(`/attachments/${made.id}/unlock`)).locked).toBe(false)
    good(await editor.post(`/attachments/${made.id}/lock`))
    expect(good(await editor.post(`/attachments/${made.id}/unlock`)).locked).toBe(false)
    good(await editor.post(`/attachments/${made.id}/unlock`))
  })

  it('are taken back: adding, deleting, locking; not when somebody went on meanwhile', async () => {
    const uploaded = await attach(owner, at, '撤销.pdf', pdf)
    const { id } = good(uploaded, 201)
    const deleted = await owner.del(`/attachments/${id}`)
    expect(deleted.status).toBe(204)
    refused(await owner.get(`/attachments/${id}/download`), 404)
    expect(good(await owner.get(`${at}/attachments?deleted=true`)).data.map((row: Answer['body']) => row.id)).toContain(
      id,
    )
    refused(await reader.get(`${at}/attachments?deleted=true`), 403)
    good(await owner.post('/undo', { token: undoToken(deleted) }))
    expect((await owner.get(`/attachments/${id}/download`)).status).toBe(200)
    const locked = await owner.post(`/attachments/${id}/lock`)
    refused(await owner.post('/undo', { token: undoToken(uploaded) }), 409, 'undo_expired')
    good(await owner.post('/undo', { token: undoToken(locked) }))
    expect(good(await owner.get(`/attachments/${id}`)).locked).toBe(false)
    await owner.del(`/attachments/${id}`)
    good(await editor.post(`/attachments/${id}/restore`))
    await owner.del(`/attachments/${id}`)
    refused(await owner.post(`/attachments/${id}/purge`), 403)
    good(await app.admin.post(`/attachments/${id}/purge`))
    refused(await owner.post(`/attachments/${id}/restore`), 404)
  })

  it('tell their story on the timeline and in the history', async () => {
    const made = await added(editor, '报价单.pdf')
    good(await editor.post(`/attachments/${made.id}/lock`))
    good(await editor.post(`/attachments/${made.id}/unlock`))
    await editor.del(`/attachments/${made.id}`)
    const acts = ['delete-attachment', 'unlock-attachment', 'lock-attachment', 'add-attachment']
    const told = good(await owner.get(`${at}/timeline`)).data.filter(
      (item: Answer['body']) => item.text === '报价单.pdf',
    )
    expect(told.map((item: Answer['body']) => item.kind)).toEqual(acts)
    expect(told[0]).toMatchObject({ object: 'attachments', by: { id: editor.id, name: '协作者' } })
    const kept = good(await owner.get(`${at}/history`)).data.slice(0, 4)
    expect(kept.map((entry: Answer['body']) => entry.action)).toEqual(acts)
    expect(kept[3].changes).toEqual([{ field: 'attachment', id: made.id, from: null, to: '报价单.pdf' }])
  })

  it('show nothing to who may only claim the record, and wait for its next owner', async () => {
    const mine = await newCustomer(owner)
    const there = `/customers/${mine.id}`
    const made = good(await attach(owner, there, '名片 13800138000.pdf', pdf), 201)
    good(await owner.post(`/attachments/${made.id}/lock`))
    good(await owner.post(`${there}/release`, { reason: '做不下去' }))
    expect(good(await other.get(there)).ownerId).toBeNull()
    const reason = refused(await other.get(`${there}/attachments`), 403, 'no_right')
    expect(reason.detail).toContain('领取')
    refused(await other.get(`/attachments/${made.id}/download`), 404)
    refused(await other.get(`/attachments/${made.id}/preview`), 404)
    refused(await other.post(`/attachments/${made.id}/unlock`), 404)
    refused(await attach(other, there, 'x.pdf', pdf), 403)
    for (const path of [`${there}/timeline`, `${there}/history`])
      expect(JSON.stringify(good(await other.get(path)))).not.toContain('名片')
    // Who administers pools sees it unmasked; the download is in the audit, as a reveal is.
    expect((await app.admin.get(`/attachments/${made.id}/download`)).status).toBe(200)
    const [entry] = good(await app.admin.get(`${there}/history`)).data
    expect(entry).toMatchObject({ action: 'download-attachment', by: { id: app.admin.id } })
    good(await other.post(`${there}/claim`))
    expect((await listed(other, there)).map((row) => row.name)).toEqual(['名片 13800138000.pdf'])
    good(await other.post(`/attachments/${made.id}/unlock`))
  })

  it('stay while the record lies in the bin, and leave with it, locked or not (O8)', async () => {
    const gone = await newCustomer(owner)
    const there = `/customers/${gone.id}`
    const before = (await onDisk(app)).files.length
    const files = [await attach(owner, there, '甲.pdf', pdf), await attach(owner, there, '乙.pdf', pdf)].map(
      (answer) => good(answer, 201).id,
    )
    good(await owner.post(`/attachments/${files[0]}/lock`))
    expect((await onDisk(app)).files).toHaveLength(before + 2)
    await owner.del(there)
    refused(await owner.get(`/attachments/${files[0]}/download`), 404)
    good(await owner.post(`${there}/restore`))
    expect(await listed(owner, there)).toHaveLength(2)
    await owner.del(there)
    good(await app.admin.post(`${there}/purge`))
    await eventually(
      async () => ((await onDisk(app)).files.length === before ? true : undefined),
      'the files leaving the store',
    )
    await ledgerAtRest(app)
    const { rows } = await app.app.system.kernel.db.pool.query('SELECT 1 FROM attachments WHERE record_id = $1', [
      gone.id,
    ])
    expect(rows).toEqual([])
  })

  it('belong to keys within their scopes', async () => {
    const made = await added()
    const key = async (scopes: string[]) => {
      const { key: secret } = good(await owner.post('/api-keys', { name: 'k', scopes }), 201)
      return { authorization: `Bearer ${secret}` }
    }
    const reads = await key(['customers:read'])
    const writes = await key(['customers:read', 'customers:update'])
    const others = await key(['tasks:*'])
    expect((await app.guest.get(`/attachments/${made.id}/download`, reads)).status).toBe(200)
    refused(await attach(app.guest, at, 'x.pdf', pdf, reads), 403)
    refused(await app.guest.post(`/attachments/${made.id}/lock`, {}, reads), 403)
    refused(await app.guest.del(`/attachments/${made.id}`, reads), 403)
    refused(await app.guest.get(`/attachments/${made.id}/download`, others), 404)
    good(await attach(app.guest, at, 'x.pdf', pdf, writes), 201)
    good(await app.guest.post(`/attachments/${made.id}/lock`, {}, writes))
    refused(await app.guest.post(`/attachments/${made.id}/unlock`, {}, reads), 403)
    good(await app.guest.post(`/attachments/${made.id}/unlock`, {}, writes))
  })

  it('of what was done about a customer are closed while that lies in the pool, to their author too', async () => {
    const customer = await newCustomer(owner)
    const done = { customerId: customer.id, kind: 'visit', content: '见了厂长' }
    const places = [
      `/follow-ups/${good(await owner.post('/follow-ups', done), 201).id}`,
      `/tasks/${good(await owner.post('/tasks', { customerId: customer.id, title: '寄样品' }), 201).id}`,
    ]
    const made = []
    for (const place of places) made.push(good(await attach(owner, place, '名片 13912345678.pdf', pdf), 201))
    good(await owner.post(`/customers/${customer.id}/release`, { reason: '做不下去' }))
    for (const [index, place] of places.entries()) {
      const file = `/attachments/${made[index].id}`
      refused(await owner.get(`${place}/attachments`), 403, 'no_right')
      for (const path of [file, `${file}/download`, `${file}/preview`]) refused(await owner.get(path), 404)
      refused(await attach(owner, place, 'x.pdf', pdf), 403)
      for (const told of ['timeline', 'history'])
        expect(JSON.stringify(good(await owner.get(`${place}/${told}`)))).not.toContain('13912345678')
      expect((await app.admin.get(`${file}/download`)).status).toBe(200)
    }
    good(await other.post(`/customers/${customer.id}/claim`))
    for (const place of places) expect(await listed(owner, place)).toHaveLength(1)
  })
})
