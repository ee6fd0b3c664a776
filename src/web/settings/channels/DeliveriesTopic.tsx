import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Label } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { Empty, Failure, SkeletonRows } from '../../states.tsx'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Moment, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { refreshChannels } from './channels.data.ts'
import { channelWords } from './channels.words.ts'
import './channels.css'

const states = ['pending', 'sent', 'failed', 'givenUp', 'held', 'digest', 'skipped'] as const
type State = (typeof states)[number]
const ways = ['email', 'push', 'wecom', 'dingtalk', 'feishu'] as const
type Way = (typeof ways)[number]

interface Delivery {
  readonly id: string
  readonly channel: Way
  readonly kindLabel: Label
  readonly state: State
  readonly attempts: number
  readonly due: string | null
  readonly createdAt: string
  readonly sentAt: string | null
  readonly error: string | null
  readonly kind: string
  readonly to: { readonly object: string; readonly id: string | null; readonly name: string | null }
}

interface Deliveries {
  readonly data: readonly Delivery[]
  readonly counts: Readonly<Partial<Record<State, number>>>
  readonly page: { readonly next: string | null }
}

const tone: Readonly<Partial<Record<State, string>>> = {
  sent: 'is-good',
  failed: 'is-wait',
  givenUp: 'is-bad',
}

/** What left the house, by which way, and what did not arrive. */
export const DeliveriesTopic = () => {
  const t = useWords(channelWords)
  const s = useWords(settingsWords)
  const [state, setState] = useState<State | null>(null)
  const [way, setWay] = useState<Way | null>(null)
  const query = useInfiniteQuery({
    queryKey: ['deliveries', state, way],
    queryFn: ({ pageParam, signal }) =>
      api.get<Deliveries>('/deliveries', { query: { state, channel: way, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })
  const rows = query.data?.pages.flatMap((page) => page.data) ?? []
  const counts = query.data?.pages[0]?.counts ?? {}
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const retry = async (path: string, body: object) => {
    try {
      const { data } = await api.post<{ retried: number }>(path, body)
      showToast({ text: t('retried', { count: data.retried }) })
    } catch (error) {
      showProblem(error)
    }
    await refreshChannels()
  }
  const retryAll = (counts.givenUp ?? 0) > 0 && (
    <Button onClick={() => void retry('/deliveries/retry', way === null ? {} : { channel: way })}>
      {t('retryAll')}
    </Button>
  )
  const tab = (key: State | null, words: string, count: number) => (
    <button
      key={key ?? 'all'}
      type="button"
      className="gs-day gs-nowrap"
      aria-pressed={state === key}
      onClick={() => setState(key)}
    >
      {words} <span className="gs-muted">{count}</span>
    </button>
  )
  return (
    <Topic title={s('deliveries')} lead={t('deliveriesLead')} actions={retryAll} wide>
      {query.data === undefined &&
        (query.error === null ? (
          <SkeletonRows rows={8} columns={[160, 120, 80, 80]} />
        ) : (
          <Failure title={s('notLoaded')} error={query.error} onRetry={() => void query.refetch()} />
        ))}
      {query.data !== undefined && total === 0 && <Empty title={t('noDeliveries')} text={t('noDeliveriesText')} />}
      {total > 0 && (
        <>
          <div className="gs-delivery-tools">
            <div className="gs-state-tabs">
              {tab(null, t('allStates'), total)}
              {states
                .filter((one) => (counts[one] ?? 0) > 0 || state === one)
                .map((one) => tab(one, t(one), counts[one] ?? 0))}
            </div>
            <Select<Way | ''>
              size="small"
              aria-label={t('way')}
              value={way ?? ''}
              onChange={(next) => setWay(next === '' ? null : next)}
              popupMatchSelectWidth={false}
              options={[{ value: '', label: t('anyWay') }, ...ways.map((one) => ({ value: one, label: t(one) }))]}
            />
          </div>
          {rows.length === 0 ? (
            <Empty title={t('noneInState')} />
          ) : (
            <Rows rows={rows} onRetry={(one) => retry(`/deliveries/${one.id}/retry`, {})} />
          )}
          {query.hasNextPage && (
            <Button type="text" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {s('more')}
            </Button>
          )}
        </>
      )}
    </Topic>
  )
}

/** Why it is as it is, and when it is tried next. */
const Because = ({ of: one }: { of: Delivery }) => {
  const t = useWords(channelWords)
  const waits = one.due !== null && one.state !== 'pending'
  return (
    <span className="gs-delivery-because">
      {one.error}
      {waits && (
        <span className="gs-nowrap gs-delivery-next">
          {one.attempts > 0 && `${t('attempts', { count: one.attempts })} · `}
          {t('nextAt')} <Moment at={one.due ?? ''} />
        </span>
      )}
    </span>
  )
}

const Rows = ({ rows, onRetry }: { rows: readonly Delivery[]; onRetry: (one: Delivery) => Promise<void> }) => {
  const t = useWords(channelWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  return (
    <SmallTable<Delivery>
      label={s('deliveries')}
      rows={rows}
      keyOf={(one) => one.id}
      columns={[
        {
          key: 'to',
          title: t('to'),
          cell: (one) => (
            <>
              <span className="gs-nowrap">{one.to.name ?? <span className="gs-muted">{t('gone')}</span>}</span>
              <span className="gs-delivery-below gs-delivery-because">{t(one.channel)}</span>
            </>
          ),
        },
        { key: 'way', title: t('way'), wide: true, cell: (one) => t(one.channel) },
        { key: 'what', title: t('what'), wide: true, cell: (one) => label(one.kindLabel) },
        { key: 'at', title: t('at'), wide: true, cell: (one) => <Moment at={one.createdAt} /> },
        {
          key: 'state',
          title: t('state'),
          cell: (one) => (
            <>
              <span className={`gs-tag ${tone[one.state] ?? ''}`}>{t(one.state)}</span>
              <span className="gs-delivery-below">
                <Because of={one} />
              </span>
            </>
          ),
        },
        { key: 'because', title: t('because'), wide: true, cell: (one) => <Because of={one} /> },
        {
          key: 'act',
          title: '',
          right: true,
          cell: (one) =>
            (one.state === 'givenUp' || one.state === 'failed') &&
            one.kind !== 'test' && (
              <Button size="small" onClick={() => void onRetry(one)}>
                {t('retry')}
              </Button>
            ),
        },
      ]}
    />
  )
}
