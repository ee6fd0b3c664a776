import sql, { raw, type Sql } from 'sql-template-tag'
import { notFound } from '../../model/errors.ts'
import type { Queryable } from '../database/database.ts'
import { isId, newId } from '../ids.ts'
import { cleanText, mayWork, plainIp } from './accounts.ts'
import { newToken, tokenHash } from './tokens.ts'

/** Where a request came from. */
export interface Client {
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
}

export interface OpenedSession {
  /** For the cookie; kept nowhere else. */
  readonly token: string
  readonly id: string
  readonly expiresAt: string
}

export interface SessionRow {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly userAgent: string
  readonly ip: string
}

/** A session ends 30 days after sign-in, and after 7 days without a request. */
const lifetime = raw(`interval '30 days'`)
const live = raw(`s.expires_at > now() AND s.last_seen_at > now() - interval '7 days'`)
const touchEvery = 5 * 60_000

/**
 * The session of a cookie as one SELECT of at most one row, to stand as a subquery in the statement that also reads
 * the epochs: `session_id, employee_id, last_seen_at, expires_at`. Ended sessions and people who left give no row.
 */
export const sessionSql = (token: string): Sql => sql`
  SELECT s.id AS session_id, s.employee_id, s.last_seen_at, s.expires_at
  FROM sessions s JOIN employees e ON e.id = s.employee_id
  WHERE s.token_hash = ${tokenHash(token)} AND ${live} AND ${mayWork}`

/** Opens a session, unless the password has changed since it was checked or the employee has left: then undefined. */
export const openSession = async (
  db: Queryable,
  { employeeId, passwordSetAt, ip = '', userAgent = '' }: Client & { employeeId: string; passwordSetAt: string },
): Promise<OpenedSession | undefined> => {
  const token = newToken()
  const id = newId()
  const { rows } = await db.query<{ expiresAt: string }>(sql`
    INSERT INTO sessions (id, token_hash, employee_id, expires_at, user_agent, ip)
    SELECT ${id}, ${tokenHash(token)}, e.id, now() + ${lifetime}, ${cleanText(userAgent, 300)}, ${plainIp(ip)}
    FROM employees e JOIN credentials c ON c.employee_id = e.id
    WHERE e.id = ${employeeId} AND date_trunc('milliseconds', c.changed_at) = ${passwordSetAt} AND ${mayWork}
    RETURNING expires_at AS "expiresAt"`)
  return rows[0] && { token, id, expiresAt: rows[0].expiresAt }
}

/** Notes that a session is in use, at most every five minutes; costs no statement in between. */
export const touchSession = async (
  db: Queryable,
  { id, lastSeenAt }: { id: string; lastSeenAt: string },
): Promise<void> => {
  if (Date.now() - Date.parse(lastSeenAt) < touchEvery) return
  await db.query(sql`
    UPDATE sessions SET last_seen_at = now() WHERE id = ${id} AND last_seen_at < now() - interval '5 minutes'`)
}

/** Where an employee is signed in, the latest used first. */
export const listSessions = async (db: Queryable, { employeeId }: { employeeId: string }): Promise<SessionRow[]> => {
  const { rows } = await db.query<SessionRow>(sql`
    SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
      s.user_agent AS "userAgent", s.ip
    FROM sessions s WHERE s.employee_id = ${employeeId} AND ${live} ORDER BY s.last_seen_at DESC, s.id`)
  return rows
}

/** Ends one of an employee's own sessions; 404 for anybody else's. */
export const revokeSession = async (
  db: Queryable,
  { employeeId, id }: { employeeId: string; id: string },
): Promise<void> => {
  if (!isId(id)) throw notFound()
  const { rowCount } = await db.query(sql`DELETE FROM sessions WHERE id = ${id} AND employee_id = ${employeeId}`)
  if (rowCount === 0) throw notFound()
}

/** Ends the session of a cookie; one that has ended already is no mistake. */
export const signOut = async (db: Queryable, { token }: { token: string }): Promise<void> => {
  await db.query(sql`DELETE FROM sessions WHERE token_hash = ${tokenHash(token)}`)
}

/** Ends an employee's sessions and half-finished sign-ins, but for one session. */
export const endSessions = async (
  db: Queryable,
  { employeeIds, keepSessionId }: { employeeIds: readonly string[]; keepSessionId?: string | undefined },
): Promise<void> => {
  await db.query(sql`
    WITH tickets AS (DELETE FROM totp_tickets WHERE employee_id = ANY(${employeeIds}::uuid[]))
    DELETE FROM sessions WHERE employee_id = ANY(${employeeIds}::uuid[])
      AND id IS DISTINCT FROM ${keepSessionId ?? null}::uuid`)
}

/** Ends everything somebody can come in by: sessions, half-finished sign-ins and API keys. For those who leave. */
export const endAllFor = async (db: Queryable, employeeId: string): Promise<void> => {
  await endSessions(db, { employeeIds: [employeeId] })
  await db.query(sql`UPDATE api_keys SET revoked_at = now() WHERE employee_id = ${employeeId} AND revoked_at IS NULL`)
}
