import type { SqlFieldType } from '../../model/sql-field.ts'

export const integerSql: SqlFieldType = {
  name: 'integer',
  column: () => 'bigint',
  shape: () => 'scalar',
  cast: 'bigint',
}
