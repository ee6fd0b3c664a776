import { Button, Segmented } from 'antd'
import { CheckCheck, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { useWebContext } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { Note } from './Note.tsx'
import { type KindCount, markRead, type Notification, pathOf, useNotifications } from './notifications.data.ts'
import { notificationWords } from './notifications.words.ts'
import './notifications.css'

/** What others and the system did that concerns me, by kind. Opening one marks it read; J, K, Enter and R work. */
export const NotificationsPage = () => {
  const t = useWords(notificationWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const context = useWebContext()
  const navigate = useNavigate()
  const [only, setOnly] = useState<'all' | 'unread'>('all')
  const [kind, setKind] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const query = useNotifications(kind, only === 'unread')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const items = data?.pages.flatMap((page) => page.data) ?? []
  const [first] = data?.pages ?? []
  const unread = first?.unread ?? 0
  const kinds = first?.kinds ?? []
  const unreadHere = kind === null ? unread : (kinds.find((one) => one.key === kind)?.unread ?? 0)
  const today = wallOf(context.now, context.timeZone).date
  const isToday = (one: Notification) => wallOf(Date.parse(one.at), context.timeZone).date >= today
  const groups = [
    { key: 'today' as const, list: items.filter(isToday) },
    { key: 'earlier' as const, list: items.filter((one) => !isToday(one)) },
  ].filter((group) => group.list.length > 0)

  const readAll = async () => {
    try {
      await markRead(kind === null ? { all: true } : { all: true, kind })
      showToast({ text: t('marked', { count: unreadHere }) })
    } catch (problem) {
      showProblem(problem)
    }
  }
  const read = (one: Notification) => {
    if (one.readAt === null) markRead({ ids: [one.id] }).catch(showProblem)
  }
  const open = (one: Notification) => {
    read(one)
    const path = pathOf(one)
    if (path !== null) void navigate(path)
  }
  const at = items.findIndex((one) => one.id === chosen)
  const move = (step: number) => {
    const next = items[Math.min(Math.max(at + step, 0), items.length - 1)]
    if (next === undefined) return
    setChosen(next.id)
    document.getElementById(`note-${next.id}`)?.focus()
  }
  useKeys({
    j: () => move(1),
    arrowdown: () => move(1),
    k: () => move(-1),
    arrowup: () => move(-1),
    r: () => {
      const one = items[at]
      if (one !== undefined) read(one)
    },
  })

  const readWords = kind === null ? t('readAll') : t('readKind')
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          aside={data === undefined ? undefined : unread > 0 ? t('unreadCount', { count: unread }) : t('noUnread')}
          actions={
            <>
              {unreadHere > 0 && (
                <Button
                  type="text"
                  {...(phone
                    ? { icon: <CheckCheck aria-hidden />, 'aria-label': readWords, title: readWords }
                    : { children: readWords })}
                  onClick={() => void readAll()}
                />
              )}
              <Button
                type="text"
                icon={<Settings2 aria-hidden />}
                aria-label={t('settings')}
                title={t('settings')}
                onClick={() => void navigate('/settings/notifications')}
              />
            </>
          }
        />
      }
    >
      <div className="gs-notes">
        <div className="gs-notes-tools">
          <Segmented
            value={only}
            onChange={setOnly}
            options={[
              { value: 'all', label: t('all') },
              { value: 'unread', label: t('unread') },
            ]}
          />
          {kinds.length > 1 && <Kinds kinds={kinds} chosen={kind} onChoose={setKind} />}
        </div>
        {data === undefined &&
          (error === null ? (
            <SkeletonRows rows={6} columns={[420, 80]} />
          ) : (
            <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
          ))}
        {data !== undefined && items.length === 0 && (
          <Empty title={t(only === 'all' ? 'none' : 'noneUnread')} text={t('noneText')}>
            {only === 'unread' || kind !== null ? (
              <Button
                type="primary"
                onClick={() => {
                  setOnly('all')
                  setKind(null)
                }}
              >
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
                  <Note
                    note={one}
                    kind={kinds.find((each) => each.key === one.kind)}
                    onOpen={() => open(one)}
                    onRead={() => read(one)}
                    onFocus={() => setChosen(one.id)}
                  />
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
        {!hasNextPage && items.length > 0 && first !== undefined && (
          <p className="gs-notes-kept">{t('kept', { read: first.kept.read, unread: first.kept.unread })}</p>
        )}
        <p className="gs-hidden" role="status">
          {kind === null ? '' : label(kinds.find((one) => one.key === kind)?.label ?? { zh: '', en: '' })}
        </p>
      </div>
    </Page>
  )
}

interface KindsProps {
  readonly kinds: readonly KindCount[]
  readonly chosen: string | null
  readonly onChoose: (kind: string | null) => void
}

const Kinds = ({ kinds, chosen, onChoose }: KindsProps) => {
  const t = useWords(notificationWords)
  const label = useLabel()
  const chip = (key: string | null, words: string, unread: number) => (
    <button
      key={key ?? 'all'}
      type="button"
      className="gs-note-kind"
      aria-pressed={chosen === key}
      onClick={() => onChoose(key)}
    >
      {words}
      {unread > 0 && (
        <span className="gs-note-count">
          {unread > 99 ? '99+' : unread}
          <span className="gs-hidden">{t('unread')}</span>
        </span>
      )}
    </button>
  )
  return (
    <div className="gs-note-kinds">
      {chip(null, t('allKinds'), 0)}
      {kinds.map((kind) => chip(kind.key, label(kind.label), kind.unread))}
    </div>
  )
}
