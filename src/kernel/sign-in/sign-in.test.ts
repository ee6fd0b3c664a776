import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Refusal } from '../../model/errors.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { cheapHashingCost, hashPassword, isOutdatedHash } from './hashing.ts'
import { changePassword, setPassword, setPasswordHash } from './passwords.ts'
import { addEmployee, cheap, letPass, makeScratchCompany, scratchPassword } from './scratch-company.ts'
import { listSessions, sessionSql } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { sweepSignIn } from './sweep.ts'

let made: TestDatabase
let db: Database

beforeAll(async () => {
  made = await createEmptyDatabase('sign-in')
  db = openDatabase(made.url, { max: 8 })
  await makeScratchCompany(db)
})
afterAll(async () => {
  await db.close()
  await made.drop()
})
afterEach(() => db.query(sql`DELETE FROM sign_in_attempts`))

const enter = (account: string, password = scratchPassword, ip = '10.0.0.1') =>
  signIn(db, { account, password, ip, userAgent: 'test' }, cheap)

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const outcome = await work.then(
    () => undefined,
    (error: Refusal) => error,
  )
  if (outcome?.name !== 'Refusal') throw outcome ?? new Error('nothing was refused')
  return outcome
}
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code
const fail = async (account: string, times: number, ip?: string) => {
  for (let time = 0; time < times; time++)
    expect(await codeOf(enter(account, 'wrong password', ip))).toBe('invalid_credentials')
}

test('people sign in by Chinese name, phone or e-mail, whatever the case, width and outer spaces', async () => {
  const ids = await Promise.all(
    ['王小明', '13812345678', 'Li.Na@Greensea.cn'].map((account) => addEmployee(db, { account })),
  )
  const typed = [' 王小明 ', '１３８１２３４５６７８', 'ＬＩ.na@greensea.CN']
  for (const [index, account] of typed.entries()) {
    const { employee, session, mustChange } = await enter(account)
    expect(employee.id).toBe(ids[index])
    expect(mustChange).toBe(false)
    expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000)
    const read = await db.query<{ employee_id: string }>(sessionSql(session.token))
    expect(read.rows[0]?.employee_id).toBe(ids[index])
  }
})

test('a wrong password, an unknown account, one without password and one who left are answered alike', async () => {
  const left = await addEmployee(db, { account: 'gone' })
  await db.query(sql`UPDATE employees SET status = 'left' WHERE id = ${left}`)
  const deleted = await addEmployee(db, { account: 'deleted' })
  await db.query(sql`UPDATE employees SET deleted_at = now() WHERE id = ${deleted}`)
  await addEmployee(db, { account: 'no-password', password: null })
  await addEmployee(db, { account: 'here' })
  const answers = await Promise.all([
    ...['gone', 'deleted', 'no-password', 'nobody', '', 'nul\0byte', 'x'.repeat(5000)].map((a) => refusal(enter(a))),
    refusal(enter('here', 'wrong password')),
    refusal(enter('here', 'y'.repeat(100_000))),
  ])
  for (const answer of answers) {
    expect([answer.status, answer.code]).toEqual([401, 'invalid_credentials'])
    expect(answer.detail).toEqual(answers[0]?.detail)
  }
})

test('a password mistyped into the account box is not kept', async () => {
  await codeOf(enter('my secret password'))
  const { rows } = await db.query<{ account_key: string }>(sql`SELECT account_key FROM sign_in_attempts`)
  expect(rows[0]?.account_key).toMatch(/^\?[0-9a-f]{24}$/)
})

test.each(['locked', 'stranger'])(
  'five failures close an account for 15 minutes, known or not: %s',
  async (account) => {
    if (account === 'locked') await addEmployee(db, { account })
    await fail(account, 5)
    const closed = await refusal(enter(account.toUpperCase()))
    expect([closed.status, closed.code]).toEqual([429, 'too_many_attempts'])
    const wait = Number(closed.more.headers?.['Retry-After'])
    expect(wait).toBeGreaterThan(880)
    expect(wait).toBeLessThanOrEqual(901)
    expect(closed.detail.zh).toMatch(/^登录失败次数过多，请在 \d\d:\d\d 之后再试（约 1[56] 分钟）$/)
    await letPass(db, '14 minutes')
    expect(await codeOf(enter(account))).toBe('too_many_attempts')
    await letPass(db, '61 seconds')
    if (account === 'locked') await enter(account)
    else await fail(account, 1)
  },
)

test('success forgets the failures before it, and so does time', async () => {
  await addEmployee(db, { account: 'forgetful' })
  await fail('forgetful', 4)
  await enter('forgetful')
  await fail('forgetful', 4)
  await letPass(db, '16 minutes')
  await fail('forgetful', 4)
  await enter('forgetful')
})

test('guesses made at the same moment do not pass the limit together', async () => {
  await addEmployee(db, { account: 'stormed' })
  const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf(enter('stormed', 'wrong password'))))
  expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(5)
  expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(25)
})

test('honest sign-ins at the same moment all succeed', async () => {
  const employeeId = await addEmployee(db, { account: 'busy' })
  await Promise.all(Array.from({ length: 20 }, () => enter('busy')))
  expect(await listSessions(db, { employeeId })).toHaveLength(20)
})

test('fifty failures close an address, and nobody else', async () => {
  await addEmployee(db, { account: 'neighbour' })
  for (let n = 0; n < 50; n++) await fail(`guess${n}`, 1, '::ffff:10.9.9.9')
  expect(await codeOf(enter('neighbour', scratchPassword, '10.9.9.9'))).toBe('too_many_attempts')
  await enter('neighbour', scratchPassword, '10.9.9.8')
  await letPass(db, '16 minutes')
  await enter('neighbour', scratchPassword, '10.9.9.9')
})

test('the log says who came from where and how it ended', async () => {
  const employeeId = await addEmployee(db, { account: 'Logged' })
  await fail('logged', 1, '10.1.1.1')
  await enter('logged', scratchPassword, '10.1.1.2')
  const { rows } = await db.query(sql`
    SELECT account_key, employee_id, ip, user_agent, outcome, ok FROM sign_in_attempts ORDER BY at`)
  const line = { account_key: 'logged', employee_id: employeeId, user_agent: 'test' }
  expect(rows).toEqual([
    { ...line, ip: '10.1.1.1', outcome: 'wrong', ok: false },
    { ...line, ip: '10.1.1.2', outcome: 'signed_in', ok: true },
  ])
  await letPass(db, '201 days')
  await sweepSignIn(db)
  expect((await db.query(sql`SELECT FROM sign_in_attempts`)).rowCount).toBe(0)
  expect((await db.query(sql`SELECT FROM sessions WHERE employee_id = ${employeeId}`)).rowCount).toBe(0)
})

test('changing the password needs the current one, refuses weak ones and ends the other sessions', async () => {
  const employeeId = await addEmployee(db, { account: 'changer', name: '张三丰真人传人也' })
  const kept = (await enter('changer')).session
  await enter('changer')
  const change = (current: string, next: string) =>
    changePassword(db, { employeeId, current, next, keepSessionId: kept.id, ip: '10.0.0.1' }, cheap)
  expect((await refusal(change('wrong password', 'another pass 1'))).more.errors?.[0]).toMatchObject({
    path: 'current',
    code: 'wrong_password',
  })
  for (const weak of ['short', 'password123', '张三丰真人传人也'])
    expect((await refusal(change(scratchPassword, weak))).more.errors?.[0]).toMatchObject({
      path: 'next',
      code: 'weak_password',
    })
  expect(await codeOf(change(scratchPassword, scratchPassword))).toBe('same_password')
  expect(await listSessions(db, { employeeId })).toHaveLength(2)
  await change(scratchPassword, 'another pass 1')
  expect((await listSessions(db, { employeeId })).map((s) => s.id)).toEqual([kept.id])
  expect(await codeOf(enter('changer'))).toBe('invalid_credentials')
  await enter('changer', 'another pass 1')
})

test('the current password cannot be guessed inside a session either', async () => {
  const employeeId = await addEmployee(db, { account: 'unattended' })
  const guess = () => codeOf(changePassword(db, { employeeId, current: 'guess', next: 'another pass 1' }, cheap))
  for (let n = 0; n < 5; n++) expect(await guess()).toBe('wrong_password')
  expect(await guess()).toBe('too_many_attempts')
})

test('a password set by an administrator ends all sessions and may have to be changed', async () => {
  const employeeId = await addEmployee(db, { account: 'reset' })
  await enter('reset')
  expect(await codeOf(setPassword(db, { employeeId, password: 'reset' }, cheap))).toBe('weak_password')
  expect(await codeOf(setPassword(db, { employeeId: 'nobody', password: scratchPassword }, cheap))).toBe('not_found')
  await setPassword(db, { employeeId, password: 'handed over 9', mustChange: true }, cheap)
  expect(await listSessions(db, { employeeId })).toEqual([])
  expect((await enter('reset', 'handed over 9')).mustChange).toBe(true)
  await changePassword(db, { employeeId, current: 'handed over 9', next: 'my own choice 9' }, cheap)
  expect((await enter('reset', 'my own choice 9')).mustChange).toBe(false)
})

test('a hash made at another cost is renewed at sign-in, also by many at once', async () => {
  const employeeId = await addEmployee(db, { account: 'veteran' })
  const old = await hashPassword('ｖeteran pass 1', { memoryCost: 128, timeCost: 1 })
  await setPasswordHash(db, { employeeIds: [employeeId], passwordHash: old })
  await Promise.all(Array.from({ length: 4 }, () => enter('veteran', 'veteran pass 1')))
  const { rows } = await db.query<{ hash: string }>(
    sql`SELECT password_hash AS hash FROM credentials WHERE employee_id = ${employeeId}`,
  )
  expect(rows[0]?.hash).toMatch(/^\$argon2id\$/)
  expect(isOutdatedHash(rows[0]!.hash, cheapHashingCost)).toBe(false)
})
