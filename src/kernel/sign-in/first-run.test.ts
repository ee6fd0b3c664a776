import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Refusal } from '../../model/errors.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { checkFirstRunCode, consumeFirstRunCode, firstRunCode } from './first-run.ts'
import { setPassword } from './passwords.ts'
import { addEmployee, cheap, makeScratchCompany, scratchPassword } from './scratch-company.ts'

let made: TestDatabase
let db: Database

beforeEach(async () => {
  made = await createEmptyDatabase('first-run')
  db = openDatabase(made.url, { max: 4 })
  await makeScratchCompany(db)
})
afterEach(async () => {
  await db.close()
  await made.drop()
})

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: Refusal) => error.code,
  )

test('every start prints the same code until somebody has a password', async () => {
  const codes = await Promise.all([firstRunCode(db), firstRunCode(db), firstRunCode(db)])
  expect(codes[0]).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
  expect(new Set([...codes, await firstRunCode(db)]).size).toBe(1)
  const { rows } = await db.query<{ value: Buffer }>(
    sql`SELECT value FROM server_secrets WHERE name = 'first-run-code'`,
  )
  expect(rows[0]!.value.includes(codes[0]!.replace('-', ''))).toBe(false)
  await addEmployee(db, { account: 'admin' })
  expect(await firstRunCode(db)).toBeUndefined()
  expect(await codeOf(checkFirstRunCode(db, { code: codes[0]! }))).toBe('already_set_up')
})

test('the code is typed loosely, guessed five times at most, and needed', async () => {
  expect(await codeOf(checkFirstRunCode(db, { code: '' }))).toBe('already_set_up')
  const code = (await firstRunCode(db))!
  await checkFirstRunCode(db, { code: ` ${code.toLowerCase().replace('-', ' ')} ` })
  for (const wrong of ['', 'AAAA-AAAA', `${code}A`, '\0', '🌊'])
    expect(await codeOf(checkFirstRunCode(db, { code: wrong }))).toBe('invalid_first_run_code')
  expect(await codeOf(checkFirstRunCode(db, { code }))).toBe('too_many_attempts')
})

test('of two first administrators at the same moment one is refused; a failure leaves the code as it was', async () => {
  const code = await firstRunCode(db)
  const create = (account: string, password: string) =>
    db.transaction(async (tx) => {
      await consumeFirstRunCode(tx)
      const { rows } = await tx.query<{ id: string }>(sql`
        INSERT INTO employees (id, name, account) VALUES (gen_random_uuid(), ${account}, ${account}) RETURNING id`)
      await setPassword(tx, { employeeId: rows[0]!.id, password }, cheap)
    })
  expect(await codeOf(create('weak', 'weak'))).toBe('weak_password')
  expect(await firstRunCode(db)).toBe(code)
  const outcomes = await Promise.all([codeOf(create('one', scratchPassword)), codeOf(create('two', scratchPassword))])
  expect(outcomes.sort()).toEqual(['accepted', 'already_set_up'])
  expect((await db.query(sql`SELECT FROM employees`)).rowCount).toBe(1)
})
