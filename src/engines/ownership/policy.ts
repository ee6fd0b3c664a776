import sql from 'sql-template-tag'
import type { Database } from '../../kernel/database/database.ts'
import { type Fault, fault } from '../../model/errors.ts'
import { isObject } from '../../model/label.ts'

/** 规则: what protection costs and gives, company-wide, versioned from the first one (F3, F14, F18, F19). */
export interface Policy {
  readonly capacity: {
    readonly default: number | null
    readonly byRole: Readonly<Record<string, number>>
    readonly byGrade: Readonly<Record<string, number>>
    readonly byEmployee: Readonly<Record<string, number>>
    /** Customers that do not count: deal statuses. */
    readonly excludes: { readonly dealStatus: readonly string[] }
  }
  readonly validFollowUp: {
    readonly kinds: readonly string[]
    readonly minLength: number
    readonly genericTexts: readonly string[]
    readonly minCallSeconds: number
  }
  readonly lockLimit: number | null
  readonly revealLimit: number | null
}

export interface PolicyVersion {
  readonly version: number
  readonly policy: Policy
  readonly effectiveAt: string
  readonly publishedAt: string
  readonly publishedById: string | null
}

export const firstPolicy: Policy = {
  capacity: { default: null, byRole: {}, byGrade: {}, byEmployee: {}, excludes: { dealStatus: [] } },
  validFollowUp: {
    kinds: ['call', 'visit', 'message', 'email', 'meeting', 'other'],
    minLength: 2,
    genericTexts: ['继续跟进', '保持跟进', '持续跟进', '暂时无意', '保持互动', '保持联系', '待跟进', '跟进中'],
    minCallSeconds: 0,
  },
  lockLimit: null,
  revealLimit: 200,
}

export const loadPolicies = async (db: Database): Promise<PolicyVersion[]> => {
  const { rows } = await db.query<PolicyVersion>(
    sql`SELECT version, policy, effective_at AS "effectiveAt", published_at AS "publishedAt", published_by_id AS "publishedById" FROM policy_versions ORDER BY version DESC`,
  )
  return rows
}

/** The version in force at a moment: the latest that has taken effect. */
export const policyAt = (versions: readonly PolicyVersion[], now: string): { version: number; policy: Policy } =>
  versions.find((one) => one.effectiveAt <= now) ?? { version: 0, policy: firstPolicy }

/** How many customers somebody may own: the person's own number, else the largest of grade and roles, else the default. `null`: no limit. */
export const capacityOf = (
  policy: Policy,
  person: { employeeId: string; roleIds: readonly string[]; roleKeys: readonly string[]; grade: string | null },
): number | null => {
  const own = policy.capacity.byEmployee[person.employeeId]
  if (own !== undefined) return own
  const byPosition = [
    person.grade === null ? undefined : policy.capacity.byGrade[person.grade],
    ...[...person.roleIds, ...person.roleKeys].map((key) => policy.capacity.byRole[key]),
  ].filter((n) => n !== undefined)
  return byPosition.length > 0 ? Math.max(...byPosition) : policy.capacity.default
}

/** What somebody offers as a policy, laid over the present one; every fault with its path. */
export const parsePolicy = (offered: unknown, present: Policy): { policy: Policy } | { faults: readonly Fault[] } => {
  const faults: Fault[] = []
  const wrong = (path: string, zh: string, en: string) => faults.push(fault(path, 'invalid', zh, en))
  if (!isObject(offered)) return { faults: [fault('', 'malformed', '应是一个对象', 'An object is expected')] }
  const known = new Set(['capacity', 'validFollowUp', 'lockLimit', 'revealLimit', 'effectiveAt'])
  for (const key of Object.keys(offered))
    if (!known.has(key)) faults.push(fault(key, 'unknown_field', `规则没有“${key}”`, `The policy has no "${key}"`))
  const limit = (value: unknown, path: string): number | null => {
    if (value === null) return null
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value
    wrong(path, '应是不小于 0 的整数，或空', 'A whole number from 0, or null')
    return null
  }
  const limits = (value: unknown, path: string): Record<string, number> => {
    if (!isObject(value)) {
      wrong(path, '应按名称给出数量', 'Numbers by name are expected')
      return {}
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, n]) => {
        const parsed = limit(n, `${path}.${key}`)
        return parsed === null ? [] : [[key, parsed]]
      }),
    )
  }
  const part = (name: 'capacity' | 'validFollowUp'): Record<string, unknown> => {
    const value = offered[name]
    if (value === undefined) return {}
    if (isObject(value)) {
      for (const key of Object.keys(value))
        if (!Object.hasOwn(present[name], key))
          faults.push(fault(`${name}.${key}`, 'unknown_field', `规则没有“${key}”`, `The policy has no "${key}"`))
      return value
    }
    wrong(name, '应是一个对象', 'An object is expected')
    return {}
  }
  const capacity = part('capacity')
  const valid = part('validFollowUp')
  const texts = (value: unknown, path: string, otherwise: readonly string[]): readonly string[] => {
    if (value === undefined) return otherwise
    if (
      Array.isArray(value) &&
      value.length <= 200 &&
      value.every((text) => typeof text === 'string' && text.length <= 100)
    )
      return value as string[]
    wrong(path, '应是文字的数组', 'A list of texts is expected')
    return otherwise
  }
  if (isObject(capacity.excludes))
    for (const key of Object.keys(capacity.excludes))
      if (key !== 'dealStatus')
        faults.push(
          fault(`capacity.excludes.${key}`, 'unknown_field', `规则没有“${key}”`, `The policy has no "${key}"`),
        )
  const excludes = isObject(capacity.excludes)
    ? texts(capacity.excludes.dealStatus, 'capacity.excludes.dealStatus', [])
    : capacity.excludes === undefined
      ? present.capacity.excludes.dealStatus
      : texts(0, 'capacity.excludes', [])
  const policy: Policy = {
    capacity: {
      default: capacity.default === undefined ? present.capacity.default : limit(capacity.default, 'capacity.default'),
      byRole: capacity.byRole === undefined ? present.capacity.byRole : limits(capacity.byRole, 'capacity.byRole'),
      byGrade: capacity.byGrade === undefined ? present.capacity.byGrade : limits(capacity.byGrade, 'capacity.byGrade'),
      byEmployee:
        capacity.byEmployee === undefined
          ? present.capacity.byEmployee
          : limits(capacity.byEmployee, 'capacity.byEmployee'),
      excludes: { dealStatus: excludes },
    },
    validFollowUp: {
      kinds: texts(valid.kinds, 'validFollowUp.kinds', present.validFollowUp.kinds),
      minLength:
        valid.minLength === undefined
          ? present.validFollowUp.minLength
          : (limit(valid.minLength, 'validFollowUp.minLength') ?? 0),
      genericTexts: texts(valid.genericTexts, 'validFollowUp.genericTexts', present.validFollowUp.genericTexts),
      minCallSeconds:
        valid.minCallSeconds === undefined
          ? present.validFollowUp.minCallSeconds
          : (limit(valid.minCallSeconds, 'validFollowUp.minCallSeconds') ?? 0),
    },
    lockLimit: offered.lockLimit === undefined ? present.lockLimit : limit(offered.lockLimit, 'lockLimit'),
    revealLimit: offered.revealLimit === undefined ? present.revealLimit : limit(offered.revealLimit, 'revealLimit'),
  }
  return faults.length > 0 ? { faults } : { policy }
}

/** A number for nobody would look like a rule and be none; who has left since an earlier version may stay in it. */
export const unknownPeople = (
  people: ReadonlyMap<string, unknown>,
  { capacity }: Policy,
  before: Policy,
): readonly Fault[] =>
  Object.keys(capacity.byEmployee)
    .filter((id) => !people.has(id) && !Object.hasOwn(before.capacity.byEmployee, id))
    .map((id) =>
      fault(`capacity.byEmployee.${id}`, 'unknown_reference', `没有员工“${id}”`, `There is no employee "${id}"`),
    )
