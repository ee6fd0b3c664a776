import type { SqlFieldType } from '../../model/sql-field.ts'

export const booleanSql: SqlFieldType = {
  name: 'boolean',
  column: () => 'boolean',
  shape: () => 'scalar',
  cast: 'boolean',
}
