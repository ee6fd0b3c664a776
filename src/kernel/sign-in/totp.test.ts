import { TOTP } from 'otpauth'
import sql from 'sql-template-tag'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Refusal } from '../../model/errors.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { setPassword } from './passwords.ts'
import { addEmployee, cheap, letPass, makeScratchCompany, scratchPassword } from './scratch-company.ts'
import { seal, unseal } from './secrets.ts'
import { listSessions } from './sessions.ts'
import { signIn, signInWithTotp } from './sign-in.ts'
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes, resetTotp, totpState } from './totp.ts'

let made: TestDatabase
let db: Database

beforeAll(async () => {
  // Codes change every 30 seconds; no test should meet the moment they do.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  made = await createEmptyDatabase('totp')
  db = openDatabase(made.url, { max: 8 })
  await makeScratchCompany(db)
})
afterAll(async () => {
  vi.useRealTimers()
  await db.close()
  await made.drop()
})
afterEach(() => db.query(sql`DELETE FROM sign_in_attempts`))

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const outcome = await work.then(
    () => undefined,
    (error: Refusal) => error,
  )
  if (outcome?.name !== 'Refusal') throw outcome ?? new Error('nothing was refused')
  return outcome
}
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code
const codeAt = (secret: string, steps: number) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })

/** An employee with two-step verification on, confirmed with the code of one step ago. */
const guarded = async (account: string) => {
  const employeeId = await addEmployee(db, { account })
  const { secret, uri } = await beginTotp(db, { employeeId, password: scratchPassword }, cheap)
  const { recoveryCodes } = await confirmTotp(db, { employeeId, code: codeAt(secret, -1) })
  return { employeeId, secret, uri, recoveryCodes }
}
const ticketFor = async (account: string): Promise<string> => {
  const due = await refusal(signIn(db, { account, password: scratchPassword }, cheap))
  expect([due.status, due.code]).toEqual([401, 'totp_required'])
  return due.more.members?.ticket as string
}
const wrongCode = (secret: string) => {
  const right = [-2, -1, 0, 1, 2].map((steps) => codeAt(secret, steps))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code))!
}

test('a secret has no effect until its first code, and shows in the app under company and account', async () => {
  const employeeId = await addEmployee(db, { account: '王小明' })
  expect(await codeOf(confirmTotp(db, { employeeId, code: '123456' }))).toBe('totp_not_begun')
  expect(await codeOf(beginTotp(db, { employeeId, password: 'wrong password' }, cheap))).toBe('wrong_password')
  const { secret, uri } = await beginTotp(db, { employeeId, password: scratchPassword, issuer: '海信贸易' }, cheap)
  expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/海信贸易:王小明\?issuer=海信贸易&secret=[A-Z2-7]{32}&/)
  await signIn(db, { account: '王小明', password: scratchPassword }, cheap)
  expect(await codeOf(confirmTotp(db, { employeeId, code: wrongCode(secret) }))).toBe('invalid_code')
  expect(await totpState(db, { employeeId })).toEqual({ on: false, confirmedAt: null, recoveryCodesLeft: 0 })
  const { recoveryCodes } = await confirmTotp(db, { employeeId, code: ` ${codeAt(secret, 0)} ` })
  expect(recoveryCodes).toHaveLength(10)
  expect(await totpState(db, { employeeId })).toMatchObject({ on: true, recoveryCodesLeft: 10 })
  expect(await codeOf(beginTotp(db, { employeeId, password: scratchPassword }, cheap))).toBe('totp_already_on')
})

test('sign-in asks for a code; each code counts once', async () => {
  const { employeeId, secret } = await guarded('coded')
  const ticket = await ticketFor('coded')
  expect(await codeOf(signInWithTotp(db, { ticket, code: codeAt(secret, -1) }))).toBe('invalid_credentials')
  const [first, second] = await Promise.allSettled([
    signInWithTotp(db, { ticket, code: codeAt(secret, 0) }),
    signInWithTotp(db, { ticket: await ticketFor('coded'), code: codeAt(secret, 0) }),
  ])
  expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
  expect(await listSessions(db, { employeeId })).toHaveLength(1)
  expect(await codeOf(signInWithTotp(db, { ticket: 'forged', code: codeAt(secret, 1) }))).toBe('ticket_expired')
})

test('a recovery code works once, however it is typed', async () => {
  const { employeeId, recoveryCodes } = await guarded('lost-phone')
  const code = recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ')
  const { session, employee } = await signInWithTotp(db, { ticket: await ticketFor('lost-phone'), code })
  expect(session.token).toMatch(/^[\w-]{43}$/)
  expect(employee).toEqual({ id: employeeId, name: 'lost-phone' })
  expect(await codeOf(signInWithTotp(db, { ticket: await ticketFor('lost-phone'), code }))).toBe('invalid_credentials')
  expect(await totpState(db, { employeeId })).toMatchObject({ recoveryCodesLeft: 9 })
  const renewed = await renewRecoveryCodes(db, { employeeId, password: scratchPassword }, cheap)
  const ticket = await ticketFor('lost-phone')
  expect(await codeOf(signInWithTotp(db, { ticket, code: recoveryCodes[0]! }))).toBe('invalid_credentials')
  await signInWithTotp(db, { ticket, code: renewed.recoveryCodes[0]! })
})

test('a ticket serves once, for five minutes, and not after the password was changed', async () => {
  const { employeeId, secret, recoveryCodes } = await guarded('ticketed')
  const used = await ticketFor('ticketed')
  await signInWithTotp(db, { ticket: used, code: codeAt(secret, 0) })
  expect(await codeOf(signInWithTotp(db, { ticket: used, code: recoveryCodes[0]! }))).toBe('ticket_expired')
  const late = await ticketFor('ticketed')
  await letPass(db, '301 seconds')
  expect(await codeOf(signInWithTotp(db, { ticket: late, code: recoveryCodes[0]! }))).toBe('ticket_expired')
  const before = await ticketFor('ticketed')
  await setPassword(db, { employeeId, password: scratchPassword }, cheap)
  expect(await codeOf(signInWithTotp(db, { ticket: before, code: recoveryCodes[0]! }))).toBe('ticket_expired')
})

test('codes cannot be guessed: five wrong ones close the account, with whatever tickets', async () => {
  const { secret, recoveryCodes } = await guarded('guessed')
  const wrong = wrongCode(secret)
  const spare = await ticketFor('guessed')
  const ticket = await ticketFor('guessed')
  for (let left = 4; left >= 0; left--) {
    const answer = await refusal(signInWithTotp(db, { ticket, code: left === 2 ? 'ABCD-EFGH' : wrong }))
    expect([answer.status, answer.code, answer.more.members]).toEqual([401, 'invalid_credentials', { triesLeft: left }])
  }
  expect(await codeOf(signInWithTotp(db, { ticket: spare, code: recoveryCodes[0]! }))).toBe('too_many_attempts')
  expect(await codeOf(signIn(db, { account: 'guessed', password: scratchPassword }, cheap))).toBe('too_many_attempts')
  await db.query(sql`DELETE FROM sign_in_attempts`)
  expect(await codeOf(signInWithTotp(db, { ticket, code: recoveryCodes[0]! }))).toBe('ticket_expired')
  await signInWithTotp(db, { ticket: spare, code: recoveryCodes[0]! })
})

test('the right password alone does not forget wrong codes', async () => {
  const { secret } = await guarded('patient')
  for (let n = 0; n < 5; n++)
    await codeOf(signInWithTotp(db, { ticket: await ticketFor('patient'), code: wrongCode(secret) }))
  expect(await codeOf(signIn(db, { account: 'patient', password: scratchPassword }, cheap))).toBe('too_many_attempts')
})

test('it is switched off with the password, or by an administrator, who ends the sessions', async () => {
  const { employeeId } = await guarded('switcher')
  expect(await codeOf(disableTotp(db, { employeeId, password: 'wrong password' }, cheap))).toBe('wrong_password')
  await disableTotp(db, { employeeId, password: scratchPassword }, cheap)
  await signIn(db, { account: 'switcher', password: scratchPassword }, cheap)
  expect(await codeOf(renewRecoveryCodes(db, { employeeId, password: scratchPassword }, cheap))).toBe('totp_off')
  const { secret } = await beginTotp(db, { employeeId, password: scratchPassword }, cheap)
  await confirmTotp(db, { employeeId, code: codeAt(secret, 0) })
  await resetTotp(db, { employeeId })
  expect(await listSessions(db, { employeeId })).toEqual([])
  await signIn(db, { account: 'switcher', password: scratchPassword }, cheap)
})

test('secrets are sealed for one purpose and one owner', async () => {
  const own = { purpose: 'totp', owner: 'a' }
  const sealed = await seal(db, own, '秘密')
  expect(await unseal(db, own, sealed)).toBe('秘密')
  expect(await seal(db, own, '秘密')).not.toEqual(sealed)
  await expect(unseal(db, { ...own, owner: 'b' }, sealed)).rejects.toThrow()
  await expect(unseal(db, { ...own, purpose: 'mail' }, sealed)).rejects.toThrow()
  sealed[sealed.length - 1]! ^= 1
  await expect(unseal(db, own, sealed)).rejects.toThrow()
  const { secret, employeeId } = await guarded('sealed')
  const { rows } = await db.query<{ kept: Buffer }>(
    sql`SELECT totp_secret_encrypted AS kept FROM credentials WHERE employee_id = ${employeeId}`,
  )
  expect(rows[0]!.kept.includes(secret)).toBe(false)
})
