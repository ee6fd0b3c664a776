import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good, newCustomer, query } from './company.ts'

const upload = async (client: Client, csv: string, object = 'customers'): Promise<Answer['body']> => {
  const parts = [
    `--line\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n`,
    `--line\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--line--\r\n`,
  ]
  const headers = { 'content-type': 'multipart/form-data; boundary=line' }
  return good(await client.call('POST', '/imports', parts.join(''), headers), 201)
}

const settled = (client: Client, id: string, status: string): Promise<Answer['body']> =>
  eventually(async () => {
    const found = good(await client.get(`/imports/${id}`))
    if (found.status === 'failed') throw new Error(JSON.stringify(found.error))
    return found.status === status ? found : undefined
  }, `an import that is ${status}`)

describe('imports, and taking them back', () => {
  let app: TestApp
  let rep: Client
  const named = async (name: string) =>
    good(await rep.get(query('/customers', { filter: { name } }))).data as Answer['body'][]
  const run = async (csv: string, change: Record<string, unknown> = {}) => {
    const { id } = await upload(rep, csv)
    good(await rep.patch(`/imports/${id}`, { matchBy: ['name'], ...change }))
    good(await rep.post(`/imports/${id}/start`), 202)
    return settled(rep, id, 'done')
  }
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
  })
  afterAll(() => app.close())

  it('takes back a row that the same import made and later changed', async () => {
    const lines = [
      '公司全称,级别,备注',
      '先建后改有限公司,A,一',
      '只建一次有限公司,B,二',
      '先建后改有限公司,C,三',
      '先建后改有限公司,D,四',
    ]
    const done = await run(lines.join('\n'), { onMatch: 'update' })
    expect(done).toMatchObject({ created: 2, updated: 2, failed: 0 })
    expect((await named('先建后改有限公司'))[0]).toMatchObject({ level: 'D', remark: '四' })
    good(await rep.post(`/imports/${done.id}/undo`), 202)
    expect(await settled(rep, done.id, 'undone')).toMatchObject({ kept: 0 })
    expect([...(await named('先建后改有限公司')), ...(await named('只建一次有限公司'))]).toEqual([])
  })

  it('gives a record changed by two rows what it was before the first', async () => {
    const { id } = await newCustomer(rep, { name: '改两次有限公司', level: 'A', remark: '原来' })
    const done = await run('公司全称,级别,备注\n改两次有限公司,B,一\n改两次有限公司,C,二', { onMatch: 'update' })
    expect(done).toMatchObject({ created: 0, updated: 2 })
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ level: 'C', remark: '二' })
    good(await rep.post(`/imports/${done.id}/undo`), 202)
    await settled(rep, done.id, 'undone')
    expect(good(await rep.get(`/customers/${id}`))).toMatchObject({ level: 'A', remark: '原来' })
  })

  it('keeps what somebody touched since, and says so row by row', async () => {
    const done = await run('公司全称,级别\n有人改过有限公司,A\n没人改过有限公司,A\n有人跟进有限公司,A')
    const [changed] = await named('有人改过有限公司')
    const [followed] = await named('有人跟进有限公司')
    good(await rep.patch(`/customers/${changed.id}`, { level: 'B' }))
    good(await rep.post('/follow-ups', { customerId: followed.id, kind: 'call', content: '约了下周看样品' }), 201)
    good(await rep.post(`/imports/${done.id}/undo`), 202)
    expect(await settled(rep, done.id, 'undone')).toMatchObject({ kept: 2 })
    expect(await named('没人改过有限公司')).toEqual([])
    expect(await named('有人改过有限公司')).toHaveLength(1)
    const told = good(await rep.get(`/imports/${done.id}/failures`)).data
    expect(told.map((one: { row: number; code: string }) => [one.row, one.code])).toEqual([
      [2, 'changed_since'],
      [4, 'changed_since'],
    ])
  })

  it('rehearses without a trace', async () => {
    const { id } = await newCustomer(rep, { name: '彩排有限公司', level: 'A' })
    const { id: rehearsal } = await upload(rep, '公司全称,级别\n只在彩排里的有限公司,B\n彩排有限公司,C')
    good(await rep.patch(`/imports/${rehearsal}`, { matchBy: ['name'], onMatch: 'update' }))
    good(await rep.post(`/imports/${rehearsal}/start`, { dryRun: true }), 202)
    expect(await settled(rep, rehearsal, 'mapping')).toMatchObject({ created: 1, updated: 1, dryRun: true })
    expect(good(await rep.get(`/customers/${id}`)).level).toBe('A')
    expect(await named('只在彩排里的有限公司')).toEqual([])
  })

  it('takes its locks in the order of everybody else: rows, then capacity', async () => {
    const open = await newCustomer(app.admin, { name: '公海里的有限公司', ownerId: null })
    const { db } = app.app.system.kernel
    const deadlocks = async () => {
      await db.query(sql`SELECT pg_stat_force_next_flush()`)
      const { rows } = await db.query<{ n: number }>(
        sql`SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
      )
      return rows[0]!.n
    }
    const waiting = (n: number) =>
      eventually(async () => {
        const { rowCount } = await db.query(
          sql`SELECT 1 FROM pg_locks WHERE NOT granted AND (database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
        )
        return rowCount >= n ? true : undefined
      }, `${n} that wait`)
    const before = await deadlocks()
    const { id } = await upload(rep, '公司全称,级别\n全新的有限公司,A\n公海里的有限公司,B')
    good(await rep.patch(`/imports/${id}`, { matchBy: ['name'], onMatch: 'update' }))
    const { claim } = await db.transaction(async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`capacity ${rep.id}`}, 0))`)
      good(await rep.post(`/imports/${id}/start`), 202)
      await waiting(1)
      const asked = rep.post(`/customers/${open.id}/claim`)
      await waiting(2)
      return { claim: asked }
    })
    good(await claim)
    expect(await settled(rep, id, 'done')).toMatchObject({ created: 1 })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(await deadlocks()).toBe(before)
  })
})
