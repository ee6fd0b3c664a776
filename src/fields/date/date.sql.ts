import type { SqlFieldType } from '../../model/sql-field.ts'

export const dateSql: SqlFieldType = { name: 'date', column: () => 'date', shape: () => 'scalar', cast: 'date' }
