import type { SqlFieldType } from '../../model/sql-field.ts'

export const departmentSql: SqlFieldType = {
  name: 'department',
  column: () => 'uuid',
  shape: () => 'scalar',
  cast: 'uuid',
}
