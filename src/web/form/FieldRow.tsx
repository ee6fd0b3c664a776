import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import type { Json, Row } from '../../model/label.ts'
import { FieldInput } from '../field.tsx'
import type { FieldMeta } from '../meta.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { formWords } from './form.words.ts'
import './form.css'

const short = new Set([
  'choice',
  'date',
  'dateTime',
  'integer',
  'decimal',
  'percent',
  'money',
  'employee',
  'department',
])

interface FieldRowProps {
  readonly field: FieldMeta
  readonly values: Row
  readonly onChange: (name: string, value: Json) => void
  readonly fault?: string | undefined
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  /** Under the field: what was found to resemble it. */
  readonly children?: ReactNode
}

/** One field of a form: its name, where it is entered, what is wrong with it. */
export const FieldRow = ({ field, values, onChange, fault, disabled, autoFocus, children }: FieldRowProps) => {
  const id = useId()
  const t = useWords(formWords)
  const label = useLabel()
  const locale = useLocale()
  const weight = typeof field.weight === 'number' && field.required !== true ? field.weight : 0
  const change = (value: Json) => onChange(field.name, value)
  return (
    <div className={`gs-field ${short.has(field.type) ? 'is-short' : ''}`} data-field={field.name}>
      <label htmlFor={id} className="gs-field-label">
        {label(field.label)}
        {field.required === true && (
          <span className="gs-field-required" title={t('required')}>
            *
          </span>
        )}
        {weight > 0 && (
          <span className="gs-field-hint" title={t('suggestedWhy', { points: weight })}>
            {t('suggested')}
          </span>
        )}
      </label>
      {field.writeOnly === true ? (
        <Input.Password
          id={id}
          autoComplete="new-password"
          value={typeof values[field.name] === 'string' ? String(values[field.name]) : ''}
          onChange={(event) => change(event.target.value === '' ? null : event.target.value)}
          disabled={disabled === true}
          {...(fault === undefined ? {} : { status: 'error' as const })}
        />
      ) : (
        <FieldInput
          id={id}
          field={field}
          record={values}
          value={values[field.name]}
          onChange={change}
          disabled={disabled === true}
          autoFocus={autoFocus === true}
          {...(fault === undefined ? {} : { status: 'error' as const })}
        />
      )}
      {fault !== undefined && (
        <p className="gs-field-fault" role="alert">
          {fault}
        </p>
      )}
      {fault === undefined && field.help !== undefined && <p className="gs-field-help">{field.help[locale]}</p>}
      {children}
    </div>
  )
}
