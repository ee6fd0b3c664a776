import { useQuery } from '@tanstack/react-query'
import { isObject } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { Empty } from '../../states.tsx'
import { useWords } from '../../words.ts'
import { Loaded, Moment, SmallTable } from '../parts.tsx'
import { jobWords } from './jobs.words.ts'

export interface Run {
  readonly id: string
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly state: string
  readonly result: unknown
  readonly error: string | null
}

const counts = ['recycled', 'refused', 'expired', 'done'] as const
const states = ['queued', 'running', 'done', 'failed'] as const
const tones: Readonly<Record<string, string>> = { done: 'is-good', failed: 'is-bad', running: 'is-info' }

export const RunState = ({ state }: { state: string }) => {
  const t = useWords(jobWords)
  const known = states.find((one) => one === state)
  return <span className={`gs-tag ${tones[state] ?? ''}`}>{known === undefined ? state : t(known)}</span>
}

/** What a job did, run by run. */
export const Runs = ({ name, title }: { name: string; title: string }) => {
  const t = useWords(jobWords)
  const query = useQuery({
    queryKey: ['job-runs', name],
    queryFn: () => api.get<{ data: readonly Run[] }>(`/jobs/${name}/runs`),
    refetchInterval: ({ state }) =>
      state.data?.data.some((run) => run.state === 'running' || run.state === 'queued') ? 1000 : false,
  })
  const said = (count: string): string => {
    const known = counts.find((one) => one === count)
    return known === undefined ? count : t(known)
  }
  const took = (run: Run): string => {
    if (run.finishedAt === null) return ''
    const milliseconds = Date.parse(run.finishedAt) - Date.parse(run.startedAt)
    if (milliseconds < 1000) return t('milliseconds', { count: milliseconds })
    const seconds = Math.round(milliseconds / 100) / 10
    return seconds < 120 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) })
  }
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title={t('noRuns')} text={t('noRunsText')} />
        ) : (
          <SmallTable<Run>
            label={title}
            rows={data}
            keyOf={(run) => run.id}
            columns={[
              { key: 'at', title: t('at'), cell: (run) => <Moment at={run.startedAt} /> },
              { key: 'state', title: t('state'), cell: (run) => <RunState state={run.state} /> },
              { key: 'took', title: t('took'), right: true, wide: true, cell: took },
              {
                key: 'detail',
                title: t('detail'),
                cell: (run) =>
                  run.error === null ? factsOf(run.result, said) : <span className="gs-late">{run.error}</span>,
              },
            ]}
          />
        )
      }
    </Loaded>
  )
}

/** `已收回 12 · 没能收回 3`: the job's own counts; a name without words here is said as it is. */
const factsOf = (result: unknown, said: (name: string) => string): string => {
  if (!isObject(result)) return result === null || result === undefined ? '' : String(result)
  return Object.entries(result)
    .map(([name, value]) => `${said(name)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ')
}
