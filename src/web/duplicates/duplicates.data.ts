import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Json, Label, Row } from '../../model/label.ts'
import { api, type Page } from '../client.ts'
import type { RecordRow } from '../records.ts'

export interface Reason {
  readonly code: string
  readonly message: string
}

/** Somebody or something like what is asked for, as far as it may be told. */
export interface Candidate {
  readonly object: string
  /** Null: out of sight. */
  readonly id: string | null
  readonly name: string
  readonly score: number
  readonly strength: string
  readonly state: 'mine' | 'owned' | 'protected' | 'pool' | 'dealt' | 'lead'
  readonly ownerName: string | null
  readonly protectedUntil: string | null
  readonly reasons: readonly Reason[]
}

export interface WrongValue {
  readonly path: string
  readonly code: string
  readonly message: string
  readonly certain: boolean
  readonly suggestion: string | null
}

export interface CheckAnswer {
  readonly decision: 'allow' | 'warn' | 'queue' | 'block'
  readonly reasonRequired: boolean
  readonly candidates: readonly Candidate[]
  readonly wrong: readonly WrongValue[]
}

export interface Named {
  readonly id: string
  readonly name: string | null
}

export interface Cluster {
  readonly id: string
  readonly object: string
  readonly source: 'entry' | 'scan'
  readonly state: 'open' | 'merged' | 'kept' | 'discarded'
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly records: readonly (Row & { readonly id: string | null })[]
  readonly foundAt: string
  readonly foundBy: Named | null
  readonly insistReason: string | null
  readonly decidedAt: string | null
  readonly decidedBy: Named | null
  readonly decisionReason: string | null
  readonly version: number
}

export interface Scan {
  readonly id: string
  readonly state: 'queued' | 'running' | 'done' | 'failed'
  readonly at: string
  readonly finishedAt: string | null
  readonly looked: number
  readonly total: number
  readonly clusters: number
  readonly error: string | null
}

export interface Preview {
  readonly records: readonly RecordRow[]
  readonly fields: readonly {
    readonly name: string
    readonly label: Label
    readonly result: Json
    readonly chosen: string | null
  }[]
  readonly children: readonly { readonly object: string; readonly field: string; readonly count: number }[]
}

export interface Merge {
  readonly id: string
  readonly at: string
  readonly by: Named | null
  readonly reason: string | null
  readonly winner: Named
  readonly losers: readonly Named[]
  readonly undoneAt: string | null
  readonly undoneBy: Named | null
}

export type Since =
  | { readonly id: string; readonly kind: 'field'; readonly field: string; readonly from: Json; readonly to: Json }
  | {
      readonly id: string
      readonly kind: 'record'
      readonly place: string
      readonly recordId: string
      readonly title: string
      readonly at: string
    }

/** A value once it has stood still for a moment. */
export const useSettled = <T>(value: T, milliseconds = 300): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** What the rules say to these values; the answer before stays until the next one is there. */
export const useCheck = (
  object: string,
  values: Row,
  options: { readonly id?: string | undefined; readonly enabled: boolean },
) => {
  const asked = useSettled(JSON.stringify(values))
  return useQuery({
    queryKey: ['duplicates', 'check', object, options.id ?? null, asked],
    queryFn: async ({ signal }) =>
      (
        await api.post<CheckAnswer>(
          '/duplicates/check',
          { object, values: JSON.parse(asked) as Row, ...(options.id === undefined ? {} : { id: options.id }) },
          { signal },
        )
      ).data,
    enabled: options.enabled && asked !== '{}',
    placeholderData: (before) => before,
    retry: false,
    staleTime: 30_000,
  })
}

export const useClusters = (object: string, state: string) =>
  useInfiniteQuery({
    queryKey: ['duplicates', 'clusters', object, state],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Cluster>>('/duplicates/clusters', { signal, query: { object, state, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })

export const useScans = (object: string) =>
  useQuery({
    queryKey: ['duplicates', 'scans', object],
    queryFn: ({ signal }) => api.get<Page<Scan>>('/duplicates/scans', { signal, query: { object } }),
    refetchInterval: ({ state }) => (['queued', 'running'].includes(state.data?.data[0]?.state ?? '') ? 1000 : false),
  })

export const useMerges = (object: string) =>
  useInfiniteQuery({
    queryKey: ['duplicates', 'merges', object],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Merge>>('/duplicates/merges', { signal, query: { object, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })
