import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { good, refused } from './company.ts'

let app: TestApp
let rep: Client

beforeAll(async () => {
  app = await startTestApp()
  rep = await app.person({ account: 'rules-rep', roles: ['rep'] })
})
afterAll(() => app.close())

describe('查重规则', () => {
  it('prints all that is in force in words, in both languages', async () => {
    const rules = good(await app.admin.get('/duplicates/rules'))
    expect(rules.matching.map((one: { zh: string }) => one.zh).join()).not.toContain('不比较')
    const stored = { ...rules, compare: { ...rules.compare, site: false }, showOwner: false, wrongData: 'refuse' }
    const { matching } = good(await app.admin.post('/duplicates/rules', stored), 201)
    expect(matching[0]).toEqual({
      zh: expect.stringContaining('不比较网站域名'),
      en: expect.stringContaining('Not compared: web domains'),
    })
    expect(matching[1].zh).toContain('不能保存')
    expect(matching[2].zh).toContain('不说负责人是谁')
    expect(good(await rep.get('/duplicates/rules')).matching).toEqual(matching)
    good(await app.admin.post('/duplicates/rules', rules), 201)
  })
})

describe('two who change the rules', () => {
  it('do not overwrite each other, and what was changed stands in the audit', async () => {
    const { body: rules, headers } = await app.admin.get('/duplicates/rules')
    const first = await app.admin.post('/duplicates/rules', { findsPerDay: 150 }, { 'if-match': String(headers.etag) })
    expect(good(first, 201)).toMatchObject({ findsPerDay: 150, version: rules.version + 1 })
    const second = await app.admin.post('/duplicates/rules', rules, { 'if-match': String(headers.etag) })
    expect(refused(second, 412, 'version_conflict').current).toMatchObject({ findsPerDay: 150 })
    const both = await Promise.all(
      [1, 2].map((n) => app.admin.post('/duplicates/rules', n === 1 ? { findsPerDay: 160 } : { showOwner: false })),
    )
    for (const one of both) good(one, 201)
    expect(good(await app.admin.get('/duplicates/rules'))).toMatchObject({ findsPerDay: 160, showOwner: false })
    good(await app.admin.post('/duplicates/rules', rules), 201)
    const { rows } = await app.app.system.kernel.db.pool.query(
      `SELECT changes, actor_id AS "actorId" FROM audit_entries WHERE action = 'duplicate-rules' AND changes @> '[{"to": 150}]'`,
    )
    expect(rows).toEqual([
      { changes: [{ field: 'findsPerDay', from: rules.findsPerDay, to: 150 }], actorId: app.admin.id },
    ])
  })
})
