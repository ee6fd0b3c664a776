import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good, newCustomer, nowhere, refused } from './company.ts'

describe('comments (O3–O5, E3)', () => {
  let app: TestApp
  let owner: Client
  let guest: Client
  let manager: Client
  let one: Answer['body']
  beforeAll(async () => {
    app = await startTestApp()
    owner = await app.person({ account: 'owner', roles: ['rep'], departmentId: null, name: '负责人' })
    guest = await app.person({ account: 'guest', roles: ['rep'], departmentId: null, name: '协作者' })
    manager = await app.person({ account: 'manager', roles: ['director'], departmentId: null, name: '总监' })
    one = await newCustomer(owner)
    await owner.post(`/customers/${one.id}/add-members`, { employeeIds: [guest.id], right: 'write' })
  })
  afterAll(() => app.close())

  it('are written by whoever sees the record, told to the owner and the mentioned', async () => {
    const made = good(
      await manager.post(`/customers/${one.id}/comments`, { content: '先把 KP 约出来', mentionIds: [guest.id] }),
      201,
    )
    expect(made).toMatchObject({ id: expect.any(String), content: '先把 KP 约出来', mentionIds: [guest.id] })
    const [listed] = good(await owner.get(`/customers/${one.id}/comments`)).data
    expect(listed).toMatchObject({ id: made.id, content: '先把 KP 约出来' })
    const notice = async (client: Client, kind: string) =>
      eventually(
        async () =>
          good(await client.get('/notifications')).data.find(
            (note: Answer['body']) => note.kind === kind && note.recordId === one.id,
          ),
        `${kind} notice`,
      )
    expect((await notice(guest, 'mention')).title).toContain('总监')
    await notice(owner, 'comment')
    expect(good(await guest.get('/me')).unread).toBeGreaterThan(0)
  })

  it('on a follow-up show under it in the timeline (E3)', async () => {
    const followed = good(
      await owner.post('/follow-ups', { customerId: one.id, kind: 'visit', content: '见到了设备科长' }),
      201,
    )
    good(await manager.post(`/follow-ups/${followed.id}/comments`, { content: '问清预算' }), 201)
    const item = good(await owner.get(`/customers/${one.id}/timeline`)).data.find(
      (entry: Answer['body']) => entry.id === followed.id,
    )
    expect(item).toMatchObject({ kind: 'visit', object: 'follow-ups', text: '见到了设备科长', by: { id: owner.id } })
    expect(item.comments[0].content).toBe('问清预算')
  })

  it('are changed by their author only (O3), deleted by the owner of the record too (O5)', async () => {
    const theirs = good(await guest.post(`/customers/${one.id}/comments`, { content: '我来补充' }), 201)
    refused(await owner.patch(`/comments/${theirs.id}`, { content: '改你的' }), 403)
    refused(await manager.patch(`/comments/${theirs.id}`, { content: '改你的' }), 403)
    refused(await manager.del(`/comments/${theirs.id}`), 403)
    expect(good(await guest.patch(`/comments/${theirs.id}`, { content: '我来补充两点' })).content).toBe('我来补充两点')
    const seen = good(await owner.get(`/customers/${one.id}/comments`)).data.find(
      (comment: Answer['body']) => comment.id === theirs.id,
    )
    expect(seen.can).toEqual({ update: false, delete: true })
    expect((await owner.del(`/comments/${theirs.id}`)).status).toBe(204)
    refused(await owner.del(`/comments/${theirs.id}`), 404)
    refused(await guest.patch(`/comments/${theirs.id}`, { content: 'x' }), 404)
  })

  it('are as invisible as their record', async () => {
    const stranger = await app.person({ account: 'stranger', roles: ['rep'], departmentId: null })
    const mine = good(await owner.post(`/customers/${one.id}/comments`, { content: '内部' }), 201)
    refused(await stranger.get(`/customers/${one.id}/comments`), 404)
    refused(await stranger.post(`/customers/${one.id}/comments`, { content: 'x' }), 404)
    refused(await stranger.patch(`/comments/${mine.id}`, { content: 'x' }), 404)
    refused(await stranger.del(`/comments/${mine.id}`), 404)
    refused(await owner.get(`/comments/${nowhere}`), 404)
    refused(await owner.post(`/customers/${nowhere}/comments`, { content: 'x' }), 404)
    refused(await owner.post(`/pools/${app.poolId}/comments`, { content: 'x' }), 404)
  })

  it('stay while the record lies in the bin, and go when it is purged (O4)', async () => {
    const short = await newCustomer(owner)
    const comment = good(await owner.post(`/customers/${short.id}/comments`, { content: '留着' }), 201)
    await owner.del(`/customers/${short.id}`)
    refused(await owner.get(`/customers/${short.id}/comments`), 404)
    good(await owner.post(`/customers/${short.id}/restore`))
    expect(good(await owner.get(`/customers/${short.id}/comments`)).data.map((one: Answer['body']) => one.id)).toEqual([
      comment.id,
    ])
    await owner.del(`/customers/${short.id}`)
    await app.admin.post(`/customers/${short.id}/purge`)
    refused(await owner.patch(`/comments/${comment.id}`, { content: 'x' }), 404)
    const { rows } = await app.app.system.kernel.db.pool.query('SELECT 1 FROM comments WHERE id = $1', [comment.id])
    expect(rows).toEqual([])
  })

  it('refuse what is no comment', async () => {
    for (const body of [
      {},
      { content: '' },
      { content: '   ' },
      { content: 5 },
      { content: null },
      { content: 'x'.repeat(5001) },
      { content: 'a\u0000b' },
      { content: '\ud800' },
      { content: 'x', mentionIds: 'all' },
      { content: 'x', mentionIds: [nowhere] },
      { content: 'x', mentionIds: ['x'] },
      { content: 'x', mentionIds: Array.from({ length: 51 }, (_, i) => `${i}`) },
      { content: 'x', mentionIds: [{}] },
    ])
      refused(await owner.post(`/customers/${one.id}/comments`, body), 422)
    good(await owner.post(`/customers/${one.id}/comments`, { content: '🐋 好\n第二行' }), 201)
    refused(
      await owner.call('POST', `/customers/${one.id}/comments`, '[]', { 'content-type': 'application/json' }),
      422,
    )
  })
})
