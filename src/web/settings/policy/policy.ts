/** The company's policy as `GET /policy` answers it. */
export interface Policy {
  readonly capacity: {
    readonly default: number | null
    readonly byRole: Readonly<Record<string, number>>
    readonly byGrade: Readonly<Record<string, number>>
    readonly byEmployee: Readonly<Record<string, number>>
    readonly excludes: { readonly dealStatus?: readonly string[] }
  }
  readonly validFollowUp: {
    readonly kinds: readonly string[]
    readonly minLength: number
    readonly genericTexts: readonly string[]
    readonly minCallSeconds: number
  }
  readonly release: {
    readonly minCompleteness: number | null
    readonly required: readonly string[]
    readonly mode: 'refuse' | 'mark'
  }
  readonly extension: { readonly maxDays: number; readonly maxTimes: number }
  readonly reminders: {
    readonly idleDays: Readonly<Record<string, number>>
    readonly staleDays: number | null
    readonly dailyCalls: number | null
  }
  readonly revisitDays: Readonly<Record<string, number>>
  readonly dayReport: { readonly dueAt: string; readonly roles: readonly string[] }
  readonly lockLimit: number | null
  readonly revealLimit: number | null
  readonly viewLimit: number | null
}

export interface PolicyVersion {
  readonly version: number
  readonly effectiveAt: string
  readonly publishedAt: string
  readonly publishedBy: { readonly id: string; readonly name: string } | null
  /** A later version took effect before it: it never does. */
  readonly superseded?: boolean
}

export interface PolicyAnswer extends PolicyVersion {
  readonly policy: Policy
  readonly versions: readonly PolicyVersion[]
}

/** One thing that differs between the policy in force and the draft. */
export interface Difference {
  readonly path: string
  readonly from: unknown
  readonly to: unknown
}

const flat = (policy: Policy): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ['default', policy.capacity.default],
    ...(['byRole', 'byGrade', 'byEmployee'] as const).flatMap((part) =>
      Object.entries(policy.capacity[part]).map(([key, value]): [string, unknown] => [`${part}.${key}`, value]),
    ),
    ['excludes', [...(policy.capacity.excludes.dealStatus ?? [])].sort()],
    ['kinds', [...policy.validFollowUp.kinds].sort()],
    ['minLength', policy.validFollowUp.minLength],
    ['minCall', policy.validFollowUp.minCallSeconds],
    ['generic', policy.validFollowUp.genericTexts],
    ['required', [...policy.release.required].sort()],
    ['minCompleteness', policy.release.minCompleteness],
    ['mode', policy.release.mode],
    ['maxDays', policy.extension.maxDays],
    ['maxTimes', policy.extension.maxTimes],
    ['idleDays', policy.reminders.idleDays],
    ['revisitDays', policy.revisitDays],
    ['staleDays', policy.reminders.staleDays],
    ['dailyCalls', policy.reminders.dailyCalls],
    ['dueAt', policy.dayReport.dueAt],
    ['reportRoles', [...policy.dayReport.roles].sort()],
    ['lock', policy.lockLimit],
    ['reveal', policy.revealLimit],
    ['view', policy.viewLimit],
  ])

/** What the draft changes, item by item. */
export const differences = (present: Policy, draft: Policy): readonly Difference[] => {
  const [before, after] = [flat(present), flat(draft)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, from: before.get(path), to: after.get(path) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}
