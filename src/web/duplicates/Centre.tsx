import { Button, Segmented, Select } from 'antd'
import { ScanSearch } from 'lucide-react'
import { useEffect, useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { may, useMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showProblem } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { ClusterCard } from './ClusterCard.tsx'
import { useClusters, useScans } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'

const states = ['open', 'merged', 'kept', 'discarded'] as const

/** 重复中心 (C14): what is double and waits for a decision, and what was decided. */
export const Centre = () => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const objects = useMeta().objects.filter((one) => one.traits.identity !== undefined && may(one, 'merge'))
  const [path, setPath] = useState(objects[0]?.path ?? 'customers')
  const [state, setState] = useState<(typeof states)[number]>('open')
  const object = objects.find((one) => one.path === path)
  const query = useClusters(path, state)
  const clusters = query.data?.pages.flatMap((page) => page.data) ?? []
  const total = query.data?.pages[0]?.page.total
  if (object === undefined) return null
  return (
    <div className="gs-centre">
      <div className="gs-centre-bar">
        {objects.length > 1 && (
          <Select
            aria-label={t('centre')}
            value={path}
            onChange={setPath}
            options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
          />
        )}
        <Segmented
          value={state}
          onChange={setState}
          options={states.map((one) => ({ value: one, label: t(`state_${one}`) }))}
        />
        <ScanBar object={path} />
      </div>
      {query.error !== null ? (
        <Failure title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={6} columns={[240, 160, 120]} />
      ) : clusters.length === 0 ? (
        state === 'open' ? (
          <Empty title={t('nothing')} text={t('nothingText')} />
        ) : (
          <Empty title={t('noneDecided')} />
        )
      ) : (
        <>
          {state === 'open' && (
            <p className="gs-muted">
              {total?.exact === false
                ? t('manyWait', { count: total.value })
                : t('groupsWait', { count: total?.value ?? 0 })}
            </p>
          )}
          {clusters.map((cluster) => (
            <ClusterCard key={cluster.id} object={object} cluster={cluster} />
          ))}
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

const ScanBar = ({ object }: { object: string }) => {
  const t = useWords(duplicatesWords)
  const context = useWebContext()
  const { data } = useScans(object)
  const last = data?.data[0]
  const goes = last?.state === 'queued' || last?.state === 'running'
  const finished = last?.finishedAt ?? null
  useEffect(() => {
    if (finished !== null) void queryClient.invalidateQueries({ queryKey: ['duplicates', 'clusters', object] })
  }, [finished, object])
  const start = () =>
    api
      .post('/duplicates/scans', { object })
      .then(() => queryClient.invalidateQueries({ queryKey: ['duplicates', 'scans', object] }))
      .catch(showProblem)
  const words =
    last === undefined
      ? ''
      : last.state === 'queued'
        ? t('scanQueued')
        : last.state === 'running'
          ? t('scanning', { looked: last.looked, total: last.total })
          : last.state === 'failed'
            ? t('scanFailed')
            : t('scanned', {
                at: momentInText(last.finishedAt ?? last.at, context),
                total: last.total,
                clusters: last.clusters,
              })
  return (
    <div className="gs-centre-scan">
      <span className="gs-muted" role="status">
        {words}
      </span>
      <Button icon={<ScanSearch aria-hidden />} loading={goes} onClick={() => void start()}>
        {t('scan')}
      </Button>
    </div>
  )
}
