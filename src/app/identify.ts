import sql from 'sql-template-tag'
import type { Identity } from '../kernel/rest/http.ts'
import { apiKeySql, touchApiKey } from '../kernel/sign-in/api-keys.ts'
import { scopeAllows } from '../kernel/sign-in/scopes.ts'
import { sessionSql, touchSession } from '../kernel/sign-in/sessions.ts'
import type { Locale } from '../model/label.ts'
import type { System } from './boot.ts'

interface Found {
  readonly access: number
  readonly registry: number
  readonly clockOffset: number
  readonly session_id: string | null
  readonly key_id: string | null
  readonly employee_id: string | null
  readonly last_seen_at: string | null
  readonly scopes: string[] | null
  readonly locale: Locale | null
  readonly shared: string[] | null
}

/**
 * Who is asking, in one statement: the session or key, the epochs of access and registry, the records the person is
 * listed on. A process that is behind the epochs catches up before it answers.
 */
export const identifier =
  (system: System) =>
  async ({
    cookie,
    bearer,
  }: {
    cookie: string | undefined
    bearer: string | undefined
  }): Promise<Identity | undefined> => {
    const { db, clock } = system.kernel
    const who =
      bearer === undefined
        ? cookie === undefined
          ? undefined
          : sql`SELECT x.*, NULL::uuid AS key_id, NULL::text[] AS scopes FROM (${sessionSql(cookie)}) x`
        : keyRow(bearer)
    if (who === undefined) return undefined
    const { rows } = await db.query<Found>(
      sql`SELECT e.access, e.registry, e.clock_offset AS "clockOffset", s.session_id, s.key_id, s.employee_id, s.last_seen_at, s.scopes, p.locale,
        CASE WHEN s.employee_id IS NULL THEN NULL ELSE ${system.access.sharedSql(sql`s.employee_id`, clock)} END AS shared
      FROM epochs e LEFT JOIN (${who}) s ON true LEFT JOIN preferences p ON p.employee_id = s.employee_id`,
      bearer === undefined ? 'identify-session' : 'identify-key',
    )
    const found = rows[0]
    if (found === undefined || found.employee_id === null) return undefined
    await system.renew({ access: found.access, registry: found.registry, clockOffset: found.clockOffset })
    const scopes = found.scopes
    const key =
      found.key_id === null || scopes === null
        ? null
        : { id: found.key_id, allows: (object: string, verb: string) => scopeAllows(scopes, object, verb) }
    const principal = system.access.principal(found.employee_id, found.shared ?? [], key)
    if (principal === undefined) return undefined
    if (found.session_id !== null && found.last_seen_at !== null)
      await touchSession(db, { id: found.session_id, lastSeenAt: found.last_seen_at })
    if (found.key_id !== null) await touchApiKey(db, { id: found.key_id, lastUsedAt: found.last_seen_at })
    return {
      principal,
      session: found.session_id === null || cookie === undefined ? null : { id: found.session_id, token: cookie },
      keyId: found.key_id,
      locale: found.locale,
    }
  }

const keyRow = (bearer: string) => {
  const row = apiKeySql(bearer)
  return row === undefined
    ? undefined
    : sql`SELECT NULL::uuid AS session_id, x.employee_id, x.last_used_at AS last_seen_at, x.key_id, x.scopes FROM (${row}) x`
}

/** Kept per person: language and how the screens look. */
export const preferencesSchema =
  "CREATE TABLE IF NOT EXISTS preferences (employee_id uuid PRIMARY KEY, locale text, data jsonb NOT NULL DEFAULT '{}')"
