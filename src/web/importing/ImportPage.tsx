import { Button } from 'antd'
import { Check, X } from 'lucide-react'
import { Fragment } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { ApiProblem } from '../client.ts'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { useMeta } from '../meta.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { type Step, stepOf, useImport } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { MapStep } from './MapStep.tsx'
import { RunStep } from './RunStep.tsx'
import { UploadStep } from './UploadStep.tsx'
import './importing.css'

/** The import wizard: upload, map, dry run, import; each import has its address and can be left and resumed. */
export const ImportPage = () => {
  const t = useWords(importWords)
  const label = useLabel()
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const { id } = useParams()
  const [parameters] = useSearchParams()
  const { objects } = useMeta()
  const query = useImport(id)
  const run = id === undefined ? undefined : query.data
  const path = run?.object ?? parameters.get('object') ?? 'customers'
  const object = objects.find((candidate) => candidate.path === path)
  const editing = run?.status === 'mapping' && parameters.get('step') === 'map'
  const step = editing ? 'map' : stepOf(run)
  const title = object === undefined ? t('title') : `${label(object.label)} › ${t('title')}`
  return (
    <Page
      fixed
      header={
        <PageHeader
          title={phone ? t('title') : title}
          name={title}
          tabs={phone ? null : <Steps current={step} finished={run?.status === 'done' && !run.dryRun} />}
          {...(id === undefined
            ? {}
            : {
                actions: (
                  <>
                    {!phone && <span className="gs-muted">{t('keeps')}</span>}
                    <Button
                      type="text"
                      icon={<X aria-hidden />}
                      aria-label={t('leave')}
                      onClick={() => void navigate('/import')}
                    />
                  </>
                ),
              })}
        />
      }
    >
      {id === undefined && <UploadStep />}
      {id !== undefined && query.data === undefined && query.error !== null && (
        <Gone error={query.error} onRetry={() => void query.refetch()} />
      )}
      {id !== undefined && query.isPending && <SkeletonRows rows={10} columns={[160, 200, 160, 80]} />}
      {run !== undefined && object !== undefined && step === 'map' && (
        <MapStep key={run.sheet ?? ''} run={run} object={object} />
      )}
      {run !== undefined && object !== undefined && (step === 'check' || step === 'import') && (
        <RunStep run={run} object={object} />
      )}
    </Page>
  )
}

const order: readonly Step[] = ['upload', 'map', 'check', 'import']
const words = { upload: 'stepUpload', map: 'stepMap', check: 'stepCheck', import: 'stepImport' } as const

const Steps = ({ current, finished }: { current: Step; finished: boolean }) => {
  const t = useWords(importWords)
  const reached = order.indexOf(current)
  return (
    <ol className="gs-steps-line" aria-label={t('steps')}>
      {order.map((step, place) => {
        const passed = place < reached || finished
        return (
          <Fragment key={step}>
            {place > 0 && <li aria-hidden="true" className="gs-steps-dash" />}
            <li
              className={passed ? 'is-passed' : place === reached ? 'is-current' : ''}
              {...(place === reached ? { 'aria-current': 'step' as const } : {})}
            >
              <span className="gs-steps-disc">{passed ? <Check aria-hidden /> : place + 1}</span>
              {t(words[step])}
            </li>
          </Fragment>
        )
      })}
    </ol>
  )
}

const Gone = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const t = useWords(importWords)
  const navigate = useNavigate()
  if (!(error instanceof ApiProblem) || error.status !== 404)
    return <Failure title={t('gone')} error={error} onRetry={onRetry} />
  return (
    <Empty title={t('gone')} text={t('goneText')}>
      <Button type="primary" onClick={() => void navigate('/import')}>
        {t('another')}
      </Button>
    </Empty>
  )
}
