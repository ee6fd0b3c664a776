import { Button } from 'antd'
import { CircleAlert, CircleCheck, Download, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { api, apiUrl } from '../client.ts'
import { keyName, useKeys } from '../keys.ts'
import type { ObjectMeta } from '../meta.ts'
import { recordsChanged } from '../records.ts'
import { Question } from '../settings/Question.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { FailureTable } from './FailureTable.tsx'
import { type ImportRun, importChanged, isChecked, isWorking } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { Progress } from './Progress.tsx'
import './run.css'

/** A dry run or an import: while it works, and what came of it. */
export const RunStep = ({ run, object }: { run: ImportRun; object: ObjectMeta }) => {
  const t = useWords(importWords)
  const label = useLabel()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [undoing, setUndoing] = useState(false)
  const running = isWorking(run)
  const counts = { created: run.created, updated: run.updated, skipped: run.skipped, failed: run.failed }
  const good = run.created + run.updated
  const finished = !running && !isChecked(run)
  useEffect(() => {
    if (finished) void recordsChanged(object.path)
  }, [finished, object.path])

  const act = async (write: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await write()
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
    await importChanged(run.id)
  }
  const start = () => act(() => api.post(`/imports/${run.id}/start`, {}))
  const back = () => void navigate(`/import/${run.id}?step=map`)
  const undo = () =>
    act(async () => {
      await api.post(`/imports/${run.id}/undo`)
      showToast({ text: t('undoStarted') })
      setUndoing(false)
    })
  const checked = isChecked(run)
  useKeys({ 'mod+enter': () => void start() }, checked && good > 0 && !busy)
  const failures = run.failed > 0 && !running && run.status !== 'undone'
  return (
    <div className="gs-wizard">
      <div className="gs-outcome">
        {running ? <Progress run={run} /> : <Outcome run={run} />}
        {!running && run.status !== 'failed' && run.status !== 'undone' && (
          <dl className="gs-counts">
            {(['created', 'updated', 'skipped', 'failed'] as const).map((key) => (
              <div key={key} className={key === 'failed' && counts[key] > 0 ? 'is-bad' : ''}>
                <dt>{t(key === 'failed' ? 'failedRows' : key)}</dt>
                <dd>{counts[key].toLocaleString('en')}</dd>
              </div>
            ))}
          </dl>
        )}
        {failures && (
          <section className="gs-part">
            <div className="gs-part-head">
              <h3>{t('failures')}</h3>
              <Button
                icon={<Download aria-hidden />}
                title={t('downloadText')}
                href={apiUrl(`/imports/${run.id}/failures`, { format: 'xlsx' })}
              >
                {t('download')}
              </Button>
            </div>
            <FailureTable id={run.id} version={run.finishedAt ?? ''} />
          </section>
        )}
      </div>
      {!running && (
        <div className="gs-wizard-foot">
          <span className="gs-muted">{failures ? t('downloadText') : ''}</span>
          {checked && (
            <>
              <Button disabled={busy} onClick={back}>
                {t('backToMap')}
              </Button>
              <Button type="primary" loading={busy} disabled={good === 0} onClick={() => void start()}>
                {good === 0 ? t('startNothing') : t('start', { count: good.toLocaleString('en') })}
                {good > 0 && <kbd className="gs-kbd gs-wide-kbd">{keyName('mod+enter')}</kbd>}
              </Button>
            </>
          )}
          {finished && run.status === 'done' && good > 0 && (
            <Button icon={<RotateCcw aria-hidden />} disabled={busy} onClick={() => setUndoing(true)}>
              {t('undo')}
            </Button>
          )}
          {finished && <Button onClick={() => void navigate(`/import?object=${object.path}`)}>{t('another')}</Button>}
          {finished && run.status === 'done' && good > 0 && (
            <Button type="primary" onClick={() => void navigate(`/o/${object.path}?view=all&sort=-createdAt`)}>
              {t('see', { object: label(object.label) })}
            </Button>
          )}
        </div>
      )}
      {undoing && (
        <Question title={t('undoTitle')} act={t('undo')} onAct={undo} onClose={() => setUndoing(false)}>
          <p>
            {t('undoText', { created: run.created.toLocaleString('en'), updated: run.updated.toLocaleString('en') })}
          </p>
        </Question>
      )}
    </div>
  )
}

const Outcome = ({ run }: { run: ImportRun }) => {
  const t = useWords(importWords)
  const label = useLabel()
  const counts = {
    created: run.created.toLocaleString('en'),
    updated: run.updated.toLocaleString('en'),
    skipped: run.skipped.toLocaleString('en'),
    failed: run.failed.toLocaleString('en'),
  }
  const [title, text] =
    run.status === 'failed'
      ? [
          t('importFailed'),
          typeof run.error === 'string' ? run.error : run.error ? label(run.error) : t('importFailedText'),
        ]
      : run.status === 'undone'
        ? [t('importUndone'), t('importUndoneText') + (run.kept ? t('undoKept', { count: run.kept }) : '')]
        : isChecked(run)
          ? [t('checkDone'), t('checkSays', counts)]
          : [t('importDone'), t('importSays', counts)]
  return (
    <div className={`gs-outcome-head ${run.status === 'failed' ? 'is-bad' : ''}`} role="status">
      {run.status === 'failed' ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
      <div>
        <h2>{title}</h2>
        <p className="gs-muted">
          {run.fileName !== undefined && `${run.fileName} · `}
          {text}
        </p>
      </div>
    </div>
  )
}
