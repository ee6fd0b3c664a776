import { Button, Select } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { serverNow } from '../clock.ts'
import { useWebContext } from '../field.tsx'
import { keyName, useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import type { ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { showProblem } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { ColumnTable } from './ColumnTable.tsx'
import { DecisionPanel } from './DecisionPanel.tsx'
import { type ImportRun, importChanged, importKey } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { keepMapping } from './kept-mappings.ts'
import { type Decisions, findingOf, matchKeys, missingFields } from './mapping.ts'

const decisionsOf = (run: ImportRun, object: ObjectMeta): Decisions => {
  const mapping = Object.fromEntries((run.columns ?? []).map((column) => [column.header, column.field]))
  const filled = new Set(Object.values(mapping))
  const keys =
    run.matchBy ??
    matchKeys(object)
      .filter((name) => filled.has(name))
      .slice(0, 1)
  return {
    mapping,
    matchBy: keys,
    onMatch: run.onMatch ?? 'skip',
    poolId: run.poolId ?? null,
    ownerId: run.ownerId ?? null,
    defaults: run.defaults ?? {},
  }
}

/** The columns and what becomes of them; each change is kept on the server. */
export const MapStep = ({ run, object }: { run: ImportRun; object: ObjectMeta }) => {
  const t = useWords(importWords)
  const label = useLabel()
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const [decisions, setDecisions] = useState(() => decisionsOf(run, object))
  const [busy, setBusy] = useState(false)
  const context = useWebContext()
  const dayOf = (at: number) => momentInText(new Date(at).toISOString(), context)
  const waiting = useRef<Promise<unknown>>(Promise.resolve())
  const columns = run.columns ?? []
  const mapped = columns.filter((column) => decisions.mapping[column.header])
  const twice = columns.some((column) => findingOf(column, { mapping: decisions.mapping, object }) === 'foundTwice')
  const missing = missingFields(object, decisions.mapping, decisions.defaults)
  const ready = missing.length === 0 && !twice && mapped.length > 0
  const keep = (change: Partial<Decisions> & { sheet?: string }) => {
    if (change.sheet === undefined) setDecisions((before) => ({ ...before, ...change }))
    waiting.current = waiting.current
      .then(() => api.patch<ImportRun>(`/imports/${run.id}`, change))
      .then(({ data }) => {
        if (change.sheet !== undefined) queryClient.setQueryData(importKey(run.id), data)
      })
      .catch((error: unknown) => {
        showProblem(error)
        setDecisions(decisions)
      })
    return waiting.current
  }
  const check = async () => {
    if (!ready || busy) return
    setBusy(true)
    try {
      await waiting.current
      await api.patch(`/imports/${run.id}`, decisions)
      await api.post(`/imports/${run.id}/start`, { dryRun: true })
      keepMapping(object.path, decisions, serverNow())
      await importChanged(run.id)
      void navigate(`/import/${run.id}`, { replace: true })
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  useKeys({ 'mod+enter': () => void check() })
  const keptAt: unknown = useLocation().state?.keptAt
  const sheets = (run.sheets ?? []).map((sheet) => (typeof sheet === 'string' ? sheet : sheet.name))
  return (
    <div className="gs-wizard">
      <div className="gs-file">
        <FileSpreadsheet aria-hidden />
        <b className="gs-ellipsis">{run.fileName ?? label(object.label)}</b>
        <span className="gs-muted gs-nowrap">
          {t('rows', { count: (run.rows ?? run.total).toLocaleString('en') })} ·{' '}
          {t('columns', { count: columns.length })}
        </span>
        {sheets.length > 1 && (
          <Select
            size="small"
            aria-label={t('sheet')}
            className="gs-bar-choice"
            disabled={phone}
            value={run.sheet ?? sheets[0]!}
            options={sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet: string) => void keep({ sheet })}
          />
        )}
        {run.encoding != null && !/utf-?8/i.test(run.encoding) && (
          <span className="gs-tag">{t('encoding', { encoding: run.encoding })}</span>
        )}
        {!phone && <span className="gs-tag">{t('header')}</span>}
        {typeof keptAt === 'number' && (
          <span className="gs-tag is-good" title={t('keptText')}>
            {t('kept', { day: dayOf(keptAt) })}
          </span>
        )}
        <span className="gs-file-counts">
          <span className="gs-check">{t('countMapped', { count: mapped.length })}</span>
          <span className="gs-muted">{t('countOpen', { count: columns.length - mapped.length })}</span>
        </span>
      </div>
      {phone && <p className="gs-advice gs-wizard-note">{t('phone')}</p>}
      <div className="gs-wizard-body">
        <div className="gs-wizard-work">
          <ColumnTable
            columns={columns}
            object={object}
            mapping={decisions.mapping}
            onChange={(header, field) => void keep({ mapping: { ...decisions.mapping, [header]: field } })}
          />
        </div>
        <DecisionPanel run={run} object={object} decisions={decisions} onChange={(change) => void keep(change)} />
      </div>
      <div className="gs-wizard-foot">
        <span className={missing.length > 0 ? 'gs-wait' : 'gs-muted'}>
          {missing.length > 0
            ? t('missing', { fields: missing.map((field) => label(field.label)).join('、') })
            : twice
              ? t('foundTwice')
              : t('remembered')}
        </span>
        <Button type="primary" loading={busy} disabled={!ready} onClick={() => void check()}>
          {t('dryRun')}
          {!phone && <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>}
        </Button>
      </div>
    </div>
  )
}
