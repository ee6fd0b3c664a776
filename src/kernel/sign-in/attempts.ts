import { setTimeout as pause } from 'node:timers/promises'
import sql, { raw, type Sql } from 'sql-template-tag'
import { Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import type { Database, Queryable } from '../database/database.ts'
import { newId } from '../ids.ts'
import { cleanText, plainIp } from './accounts.ts'

/** How many failures within 15 minutes close an account, or an address, for 15 minutes from the last of them. */
export const failureLimits = { account: 5, ip: 50 } as const

/** `pending`: being checked; `code_due`: right password, code still to come; `confirmed`: asked again in a session. */
export type Outcome = 'pending' | 'wrong' | 'code_due' | 'confirmed' | 'signed_in'

export interface AttemptInput {
  readonly accountKey: string
  readonly employeeId?: string | undefined
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
  /** The zone in which a person is told when to come back. */
  readonly timeZone?: string | undefined
}

interface Standing {
  failures: number
  pending: number
  accountUntil: string | null
  ipUntil: string | null
}

const period = raw(`interval '15 minutes'`)

/** Failures of the last spell: those within 15 minutes before the newest one. */
const spell = (failed: Sql) => sql`
  SELECT max(at) AS last, count(*) FILTER (WHERE at > (SELECT max(at) FROM ${failed}) - ${period}) AS failures
  FROM ${failed}`

const standing = async (db: Queryable, accountKey: string, ip: string): Promise<Standing> => {
  const { rows } = await db.query<Standing>(sql`
    WITH mine AS (
      SELECT at, outcome FROM sign_in_attempts
      WHERE account_key = ${accountKey} AND at > clock_timestamp() - 2 * ${period}
    ), account_failed AS (
      SELECT at FROM mine WHERE outcome = 'wrong'
        AND at > coalesce((SELECT max(at) FROM mine WHERE outcome IN ('signed_in', 'confirmed')), '-infinity')
    ), ip_failed AS (
      SELECT at FROM sign_in_attempts
      WHERE ip = ${ip} AND ip <> '' AND outcome = 'wrong' AND at > clock_timestamp() - 2 * ${period}
    ), by_account AS (${spell(raw('account_failed'))}), by_ip AS (${spell(raw('ip_failed'))})
    SELECT
      CASE WHEN a.last > clock_timestamp() - ${period} THEN a.failures ELSE 0 END AS failures,
      (SELECT count(*) FROM mine WHERE outcome = 'pending' AND at > clock_timestamp() - interval '30 seconds') AS pending,
      CASE WHEN a.failures >= ${failureLimits.account} AND a.last > clock_timestamp() - ${period}
        THEN a.last + ${period} END AS "accountUntil",
      CASE WHEN i.failures >= ${failureLimits.ip} AND i.last > clock_timestamp() - ${period}
        THEN i.last + ${period} END AS "ipUntil"
    FROM by_account a, by_ip i`)
  return rows[0]!
}

const tooManyAttempts = (until: Date, timeZone: string): Refusal => {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  const minutes = Math.ceil(seconds / 60)
  const nextMinute = new Date(Math.ceil(until.getTime() / 60_000) * 60_000)
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(nextMinute)
  return new Refusal(
    429,
    'too_many_attempts',
    label(
      `登录失败次数过多，请在 ${time} 之后再试（约 ${minutes} 分钟）`,
      `Too many failed attempts. Try again after ${time} (in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
    ),
    { members: { until: until.toISOString() }, headers: { 'Retry-After': String(seconds) } },
  )
}

/**
 * Reserves one attempt before anything is checked and returns its id; refuses with 429 when the account or the address
 * is closed. Attempts under way count as failures until they are settled, so that guesses made at the same moment do
 * not pass the limit together; an honest one among them waits for its turn.
 */
export const beginAttempt = async (db: Database, input: AttemptInput): Promise<string> => {
  const { accountKey, employeeId, userAgent = '', timeZone = 'Asia/Shanghai' } = input
  const ip = plainIp(input.ip ?? '')
  const giveUp = Date.now() + 15_000
  for (let turn = 1; ; turn++) {
    const outcome = await db.transaction(async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${accountKey}, 15))`)
      const { failures, pending, accountUntil, ipUntil } = await standing(tx, accountKey, ip)
      const until = [accountUntil, ipUntil]
        .filter((time) => time !== null)
        .sort()
        .at(-1)
      if (until !== undefined) return { until: new Date(until) }
      if (failures + pending >= failureLimits.account) return {}
      const id = newId()
      await tx.query(sql`
        INSERT INTO sign_in_attempts (id, account_key, employee_id, ip, user_agent, at, outcome)
        VALUES (${id}, ${accountKey}, ${employeeId ?? null}, ${ip}, ${cleanText(userAgent, 300)}, clock_timestamp(),
          'pending')`)
      return { id }
    })
    if (outcome.id !== undefined) return outcome.id
    if (outcome.until !== undefined) throw tooManyAttempts(outcome.until, timeZone)
    if (Date.now() > giveUp) throw tooManyAttempts(new Date(Date.now() + 5_000), timeZone)
    await pause(Math.min(25 * turn, 200) * (0.5 + Math.random()))
  }
}

/** Says how a reserved attempt ended. */
export const settleAttempt = async (db: Queryable, id: string, outcome: Exclude<Outcome, 'pending'>): Promise<void> => {
  await db.query(sql`UPDATE sign_in_attempts SET outcome = ${outcome} WHERE id = ${id}`)
}
