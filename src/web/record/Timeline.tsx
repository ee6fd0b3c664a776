import { Button } from 'antd'
import { useWebContext } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useWords } from '../words.ts'
import { FoldedEvents } from './FoldedEvents.tsx'
import { recordWords } from './record.words.ts'
import { TimelineItem } from './TimelineItem.tsx'
import { type Happening, type Period, periodOf, sortOf, useTimeline } from './timeline.data.ts'
import { foldedLines } from './timeline-folds.ts'
import './timeline.css'

export const kindFilters = [
  { key: 'all', word: 'allKinds' },
  { key: 'followUps', word: 'onlyFollowUps' },
  { key: 'tasks', word: 'onlyTasks' },
  { key: 'ownership', word: 'onlyOwnership' },
  { key: 'others', word: 'onlyOthers' },
] as const
export type KindFilter = (typeof kindFilters)[number]['key']

interface TimelineProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  readonly kind: KindFilter
}

/** All kinds of happenings in date order, grouped by how long ago. */
export const Timeline = ({ object, record, kind }: TimelineProps) => {
  const t = useWords(recordWords)
  const context = useWebContext()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(object.path, record.id)
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={6} columns={[380, 60]} />
    ) : (
      <Failure title={t('timelineFailed')} error={error} onRetry={() => void refetch()} />
    )
  const all = data.pages.flatMap((page) => page.data)
  const items = kind === 'all' ? all : all.filter((item) => sortOf(item) === kind)
  if (items.length === 0)
    return (
      <Empty
        title={all.length === 0 ? t('noTimeline') : t('noneOfKind')}
        {...(all.length === 0 && object.traits.pooled === true ? { text: t('noTimelineText') } : {})}
      />
    )
  const groups = new Map<Period, Happening[]>()
  for (const item of items) {
    const period = periodOf(item.at, context.now, context.timeZone)
    groups.set(period, [...(groups.get(period) ?? []), item])
  }
  return (
    <div className="gs-timeline">
      {[...groups].map(([period, list]) => (
        <section key={period} aria-label={t(period)}>
          <h3 className="gs-timeline-period">{t(period)}</h3>
          <ol>
            {foldedLines(list, { runs: kind === 'all' }).map((line) => {
              const [first] = line.items
              const key = `${first?.object}/${first?.kind}/${first?.id}`
              return line.kind === 'one' ? (
                <TimelineItem key={key} item={line.items[0]} />
              ) : (
                <FoldedEvents key={key} line={line} />
              )
            })}
          </ol>
        </section>
      ))}
      {hasNextPage && (
        <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
