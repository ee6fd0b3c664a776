import sql from 'sql-template-tag'
import { type Fault, fault, invalid, notFound, notSignedIn } from '../../model/errors.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Account, accountOf } from './accounts.ts'
import { beginAttempt, settleAttempt } from './attempts.ts'
import { decoyHash, type HashingCost, hashingCost, hashPassword, verifyPassword } from './hashing.ts'
import { type Client, endSessions } from './sessions.ts'
import { checkPasswordStrength } from './strength.ts'

export interface SignInOptions {
  /** What a hash costs; tests take a cheap one. */
  readonly cost?: HashingCost
  /** The company's time zone, for times told to people. */
  readonly timeZone?: string
}

/** Gives one password hash to employees and ends their sessions; sample data gives one to hundreds. */
export const setPasswordHash = async (
  db: Queryable,
  input: { employeeIds: readonly string[]; passwordHash: string; mustChange?: boolean; keepSessionId?: string },
): Promise<void> => {
  const { employeeIds, passwordHash, mustChange = false, keepSessionId } = input
  await db.query(sql`
    INSERT INTO credentials (employee_id, password_hash, must_change)
    SELECT id, ${passwordHash}, ${mustChange} FROM unnest(${employeeIds}::uuid[]) AS id
    ON CONFLICT (employee_id) DO UPDATE
    SET password_hash = excluded.password_hash, must_change = excluded.must_change, changed_at = now()`)
  await endSessions(db, { employeeIds, keepSessionId })
}

/** Sets an employee's password, as an administrator or the first run does; all their sessions end but `keepSessionId`. */
export const setPassword = async (
  db: Queryable,
  input: { employeeId: string; password: string; mustChange?: boolean; keepSessionId?: string },
  { cost = hashingCost }: SignInOptions = {},
): Promise<void> => {
  const { employeeId, password, ...rest } = input
  const account = await accountOf(db, employeeId)
  if (account === undefined) throw notFound()
  const faults = checkPasswordStrength({ password, account: account.account, name: account.name })
  if (faults.length > 0) throw invalid(faults)
  await setPasswordHash(db, { ...rest, employeeIds: [employeeId], passwordHash: await hashPassword(password, cost) })
}

/**
 * Asks for the password again inside a session, before anything that changes how one gets in. Counts towards lockout;
 * a wrong one is a 422 fault at `path`, for the session itself stays good.
 */
export const confirmPassword = async (
  db: Database,
  input: Client & { employeeId: string; password: string; path?: string },
  { cost = hashingCost, timeZone }: SignInOptions = {},
): Promise<Account & { passwordHash: string }> => {
  const { employeeId, password, path = 'password', ip, userAgent } = input
  const account = await accountOf(db, employeeId)
  if (account === undefined || !account.mayWork) throw notSignedIn()
  const attempt = await beginAttempt(db, { accountKey: account.accountKey, employeeId, ip, userAgent, timeZone })
  const right = await verifyPassword(account.passwordHash ?? (await decoyHash(cost)), password)
  if (!right || account.passwordHash === null) {
    await settleAttempt(db, attempt, 'wrong')
    throw invalid([wrongPassword(path)])
  }
  await settleAttempt(db, attempt, 'confirmed')
  return { ...account, passwordHash: account.passwordHash }
}

const wrongPassword = (path: string): Fault =>
  fault(path, 'wrong_password', '当前密码不对', 'The current password is not right')

/** Changes one's own password; the other sessions end. */
export const changePassword = async (
  db: Database,
  input: Client & { employeeId: string; current: string; next: string; keepSessionId?: string },
  options: SignInOptions = {},
): Promise<void> => {
  const { employeeId, current, next, keepSessionId, ip, userAgent } = input
  const client = { ip, userAgent }
  const account = await confirmPassword(db, { employeeId, password: current, path: 'current', ...client }, options)
  const faults = checkPasswordStrength({ password: next, account: account.account, name: account.name, path: 'next' })
  if (faults.length === 0 && next.normalize('NFKC') === current.normalize('NFKC'))
    faults.push(
      fault('next', 'same_password', '新密码不能与当前密码相同', 'The new password must differ from the current one'),
    )
  if (faults.length > 0) throw invalid(faults)
  const passwordHash = await hashPassword(next, options.cost ?? hashingCost)
  await db.transaction((tx) =>
    setPasswordHash(tx, {
      employeeIds: [employeeId],
      passwordHash,
      ...(keepSessionId === undefined ? {} : { keepSessionId }),
    }),
  )
}
