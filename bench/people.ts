import sql from 'sql-template-tag'
import { samplePolicy } from '../sample/policy.ts'
import type { System } from '../src/app/boot.ts'
import type { RoleRights } from '../src/engines/access/rights.ts'
import type { Database } from '../src/kernel/database/database.ts'
import { newId } from '../src/kernel/ids.ts'
import { contextOf } from '../src/kernel/kernel.ts'
import { systemPrincipal } from '../src/kernel/principal.ts'
import { create, update } from '../src/kernel/records/write.ts'
import { newToken, tokenHash } from '../src/kernel/sign-in/tokens.ts'
import { type Scope, scopes } from '../src/model/object.ts'

/** Somebody signed in for a run. */
export interface Person {
  readonly id: string
  readonly cookie: string
}

const perScope = 10

/** What a sales rep may do, within another scope. */
const withScope = (rep: RoleRights, scope: Scope): Pick<RoleRights, 'functions' | 'scopes'> => ({
  functions: rep.functions,
  scopes: Object.fromEntries(
    Object.entries(rep.scopes).map(([object, entries]) => [
      object,
      Object.fromEntries(
        Object.entries(entries).map(([verb, entry]) => [
          verb,
          verb === 'create' || entry === 'all' ? entry : typeof entry === 'string' ? scope : { ...entry, scope },
        ]),
      ),
    ]),
  ),
})

/** A role of each scope with ten people who manage no department, and a policy whose capacity is counted but never full. */
export const sampleRights = async (system: System): Promise<void> => {
  const { kernel } = system
  const { db } = kernel
  const context = contextOf(kernel, systemPrincipal('bench'), { via: 'setup' })
  const object = (path: string) => kernel.registry().objects.get(path)!
  const { rows: reps } = await db.query<RoleRights & { id: string }>(
    sql`SELECT id, functions, scopes, fields FROM roles WHERE key = 'rep'`,
  )
  const rep = reps[0]!
  const { rows: plain } = await db.query<{ id: string }>(sql`
    SELECT id FROM employees e WHERE ${rep.id} = ANY(role_ids) AND NOT EXISTS (SELECT 1 FROM departments d WHERE d.manager_id = e.id)
    ORDER BY id`)
  const made = await create(
    kernel,
    context,
    object('roles'),
    scopes.map((scope) => ({ name: `bench ${scope}`, key: `bench-${scope}`, ...withScope(rep, scope), fields: {} })),
    { trusted: true },
  )
  const step = Math.max(1, Math.floor(plain.length / (scopes.length * perScope)))
  const edits = made.flatMap((outcome, s) => {
    if ('refusal' in outcome) throw outcome.refusal
    return Array.from({ length: perScope }, (_, i) => {
      const employee = plain[(i * scopes.length + s) * step]
      return employee === undefined ? [] : [{ id: employee.id, values: { roleIds: [String(outcome.row?.id)] } }]
    }).flat()
  })
  for (const outcome of await update(kernel, context, object('employees'), edits, { trusted: true }))
    if ('refusal' in outcome) throw outcome.refusal
  const policy = { ...samplePolicy, capacity: { ...samplePolicy.capacity, default: 1_000_000 } }
  await db.query(sql`INSERT INTO policy_versions (version, policy, effective_at, published_at)
    SELECT coalesce(max(version), 0) + 1, ${JSON.stringify(policy)}::jsonb, ${kernel.clock.now()}, ${kernel.clock.now()} FROM policy_versions`)
  await db.query(sql`UPDATE epochs SET access = access + 1`)
}

/** Signs people in past the password, as sessions that end with the run. */
export const signIn = async (db: Database, employeeIds: readonly string[]): Promise<Person[]> => {
  const sessions = employeeIds.map((id) => ({ id, session: newId(), token: newToken() }))
  await db.query(sql`INSERT INTO sessions (id, token_hash, employee_id, expires_at, user_agent)
    SELECT s, h, e, now() + interval '1 day', 'bench' FROM unnest(${sessions.map((one) => one.session)}::uuid[],
      ${sessions.map((one) => tokenHash(one.token))}::bytea[], ${employeeIds}::uuid[]) AS u(s, h, e)`)
  return sessions.map(({ id, token }) => ({ id, cookie: `greensea_session=${token}` }))
}

export const signAllOut = async (db: Database): Promise<void> => {
  await db.query(sql`DELETE FROM sessions WHERE user_agent = 'bench'`)
}

/** The ids of the people of one role. */
export const idsOfRole = async (db: Database, key: string, limit = perScope): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT e.id FROM employees e JOIN roles r ON r.id = ANY(e.role_ids) WHERE r.key = ${key} ORDER BY e.id LIMIT ${limit}`,
  )
  return rows.map((row) => row.id)
}
