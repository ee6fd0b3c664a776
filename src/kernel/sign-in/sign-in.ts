import sql from 'sql-template-tag'
import { notSignedIn, Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import type { Database } from '../database/database.ts'
import { type Account, accountOf, findAccount, unknownAccountKey } from './accounts.ts'
import { beginAttempt, settleAttempt } from './attempts.ts'
import { decoyHash, type HashingCost, hashingCost, hashPassword, isOutdatedHash, verifyPassword } from './hashing.ts'
import type { SignInOptions } from './passwords.ts'
import { type Client, type OpenedSession, openSession } from './sessions.ts'
import { newToken, tokenHash } from './tokens.ts'
import { consumeSecondFactor } from './totp.ts'

export interface SignedIn {
  readonly session: OpenedSession
  readonly employee: { readonly id: string; readonly name: string }
  /** The password was set by somebody else and is to be changed first. */
  readonly mustChange: boolean
}

const triesPerTicket = 5

const invalidCredentials = () =>
  notSignedIn('invalid_credentials', '账号或密码不对', 'The account or the password is not right')

const ticketExpired = () =>
  notSignedIn(
    'ticket_expired',
    '验证已超时或次数用完，请重新输入账号和密码',
    'The verification has expired or was tried too often; enter account and password again',
  )

const totpRequired = (ticket: string) =>
  new Refusal(
    401,
    'totp_required',
    label('请输入验证器上的 6 位验证码', 'Enter the 6-digit code of your authenticator'),
    {
      members: { ticket },
    },
  )

/**
 * Signs in with account and password. Unknown accounts, wrong passwords and people who left get the same answer in the
 * same time. With two-step verification on, 401 `totp_required` carries the ticket for `signInWithTotp`.
 */
export const signIn = async (
  db: Database,
  input: Client & { account: string; password: string },
  { cost = hashingCost, timeZone }: SignInOptions = {},
): Promise<SignedIn> => {
  const { password, ip, userAgent } = input
  const [account, decoy] = await Promise.all([findAccount(db, input.account), decoyHash(cost)])
  const attempt = await beginAttempt(db, {
    accountKey: account?.accountKey ?? unknownAccountKey(input.account),
    employeeId: account?.employeeId,
    ip,
    userAgent,
    timeZone,
  })
  const passwordHash = account?.passwordHash ?? null
  const right = await verifyPassword(passwordHash ?? decoy, password)
  if (!right || account === undefined || passwordHash === null || !account.mayWork) {
    await settleAttempt(db, attempt, 'wrong')
    throw invalidCredentials()
  }
  if (account.totpConfirmed) {
    const ticket = await openTicket(db, account.employeeId)
    await settleAttempt(db, attempt, 'code_due')
    throw totpRequired(ticket)
  }
  const signedIn = await enter(db, { attempt, account, ip, userAgent })
  await renewHash(db, { account, passwordHash, password, cost })
  return signedIn
}

/** The second step: the ticket of the first with a code of the authenticator, or a recovery code. */
export const signInWithTotp = async (
  db: Database,
  { ticket, code, ip, userAgent }: Client & { ticket: string; code: string },
  { timeZone }: SignInOptions = {},
): Promise<SignedIn> => {
  const ticketHash = tokenHash(ticket)
  const usable = sql`ticket_hash = ${ticketHash} AND expires_at > now() AND tries < ${triesPerTicket}`
  const known = await db.query<{ employeeId: string }>(
    sql`SELECT employee_id AS "employeeId" FROM totp_tickets WHERE ${usable}`,
  )
  const employeeId = known.rows[0]?.employeeId
  const account = employeeId === undefined ? undefined : await accountOf(db, employeeId)
  if (account === undefined || account.passwordHash === null || !account.mayWork) throw ticketExpired()
  const attempt = await beginAttempt(db, { accountKey: account.accountKey, employeeId, ip, userAgent, timeZone })
  const taken = await db.query<{ tries: number }>(
    sql`UPDATE totp_tickets SET tries = tries + 1 WHERE ${usable} RETURNING tries`,
  )
  const right = taken.rows[0] !== undefined && (await consumeSecondFactor(db, account, code))
  if (!right) {
    await settleAttempt(db, attempt, 'wrong')
    throw taken.rows[0] === undefined ? ticketExpired() : wrongCode(triesPerTicket - taken.rows[0].tries)
  }
  await db.query(sql`DELETE FROM totp_tickets WHERE ticket_hash = ${ticketHash}`)
  return enter(db, { attempt, account, ip, userAgent })
}

const wrongCode = (triesLeft: number) =>
  new Refusal(
    401,
    'invalid_credentials',
    label(
      `验证码不对或已用过，还可以试 ${triesLeft} 次`,
      `The code is not right or was used before; ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left`,
    ),
    { members: { triesLeft } },
  )

const openTicket = async (db: Database, employeeId: string): Promise<string> => {
  const ticket = newToken()
  await db.query(sql`
    INSERT INTO totp_tickets (ticket_hash, employee_id, expires_at)
    VALUES (${tokenHash(ticket)}, ${employeeId}, now() + interval '5 minutes')`)
  return ticket
}

const enter = async (db: Database, input: Client & { attempt: string; account: Account }): Promise<SignedIn> => {
  const { attempt, account, ip, userAgent } = input
  const { employeeId, changedAt: passwordSetAt } = account
  if (passwordSetAt === null) throw invalidCredentials()
  const session = await db.transaction(async (tx) => {
    const opened = await openSession(tx, { employeeId, passwordSetAt, ip, userAgent })
    await settleAttempt(tx, attempt, opened === undefined ? 'wrong' : 'signed_in')
    return opened
  })
  if (session === undefined) throw invalidCredentials()
  return { session, employee: { id: employeeId, name: account.name }, mustChange: account.mustChange }
}

/** A hash made at an older cost is made anew while the password is at hand. */
const renewHash = async (
  db: Database,
  input: { account: Account; passwordHash: string; password: string; cost: HashingCost },
): Promise<void> => {
  const { account, passwordHash, password, cost } = input
  if (!isOutdatedHash(passwordHash, cost)) return
  const renewed = await hashPassword(password, cost)
  await db.query(sql`
    UPDATE credentials SET password_hash = ${renewed}
    WHERE employee_id = ${account.employeeId} AND password_hash = ${passwordHash}`)
}
