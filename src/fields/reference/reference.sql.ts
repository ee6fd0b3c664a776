import type { SqlFieldType } from '../../model/sql-field.ts'

export const referenceSql: SqlFieldType = {
  name: 'reference',
  column: () => 'uuid',
  shape: () => 'scalar',
  cast: 'uuid',
}
