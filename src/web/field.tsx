import { useMemo } from 'react'
import { fieldTypes } from '../fields/field-types.tsx'
import type { Json, Locale, Row } from '../model/label.ts'
import { reasonText } from '../model/reason.ts'
import type { FieldMeta, InputProps, WebContext, WebFieldType } from '../model/web-field.ts'
import { serverNow } from './clock.ts'
import { findRecords } from './find.ts'
import { useMe } from './meta.ts'
import { useLocale } from './words.ts'

/** How fields of this type look; text for a type this page does not know. */
export const webField = (type: string): WebFieldType => fieldTypes[type] ?? fieldTypes.text!

/** What cells and inputs may know: language, moment, zone, person, and how to find records. */
export const useWebContext = (): WebContext => {
  const locale = useLocale()
  const { employee, timeZone } = useMe()
  const now = Math.floor(serverNow() / 60_000) * 60_000
  return useMemo(
    () => ({ locale, now, timeZone, me: { id: employee.id, name: employee.name }, find: findRecords }),
    [locale, now, timeZone, employee.id, employee.name],
  )
}

/** What a cell shows of a record: the value itself; of a rule as reason, its words. */
export const shownValue = (field: FieldMeta, record: Row, locale: Locale): Json | undefined => {
  const value = record[field.name]
  return field.name === 'poolReason' && typeof value === 'string' ? reasonText(value, locale) : value
}

interface FieldValueProps {
  readonly field: FieldMeta
  readonly record: Row
  readonly place?: 'table' | 'text'
}

/** The value of a field of a record, in one line. */
export const FieldValue = ({ field, record, place = 'text' }: FieldValueProps) => {
  const context = useWebContext()
  const { Cell } = webField(field.type)
  const value = shownValue(field, record, context.locale)
  return <Cell value={value} field={field} record={record} context={context} place={place} />
}

/** Where a value of a field is entered. */
export const FieldInput = (props: Omit<InputProps, 'context'>) => {
  const context = useWebContext()
  const { Input } = webField(props.field.type)
  return <Input {...props} context={context} />
}
