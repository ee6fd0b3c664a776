import type { BusinessRecord, Organisation, Person } from './organisation.ts'

/*
 * 数据权限 once more, written from the requirements (O12–O26 and the rules of access in the design) and from nothing
 * else; slow and plain on purpose. The engine has to agree with it on every person, record and verb.
 */

const steps = ['none', 'owner', 'member', 'ownerDepartment', 'memberDepartment', 'all']
const rules = ['none', 'owned', 'visible']
const highest = (order: readonly string[], given: readonly string[]) =>
  order[Math.max(0, ...given.map((one) => order.indexOf(one)))]!

/** Verbs about whose the record is: the owner's, and of those above him; being listed on it does not give them. */
const ownersVerbs = new Set(['transfer', 'add-members'])
/** A member with `write` may update; that takes nobody's record away. */
const notShared = new Set(['delete', 'restore', 'purge', 'assign'])
/** Actions: in each role they have the scope of update, where it gives them none of their own. */
const withinUpdate = new Set(['transfer', 'add-members', 'complete'])
const isAction = (record: BusinessRecord) => record.object === 'follow-ups' || record.object === 'tasks'

export const referenceOf = (company: Organisation, dayNow: number) => {
  const departmentsUnder = (top: string): string[] => [
    top,
    ...company.departments.filter((one) => one.parentId === top).flatMap((one) => departmentsUnder(one.id)),
  ]
  const managedBy = (person: Person) =>
    company.departments.filter((one) => one.managerId === person.id).flatMap((one) => departmentsUnder(one.id))
  const rolesOf = (person: Person) => company.roles.filter((role) => person.roleIds.includes(role.id))
  const functionsOf = (person: Person) => rolesOf(person).flatMap((role) => Object.values(role.functions).flat())
  const may = (person: Person, object: string, verb: string) =>
    rolesOf(person).some((role) => role.functions[object]?.includes(verb))

  /** The highest scope any role grants for the verb; a verb of which none says anything has that of read. */
  const grantOf = (person: Person, object: string, verb: string) => {
    const having = (one: string) => rolesOf(person).filter((role) => role.functions[object]?.includes(one))
    const granted = (having(verb).length > 0 ? having(verb) : having('read')).map(
      (role) =>
        role.scopes[object]?.[verb as 'update'] ??
        (withinUpdate.has(verb) ? role.scopes[object]?.update : undefined) ??
        role.scopes[object]?.read ??
        'none',
    )
    return {
      scope: highest(
        steps,
        granted.map((one) => (typeof one === 'string' ? one : one.scope)),
      ),
      parents: highest(
        rules,
        granted.map((one) => (typeof one === 'string' ? 'none' : one.parents)),
      ),
    }
  }

  const reaches = (person: Person, record: BusinessRecord, verb: string, isMemberEnough = true): boolean => {
    const isOwners = ownersVerbs.has(verb)
    const { scope, parents } = grantOf(person, record.object, verb)
    const isAtLeast = (step: string) => steps.indexOf(scope) >= steps.indexOf(step)
    if (scope === 'none') return false
    if (scope === 'all' || record.ownerId === person.id) return true
    const department = isAction(record)
      ? (company.people.find((one) => one.id === record.ownerId)?.departmentId ?? null)
      : record.departmentId
    const mine = person.departmentId
    const managed = managedBy(person)
    if (department !== null && managed.includes(department)) return true
    const listed = company.members.filter(
      (one) =>
        one.recordId === record.id &&
        !notShared.has(verb) &&
        (one.endsIn === null || one.endsIn > dayNow) &&
        (verb === 'read' || one.access === 'write'),
    )
    const throughMine = mine !== null && listed.some((one) => one.departmentId === mine)
    if (
      !isOwners &&
      isAtLeast('member') &&
      (listed.some((one) => one.employeeId === person.id) || (isAction(record) && record.createdById === person.id))
    )
      return true
    if (isAtLeast('ownerDepartment') && mine !== null && department === mine) return true
    if (isAtLeast('ownerDepartment') && verb === 'read' && throughMine) return true // O18
    if (
      !isOwners &&
      isAtLeast('memberDepartment') &&
      mine !== null &&
      (throughMine || listed.some((one) => managed.includes(one.departmentId ?? '')))
    )
      return true
    if (
      isAtLeast('memberDepartment') &&
      isAction(record) &&
      mine !== null &&
      department !== null &&
      departmentsUnder(mine).includes(department)
    )
      return true
    const parent = company.records.find((one) => one.id === record.customerId && !one.inBin)
    if (parent !== undefined && may(person, parent.object, 'read')) {
      if (parents !== 'none' && parent.ownerId === person.id && parents === 'owned') return true // O25
      if (parents === 'visible' && reaches(person, parent, 'read', false)) return true // O26
    }
    if (record.ownerId !== null || record.poolId === null) return false
    // A member reads and may be given; what hangs on a pooled record is the administrators' until somebody has claimed it.
    return isMemberEnough && (verb === 'read' || verb === 'assign')
      ? isMember(person, record.poolId)
      : isAdmin(person, record.poolId)
  }

  const poolOf = (poolId: string) => company.pools.find((one) => one.id === poolId)!
  const isAdmin = (person: Person, poolId: string) =>
    poolOf(poolId).adminIds.includes(person.id) || may(person, 'pools', 'manage')
  const isMember = (person: Person, poolId: string) => {
    const { memberIds, memberDepartmentIds } = poolOf(poolId)
    const isOpen = memberIds.length === 0 && memberDepartmentIds.length === 0
    return (
      isAdmin(person, poolId) ||
      // An open pool is for those who take from it or give from it; it is nothing to a partner.
      (isOpen && functionsOf(person).some((verb) => verb === 'claim' || verb === 'assign')) ||
      memberIds.includes(person.id) ||
      memberDepartmentIds.some((one) => departmentsUnder(one).includes(person.departmentId ?? ''))
    )
  }

  /** Whether the person can do this to the record, as it lies there. */
  return (person: Person, record: BusinessRecord, verb: string): boolean => {
    if (record.inBin || !may(person, record.object, verb)) return false
    if (verb === 'transfer' && record.ownerId === null) return false
    if (verb === 'assign' && record.ownerId !== null) return false
    if (verb === 'complete') return reaches(person, record, 'complete')
    return reaches(person, record, verb)
  }
}
