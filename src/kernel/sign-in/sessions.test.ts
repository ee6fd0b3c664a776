import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Refusal } from '../../model/errors.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { newId } from '../ids.ts'
import { apiKeySql, createApiKey, listApiKeys, revokeApiKey, touchApiKey } from './api-keys.ts'
import { addEmployee, cheap, letPass, makeScratchCompany, scratchPassword } from './scratch-company.ts'
import { endAllFor, listSessions, revokeSession, sessionSql, signOut, touchSession } from './sessions.ts'
import { signIn } from './sign-in.ts'

let made: TestDatabase
let db: Database

beforeAll(async () => {
  made = await createEmptyDatabase('sessions')
  db = openDatabase(made.url, { max: 4 })
  await makeScratchCompany(db)
})
afterAll(async () => {
  await db.close()
  await made.drop()
})

const enter = async (account: string, userAgent = 'Firefox') =>
  (await signIn(db, { account, password: scratchPassword, ip: '10.0.0.1', userAgent }, cheap)).session
const isLive = async (token: string) => (await db.query(sessionSql(token))).rowCount === 1
const works = async (key: string) => {
  const statement = apiKeySql(key)
  return statement !== undefined && (await db.query(statement)).rowCount === 1
}
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const outcome = await work.then(
    () => undefined,
    (error: Refusal) => error,
  )
  if (outcome?.name !== 'Refusal') throw outcome ?? new Error('nothing was refused')
  return outcome
}

test('a session is read together with other things in one statement; its token is kept nowhere', async () => {
  const employeeId = await addEmployee(db, { account: 'reader' })
  const { token, id } = await enter('reader')
  const { rows } = await db.query(
    sql`SELECT e.one, s.* FROM (SELECT 1 AS one) e LEFT JOIN (${sessionSql(token)}) s ON true`,
  )
  expect(rows).toMatchObject([{ one: 1, session_id: id, employee_id: employeeId }])
  const kept = await db.query<{ text: string }>(sql`SELECT s::text AS text FROM sessions s WHERE id = ${id}`)
  expect(kept.rows[0]?.text).not.toContain(token)
  expect(await isLive('')).toBe(false)
  expect(await isLive('forged\0')).toBe(false)
})

test('a session ends after seven days without use, and thirty days after sign-in however used', async () => {
  await addEmployee(db, { account: 'away' })
  const { token, id } = await enter('away')
  await letPass(db, '6 days 23 hours')
  expect(await isLive(token)).toBe(true)
  const use = () => touchSession(db, { id, lastSeenAt: '2020-01-01T00:00:00.000Z' })
  await use()
  for (let days = 0; days < 22; days += 6) {
    await letPass(db, '6 days')
    if (days < 18) expect(await isLive(token)).toBe(true)
    await use()
  }
  expect(await isLive(token)).toBe(false)
  const idle = await enter('away')
  await letPass(db, '7 days 1 minute')
  expect(await isLive(idle.token)).toBe(false)
})

test('use is noted every five minutes at most', async () => {
  const employeeId = await addEmployee(db, { account: 'busy' })
  const { id } = await enter('busy')
  const seen = async () => (await listSessions(db, { employeeId }))[0]!.lastSeenAt
  const first = await seen()
  await touchSession(db, { id, lastSeenAt: first })
  await touchSession(db, { id, lastSeenAt: '2020-01-01T00:00:00.000Z' })
  expect(await seen()).toBe(first)
  await letPass(db, '6 minutes')
  await touchSession(db, { id, lastSeenAt: await seen() })
  expect(Date.parse(await seen())).toBeGreaterThanOrEqual(Date.parse(first))
})

test('people see and end their own sessions only', async () => {
  const employeeId = await addEmployee(db, { account: 'owner' })
  const stranger = await addEmployee(db, { account: 'stranger' })
  const laptop = await enter('owner')
  const phone = await enter('owner', 'x'.repeat(1000))
  const listed = await listSessions(db, { employeeId })
  expect(listed.map((s) => s.id).sort()).toEqual([laptop.id, phone.id].sort())
  expect(listed.find((s) => s.id === laptop.id)).toMatchObject({ userAgent: 'Firefox', ip: '10.0.0.1' })
  for (const id of [phone.id, newId(), 'not an id'])
    expect((await refusal(revokeSession(db, { employeeId: stranger, id }))).status).toBe(404)
  await revokeSession(db, { employeeId, id: phone.id })
  expect(await isLive(phone.token)).toBe(false)
  await signOut(db, { token: laptop.token })
  await signOut(db, { token: laptop.token })
  expect(await listSessions(db, { employeeId })).toEqual([])
})

test('an API key is shown once, recognised by its prefix, and can be revoked by its owner', async () => {
  const employeeId = await addEmployee(db, { account: 'maker' })
  const stranger = await addEmployee(db, { account: 'taker' })
  const scopes = ['customers:read', 'customers:read', '*:read']
  const { id, key, prefix } = await createApiKey(db, { employeeId, name: ' ERP ', scopes })
  expect(key).toMatch(new RegExp(`^gs_${prefix}_[A-Za-z0-9]{40}$`))
  const { rows } = await db.query(apiKeySql(key)!)
  expect(rows).toEqual([
    { key_id: id, employee_id: employeeId, scopes: ['customers:read', '*:read'], last_used_at: null },
  ])
  await touchApiKey(db, { id, lastUsedAt: null })
  const [listed] = await listApiKeys(db, { employeeId })
  expect(listed).toMatchObject({ id, name: 'ERP', prefix, expiresAt: null })
  expect(listed?.lastUsedAt).not.toBeNull()
  expect(JSON.stringify(listed)).not.toContain(key.slice(12))
  expect(await works(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)).toBe(false)
  for (const junk of ['', 'gs_', `${key}\0`, `${key} `]) expect(apiKeySql(junk)).toBeUndefined()
  expect((await refusal(revokeApiKey(db, { employeeId: stranger, id }))).status).toBe(404)
  await revokeApiKey(db, { employeeId, id })
  expect(await works(key)).toBe(false)
  expect(await listApiKeys(db, { employeeId })).toEqual([])
  for (const gone of [id, 'not an id'])
    expect((await refusal(revokeApiKey(db, { employeeId, id: gone }))).status).toBe(404)
})

test('an API key ends when it expires', async () => {
  const employeeId = await addEmployee(db, { account: 'brief' })
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const { key } = await createApiKey(db, { employeeId, name: 'brief', scopes: ['*'], expiresAt })
  expect((await listApiKeys(db, { employeeId }))[0]?.expiresAt).toBe(expiresAt)
  expect(await works(key)).toBe(true)
  await letPass(db, '61 minutes')
  expect(await works(key)).toBe(false)
})

test('every wrong value of a key is named', async () => {
  const employeeId = await addEmployee(db, { account: 'sloppy' })
  const faults = async (name: string, scopes: string[], expiresAt: string | null) =>
    (
      await refusal(createApiKey(db, { employeeId, name, scopes, expiresAt, objects: new Set(['customers']) }))
    ).more.errors?.map((f) => `${f.path} ${f.code}`)
  expect(await faults(' ', ['*', 'nothing:read'], '2020-01-01')).toEqual([
    'name required',
    'scopes.1 invalid_scope',
    'expiresAt in_the_past',
  ])
  expect(await faults('n\0', [], 'soon')).toEqual(['name invalid', 'scopes required', 'expiresAt invalid'])
  expect(await faults('x'.repeat(101), ['*'], '+275760-01-01')).toEqual(['name too_long', 'expiresAt invalid'])
  expect(await faults('x', ['*'], '2030-13-45T00:00:00Z')).toEqual(['expiresAt invalid'])
})

test('who leaves is out at once: sessions and keys are refused, then ended', async () => {
  const employeeId = await addEmployee(db, { account: 'leaver' })
  const { token } = await enter('leaver')
  const { key } = await createApiKey(db, { employeeId, name: 'script', scopes: ['*'] })
  const status = (to: string) => db.query(sql`UPDATE employees SET status = ${to} WHERE id = ${employeeId}`)
  await status('leaving')
  expect([await isLive(token), await works(key)]).toEqual([true, true])
  await status('left')
  expect([await isLive(token), await works(key)]).toEqual([false, false])
  await endAllFor(db, employeeId)
  await status('active')
  expect([await isLive(token), await works(key)]).toEqual([false, false])
})
