import type { AccessPolicy, Principal } from '../../kernel/principal.ts'
import { targetOf } from '../../model/filter.ts'
import type { ParentsRule, Scope } from '../../model/object.ts'
import { all, always, any, isAlways, isNever, never, type Predicate, test } from '../../model/predicate.ts'
import type { CompiledObject, Registry } from '../../model/registry.ts'

/** One reason why rows are within reach, with the name explain gives it. */
export interface Step {
  readonly name:
    | 'all'
    | 'owner'
    | 'creator'
    | 'managed'
    | 'member'
    | 'department'
    | 'listedDepartment'
    | 'parents'
    | 'pool'
    | 'public'
  readonly rows: Predicate
}

/** Reaches that belong to no function right of their own: the action that names one has its own right. */
const internal: ReadonlySet<string> = new Set(['pool', 'link', 'own', 'busy'])

interface Situation {
  readonly registry: () => Registry
  readonly under: (departmentId: string) => readonly string[]
}

/** Verbs of the owner and of those above: being listed on a record does not give them. */
const ownVerb = 'own'
const reading = (verb: string) => verb === 'read' || verb === 'link'
const order: readonly Scope[] = ['none', 'owner', 'member', 'ownerDepartment', 'memberDepartment', 'all']
const reaches = (scope: Scope, step: Scope) => order.indexOf(scope) >= order.indexOf(step)

/**
 * The scope of a verb: its own where a role gives one; an action without one has that of the verb it stands within;
 * anything else that of read.
 */
const grantOf = (
  principal: Principal,
  object: CompiledObject,
  verb: string,
): { scope: Scope; parents: ParentsRule } => {
  const scopes = principal.rights.scopes.get(object.path)
  const kind = kindOf(object, verb)
  const plain = kind === 'link' ? 'read' : kind === ownVerb ? 'update' : kind
  return scopes?.get(verb) ?? scopes?.get(plain) ?? scopes?.get('read') ?? { scope: 'none', parents: 'none' }
}

/** How a verb reaches rows: an action as what it is declared within, anything else as itself. */
const kindOf = (object: CompiledObject, verb: string): string => object.actions.get(verb)?.within ?? verb

/** Reads without regard to what is private: whose answer says that a time is taken, and nothing else. */
const busyVerb = 'busy'

/**
 * Why rows are within reach of a verb: every step a person's scope includes (O12–O26), pool membership, published rows;
 * of what is private, the rows one has a part in.
 */
export const stepsOf = (
  situation: Situation,
  principal: Principal,
  object: CompiledObject,
  asked: string,
  now: string,
): Step[] => {
  if (asked === busyVerb) return allSteps(situation, principal, object, 'read', now)
  const steps = allSteps(situation, principal, object, asked, now)
  const { privateWhen, personal } = object.def.traits
  const me = principal.employeeId ?? ''
  // What is its author's for good nobody else rewrites, whoever is above; whose scope for it is all may still remove it.
  if (personal === true && (asked === 'update' || (asked === 'delete' && !steps.some(({ name }) => name === 'all'))))
    return steps.flatMap(({ name, rows }) => {
      const own = all(rows, test('ownerId', 'eq', me))
      return (name === 'owner' || name === 'all') && !isNever(own) ? [{ name: 'owner' as const, rows: own }] : []
    })
  if (privateWhen === undefined) return steps
  const open = any(
    test(privateWhen, 'eq', false),
    test(privateWhen, 'isNull', true),
    test('ownerId', 'eq', me),
    test('createdById', 'eq', me),
    listed(principal, object, kindOf(object, asked), ['person'], now),
  )
  return steps.map((step) => ({ ...step, rows: all(step.rows, open) }))
}

const allSteps = (
  situation: Situation,
  principal: Principal,
  object: CompiledObject,
  asked: string,
  now: string,
): Step[] => {
  const { traits } = object.def
  const verb = kindOf(object, asked)
  const me = principal.employeeId ?? ''
  if (verb === 'pool') return traits.pooled === true ? [{ name: 'pool', rows: inPools(principal.poolIds) }] : []
  const { scope, parents } = grantOf(principal, object, asked)
  if (scope === 'none') return []
  if (scope === 'all' || traits.owned !== true) return [{ name: 'all', rows: always }]
  const steps: Step[] = [{ name: 'owner', rows: test('ownerId', 'eq', me) }]
  const add = (name: Step['name'], rows: Predicate) => {
    if (!isNever(rows)) steps.push({ name, rows })
  }
  add('managed', oneOf('departmentId', principal.managedDepartmentIds))
  if (reaches(scope, 'member') && verb !== ownVerb) {
    add('member', listed(principal, object, verb, ['person'], now))
    if (object.kind === 'action') steps.push({ name: 'creator', rows: test('createdById', 'eq', me) })
  }
  if (reaches(scope, 'ownerDepartment') && principal.departmentId !== null) {
    const below = object.kind === 'action' && scope === 'memberDepartment'
    add('department', oneOf('departmentId', below ? situation.under(principal.departmentId) : [principal.departmentId]))
    // O18: whoever is listed on the record through the own department can open it, already from the department step on.
    if (verb !== ownVerb && (reading(verb) || scope === 'memberDepartment'))
      add(
        'listedDepartment',
        listed(principal, object, verb, scope === 'memberDepartment' ? ['department', 'managed'] : ['department'], now),
      )
  }
  if (verb === ownVerb) add('pool', traits.pooled === true ? inPools(principal.adminPoolIds) : never)
  else
    for (const field of [...(traits.actionOf ?? []), ...(traits.follows === undefined ? [] : [traits.follows])])
      add('parents', ofParents(situation, principal, object, field, parents, now))
  if (traits.pooled === true || traits.follows !== undefined) {
    if (verb === 'read' || verb === 'assign') add('pool', inPools(principal.poolIds))
    else if (verb !== ownVerb) add('pool', inPools(principal.adminPoolIds))
  }
  if (reading(verb) && traits.publicWhen !== undefined)
    steps.push({ name: 'public', rows: test(traits.publicWhen, 'eq', true) })
  return steps
}

const oneOf = (field: string, ids: readonly string[]): Predicate => (ids.length === 0 ? never : test(field, 'in', ids))

const inPools = (ids: readonly string[]): Predicate =>
  ids.length === 0 ? never : all(test('ownerId', 'isNull', true), test('poolId', 'in', ids))

type SetName = 'person' | 'department' | 'managed'

/** Being listed to write allows an update, and what stands within one (DESIGN §5); not to take a record away. */
const notGiven: ReadonlySet<string> = new Set(['delete', 'restore', 'purge', 'assign'])

/** Rows this person is listed on. What is shared to read only gives no other verb. */
const listed = (
  principal: Principal,
  object: CompiledObject,
  verb: string,
  sets: readonly SetName[],
  now: string,
): Predicate => {
  if (notGiven.has(verb)) return never
  const { shared } = principal
  if (shared.overflow) {
    const departments = sets.includes('person')
      ? []
      : [principal.departmentId ?? '', ...(sets.includes('managed') ? principal.managedDepartmentIds : [])].filter(
          (id) => id !== '',
        )
    return {
      kind: 'shared',
      employeeId: sets.includes('person') ? (principal.employeeId ?? '') : '00000000-0000-0000-0000-000000000000',
      departmentIds: departments,
      write: !reading(verb),
      at: now,
    }
  }
  const ids = sets.flatMap((set) => shared[set].get(object.path)?.[reading(verb) ? 'read' : 'write'] ?? [])
  return oneOf('id', [...new Set(ids)])
}

/** The customers of so many departments are found before what refers to them; of more, each referring row asks for its own. */
const fewDepartments = 3

const departmentsIn = (p: Predicate): readonly string[] =>
  p.kind === 'test' && p.field === 'departmentId' && Array.isArray(p.value)
    ? p.value.map(String)
    : p.kind === 'all' || p.kind === 'any'
      ? p.of.flatMap(departmentsIn)
      : []

/** Actions and children of records I own, or can see by my own scope (O25, O26). A pooled record I only may claim does not count. */
const ofParents = (
  situation: Situation,
  principal: Principal,
  object: CompiledObject,
  field: string,
  parents: ParentsRule,
  now: string,
): Predicate => {
  if (parents === 'none') return never
  const to = targetOf(object.fields.get(field)!)
  const target = to === undefined ? undefined : situation.registry().objects.get(to)
  if (target === undefined || principal.rights.functions.get(target.path)?.has('read') !== true) return never
  const steps =
    parents === 'owned'
      ? [{ name: 'owner' as const, rows: test('ownerId', 'eq', principal.employeeId ?? '') }]
      : stepsOf(situation, principal, target, 'link', now)
  const where = any(...steps.map((step) => step.rows))
  if (isNever(where)) return never
  if (isAlways(where)) return { kind: 'via', field, to: target.path, where }
  const departments = new Set(steps.flatMap((step) => departmentsIn(step.rows)))
  const few = departments.size <= fewDepartments
  return { kind: 'via', field, to: target.path, where, few }
}

/** The three questions of DESIGN §5, never mixed: the function right, the rows, the fields. */
export const createPolicy = (situation: Situation): Omit<AccessPolicy, 'isAdministratorRole'> => {
  const may: AccessPolicy['may'] = (principal, object, verb) => {
    if (principal.kind === 'system') return true
    if (principal.mayKey !== null && !principal.mayKey(object.path, verb)) return false
    return principal.rights.functions.get(object.path)?.has(verb) === true
  }
  return {
    may,
    rows: (principal, object, verb, now) => {
      if (principal.kind === 'system') return always
      if (!internal.has(verb) && !may(principal, object, verb)) return never
      return any(...stepsOf(situation, principal, object, verb, now).map((step) => step.rows))
    },
    field: (principal, object, name) => {
      if (principal.kind === 'system') return 'write'
      return principal.rights.fields.get(object.path)?.get(name) ?? 'write'
    },
    masked: (principal, object, name) => {
      if (principal.kind === 'system' || object.fields.get(name)?.def.mask === undefined) return never
      if (principal.rights.fields.get(object.path)?.get(name) === 'mask') return always
      if (object.def.traits.pooled !== true && object.def.traits.follows === undefined) return never
      const pools = principal.poolMasks.get(name) ?? []
      return pools.length === 0 ? never : all(test('ownerId', 'isNull', true), test('poolId', 'in', pools))
    },
  }
}
