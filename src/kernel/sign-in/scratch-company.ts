import sql, { raw } from 'sql-template-tag'
import type { Database } from '../database/database.ts'
import { newId } from '../ids.ts'
import { cheapHashingCost } from './hashing.ts'
import { setPassword } from './passwords.ts'
import { signInSchema } from './schema.ts'

/** What tests sign in with. */
export const scratchPassword = 'correct horse 42'
export const cheap = { cost: cheapHashingCost } as const

/** For tests: the tables of sign-in, and of employees as much as sign-in reads. */
export const makeScratchCompany = async (db: Database): Promise<void> => {
  await db.query(
    raw(`CREATE TABLE IF NOT EXISTS employees (id uuid PRIMARY KEY, name text NOT NULL, account text NOT NULL,
      status text NOT NULL DEFAULT 'active', deleted_at timestamptz)`),
  )
  await db.query(raw(signInSchema))
}

/** For tests: an employee who can sign in with `scratchPassword`. */
export const addEmployee = async (
  db: Database,
  { account, name = account, password = scratchPassword }: { account: string; name?: string; password?: string | null },
): Promise<string> => {
  const id = newId()
  await db.query(sql`INSERT INTO employees (id, name, account) VALUES (${id}, ${name}, ${account})`)
  if (password !== null) await setPassword(db, { employeeId: id, password }, cheap)
  return id
}

/** For tests: as if so much time had passed since everything here happened. */
export const letPass = async (db: Database, interval: string): Promise<void> => {
  const ago = raw(`- interval '${interval}'`)
  await db.query(sql`UPDATE sign_in_attempts SET at = at ${ago}`)
  await db.query(sql`UPDATE sessions SET created_at = created_at ${ago}, last_seen_at = last_seen_at ${ago},
    expires_at = expires_at ${ago}`)
  await db.query(sql`UPDATE totp_tickets SET created_at = created_at ${ago}, expires_at = expires_at ${ago}`)
  await db.query(sql`UPDATE api_keys SET created_at = created_at ${ago}, last_used_at = last_used_at ${ago},
    expires_at = expires_at ${ago}`)
}
