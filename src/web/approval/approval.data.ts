import { useQuery } from '@tanstack/react-query'
import type { Json, Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { fetchList, listKey } from '../records.ts'

export interface Named {
  readonly id: string
  readonly name: string | null
}
export interface StepShown {
  readonly employee: Named | null
  readonly for: Named | null
  readonly state: 'open' | 'waiting' | 'approved' | 'rejected' | 'returned' | 'delegated' | 'passed' | 'superseded'
  readonly comment: string | null
  readonly decidedAt: string | null
}
export interface StationShown {
  readonly id: string
  readonly name: string
  readonly kind: 'approve' | 'copy'
  readonly how: 'all' | 'any' | 'sequence' | null
  readonly state: 'done' | 'current' | 'ahead' | 'approved' | 'rejected' | 'returned' | 'withdrawn'
  readonly steps: readonly StepShown[]
}
export interface Preview {
  readonly flow: Named | null
  readonly stations: readonly StationShown[]
  readonly first: readonly Named[]
  readonly choose: readonly { readonly id: string; readonly name: string }[]
}
export interface Request {
  readonly visible: boolean
  readonly changes: readonly { readonly field: string; readonly from: Json; readonly to: Json }[]
  readonly input: Row
  readonly decisions: readonly {
    readonly at: string
    readonly node: string | null
    readonly decision: string
    readonly comment: string | null
    readonly by: Named | null
    readonly other: Named | null
  }[]
}

/** What an action would have to go through, before it is asked for. */
export const usePreview = (object: string, id: string | undefined, action: string, enabled: boolean) =>
  useQuery({
    queryKey: ['record', object, id, 'approval', action],
    queryFn: () => api.get<Preview>(`/${object}/${id ?? ''}/approval?action=${action}`),
    enabled: enabled && id !== undefined,
    gcTime: 0,
  })

export const useRequest = (id: string) =>
  useQuery({
    queryKey: ['record', 'approvals', id, 'request'],
    queryFn: () => api.get<Request>(`/approvals/${id}/request`),
  })

/** The approvals of a record, the latest first, as far as this person takes part or may see them. */
export const useApprovalsOf = (object: string, recordId: string, enabled: boolean) => {
  const query = { filter: { object, recordId }, sort: '-submittedAt', limit: 10, count: 'none' as const }
  return useQuery({ queryKey: listKey('approvals', query), queryFn: () => fetchList('approvals', query), enabled })
}
