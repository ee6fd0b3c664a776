import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'

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
  /** 完整才退回 (F11): what a record should have when it goes into the pool. */
  readonly release: {
    readonly minCompleteness: number | null
    readonly required: readonly string[]
    /** A release is refused, or lets it go marked 不完整; what the system takes back is only marked. */
    readonly mode: 'refuse' | 'mark'
  }
  /** 延保: how many days somebody may ask for, and how often while owning it. */
  readonly extension: { readonly maxDays: number; readonly maxTimes: number }
  /** When silence and stale files are told of, in days; how often a day somebody new should be called (E18, A33, E30). */
  readonly reminders: {
    readonly idleDays: Readonly<Record<string, number>>
    readonly staleDays: number | null
    readonly dailyCalls: number | null
  }
  /** 回访: after how many days a customer who has bought is visited again, by level (E24). */
  readonly revisitDays: Readonly<Record<string, number>>
  /** 日报 (E25): by when on its day, and who writes one. */
  readonly dayReport: { readonly dueAt: string; readonly roles: readonly string[] }
  readonly lockLimit: number | null
  /** Masked values shown a day, and pooled customers opened a day. */
  readonly revealLimit: number | null
  readonly viewLimit: number | null
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
    kinds: ['call', 'visit', 'message', 'email', 'meeting', 'revisit', 'other'],
    minLength: 2,
    genericTexts: ['继续跟进', '保持跟进', '持续跟进', '暂时无意', '保持互动', '保持联系', '待跟进', '跟进中'],
    minCallSeconds: 0,
  },
  release: { minCompleteness: null, required: [], mode: 'mark' },
  extension: { maxDays: 30, maxTimes: 1 },
  reminders: { idleDays: { A: 14, B: 30, C: 60, D: 90 }, staleDays: 180, dailyCalls: 5 },
  revisitDays: {},
  dayReport: { dueAt: '20:00', roles: ['rep'] },
  lockLimit: null,
  revealLimit: 200,
  viewLimit: null,
}

export const loadPolicies = async (db: Queryable): Promise<PolicyVersion[]> => {
  const { rows } = await db.query<PolicyVersion>(
    sql`SELECT version, policy, effective_at AS "effectiveAt", published_at AS "publishedAt", published_by_id AS "publishedById" FROM policy_versions ORDER BY version DESC`,
  )
  // What a version does not say, because it is older than the setting, is as in the first one.
  return rows.map((row) => ({ ...row, policy: { ...firstPolicy, ...row.policy } }))
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

/** The numbers that reminders name: `staleDays`, `idleDays.A`, `lapsing.<id of the pool>`: the midnight by which what is warned of ends, none where nobody is warned. */
export const thresholdsOf = (
  { reminders }: Policy,
  pools: Iterable<{ readonly id: string; readonly warnDays: number }>,
): Readonly<Record<string, number | null>> => ({
  staleDays: reminders.staleDays,
  dailyCalls: reminders.dailyCalls,
  ...Object.fromEntries(Object.entries(reminders.idleDays).map(([level, days]) => [`idleDays.${level}`, days])),
  ...Object.fromEntries([...pools].map(({ id, warnDays }) => [`lapsing.${id}`, warnDays > 0 ? warnDays + 1 : null])),
})
