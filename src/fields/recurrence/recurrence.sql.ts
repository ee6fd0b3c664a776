import type { SqlFieldType } from '../../model/sql-field.ts'

export const recurrenceSql: SqlFieldType = {
  name: 'recurrence',
  column: () => 'text',
  shape: () => 'scalar',
  cast: 'text',
}
