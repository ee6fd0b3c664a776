import type { SqlFieldType } from '../../model/sql-field.ts'

export const moneySql: SqlFieldType = {
  name: 'money',
  column: () => 'numeric(20,2)',
  shape: () => 'scalar',
  cast: 'numeric',
}
