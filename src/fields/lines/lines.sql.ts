import type { SqlFieldType } from '../../model/sql-field.ts'

export const linesSql: SqlFieldType = {
  name: 'lines',
  column: () => 'jsonb',
  shape: () => 'json',
  cast: 'jsonb',
}
