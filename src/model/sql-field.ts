import type { FieldDef } from './field.ts'

/**
 * scalar: plain comparison; array: text[] or uuid[]; points: jsonb list of {value,label,primary};
 * json: jsonb as it is; none: no column of its own
 */
export type SqlShape = 'scalar' | 'array' | 'points' | 'json' | 'none'

/** The database half of a field type. Pure data; the kernel turns it into SQL. */
export interface SqlFieldType {
  readonly name: string
  /** PostgreSQL column type; empty when there is no column. */
  readonly column: (field: FieldDef) => string
  /** How its column is compared; a phone field is `scalar`, one with `many` is `points`. */
  readonly shape: (field: FieldDef) => SqlShape
  /** Cast for a parameter that stands for one value (or one element), e.g. `uuid`, `numeric`, `timestamptz`. */
  readonly cast: string
}
