import type { SqlFieldType } from '../../model/sql-field.ts'

export const percentSql: SqlFieldType = {
  name: 'percent',
  column: () => 'integer',
  shape: () => 'scalar',
  cast: 'integer',
}
