import type { Json, Row } from '../../model/label.ts'
import type { Found } from '../../model/web-field.ts'

const isNamed = (value: unknown): value is { id: string; name: string } =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value

/** The record a reference points to, as it comes along: `ownerId` with `owner: {id, name}`. */
export const namedOf = (record: Row, field: string): { id: string; name: string } | undefined => {
  const beside = record[field.replace(/Id$/, '')]
  return isNamed(beside) ? beside : undefined
}

/** Several of them: `memberIds` with `members: [{id, name}]`. */
export const namedList = (record: Row, field: string): readonly { id: string; name: string }[] => {
  const beside = record[`${field.replace(/Ids$/, '')}s`]
  return Array.isArray(beside) ? (beside as readonly Json[]).filter(isNamed) : []
}

export const asFound = ({ id, name }: { id: string; name: string }): Found => ({ id, title: name, hint: '' })
