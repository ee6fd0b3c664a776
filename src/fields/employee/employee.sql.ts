import type { SqlFieldType } from '../../model/sql-field.ts'

export const employeeSql: SqlFieldType = { name: 'employee', column: () => 'uuid', shape: () => 'scalar', cast: 'uuid' }
