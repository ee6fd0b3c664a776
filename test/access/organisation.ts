import fc from 'fast-check'

/** A company as plain data: what the reference judges, and what the database is filled with. */
export interface Organisation {
  readonly departments: readonly {
    readonly id: string
    readonly parentId: string | null
    readonly managerId: string | null
  }[]
  readonly roles: readonly Role[]
  readonly people: readonly Person[]
  readonly pools: readonly Pool[]
  readonly records: readonly BusinessRecord[]
  readonly members: readonly Membership[]
}
export interface Person {
  readonly id: string
  readonly departmentId: string | null
  readonly roleIds: readonly string[]
}
export interface Role {
  readonly id: string
  readonly functions: Readonly<Record<string, readonly string[]>>
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string | { scope: string; parents: string }>>>>
}
export interface Pool {
  readonly id: string
  readonly memberIds: readonly string[]
  readonly memberDepartmentIds: readonly string[]
  readonly adminIds: readonly string[]
}
export interface BusinessRecord {
  readonly object: ObjectPath
  readonly id: string
  readonly ownerId: string | null
  readonly departmentId: string | null
  readonly createdById: string
  readonly customerId: string | null
  readonly poolId: string | null
  readonly inBin: boolean
}
export interface Membership {
  readonly object: ObjectPath
  readonly recordId: string
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly access: 'read' | 'write'
  /** Days from now; negative: over; `null`: without end. */
  readonly endsIn: number | null
}

export type ObjectPath = 'customers' | 'contacts' | 'follow-ups' | 'tasks'

/** The verbs that are compared, per object; beside read, all are members of `can`. */
export const verbsOf: Readonly<Record<ObjectPath, readonly string[]>> = {
  customers: ['read', 'update', 'delete', 'assign', 'transfer', 'add-members'],
  contacts: ['read', 'update', 'delete'],
  'follow-ups': ['read', 'update', 'delete'],
  tasks: ['read', 'update', 'delete', 'complete'],
}
export const objectPaths = Object.keys(verbsOf) as ObjectPath[]

const id = (kind: number, at: number) =>
  `${String(kind).padStart(8, '0')}-0000-7000-8000-${String(at).padStart(12, '0')}`
const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T

/** The steps in the middle are where mistakes hide; `none` and `all` decide too much to come often. */
const scope = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('none', 'all', 'owner') },
  { weight: 4, arbitrary: fc.constantFrom('owner', 'member', 'ownerDepartment', 'memberDepartment') },
)
const often = (share: number) => fc.nat(99).map((n) => n < share * 100)
const entry = (hasParents: boolean) =>
  hasParents
    ? fc.oneof(scope, fc.record({ scope, parents: fc.constantFrom('none', 'owned', 'visible') }))
    : fc.oneof(
        scope,
        scope.map((one) => ({ scope: one, parents: 'none' })),
      )

/** Actions within the scope of update; given only to roles that may update, as in every default role. */
const boundByUpdate = new Set(['transfer', 'add-members', 'complete'])

const rightsOn = (object: ObjectPath) =>
  fc.record({
    functions: fc
      .tuple(often(0.95), fc.subarray(verbsOf[object].slice(1), { minLength: 1 }))
      .map(([reads, more]) => (reads ? ['read', ...more] : more))
      .map((verbs) => (verbs.includes('update') ? verbs : verbs.filter((verb) => !boundByUpdate.has(verb)))),
    scopes: fc.record(
      {
        read: entry(object !== 'customers'),
        update: entry(object !== 'customers'),
        delete: entry(object !== 'customers'),
        assign: entry(false),
      },
      { requiredKeys: [] },
    ),
    isThere: often(0.85),
  })

const role = fc.record({
  customers: rightsOn('customers'),
  contacts: rightsOn('contacts'),
  'follow-ups': rightsOn('follow-ups'),
  tasks: rightsOn('tasks'),
  keepsPools: often(0.05),
})

const n = fc.nat(9999)
const raw = fc.record({
  departments: fc.array(fc.record({ parent: n, manager: n, isManaged: often(0.35) }), { minLength: 4, maxLength: 7 }),
  roles: fc.array(role, { minLength: 8, maxLength: 10 }),
  people: fc.array(
    fc.record({
      department: n,
      hasDepartment: often(0.92),
      roles: fc.oneof({ weight: 3, arbitrary: fc.tuple(n) }, { weight: 1, arbitrary: fc.array(n, { maxLength: 3 }) }),
    }),
    { minLength: 12, maxLength: 14 },
  ),
  pools: fc.array(
    fc.record({
      members: fc.array(n, { maxLength: 2 }),
      departments: fc.array(n, { maxLength: 2 }),
      admins: fc.array(n, { maxLength: 1 }),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  records: fc.array(
    fc.record({
      kind: n,
      owner: n,
      isOwned: often(0.75),
      department: n,
      itsOwn: often(0.7),
      creator: n,
      customer: n,
      hasCustomer: often(0.85),
      pool: n,
      inBin: often(0.05),
    }),
    { minLength: 90, maxLength: 110 },
  ),
  members: fc.array(
    fc.record({
      record: n,
      who: n,
      isDepartment: often(0.4),
      writes: fc.boolean(),
      endsIn: fc.constantFrom(null, null, -3, 10),
    }),
    { minLength: 150, maxLength: 200 },
  ),
})

/** Department trees with managers, several roles a person, custom scopes, owners, departments, members, pools. */
const company: fc.Arbitrary<Organisation> = raw.map((given) => {
  const people = given.people.map((person, i) => ({
    id: id(2, i),
    departmentId: person.hasDepartment ? id(1, person.department % given.departments.length) : null,
    roleIds: [...new Set(person.roles.map((at) => id(3, at % given.roles.length)))],
  }))
  const departments = given.departments.map((department, i) => ({
    id: id(1, i),
    parentId: department.parent % (i + 1) === i ? null : id(1, department.parent % (i + 1)),
    managerId: department.isManaged ? pick(people, department.manager).id : null,
  }))
  const pools = given.pools.map((pool, i) => ({
    id: id(4, i),
    memberIds: [...new Set(pool.members.map((at) => pick(people, at).id))],
    memberDepartmentIds: [...new Set(pool.departments.map((at) => pick(departments, at).id))],
    adminIds: pool.admins.map((at) => pick(people, at).id),
  }))
  const records: BusinessRecord[] = []
  const customers = () => records.filter((record) => record.object === 'customers')
  for (const [i, one] of given.records.entries()) {
    const object: ObjectPath = i < 4 ? 'customers' : pick(['customers', ...objectPaths], one.kind)
    const owner = pick(people, one.owner)
    const common = {
      object,
      id: id(10 + objectPaths.indexOf(object), i),
      createdById: pick(people, one.creator).id,
      inBin: one.inBin,
    }
    const customer = pick(customers().length === 0 ? [undefined] : customers(), one.customer)
    if (object === 'customers') {
      const departmentId = one.itsOwn ? (one.isOwned ? owner.departmentId : null) : pick(departments, one.department).id
      records.push({
        ...common,
        ownerId: one.isOwned ? owner.id : null,
        departmentId,
        customerId: null,
        poolId: pick(pools, one.pool).id,
      })
    } else if (object === 'contacts')
      records.push({
        ...common,
        ownerId: customer!.ownerId,
        departmentId: customer!.departmentId,
        customerId: customer!.id,
        poolId: customer!.poolId,
      })
    else
      records.push({
        ...common,
        ownerId: owner.id,
        departmentId: owner.departmentId,
        customerId: object === 'tasks' && !one.hasCustomer ? null : customer!.id,
        poolId: null,
      })
  }
  const members = new Map<string, Membership>()
  for (const one of given.members) {
    const record = pick(records, one.record)
    const employeeId = one.isDepartment ? null : pick(people, one.who).id
    const departmentId = one.isDepartment ? pick(departments, one.who).id : null
    members.set(`${record.id} ${employeeId ?? departmentId}`, {
      object: record.object,
      recordId: record.id,
      employeeId,
      departmentId,
      access: one.writes ? 'write' : 'read',
      endsIn: one.endsIn,
    })
  }
  const roles = given.roles.map((one, i) => ({ id: id(3, i), ...rightsOf(one) }))
  return { departments, roles, people, pools, records, members: [...members.values()] }
})

/** Without fast-check's liking for small numbers, or everything would belong to the first few people. */
export const organisation: fc.Arbitrary<Organisation> = fc.noBias(company)

type RawRole = typeof role extends fc.Arbitrary<infer R> ? R : never

const rightsOf = (given: RawRole): Omit<Role, 'id'> => {
  const there = objectPaths.filter((object) => given[object].isThere)
  return {
    functions: {
      ...Object.fromEntries(there.map((object) => [object, given[object].functions])),
      ...(given.keepsPools ? { pools: ['read', 'manage'] } : {}),
    },
    scopes: {
      ...Object.fromEntries(there.map((object) => [object, given[object].scopes])),
      ...(given.keepsPools ? { pools: { read: 'all' } } : {}),
    } as Role['scopes'],
  }
}
