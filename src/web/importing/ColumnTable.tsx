import { Select } from 'antd'
import { ArrowRight, Check, CircleAlert, Minus } from 'lucide-react'
import { useWidth } from '../media.ts'
import type { ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import type { ImportColumn } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { type Decisions, type Finding, fillable, findingOf } from './mapping.ts'

interface ColumnTableProps {
  readonly columns: readonly ImportColumn[]
  readonly object: ObjectMeta
  readonly mapping: Decisions['mapping']
  readonly onChange: (header: string, field: string | null) => void
}

const nothing = ''

/** Each column of the file, two of its values, and the field it goes into. */
export const ColumnTable = ({ columns, object, mapping, onChange }: ColumnTableProps) => {
  const t = useWords(importWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const options = [
    { value: nothing, label: t('leaveOut') },
    ...fillable(object).map((field) => ({ value: field.name, label: label(field.label) })),
  ]
  const nameOf = (field: string | null) => options.find((option) => option.value === (field ?? nothing))?.label ?? field
  return (
    <table className="gs-small gs-columns">
      <thead>
        <tr>
          <th scope="col">{t('column')}</th>
          <th scope="col" className="is-wide-only">
            {t('sample')}
          </th>
          <th className="is-wide-only" />
          <th scope="col">{t('field')}</th>
          <th scope="col" className="is-wide-only">
            {t('state')}
          </th>
          <th scope="col" className="is-wide-only">
            {t('finding')}
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const chosen = mapping[column.header] ?? null
          const finding = findingOf(column, { mapping, object })
          return (
            <tr key={column.index}>
              <th scope="row">
                {column.header}
                {phone && <div className="gs-muted gs-ellipsis">{samplesOf(column)}</div>}
              </th>
              <td className="is-wide-only">
                <div className="gs-samples gs-ellipsis" title={samplesOf(column)}>
                  {samplesOf(column)}
                </div>
              </td>
              <td className="is-wide-only gs-muted">
                <ArrowRight aria-hidden />
              </td>
              <td>
                {phone ? (
                  nameOf(chosen)
                ) : (
                  <Select
                    className={`gs-column-choice ${chosen === null ? 'is-out' : ''}`}
                    aria-label={`${column.header} → ${t('field')}`}
                    value={chosen ?? nothing}
                    options={options}
                    showSearch={{ optionFilterProp: 'label' }}
                    {...(finding === 'foundTwice' ? { status: 'warning' as const } : {})}
                    onChange={(next: string) => onChange(column.header, next === nothing ? null : next)}
                  />
                )}
              </td>
              <td className="is-wide-only">
                <State finding={finding} out={chosen === null} />
              </td>
              <td className={`is-wide-only ${finding === 'foundTwice' ? 'gs-wait' : 'gs-muted'}`}>{t(finding)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const samplesOf = (column: ImportColumn): string =>
  column.samples
    .filter((sample) => sample !== '')
    .slice(0, 3)
    .join('；')

const State = ({ finding, out }: { finding: Finding; out: boolean }) => {
  const t = useWords(importWords)
  if (out)
    return (
      <span className="gs-inline gs-muted">
        <Minus aria-hidden />
        {t('leaveOut')}
      </span>
    )
  if (finding === 'foundTwice')
    return (
      <span className="gs-inline gs-wait">
        <CircleAlert aria-hidden />
        {t('confirm')}
      </span>
    )
  return (
    <span className="gs-inline gs-check">
      <Check aria-hidden />
      {t('ok')}
    </span>
  )
}
