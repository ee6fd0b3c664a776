import sql, { type Sql } from 'sql-template-tag'
import { type Fault, fault, invalid, notFound } from '../../model/errors.ts'
import type { Queryable } from '../database/database.ts'
import { isId, newId } from '../ids.ts'
import { mayWork, normalizeAccount } from './accounts.ts'
import { checkScopes } from './scopes.ts'
import { randomText, tokenHash } from './tokens.ts'

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  /** The first part of the key, to recognise it by. */
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const form = /^gs_[a-z0-9]{8}_[a-zA-Z0-9]{40}$/
const isoTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/

const checkName = (name: string): Fault[] => {
  const length = [...name].length
  if (length === 0) return [fault('name', 'required', '请填写名称', 'Give it a name')]
  if (length > 100) return [fault('name', 'too_long', '名称最多 100 个字', 'A name has at most 100 characters')]
  return name.includes('\0')
    ? [fault('name', 'invalid', '名称含有不能用的字符', 'The name has an unusable character')]
    : []
}

const checkExpiry = (expiresAt: string | null): Fault[] => {
  if (expiresAt === null) return []
  const time = isoTime.test(expiresAt) ? Date.parse(expiresAt) : Number.NaN
  if (Number.isNaN(time) || time > Date.UTC(9999, 0))
    return [fault('expiresAt', 'invalid', '失效时间写法不对', 'The time of expiry is not a time')]
  return time > Date.now()
    ? []
    : [fault('expiresAt', 'in_the_past', '失效时间要在现在之后', 'The time of expiry must be in the future')]
}

/**
 * Makes an API key for an employee; the key itself is answered this once. Only for a person in a session: a key must
 * not make keys, or it could widen its own scopes. `objects` are the paths a scope may name.
 */
export const createApiKey = async (
  db: Queryable,
  input: {
    employeeId: string
    name: string
    scopes: readonly string[]
    expiresAt?: string | null
    objects?: ReadonlySet<string>
  },
): Promise<{ id: string; key: string; prefix: string }> => {
  const { employeeId, expiresAt = null, objects } = input
  const name = normalizeAccount(input.name)
  const scopes = [...new Set(input.scopes)]
  const faults = [...checkName(name), ...checkScopes(scopes, objects), ...checkExpiry(expiresAt)]
  if (faults.length > 0) throw invalid(faults)
  const id = newId()
  const prefix = randomText(8, letters)
  const key = `gs_${prefix}_${randomText(40, letters + letters.slice(0, 26).toUpperCase())}`
  const until = expiresAt === null ? null : new Date(expiresAt).toISOString()
  await db.query(sql`
    INSERT INTO api_keys (id, name, employee_id, key_hash, prefix, scopes, expires_at)
    VALUES (${id}, ${name}, ${employeeId}, ${tokenHash(key)}, ${prefix}, ${scopes}, ${until})`)
  return { id, key, prefix }
}

/**
 * An API key as one SELECT of at most one row, the counterpart of `sessionSql`: `key_id, employee_id, scopes,
 * last_used_at`. Undefined for text that is no key of ours, which then costs no statement.
 */
export const apiKeySql = (key: string): Sql | undefined =>
  form.test(key)
    ? sql`
  SELECT k.id AS key_id, k.employee_id, k.scopes, k.last_used_at
  FROM api_keys k JOIN employees e ON e.id = k.employee_id
  WHERE k.key_hash = ${tokenHash(key)} AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now()) AND ${mayWork}`
    : undefined

/** Notes that a key is in use, at most every five minutes; costs no statement in between. */
export const touchApiKey = async (
  db: Queryable,
  { id, lastUsedAt }: { id: string; lastUsedAt: string | null },
): Promise<void> => {
  if (lastUsedAt !== null && Date.now() - Date.parse(lastUsedAt) < 5 * 60_000) return
  await db.query(sql`
    UPDATE api_keys SET last_used_at = now()
    WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < now() - interval '5 minutes')`)
}

/** An employee's keys that are not revoked, the newest first. */
export const listApiKeys = async (db: Queryable, { employeeId }: { employeeId: string }): Promise<ApiKeyRow[]> => {
  const { rows } = await db.query<ApiKeyRow>(sql`
    SELECT id, name, prefix, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
    FROM api_keys WHERE employee_id = ${employeeId} AND revoked_at IS NULL ORDER BY created_at DESC, id`)
  return rows
}

/** Revokes one of an employee's own keys; 404 for anybody else's and for one revoked before. */
export const revokeApiKey = async (
  db: Queryable,
  { employeeId, id }: { employeeId: string; id: string },
): Promise<void> => {
  if (!isId(id)) throw notFound()
  const { rowCount } = await db.query(sql`
    UPDATE api_keys SET revoked_at = now()
    WHERE id = ${id} AND employee_id = ${employeeId} AND revoked_at IS NULL`)
  if (rowCount === 0) throw notFound()
}
