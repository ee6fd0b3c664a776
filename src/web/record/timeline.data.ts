import { useInfiniteQuery } from '@tanstack/react-query'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import type { Row } from '../../model/label.ts'
import { api, type Page } from '../client.ts'

export interface Comment {
  readonly id: string
  readonly content: string
  readonly by: { readonly id: string; readonly name: string } | null
  readonly at: string
  readonly can?: { readonly update?: boolean; readonly delete?: boolean }
  /** Of a superior, to be acknowledged. */
  readonly instruction?: {
    readonly id: string
    readonly acknowledgedAt: string | null
    readonly can: { readonly acknowledge: boolean }
  } | null
}

export interface Happening {
  readonly at: string
  readonly kind: string
  readonly object: string
  readonly id: string
  readonly title: string | null
  readonly text: string | null
  readonly by: { readonly id: string; readonly name: string } | null
  readonly fields?: Row
  readonly comments?: readonly Comment[]
}

export const timelineKey = (object: string, id: string) => ['timeline', object, id] as const

/** What happened to a record, latest first, page by page. */
export const useTimeline = (object: string, id: string) =>
  useInfiniteQuery({
    queryKey: timelineKey(object, id),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Happening>>(`/${object}/${id}/timeline`, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })

export type Period = 'today' | 'thisMonth' | 'earlier'

export const periodOf = (at: string, now: number, timeZone: string): Period => {
  const today = wallOf(now, timeZone).date
  const day = wallOf(Date.parse(at), timeZone).date
  return day >= today ? 'today' : day.slice(0, 7) === today.slice(0, 7) ? 'thisMonth' : 'earlier'
}

const ownership = new Set([
  'ownership',
  'claim',
  'release',
  'recycle',
  'assign',
  'transfer',
  'create',
  'import',
  'move',
  'created',
  'move-pool',
  'lock',
  'unlock',
  'return',
  'extend',
])

/** The four sorts of things on a timeline. */
export const sortOf = (item: Happening): 'followUps' | 'tasks' | 'ownership' | 'others' =>
  item.object === 'follow-ups'
    ? 'followUps'
    : item.object === 'tasks'
      ? 'tasks'
      : ownership.has(item.kind)
        ? 'ownership'
        : 'others'
