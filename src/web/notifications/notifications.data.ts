import { useInfiniteQuery } from '@tanstack/react-query'
import type { Label } from '../../model/label.ts'
import { api, type Page as ListPage } from '../client.ts'
import { queryClient } from '../query.ts'

export interface Notification {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly title: string
  readonly text: string | null
  readonly object: string | null
  readonly recordId: string | null
  readonly readAt: string | null
  readonly by: { readonly id: string; readonly name: string } | null
}

export interface KindCount {
  readonly key: string
  readonly label: Label
  readonly unread: number
}

type Notifications = Omit<ListPage<Notification>, 'page'> & {
  readonly unread: number
  readonly kinds: readonly KindCount[]
  readonly kept: { readonly read: number; readonly unread: number }
  readonly page: { readonly next: string | null }
}

/** My notifications, of one kind or of all, page after page. */
export const useNotifications = (kind: string | null, unreadOnly: boolean) =>
  useInfiniteQuery({
    queryKey: ['notifications', kind, unreadOnly],
    queryFn: ({ pageParam, signal }) =>
      api.get<Notifications>('/notifications', {
        query: { cursor: pageParam, kind, unread: unreadOnly ? true : undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
    // What is shown stays while another kind is read.
    placeholderData: (before) => before,
  })

/** Marks some as read, or all, or all of a kind; the badge follows. */
export const markRead = async (which: { ids: readonly string[] } | { all: true; kind?: string }): Promise<void> => {
  await api.post('/notifications/read', which)
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['notifications'] }),
    queryClient.invalidateQueries({ queryKey: ['me'] }),
  ])
}

/** Where a notification leads. */
export const pathOf = ({ kind, object, recordId }: Notification): string | null => {
  if (object === 'reminders') return '/'
  if (object !== null && kind === 'takenOver') return `/o/${object}`
  if (object === null || recordId === null) return null
  return object === 'imports' ? `/import/${recordId}` : `/o/${object}/${recordId}`
}
