import { useRef } from 'react'
import { useWords } from '../words.ts'
import { handled, type ImportRun } from './import-run.ts'
import { importWords } from './importing.words.ts'

/** How far it is, how long it still takes, and that one may leave. */
export const Progress = ({ run }: { run: ImportRun }) => {
  const t = useWords(importWords)
  const undoing = run.status === 'undoing'
  const done = undoing ? 0 : handled(run)
  const total = run.total || (run.rows ?? 0)
  const begun = useRef({ at: Date.now(), done })
  const speed = (done - begun.current.done) / Math.max(1, Date.now() - begun.current.at)
  const left = speed > 0 ? Math.ceil((total - done) / speed / 1000) : null
  const share = total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100))
  const time =
    left === null ? '' : left < 100 ? t('seconds', { count: left }) : t('minutes', { count: Math.ceil(left / 60) })
  return (
    <div className="gs-run">
      <div className="gs-run-line">
        <b className="gs-ellipsis">
          {t(run.status === 'undoing' ? 'undoing' : run.dryRun ? 'checking' : 'importing')} {run.fileName ?? ''}
        </b>
        <span className="gs-muted">{share}%</span>
      </div>
      <div
        className="gs-tide gs-run-tide"
        role="progressbar"
        aria-label={t(run.status === 'undoing' ? 'undoing' : run.dryRun ? 'checking' : 'importing')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
      >
        <span style={{ width: `${share}%` }} />
      </div>
      <div className="gs-run-line">
        <span className="gs-muted">
          {t('progress', { done: done.toLocaleString('en'), total: total.toLocaleString('en') })}
          {left !== null && left > 0 && ` · ${t('remaining', { time })}`}
        </span>
        {run.failed > 0 && run.status === 'running' && (
          <span className="gs-late">
            {t('failedRows')} {run.failed.toLocaleString('en')}
          </span>
        )}
      </div>
      <p className="gs-muted">{t('mayLeave')}</p>
    </div>
  )
}
