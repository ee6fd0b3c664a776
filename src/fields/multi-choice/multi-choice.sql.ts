import type { SqlFieldType } from '../../model/sql-field.ts'

export const multiChoiceSql: SqlFieldType = {
  name: 'multiChoice',
  column: () => 'text[]',
  shape: () => 'array',
  cast: 'text',
}
