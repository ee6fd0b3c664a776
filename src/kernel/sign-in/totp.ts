import { Secret, TOTP } from 'otpauth'
import sql from 'sql-template-tag'
import { conflict, fault, invalid } from '../../model/errors.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Account, accountOf } from './accounts.ts'
import { confirmPassword, type SignInOptions } from './passwords.ts'
import { seal, unseal } from './secrets.ts'
import { type Client, endSessions } from './sessions.ts'
import { randomText, readable, tokenHash, typedCode } from './tokens.ts'

interface WithPassword extends Client {
  readonly employeeId: string
  readonly password: string
}

const sealing = (employeeId: string) => ({ purpose: 'totp', owner: employeeId })
const generator = (secret: Secret) => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 })

const alreadyOn = () => conflict('totp_already_on', '两步验证已经开启', 'Two-step verification is on already')

/** Starts two-step verification: a secret for the authenticator app, of no effect until `confirmTotp`. */
export const beginTotp = async (
  db: Database,
  input: WithPassword & { issuer?: string },
  options: SignInOptions = {},
): Promise<{ secret: string; uri: string }> => {
  const { employeeId, issuer = '绿海 Greensea' } = input
  const account = await confirmPassword(db, input, options)
  const secret = new Secret({ size: 20 })
  const { rowCount } = await db.query(sql`
    UPDATE credentials SET totp_secret_encrypted = ${await seal(db, sealing(employeeId), secret.base32)}
    WHERE employee_id = ${employeeId} AND totp_confirmed_at IS NULL`)
  if (rowCount === 0) throw alreadyOn()
  const { algorithm, digits, period } = generator(secret)
  const uri = new TOTP({ secret, algorithm, digits, period, issuer, label: account.account }).toString()
  return { secret: secret.base32, uri }
}

/** The time step a code belongs to, one step early or late allowed; undefined for a wrong code. */
const stepOf = async (db: Queryable, account: Account, code: string): Promise<number | undefined> => {
  if (account.totpSecret === null) return undefined
  const secret = Secret.fromBase32(await unseal(db, sealing(account.employeeId), account.totpSecret))
  const totp = generator(secret)
  const timestamp = Date.now()
  const delta = totp.validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : totp.counter({ timestamp }) + delta
}

const recoveryHash = (code: string) => tokenHash(typedCode(code)).toString('hex')

const newRecoveryCodes = () =>
  Array.from({ length: 10 }, () => Array.from({ length: 4 }, () => randomText(4, readable)).join('-'))

/** Switches two-step verification on with a first code; the recovery codes are shown this once. */
export const confirmTotp = async (
  db: Database,
  { employeeId, code }: { employeeId: string; code: string },
): Promise<{ recoveryCodes: string[] }> => {
  const account = await accountOf(db, employeeId)
  if (account?.totpConfirmed) throw alreadyOn()
  if (account === undefined || account.totpSecret === null)
    throw conflict('totp_not_begun', '请先用验证器扫描二维码', 'Scan the code with an authenticator first')
  const step = await stepOf(db, account, typedCode(code))
  if (step === undefined)
    throw invalid([
      fault(
        'code',
        'invalid_code',
        '验证码不对，请核对手机时间后再试',
        'The code is not right; check the clock of your phone and try again',
      ),
    ])
  const recoveryCodes = newRecoveryCodes()
  const { rowCount } = await db.query(sql`
    UPDATE credentials SET totp_confirmed_at = now(), totp_last_counter = ${step},
      recovery_code_hashes = ${recoveryCodes.map(recoveryHash)}
    WHERE employee_id = ${employeeId} AND totp_confirmed_at IS NULL AND totp_secret_encrypted = ${account.totpSecret}`)
  if (rowCount === 0) throw alreadyOn()
  return { recoveryCodes }
}

/**
 * Whether a second factor is right; using it up. A code counts once (each accepted step must be later than the one
 * before), a recovery code is struck off.
 */
export const consumeSecondFactor = async (db: Queryable, account: Account, code: string): Promise<boolean> => {
  const typed = typedCode(code)
  if (/^\d{6}$/.test(typed)) {
    const step = await stepOf(db, account, typed)
    if (step === undefined) return false
    const { rowCount } = await db.query(sql`
      UPDATE credentials SET totp_last_counter = ${step}
      WHERE employee_id = ${account.employeeId} AND totp_confirmed_at IS NOT NULL AND totp_last_counter < ${step}`)
    return rowCount === 1
  }
  const hash = recoveryHash(typed)
  const { rowCount } = await db.query(sql`
    UPDATE credentials SET recovery_code_hashes = array_remove(recovery_code_hashes, ${hash})
    WHERE employee_id = ${account.employeeId} AND totp_confirmed_at IS NOT NULL AND ${hash} = ANY(recovery_code_hashes)`)
  return rowCount === 1
}

/** Makes new recovery codes; the old ones are void. */
export const renewRecoveryCodes = async (
  db: Database,
  input: WithPassword,
  options: SignInOptions = {},
): Promise<{ recoveryCodes: string[] }> => {
  await confirmPassword(db, input, options)
  const recoveryCodes = newRecoveryCodes()
  const { rowCount } = await db.query(sql`
    UPDATE credentials SET recovery_code_hashes = ${recoveryCodes.map(recoveryHash)}
    WHERE employee_id = ${input.employeeId} AND totp_confirmed_at IS NOT NULL`)
  if (rowCount === 0) throw conflict('totp_off', '两步验证没有开启', 'Two-step verification is off')
  return { recoveryCodes }
}

/** Switches one's own two-step verification off. */
export const disableTotp = async (db: Database, input: WithPassword, options: SignInOptions = {}): Promise<void> => {
  await confirmPassword(db, input, options)
  await clearTotp(db, input.employeeId)
}

/** Takes two-step verification off somebody who lost their phone and codes; their sessions end. For administrators. */
export const resetTotp = async (db: Database, { employeeId }: { employeeId: string }): Promise<void> => {
  await db.transaction(async (tx) => {
    await clearTotp(tx, employeeId)
    await endSessions(tx, { employeeIds: [employeeId] })
  })
}

const clearTotp = async (db: Queryable, employeeId: string): Promise<void> => {
  await db.query(sql`
    UPDATE credentials SET totp_secret_encrypted = NULL, totp_confirmed_at = NULL, totp_last_counter = NULL,
      recovery_code_hashes = '{}' WHERE employee_id = ${employeeId}`)
}

/** Whether two-step verification is on, and how many recovery codes are left. */
export const totpState = async (
  db: Queryable,
  { employeeId }: { employeeId: string },
): Promise<{ on: boolean; confirmedAt: string | null; recoveryCodesLeft: number }> => {
  const { rows } = await db.query<{ confirmedAt: string | null; recoveryCodesLeft: number }>(sql`
    SELECT totp_confirmed_at AS "confirmedAt", cardinality(recovery_code_hashes) AS "recoveryCodesLeft"
    FROM credentials WHERE employee_id = ${employeeId}`)
  const { confirmedAt = null, recoveryCodesLeft = 0 } = rows[0] ?? {}
  return { on: confirmedAt !== null, confirmedAt, recoveryCodesLeft }
}
