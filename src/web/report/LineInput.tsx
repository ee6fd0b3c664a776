import { Input } from 'antd'
import { X } from 'lucide-react'
import type { Row } from '../../model/label.ts'
import { FieldInput } from '../field.tsx'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { kindIcon, useKinds } from '../record/composer/parts.tsx'
import { useLabel, useWords } from '../words.ts'
import type { Line } from './report.data.ts'
import { reportWords } from './report.words.ts'

interface LineInputProps {
  readonly object: ObjectMeta
  readonly line: Line
  readonly faultOf: (name: string) => string | undefined
  readonly onChange: (part: Partial<Line>) => void
  readonly onRemove: () => void
}

/** One visit in a report: whom, how, what was said, when next. */
export const LineInput = ({ object, line, faultOf, onChange, onRemove }: LineInputProps) => {
  const t = useWords(reportWords)
  const label = useLabel()
  const kinds = useKinds().filter((kind) => kind.key !== 'other' && kind.key !== 'revisit')
  const customer = fieldOf(object, 'customerId')
  const next = fieldOf(object, 'nextFollowUpAt')
  const faults = ['customerId', 'kind', 'content', 'nextFollowUpAt'].flatMap((name) => faultOf(name) ?? [])
  return (
    <li className="gs-report-line">
      <div className="gs-report-line-head">
        {customer !== undefined && (
          <FieldInput
            field={customer}
            record={line.customer}
            value={line.customerId}
            placeholder={t('customer')}
            onChange={(value) => onChange({ customerId: typeof value === 'string' ? value : null })}
          />
        )}
        <button type="button" className="gs-plain gs-icon-button" aria-label={t('remove')} onClick={onRemove}>
          <X aria-hidden />
        </button>
      </div>
      <fieldset className="gs-chips" aria-label={label(fieldOf(object, 'kind')?.label ?? { zh: '', en: '' })}>
        {kinds.map((kind) => {
          const Icon = kindIcon(kind.key)
          return (
            <button
              key={kind.key}
              type="button"
              className={`gs-plain gs-chip ${line.kind === kind.key ? 'is-on' : ''}`}
              aria-pressed={line.kind === kind.key}
              onClick={() => onChange({ kind: kind.key })}
            >
              {Icon && <Icon aria-hidden />}
              {label(kind.label)}
            </button>
          )
        })}
      </fieldset>
      <Input.TextArea
        aria-label={t('content')}
        placeholder={t('content')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={line.content}
        onChange={(event) => onChange({ content: event.target.value })}
      />
      {next !== undefined && (
        <div className="gs-report-next">
          <span className="gs-muted">{t('next')}</span>
          <FieldInput
            field={next}
            record={{} as Row}
            value={line.next}
            onChange={(value) => onChange({ next: typeof value === 'string' ? value : null })}
          />
        </div>
      )}
      {faults.map((text) => (
        <p key={text} className="gs-fault" role="alert">
          {text}
        </p>
      ))}
    </li>
  )
}
