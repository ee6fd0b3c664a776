import { timingSafeEqual } from 'node:crypto'
import sql from 'sql-template-tag'
import { conflict, notSignedIn } from '../../model/errors.ts'
import type { Database, Queryable } from '../database/database.ts'
import { beginAttempt, settleAttempt } from './attempts.ts'
import type { SignInOptions } from './passwords.ts'
import { seal, unseal } from './secrets.ts'
import type { Client } from './sessions.ts'
import { randomText, readable, tokenHash, typedCode } from './tokens.ts'

const secretName = 'first-run-code'
const sealing = { purpose: secretName, owner: 'company' }

/** Nobody has a password yet, so nobody can be an administrator. */
const isFirstRun = async (db: Queryable): Promise<boolean> => {
  const { rows } = await db.query<{ first: boolean }>(sql`SELECT NOT EXISTS (SELECT FROM credentials) AS first`)
  return rows[0]!.first
}

const storedCode = async (db: Queryable): Promise<string | undefined> => {
  const { rows } = await db.query<{ value: Buffer }>(sql`SELECT value FROM server_secrets WHERE name = ${secretName}`)
  return rows[0] && unseal(db, sealing, rows[0].value)
}

const shown = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

/**
 * The code for the terminal with which the first administrator is created; undefined once somebody has a password.
 * It is kept sealed rather than hashed, so that a restart, or a second process, prints the same one.
 */
export const firstRunCode = async (db: Queryable): Promise<string | undefined> => {
  if (!(await isFirstRun(db))) return undefined
  const sealed = await seal(db, sealing, randomText(8, readable))
  await db.query(sql`
    INSERT INTO server_secrets (name, value) VALUES (${secretName}, ${sealed}) ON CONFLICT (name) DO NOTHING`)
  const code = await storedCode(db)
  return code && shown(code)
}

const alreadySetUp = () =>
  conflict('already_set_up', '系统已经启用，请直接登录', 'This system is set up already; sign in')

/** Refuses a wrong first-run code; tries are limited like those at an account. */
export const checkFirstRunCode = async (
  db: Database,
  { code, ip, userAgent }: Client & { code: string },
  { timeZone }: SignInOptions = {},
): Promise<void> => {
  const expected = (await isFirstRun(db)) ? await storedCode(db) : undefined
  if (expected === undefined) throw alreadySetUp()
  const attempt = await beginAttempt(db, { accountKey: '?first-run', ip, userAgent, timeZone })
  const right = timingSafeEqual(tokenHash(typedCode(code)), tokenHash(expected))
  await settleAttempt(db, attempt, right ? 'confirmed' : 'wrong')
  if (!right)
    throw notSignedIn(
      'invalid_first_run_code',
      '一次性代码不对，请照终端里显示的输入',
      'The one-time code is not right; enter it as the terminal shows it',
    )
}

/**
 * Uses the code up. Call it in the transaction that creates the administrator, before the password is set: of two at
 * the same moment, one is refused.
 */
export const consumeFirstRunCode = async (tx: Queryable): Promise<void> => {
  const { rowCount } = await tx.query(sql`DELETE FROM server_secrets WHERE name = ${secretName}`)
  if (rowCount === 0 || !(await isFirstRun(tx))) throw alreadySetUp()
}
