import { Download, IdCard, Merge, PencilLine } from 'lucide-react'
import { useNavigate } from 'react-router'
import { moneyInText } from '../../fields/money/money-text.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import { keyName } from '../keys.ts'
import { type ActionMeta, may, type ObjectMeta } from '../meta.ts'
import { type RecordRow, verdict } from '../records.ts'
import { showToast } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { ActionIcon } from './ActionIcon.tsx'
import type { ExportFormat } from './export-list.ts'
import { listWords } from './list.words.ts'

interface BulkBarProps {
  readonly object: ObjectMeta
  readonly columns: readonly FieldMeta[]
  readonly rows: readonly RecordRow[]
  readonly onAction: (action: ActionMeta, ids: readonly string[]) => void
  readonly onChange: () => void
  readonly onExport: (format: ExportFormat) => void
  readonly onClose: () => void
}

/** More records than this are not compared side by side. */
const mostMerged = 10

/** What can be done with the selected rows; says how many of them allow it. */
export const BulkBar = ({ object, columns, rows, onAction, onChange, onExport, onClose }: BulkBarProps) => {
  const t = useWords(listWords)
  const label = useLabel()
  const locale = useLocale()
  const navigate = useNavigate()
  const actions = object.actions.filter((action) => action.bulk && action.hidden !== true && may(object, action.name))
  const money = columns.find((field) => field.type === 'money')
  const sum = money === undefined ? null : sumOf(rows.map((row) => row[money.name]))
  const run = (action: ActionMeta) => {
    const allowed = rows.filter((row) => verdict(row, action.name).can)
    if (allowed.length > 0)
      return onAction(
        action,
        allowed.map((row) => row.id),
      )
    const why = rows.map((row) => verdict(row, action.name).why).find((reason) => reason !== null) ?? ''
    showToast({ tone: 'failed', text: t('noneAllowed', { action: label(action.label), why }) })
  }
  return (
    <div className="gs-bulk" role="toolbar" aria-label={t('selected', { count: rows.length })}>
      <b>{t('selected', { count: rows.length })}</b>
      {sum !== null && <span className="gs-bulk-dim">{t('sum', { sum: moneyInText(sum, locale) })}</span>}
      <span className="gs-bulk-line" />
      {may(object, 'update') && (
        <button type="button" className="gs-plain" onClick={onChange}>
          <PencilLine aria-hidden />
          {t('changeField')}
        </button>
      )}
      {actions.map((action) => {
        const allowed = rows.filter((row) => verdict(row, action.name).can).length
        return (
          <button
            type="button"
            className={`gs-plain ${action.irreversible === true ? 'is-bad' : ''}`}
            key={action.name}
            onClick={() => run(action)}
          >
            <ActionIcon action={action} />
            {label(action.label)}
            {allowed < rows.length && <span className="gs-bulk-dim">{t('part', { count: allowed })}</span>}
          </button>
        )
      })}
      {may(object, 'merge') && rows.length > 1 && rows.length <= mostMerged && (
        <button
          type="button"
          className="gs-plain"
          onClick={() =>
            void navigate(`/duplicates/merge?object=${object.path}&ids=${rows.map((row) => row.id).join(',')}`)
          }
        >
          <Merge aria-hidden />
          {t('merge')}
        </button>
      )}
      {may(object, 'export') && (
        <button type="button" className="gs-plain" onClick={() => onExport('xlsx')}>
          <Download aria-hidden />
          {t('export')}
        </button>
      )}
      {may(object, 'export') && object.traits.card !== undefined && (
        <button type="button" className="gs-plain" onClick={() => onExport('vcf')}>
          <IdCard aria-hidden />
          {t('exportVcf')}
        </button>
      )}
      <span className="gs-bulk-line" />
      <button type="button" className="gs-plain gs-bulk-close" onClick={onClose}>
        {t('unselect')}
        <kbd className="gs-kbd">{keyName('escape')}</kbd>
      </button>
    </div>
  )
}

/** Exact sum of decimal texts. */
const sumOf = (values: readonly unknown[]): string | null => {
  const cents = values
    .filter((value): value is string => typeof value === 'string' && /^-?\d+(\.\d{1,2})?$/.test(value))
    .map((value) => {
      const [whole = '0', fraction = ''] = value.split('.')
      return BigInt(whole + fraction.padEnd(2, '0'))
    })
  if (cents.length === 0) return null
  const total = cents.reduce((sum, one) => sum + one, 0n)
  const text = String(total < 0n ? -total : total).padStart(3, '0')
  return `${total < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
