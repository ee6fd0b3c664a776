import { wallOf } from '../../fields/date-time/moment-text.ts'
import { fieldTypes } from '../../fields/field-types.ts'
import { isEmpty, type Row } from '../../model/label.ts'
import type { FieldMeta, WebContext } from '../../model/web-field.ts'

const types = new Map(fieldTypes.map((type) => [type.name, type]))
const named = new Set(['reference', 'employee', 'department'])

/** `2026-11-21`, as paper wants it: with the year, and without a today. */
export const dayOf = (iso: unknown, { timeZone }: WebContext): string =>
  typeof iso === 'string' ? wallOf(Date.parse(iso), timeZone).date : ''

/** The value of a field as words on paper; empty where there is none to show. */
export const written = (field: FieldMeta, record: Row, context: WebContext): string => {
  const value = record[field.name] ?? null
  if (isEmpty(value) || value === null) return ''
  if (named.has(field.type))
    return (record[field.name.replace(/Id$/, '')] as { name?: string | null } | null)?.name ?? ''
  if (field.type === 'dateTime') return dayOf(value, context)
  if (Array.isArray(record.masked) && record.masked.includes(field.name) && typeof value === 'string') return value
  return types.get(field.type)?.write(value, field, context.locale) ?? ''
}
