import type { Locale, Row } from '../model/label.ts'
import { fieldOf, type ObjectMeta } from './meta.ts'

/** What a record is called: the value of its title, in words where that is a choice; its kind where it has none. */
export const recordTitle = (object: ObjectMeta, record: Row, locale: Locale): string => {
  const value = record[object.title]
  const option = fieldOf(object, object.title)?.options?.find((one) => one.key === value)
  return option?.label[locale] ?? String(value ?? object.label[locale])
}
