import { createHash } from 'node:crypto'
import sql, { raw } from 'sql-template-tag'
import type { Queryable } from '../database/database.ts'
import { isId } from '../ids.ts'

/** Who may be signed in as: an employee who has not left and is not in the recycle bin. `e` is the employees table. */
export const mayWork = raw(`e.status <> 'left' AND e.deleted_at IS NULL`)

/** An account as it is kept and compared: full-width folded, without outer spaces. Case is folded by the database. */
export const normalizeAccount = (account: string): string => account.normalize('NFKC').trim()

// biome-ignore lint/suspicious/noControlCharactersInRegex: text from outside may hold what a text column refuses.
const control = /[\u0000-\u001f\u007f]/g

/** Text from a request header, fit for a column. */
export const cleanText = (text: string, length: number): string => text.replace(control, ' ').slice(0, length)

/** The address an attempt is counted under. */
export const plainIp = (ip: string): string => cleanText(ip.replace(/^::ffff:(?=\d+\.)/, ''), 64)

export interface Account {
  readonly employeeId: string
  readonly name: string
  readonly account: string
  readonly accountKey: string
  readonly mayWork: boolean
  readonly passwordHash: string | null
  /** When the password was set; a hash renewed at another cost keeps it. */
  readonly changedAt: string | null
  readonly mustChange: boolean
  readonly totpSecret: Buffer | null
  readonly totpConfirmed: boolean
}

const columns = raw(`e.id AS "employeeId", e.name, e.account, lower(e.account) AS "accountKey",
  (${mayWork.sql}) AS "mayWork", c.password_hash AS "passwordHash", c.changed_at AS "changedAt",
  coalesce(c.must_change, false) AS "mustChange", c.totp_secret_encrypted AS "totpSecret",
  c.totp_confirmed_at IS NOT NULL AS "totpConfirmed"`)

/** The employee with this account, one who may work first should an account have been given anew. */
export const findAccount = async (db: Queryable, account: string): Promise<Account | undefined> => {
  const wanted = normalizeAccount(account)
  if (wanted === '' || wanted.length > 200 || wanted.search(control) >= 0) return undefined
  const { rows } = await db.query<Account>(sql`
    SELECT ${columns} FROM employees e LEFT JOIN credentials c ON c.employee_id = e.id
    WHERE lower(e.account) = lower(${wanted})
    ORDER BY (${mayWork}) DESC, e.id LIMIT 1`)
  return rows[0]
}

/** The account of one employee. */
export const accountOf = async (db: Queryable, employeeId: string): Promise<Account | undefined> => {
  if (!isId(employeeId)) return undefined
  const { rows } = await db.query<Account>(sql`
    SELECT ${columns} FROM employees e LEFT JOIN credentials c ON c.employee_id = e.id WHERE e.id = ${employeeId}`)
  return rows[0]
}

/** What attempts at an account that does not exist are counted under: a hash, for it may be a mistyped password. */
export const unknownAccountKey = (account: string): string =>
  `?${createHash('sha256').update(normalizeAccount(account).toLowerCase()).digest('hex').slice(0, 24)}`
