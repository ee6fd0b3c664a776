import sql from 'sql-template-tag'
import type { Queryable } from '../database/database.ts'

/** Days the login log is kept: the law asks for six months. */
export const loginLogDays = 200

/** Deletes what has ended: sessions, tickets, and attempts older than the log is kept. For a nightly job. */
export const sweepSignIn = async (db: Queryable): Promise<void> => {
  await db.query(sql`DELETE FROM sessions WHERE expires_at < now() OR last_seen_at < now() - interval '7 days'`)
  await db.query(sql`DELETE FROM totp_tickets WHERE expires_at < now()`)
  await db.query(sql`DELETE FROM sign_in_attempts WHERE at < now() - make_interval(days => ${loginLogDays})`)
}
