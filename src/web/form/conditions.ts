import { isEmpty, type Row } from '../../model/label.ts'
import type { FieldMeta } from '../meta.ts'

/** A field that belongs to some kinds of record only: shown where another field has one of these values. */
interface Conditional {
  readonly showWhen?: { readonly field: string; readonly in: readonly string[] }
}

/** Whether a form of these values has this field. What has a value stays in sight: nothing is kept unseen. */
export const isAsked = (field: FieldMeta, values: Row): boolean => {
  const { showWhen } = field as FieldMeta & Conditional
  if (showWhen === undefined || !isEmpty(values[field.name])) return true
  const deciding = values[showWhen.field]
  return Array.isArray(deciding)
    ? deciding.some((one) => showWhen.in.includes(String(one)))
    : showWhen.in.includes(String(deciding))
}
