import { isEmpty, type Row } from '../../model/label.ts'
import type { FieldMeta, ObjectMeta } from '../meta.ts'
import type { ImportColumn, OnMatch } from './import-run.ts'

/** What the mapping step decides; kept on the server with each change. */
export interface Decisions {
  /** Heading of the column -> field of the object, or left out. */
  readonly mapping: Readonly<Record<string, string | null>>
  readonly matchBy: readonly string[]
  readonly onMatch: OnMatch
  readonly poolId: string | null
  readonly ownerId: string | null
  /** What rows say nothing of: field -> value. */
  readonly defaults: Row
}

/** Headings compare as the server does it: trimmed, inner spaces and width folded. */
export const foldHeader = (header: string): string => header.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/** Fields a file may fill: writable ones, and whose it is. */
export const fillable = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter(
    (field) =>
      (field.writable || field.name === 'ownerId') &&
      field.type !== 'json' &&
      field.type !== 'id' &&
      field.writeOnly !== true,
  )

export type Finding = 'foundSame' | 'foundGuess' | 'foundOut' | 'foundTwice' | 'foundJoined' | 'foundChosen'

/** What is to be said about a column's mapping. */
export const findingOf = (
  column: ImportColumn,
  { mapping, object }: { mapping: Decisions['mapping']; object: ObjectMeta },
): Finding => {
  const chosen = mapping[column.header] ?? null
  if (chosen === null) return column.field === null ? 'foundOut' : 'foundChosen'
  const field = object.fields.find((candidate) => candidate.name === chosen)
  if (Object.values(mapping).filter((name) => name === chosen).length > 1)
    return field?.joins === true ? 'foundJoined' : 'foundTwice'
  const folded = foldHeader(column.header)
  if (field !== undefined && [field.label.zh, field.label.en].some((label) => foldHeader(label) === folded))
    return 'foundSame'
  return chosen === column.field ? 'foundGuess' : 'foundChosen'
}

/** Required fields no column fills. */
export const missingFields = (
  object: ObjectMeta,
  mapping: Decisions['mapping'],
  defaults: Row = {},
): readonly FieldMeta[] => {
  const filled = new Set(Object.values(mapping))
  return object.fields.filter(
    (field) =>
      field.required === true &&
      field.writable &&
      field.default === undefined &&
      !filled.has(field.name) &&
      isEmpty(defaults[field.name]),
  )
}

/** Fields by which two records are the same one, most certain first. */
export const matchKeys = (object: ObjectMeta): readonly string[] =>
  ['creditCode', 'name', 'phone', 'email', 'code', 'number'].filter((name) =>
    object.fields.some((field) => field.name === name),
  )
