import type { SqlFieldType } from '../../model/sql-field.ts'

export const decimalSql: SqlFieldType = {
  name: 'decimal',
  column: () => 'numeric',
  shape: () => 'scalar',
  cast: 'numeric',
}
