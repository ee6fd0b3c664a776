import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Label } from '../../model/label.ts'
import { api } from '../client.ts'

export interface Heir {
  readonly id: string
  readonly name: string
  readonly capacity: { readonly used: number; readonly limit: number | null } | null
}

export interface Holdings {
  readonly employee: { readonly id: string; readonly name: string; readonly status: string }
  readonly held: readonly { object: string; label: Label; pooled: boolean; count: number }[]
  readonly departments: readonly { id: string; name: string }[]
  readonly reports: number
  readonly apiKeys: number
  readonly heirs: readonly Heir[]
}

export const useHoldings = (id: string, heirs: readonly string[]) =>
  useQuery({
    queryKey: ['holdings', id, heirs],
    queryFn: ({ signal }) =>
      api.get<Holdings>(`/employees/${id}/holdings`, { signal, query: { heirs: heirs.join(',') } }),
    placeholderData: keepPreviousData,
  })

/** Where a record goes: `heir:<id>`, `pool:<id>`, or `pool:` for its own pool. */
export type Target = `heir:${string}` | `pool:${string}`

export const heirOf = (target: Target): string | null => (target.startsWith('heir:') ? target.slice(5) : null)
export const poolOf = (target: Target): string | null => (target.startsWith('pool:') ? target.slice(5) || null : null)

interface Choice {
  readonly ids: readonly string[]
  readonly heirId?: string
  readonly poolId?: string
}

/** The choices of single records as the API takes them, one entry a target; what goes the common way is left out. */
export const choicesOf = (chosen: ReadonlyMap<string, Target>, common: Target): readonly Choice[] => {
  const byTarget = new Map<Target, string[]>()
  for (const [id, target] of chosen) if (target !== common) byTarget.set(target, [...(byTarget.get(target) ?? []), id])
  return [...byTarget].map(([target, ids]) => {
    const heirId = heirOf(target)
    const poolId = poolOf(target)
    return { ids, ...(heirId === null ? {} : { heirId }), ...(poolId === null ? {} : { poolId }) }
  })
}

/** How many go where. */
export const countsOf = (
  total: number,
  chosen: ReadonlyMap<string, Target>,
  common: Target,
): ReadonlyMap<Target, number> => {
  const counts = new Map<Target, number>([[common, total - chosen.size]])
  for (const target of chosen.values()) counts.set(target, (counts.get(target) ?? 0) + 1)
  return new Map([...counts].filter(([, count]) => count > 0))
}

/** Records in turn to whoever has most room left; who has no limit counts as having the most. */
export const spread = (
  ids: readonly string[],
  heirs: readonly Heir[],
  taken: ReadonlyMap<Target, number>,
): ReadonlyMap<string, Target> => {
  const room = heirs.map(({ id, capacity }) => ({
    target: `heir:${id}` as Target,
    left:
      (capacity === null || capacity.limit === null ? 1_000_000 : capacity.limit - capacity.used) -
      (taken.get(`heir:${id}`) ?? 0),
  }))
  const chosen = new Map<string, Target>()
  for (const id of ids) {
    const next = room.reduce(
      (most, one) => (one.left > most.left ? one : most),
      room[0] ?? { target: 'pool:', left: 0 },
    )
    chosen.set(id, next.target as Target)
    next.left -= 1
  }
  return chosen
}
