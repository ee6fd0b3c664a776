import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { ArrowLeftRight, AtSign, Bell, FileInput, type LucideIcon, MessageSquare, UserCheck, Waves } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { api, type Page as ListPage } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { queryClient } from '../query.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { notificationWords } from './notifications.words.ts'
import '../record/timeline.css'
import './notifications.css'

interface Notification {
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

type Notifications = Omit<ListPage<Notification>, 'page'> & {
  readonly unread: number
  readonly page: { readonly next: string | null }
}

const icons: Readonly<Record<string, LucideIcon>> = {
  mention: AtSign,
  comment: MessageSquare,
  assigned: UserCheck,
  transferred: ArrowLeftRight,
  recycled: Waves,
  import: FileInput,
}

const changed = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['notifications'] }),
    queryClient.invalidateQueries({ queryKey: ['me'] }),
  ])

/** What others and the system did that concerns me. Opening one marks it read. */
export const NotificationsPage = () => {
  const t = useWords(notificationWords)
  const context = useWebContext()
  const navigate = useNavigate()
  const [only, setOnly] = useState<'all' | 'unread'>('all')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['notifications', only],
    queryFn: ({ pageParam, signal }) =>
      api.get<Notifications>('/notifications', {
        query: { cursor: pageParam, unread: only === 'unread' ? true : undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })
  const items = data?.pages.flatMap((page) => page.data) ?? []
  const unread = data?.pages[0]?.unread ?? 0
  const today = wallOf(context.now, context.timeZone).date
  const isToday = (one: Notification) => wallOf(Date.parse(one.at), context.timeZone).date >= today
  const groups = [
    { key: 'today' as const, list: items.filter(isToday) },
    { key: 'earlier' as const, list: items.filter((one) => !isToday(one)) },
  ].filter((group) => group.list.length > 0)

  const readAll = async () => {
    try {
      await api.post('/notifications/read', { all: true })
      showToast({ text: t('marked') })
      await changed()
    } catch (problem) {
      showProblem(problem)
    }
  }
  const open = (one: Notification) => {
    if (one.readAt === null)
      api
        .post('/notifications/read', { ids: [one.id] })
        .then(changed)
        .catch(showProblem)
    if (one.object === null || one.recordId === null) return
    void navigate(one.object === 'imports' ? `/import/${one.recordId}` : `/o/${one.object}/${one.recordId}`)
  }
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          aside={data === undefined ? undefined : unread > 0 ? t('unreadCount', { count: unread }) : t('noUnread')}
          actions={
            unread > 0 && (
              <Button type="text" onClick={() => void readAll()}>
                {t('readAll')}
              </Button>
            )
          }
        />
      }
    >
      <div className="gs-notes">
        <Segmented
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: t('unread') },
          ]}
        />
        {data === undefined &&
          (error === null ? (
            <SkeletonRows rows={6} columns={[420, 80]} />
          ) : (
            <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
          ))}
        {data !== undefined && items.length === 0 && (
          <Empty title={t(only === 'all' ? 'none' : 'noneUnread')} text={t('noneText')}>
            {only === 'unread' ? (
              <Button type="primary" onClick={() => setOnly('all')}>
                {t('showAll')}
              </Button>
            ) : (
              <Button type="primary" onClick={() => navigate('/')}>
                {t('toWork')}
              </Button>
            )}
          </Empty>
        )}
        {groups.map((group) => (
          <section key={group.key}>
            <h2>{t(group.key)}</h2>
            <ul>
              {group.list.map((one) => (
                <li key={one.id}>
                  <Note note={one} moment={momentInText(one.at, context)} onOpen={() => open(one)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {hasNextPage && (
          <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </div>
    </Page>
  )
}

const Note = ({ note, moment, onOpen }: { note: Notification; moment: string; onOpen: () => void }) => {
  const t = useWords(notificationWords)
  const Icon = icons[note.kind] ?? Bell
  const fresh = note.readAt === null
  const by = note.by?.name ?? t('system')
  return (
    <button type="button" className={`gs-plain gs-note ${fresh ? 'is-fresh' : ''}`} onClick={onOpen}>
      <span className="gs-event-icon">
        <Icon aria-hidden />
      </span>
      <span className="gs-note-body">
        <span className="gs-note-title">
          <b>{by}</b> {note.title.startsWith(by) ? note.title.slice(by.length).trimStart() : note.title}
          {fresh && <span className="gs-hidden">（{t('unread')}）</span>}
        </span>
        {note.kind !== 'import' && note.text !== null && note.text !== '' && (
          <span className="gs-note-text">{note.text}</span>
        )}
      </span>
      <time dateTime={note.at} className="gs-muted">
        {moment}
      </time>
      <span className="gs-note-dot" aria-hidden="true" />
    </button>
  )
}
