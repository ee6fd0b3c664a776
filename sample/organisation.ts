import type { Row } from '../src/model/label.ts'
import { type Days, iso } from './days.ts'
import { idOf, mobile } from './identifiers.ts'
import { personName } from './names.ts'
import { createRandom, type Random } from './random.ts'
import { territories } from './words/places.ts'

export interface OrganisationCounts {
  readonly employees: number
  readonly departments: number
}

/** Somebody who may own customers. */
export interface Seller {
  readonly id: string
  readonly index: number
  readonly name: string
  readonly account: string
  readonly departmentId: string
  readonly departmentName: string
  readonly territory: number
  readonly role: 'rep' | 'manager' | 'director' | 'partner'
}

export interface Staff {
  readonly id: string
  readonly index: number
  readonly departmentId: string
  /** Keys of roles; the loader knows their ids. */
  readonly role: string
}

export interface Organisation {
  readonly departments: readonly Row[]
  /** `roleIds` holds keys of roles (`rep`); the loader puts ids in their place. */
  readonly employees: readonly Row[]
  readonly pools: readonly Row[]
  readonly sellers: readonly Seller[]
  readonly staff: readonly Staff[]
  readonly poolIds: readonly string[]
  readonly managerOf: readonly Seller[]
  readonly adminId: string
  readonly operationsId: string
}

/** Days of protection by the pools' rules, per level. */
export const protectionDays: Readonly<Record<string, number>> = { A: 60, B: 45, C: 30, D: 20 }
export const dealDays = 180
/** How many customers that have not bought one person may own. */
export const capacity = 50

const offices = [
  { name: '销售运营部', role: 'operations', account: 'ops', posts: ['销售运营经理', '数据专员'] },
  { name: '客户服务部', role: 'service', account: 'service', posts: ['服务经理', '服务工程师'] },
  { name: '财务部', role: 'finance', account: 'finance', posts: ['财务主管'] },
  { name: '人力行政部', role: 'hr', account: 'hr', posts: ['人事经理'] },
  { name: '市场部', role: 'marketing', account: 'market', posts: ['市场经理', '内容专员'] },
] as const

const fixedDepartments = 1 + 1 + territories.length + offices.length + 1
const fixedPeople = 1 + 1 + territories.length + 8 + 1

/** Fewest that make a whole company. */
export const smallest: OrganisationCounts = { employees: fixedPeople + 8, departments: fixedDepartments + 8 }

/** 青屿自动化: three regions with their teams, and the departments beside them. */
export const generateOrganisation = ({
  seed,
  days,
  counts,
}: {
  seed: number
  days: Days
  counts: OrganisationCounts
}): Organisation => {
  if (counts.employees < smallest.employees || counts.departments < smallest.departments)
    throw new Error(
      `the sample company has at least ${smallest.employees} employees in ${smallest.departments} departments`,
    )
  const random = createRandom(seed).restart(13, 0)
  const departments: Row[] = []
  const employees: Row[] = []
  const sellers: Seller[] = []
  const staff: Staff[] = []
  const founded = days.start(-1100)
  const adminId = idOf(seed, 'employee', 0)
  const system = (born: number) => ({
    version: 1,
    createdAt: iso(born),
    updatedAt: iso(born),
    createdById: adminId,
    deletedAt: null,
  })
  const addDepartment = (name: string, parentId: string | null): Row & { id: string } => {
    const id = idOf(seed, 'department', departments.length)
    const row = { id, ...system(founded + departments.length * 60_000), name, parentId, managerId: null }
    departments.push(row)
    return row
  }
  const hire = (at: {
    account: string
    role: string
    department: Row
    position: string
    grade: string
    managerId: string | null
    region?: string
  }): string => {
    const index = employees.length
    const id = idOf(seed, 'employee', index)
    const departmentId = String(at.department.id)
    employees.push({
      id,
      ...system(founded + random.whole(0, 900) * 86_400_000 + index * 1000),
      name: uniqueName(random, employees),
      account: at.account,
      departmentId,
      managerId: at.managerId,
      roleIds: [at.role],
      position: at.position,
      grade: at.grade,
      phone: mobile(500_000_000 + index),
      email: `${at.account}@qingyu.example`,
      region: at.region ?? null,
      status: 'active',
    })
    staff.push({ id, index, departmentId, role: at.role })
    return id
  }
  const seller = (role: Seller['role'], department: Row, territory: number): void => {
    const row = employees[employees.length - 1]!
    sellers.push({
      id: String(row.id),
      index: employees.length - 1,
      name: String(row.name),
      account: String(row.account),
      departmentId: String(department.id),
      departmentName: String(department.name),
      territory,
      role,
    })
  }

  const root = addDepartment('青屿自动化', null)
  hire({
    account: 'admin',
    role: 'administrator',
    department: root,
    position: '系统管理员',
    grade: 'M1',
    managerId: null,
  })
  const centre = addDepartment('销售中心', root.id)
  const directorId = hire({
    account: 'director',
    role: 'director',
    department: centre,
    position: '销售总监',
    grade: 'M4',
    managerId: null,
  })
  centre.managerId = directorId
  root.managerId = directorId
  seller('director', centre, 0)

  const regions = territories.map((territory, t) => {
    const department = addDepartment(`${territory.name}大区`, centre.id)
    const id = hire({
      account: `manager${t + 1}`,
      role: 'manager',
      department,
      position: '大区经理',
      grade: 'M3',
      managerId: directorId,
    })
    department.managerId = id
    seller('manager', department, t)
    return department
  })
  const teamNames = territories.flatMap((territory, t) =>
    territory.teams.map((team, i) => ({ team, t, region: territory.provinces[i]! })),
  )
  const teamCount = counts.departments - fixedDepartments
  const teams = Array.from({ length: teamCount }, (_, i) => {
    const { team, t, region } = teamNames[i % teamNames.length]!
    const round = Math.floor(i / teamNames.length)
    return {
      department: addDepartment(`${team}销售${round === 0 ? '' : `${round + 1}`}部`, String(regions[t]!.id)),
      t,
      region,
    }
  })
  const repCount = counts.employees - fixedPeople
  for (let i = 0; i < repCount; i++) {
    // The last one of a team leads it, so that rep1 is a plain rep of the first.
    const { department, t, region } = teams[Math.floor((i * teamCount) / repCount)]!
    const isLast =
      i === repCount - 1 || Math.floor(((i + 1) * teamCount) / repCount) !== Math.floor((i * teamCount) / repCount)
    const id = hire({
      account: `rep${i + 1}`,
      role: 'rep',
      department,
      position: isLast ? '销售主管' : random.pick(['销售工程师', '高级销售工程师', '大客户经理']),
      grade: isLast ? 'P6' : random.pick(['P3', 'P4', 'P4', 'P5']),
      managerId: String(regions[t]!.managerId),
      region,
    })
    if (isLast) department.managerId = id
    seller('rep', department, t)
  }
  for (const office of offices) {
    const department = addDepartment(office.name, root.id)
    office.posts.forEach((position, i) => {
      const id = hire({
        account: `${office.account}${i + 1}`,
        role: office.role,
        department,
        position,
        grade: i === 0 ? 'M2' : 'P4',
        managerId: i === 0 ? directorId : String(department.managerId),
      })
      if (i === 0) department.managerId = id
    })
  }
  const channel = addDepartment('渠道合作部', centre.id)
  hire({
    account: 'partner1',
    role: 'partner',
    department: channel,
    position: '渠道伙伴',
    grade: 'P3',
    managerId: directorId,
    region: '320000',
  })
  seller('partner', channel, 0)

  const operations = staff.filter((one) => one.role === 'operations').map((one) => one.id)
  const pools = territories.map(
    (territory, t): Row => ({
      id: idOf(seed, 'pool', t),
      ...system(founded + 3_600_000 + t),
      name: `${territory.name}公海`,
      isDefault: t === 0,
      memberIds: [],
      memberDepartmentIds: [String(regions[t]!.id)],
      adminIds: [operations[0]!, String(regions[t]!.managerId)],
      dailyClaims: 5,
      daysWithoutFollowUp: protectionDays.C!,
      daysWithoutDeal: dealDays,
      byLevel: {
        A: { daysWithoutFollowUp: protectionDays.A! },
        B: { daysWithoutFollowUp: protectionDays.B! },
        D: { daysWithoutFollowUp: protectionDays.D! },
      },
      warnDays: 7,
      previousOwnerCooldownDays: 30,
      newInPoolCooldownHours: 12,
      maskedFields: ['phone', 'phones', 'email', 'emails'],
      capacity: null,
    }),
  )
  return {
    departments,
    employees,
    pools,
    sellers,
    staff,
    poolIds: pools.map((pool) => String(pool.id)),
    managerOf: territories.map((_, t) => sellers.find((one) => one.role === 'manager' && one.territory === t)!),
    adminId,
    operationsId: operations[0]!,
  }
}

const uniqueName = (random: Random, known: readonly Row[]): string => {
  const small = known.length < 200
  for (;;) {
    const { name } = personName(random)
    if (!small || !known.some((row) => row.name === name)) return name
  }
}
