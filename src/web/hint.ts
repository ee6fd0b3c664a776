import type { Row } from '../model/label.ts'
import type { ObjectMeta } from './meta.ts'

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value ? String((value as { name: unknown }).name) : ''

/** What tells a record from another of the same name: whom it belongs to, where it is, who looks after it. */
export const hintOf = (record: Row, object: ObjectMeta | undefined): string => {
  const references = (object?.fields ?? [])
    .filter((field) => ['reference', 'employee', 'department'].includes(field.type) && !field.readOnly)
    .slice(0, 3)
    .map((field) => nameOf(record[field.name.replace(/Id$/, '')]))
  const title = typeof record.title === 'string' && object?.title !== 'title' ? record.title : ''
  return [title, ...references].filter((part) => part !== '').join(' · ')
}
