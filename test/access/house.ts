import { newId } from '../../src/kernel/ids.ts'
import { contextOf } from '../../src/kernel/kernel.ts'
import { systemPrincipal } from '../../src/kernel/principal.ts'
import { update } from '../../src/kernel/records/write.ts'
import { newToken, tokenHash } from '../../src/kernel/sign-in/tokens.ts'
import type { Answer, TestApp } from '../support/app.ts'
import { type Organisation, objectPaths, type Person, type Role } from './organisation.ts'

const now = '2026-01-01T00:00:00.000Z'
const day = 86_400_000
const tables = [
  'customers',
  'contacts',
  'follow_ups',
  'tasks',
  'record_members',
  'sessions',
  'employees',
  'departments',
  'roles',
  'pools',
]

/** Somebody signed in, asking over HTTP. */
export type Ask = (path: string, method?: 'GET' | 'PATCH' | 'DELETE', body?: object) => Promise<Answer>

const insert = async (app: TestApp, table: string, rows: readonly object[]) => {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!).join(', ')
  await app.app.system.kernel.db.pool.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

/** Puts a company in the place of whatever was there. */
export const moveIn = async (app: TestApp, company: Organisation): Promise<void> => {
  const { kernel } = app.app.system
  await kernel.db.pool.query(`TRUNCATE ${tables.join(', ')}`)
  const common = { version: 1, created_at: now, updated_at: now }
  await insert(
    app,
    'roles',
    company.roles.map((one) => ({
      ...common,
      id: one.id,
      name: one.id,
      functions: one.functions,
      scopes: one.scopes,
      fields: {},
    })),
  )
  await insert(
    app,
    'employees',
    company.people.map((one) => ({
      ...common,
      id: one.id,
      name: one.id,
      account: one.id,
      department_id: one.departmentId,
      role_ids: one.roleIds,
      status: 'active',
    })),
  )
  await insert(
    app,
    'departments',
    company.departments.map((one) => ({
      ...common,
      id: one.id,
      name: one.id,
      parent_id: one.parentId,
      manager_id: null,
    })),
  )
  await insert(
    app,
    'pools',
    company.pools.map((one) => ({
      ...common,
      id: one.id,
      name: one.id,
      member_ids: one.memberIds,
      member_department_ids: one.memberDepartmentIds,
      admin_ids: one.adminIds,
      masked_fields: ['phone'],
    })),
  )
  for (const object of objectPaths) {
    const { table, fields } = kernel.registry().objects.get(object)!
    const rows = company.records.filter((one) => one.object === object)
    await insert(
      app,
      table,
      rows.map((one) => ({
        ...common,
        id: one.id,
        owner_id: one.ownerId,
        department_id: one.departmentId,
        created_by_id: one.createdById,
        deleted_at: one.inBin ? now : null,
        ...(fields.has('customerId') ? { customer_id: one.customerId } : {}),
        ...(fields.has('poolId') ? { pool_id: one.poolId } : {}),
        ...Object.fromEntries(
          [...fields.values()]
            .filter((field) => field.def.required === true && field.name !== 'customerId')
            .map((field) => [field.column, field.name === 'kind' ? 'call' : one.id]),
        ),
      })),
    )
  }
  const at = Date.parse(kernel.clock.now())
  await insert(
    app,
    'record_members',
    company.members.map((one) => ({
      id: newId(),
      object: one.object,
      record_id: one.recordId,
      employee_id: one.employeeId,
      department_id: one.departmentId,
      access: one.access,
      until: one.endsIn === null ? null : new Date(at + one.endsIn * day).toISOString(),
      added_at: now,
    })),
  )
  // The last touch takes the ordinary way, which tells every process that the organisation has changed.
  await edit(
    app,
    'departments',
    company.departments.map((one) => ({ id: one.id, values: { managerId: one.managerId } })),
  )
}

const edit = async (app: TestApp, object: string, edits: readonly { id: string; values: object }[]) => {
  const { kernel } = app.app.system
  const outcomes = await update(
    kernel,
    contextOf(kernel, systemPrincipal('test'), { via: 'setup' }),
    kernel.registry().objects.get(object)!,
    edits,
    { trusted: true },
  )
  for (const outcome of outcomes) if ('refusal' in outcome) throw outcome.refusal
}

/** The next company: rights handed round among the roles, managers among the departments, members among the pools. */
export const reorganise = async (app: TestApp, company: Organisation): Promise<Organisation> => {
  const round = <T>(list: readonly T[], i: number) => list[(i + 1) % list.length]!
  const roles = company.roles.map((one, i): Role => ({ ...round(company.roles, i), id: one.id }))
  const departments = company.departments.map((one, i) => ({
    ...one,
    parentId: i === 0 ? null : company.departments[0]!.id,
    managerId: round(company.departments, i).managerId,
  }))
  const pools = company.pools.map((one, i) => ({ ...round(company.pools, i), id: one.id }))
  await edit(
    app,
    'roles',
    roles.map((one) => ({ id: one.id, values: { functions: one.functions, scopes: one.scopes } })),
  )
  await edit(
    app,
    'departments',
    departments.map(({ id, parentId, managerId }) => ({ id, values: { parentId, managerId } })),
  )
  await edit(
    app,
    'pools',
    pools.map(({ id, ...values }) => ({ id, values })),
  )
  return { ...company, roles, departments, pools }
}

/** More shared records than a session carries along. */
export const shareTooMuch = async (app: TestApp, person: Person, count: number): Promise<void> => {
  await app.app.system.kernel.db.pool.query(
    `INSERT INTO record_members (id, object, record_id, employee_id, access, added_at) SELECT gen_random_uuid(), 'customers', gen_random_uuid(), $1, 'read', $2 FROM generate_series(1, $3)`,
    [person.id, now, count],
  )
}

/** Signs a person in without asking for the password. */
export const signIn = async (app: TestApp, person: Person): Promise<Ask> => {
  const token = newToken()
  await app.app.system.kernel.db.pool.query(
    `INSERT INTO sessions (id, token_hash, employee_id, expires_at, user_agent, ip) VALUES ($1, $2, $3, now() + interval '1 day', '', '')`,
    [newId(), tokenHash(token), person.id],
  )
  return async (path, method = 'GET', body) => {
    const answer = await app.app.http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { cookie: `greensea_session=${token}` },
      ...(body === undefined ? {} : { payload: body }),
    })
    return {
      status: answer.statusCode,
      body: answer.body === '' ? null : JSON.parse(answer.body),
      headers: answer.headers as Answer['headers'],
    }
  }
}
