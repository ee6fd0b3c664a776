import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ChevronRight, Play } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import type { Label } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { Empty } from '../../states.tsx'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Loaded, Moment, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { jobWords } from './jobs.words.ts'
import { type Run, RunState, Runs } from './Runs.tsx'
import { spokenSchedule } from './schedule.ts'

interface Job {
  readonly name: string
  readonly label: Label
  readonly schedule: string | null
  readonly lastRun: Run | null
}

/** What the system does by itself; each can be run now and tells what it did. */
export const JobsTopic = ({ rest: [name] }: { rest: readonly string[] }) => {
  const t = useWords(jobWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const schedule = useSchedule()
  const query = useQuery({
    queryKey: ['jobs'],
    queryFn: () => api.get<{ data: readonly Job[] }>('/jobs'),
    refetchInterval: ({ state }) =>
      state.data?.data.some((job) => job.lastRun?.state === 'running' || job.lastRun?.state === 'queued')
        ? 1500
        : false,
  })
  const run = async (job: Job) => {
    try {
      await api.post(`/jobs/${job.name}/run`)
      showToast({ text: t('started', { job: label(job.label) }) })
    } catch (error) {
      showProblem(error)
    }
    await Promise.all([['jobs'], ['job-runs', job.name]].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  }
  const runButton = (job: Job) => (
    <Button
      size="small"
      icon={<Play aria-hidden />}
      aria-label={`${t('run')} ${label(job.label)}`}
      onClick={(event) => {
        event.stopPropagation()
        void run(job)
      }}
    >
      {t('run')}
    </Button>
  )
  const chosen = query.data?.data.find((job) => job.name === name)
  if (chosen !== undefined)
    return (
      <Topic
        title={
          <>
            <Link to="/settings/jobs" className="gs-crumb">
              {s('jobs')}
            </Link>
            <ChevronRight aria-hidden className="gs-crumb" />
            {label(chosen.label)}
          </>
        }
        lead={schedule(chosen.schedule)}
        actions={runButton(chosen)}
      >
        <Runs name={chosen.name} title={t('runsOf', { job: label(chosen.label) })} />
      </Topic>
    )
  return (
    <Topic title={s('jobs')} lead={t('lead')}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t('noJobs')} />
          ) : (
            <SmallTable<Job>
              label={s('jobs')}
              rows={data}
              keyOf={(job) => job.name}
              onOpen={(job) => void navigate(`/settings/jobs/${job.name}`)}
              columns={[
                {
                  key: 'job',
                  title: t('job'),
                  cell: (job) => (
                    <Link to={`/settings/jobs/${job.name}`} onClick={(event) => event.stopPropagation()}>
                      {label(job.label)}
                    </Link>
                  ),
                },
                { key: 'schedule', title: t('schedule'), wide: true, cell: (job) => schedule(job.schedule) },
                {
                  key: 'last',
                  title: t('lastRun'),
                  cell: (job) =>
                    job.lastRun === null ? (
                      <span className="gs-muted">{t('never')}</span>
                    ) : (
                      <span className="gs-inline">
                        <Moment at={job.lastRun.startedAt} />
                        <RunState state={job.lastRun.state} />
                      </span>
                    ),
                },
                { key: 'act', title: '', right: true, cell: runButton },
              ]}
            />
          )
        }
      </Loaded>
    </Topic>
  )
}

const useSchedule = (): ((cron: string | null) => string) => {
  const t = useWords(jobWords)
  return (cron) => {
    if (cron === null || cron === undefined) return t('byHand')
    const spoken = spokenSchedule(cron)
    if (spoken.kind === 'daily') return t('daily', { time: spoken.time })
    if (spoken.kind === 'hourly') return t('hourly', { minute: spoken.minute })
    if (spoken.kind === 'everyMinutes') return t('everyMinutes', { minutes: spoken.minutes })
    return spoken.text
  }
}
