import sql, { raw } from 'sql-template-tag'
import { compile } from '../../kernel/compile.ts'
import { isId } from '../../kernel/ids.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { AccessPolicy, Principal } from '../../kernel/principal.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { read } from '../../kernel/records/read.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { conflict, fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import { verbs } from '../../model/object.ts'
import { any } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { factsHook, factsSchema } from './facts.ts'
import { createPolicy, type Step, stepsOf } from './policy.ts'
import { type AccessState, loadAccessState, principalOf, refreshDepartments, sharedSql } from './principal.ts'
import { checkRights, mergeRights } from './rights.ts'

export interface Access {
  readonly engine: Engine
  readonly policy: AccessPolicy
  /** The members' rows of a person, as an expression for the statement that reads the session. */
  readonly sharedSql: typeof sharedSql
  readonly principal: (
    employeeId: string,
    shared: readonly string[],
    key: { id: string; allows: (object: string, verb: string) => boolean } | null,
  ) => Principal | undefined
  readonly roleKeys: (roleIds: readonly string[]) => readonly string[]
  readonly roleName: (roleId: string) => string | null
}

/** 数据权限: who sees and does what (O1, O2, O12–O26, O30–O33). Everything asks here; nothing decides by itself. */
export const createAccess = (kernel: () => Kernel): Access => {
  let state: AccessState | undefined
  const current = (): AccessState => {
    if (state === undefined) throw new Error('access is asked before it is loaded')
    return state
  }
  const situation = { registry: () => kernel().registry(), under: (id: string) => kernel().directory().under(id) }
  const engine: Engine = {
    name: 'access',
    schema: factsSchema,
    refresh: async (db, directory) => {
      state = await loadAccessState(db, directory)
    },
    hooks: [
      factsHook,
      {
        stage: 'validate',
        applies: (object) => object.def.traits.organisation === true,
        run: (scope, changes) => checkOrganisation(kernel(), scope, changes),
      },
      {
        stage: 'write',
        applies: (object) => object.def.traits.organisation === true,
        run: (scope) => moveEpoch(scope),
      },
    ],
    routes: [{ method: 'GET', path: '/:object/:id/explain', run: (call) => explain(current(), situation, call) }],
  }
  return {
    engine,
    policy: {
      ...createPolicy(situation),
      isAdministratorRole: (id) => current().roles.get(id)?.key === 'administrator',
    },
    sharedSql,
    principal: (employeeId, shared, key) => principalOf(current(), employeeId, shared, key),
    roleKeys: (roleIds) => roleIds.flatMap((id) => current().roles.get(id)?.key ?? []),
    roleName: (id) => current().roles.get(id)?.name ?? null,
  }
}

/** A changed right, department or pool counts from the next request, in every process. */
const moveEpoch = async ({ tx }: WriteScope) => {
  await refreshDepartments(tx)
  await tx.query(sql`UPDATE epochs SET access = access + 1`)
}

/** Rights that name nothing that is there, and trees that bite their tail. */
const checkOrganisation = (kernel: Kernel, scope: WriteScope, changes: readonly Change[]) => {
  const { object } = scope
  for (const change of changes) {
    guardRoles(kernel, object, change)
    guardManagers(kernel, scope, change)
    if (change.kind !== 'create' && change.kind !== 'update') continue
    if (object.fields.has('functions') && object.fields.has('scopes'))
      for (const wrong of checkRights(kernel.registry(), change.after))
        change.faults.push(fault(wrong.path, wrong.code, wrong.zh, wrong.en))
    if (
      object.path === 'departments' &&
      typeof change.after.parentId === 'string' &&
      kernel.directory().under(change.id).includes(change.after.parentId)
    )
      change.faults.push(
        fault('parentId', 'cycle', '上级部门不能是它自己或它的下级', 'A department cannot be below itself'),
      )
  }
}

/** No setting may leave a house without an administrator, or a person with a role that is gone (lessons §6, 12). */
/** Who manages a department sees all of it: that is given by those who give rights. */
const guardManagers = (kernel: Kernel, { object, context, trusted }: WriteScope, change: Change) => {
  if (
    object.path !== 'departments' ||
    trusted ||
    (change.before?.managerId ?? null) === (change.after.managerId ?? null)
  )
    return
  if (!kernel.access.may(context.principal, kernel.registry().objects.get('roles')!, 'update'))
    change.faults.push(
      fault(
        'managerId',
        'no_right',
        '只有能改角色的人可以指定部门主管',
        'Only those who may edit roles name the manager of a department',
      ),
    )
}

const guardRoles = (kernel: Kernel, object: CompiledObject, change: Change) => {
  const { people } = kernel.directory()
  if (object.path === 'roles' && change.kind === 'delete') {
    const holders = [...people.values()].filter((person) => person.roleIds.includes(change.id)).length
    if (change.before?.key === 'administrator' || holders > 0)
      change.refusal = conflict(
        'in_use',
        holders > 0 ? `还有 ${holders} 个员工是这个角色` : '管理员角色不能删除',
        holders > 0 ? `${holders} employees still have this role` : 'The administrator role stays',
      )
  }
  if (object.path === 'roles' && change.kind === 'update' && change.before?.key === 'administrator') {
    const rights = change.after.functions as Readonly<Record<string, readonly string[]>> | null
    const scopes = change.after.scopes as Readonly<Record<string, Readonly<Record<string, unknown>>>> | null
    if (
      !['read', 'update', 'delete'].every((verb) => rights?.roles?.includes(verb) === true) ||
      scopes?.roles?.read !== 'all'
    )
      change.faults.push(
        fault('functions', 'in_use', '管理员必须能管理角色', 'Administrators must be able to manage roles'),
      )
  }
}

interface Reason {
  readonly role: string
  readonly grant: string
  readonly scope: string
  readonly matched: boolean
  readonly step?: string
}

/** Why somebody can or cannot: role by role, step by step, from the same code that decides. */
const explain = async (
  state: AccessState,
  situation: Parameters<typeof createPolicy>[0],
  call: Call,
): Promise<Reply> => {
  const { kernel, context } = call
  const object = objectOf(call)
  const { id } = call.params
  if (!isId(id)) throw notFound()
  await read(kernel, context, object, id, 'either')
  const verb = call.query.verb || 'read'
  if (!verbs.includes(verb) && !object.actions.has(verb))
    throw invalid([fault('verb', 'unknown_function', `没有权限“${verb}”`, `There is no right "${verb}"`)])
  const employeeId = call.query.employeeId || context.principal.employeeId || ''
  const person = state.directory.people.get(employeeId)
  const { principal: asking } = context
  const isOther = employeeId !== asking.employeeId && !asking.subordinateIds.includes(employeeId)
  if (isOther && !kernel.access.may(asking, kernel.registry().objects.get('roles')!, 'update'))
    throw forbidden('no_right', '只能问自己、下属的权限', 'You can ask about yourself and your people only', 'explain')
  if (person === undefined) throw notFound()
  const { rows } = await kernel.db.query<{ shared: string[] }>(
    sql`SELECT ${sharedSql(sql`${employeeId}::uuid`, kernel.clock)} AS shared`,
  )
  const principal = principalOf(state, employeeId, rows[0]?.shared ?? [], null)
  if (principal === undefined)
    return {
      body: { allowed: false, because: [], refusedBy: [{ role: null, grant: verb, scope: 'none', reason: 'left' }] },
    }
  const because: Reason[] = []
  const refusedBy: Reason[] = []
  for (const roleId of person.roleIds) {
    const role = state.roles.get(roleId)
    if (role === undefined) continue
    const alone: Principal = { ...principal, rights: mergeRights([role]), roleIds: [roleId] }
    const grant = alone.rights.scopes.get(object.path)?.get(verb) ?? alone.rights.scopes.get(object.path)?.get('read')
    const scope = grant?.scope ?? 'none'
    const has = kernel.access.may(alone, object, verb)
    const matched = has ? await matchedSteps(kernel, situation, alone, object, verb, id, context.now) : []
    const entry = { role: role.name, grant: `${object.path}.${verb}`, scope }
    if (matched.length === 0) refusedBy.push({ ...entry, matched: false, step: has ? 'scope' : 'function' })
    else for (const step of matched) because.push({ ...entry, matched: true, step })
  }
  return { body: { allowed: because.length > 0, because, refusedBy } }
}

const matchedSteps = async (
  kernel: Kernel,
  situation: Parameters<typeof createPolicy>[0],
  principal: Principal,
  object: CompiledObject,
  verb: string,
  id: string,
  now: string,
): Promise<Step['name'][]> => {
  const steps = stepsOf(situation, principal, object, verb, now)
  if (steps.length === 0) return []
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const found: Step['name'][] = []
  for (const step of steps) {
    const { rowCount } = await kernel.db.query(
      sql`SELECT 1 FROM ${raw(`${object.table} t`)} WHERE t.id = ${id} AND ${compile(compiler, object, any(step.rows), 't')}`,
    )
    if (rowCount > 0) found.push(step.name)
  }
  return found
}
