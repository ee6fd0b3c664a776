import type { SqlFieldType } from '../../model/sql-field.ts'

export const regionSql: SqlFieldType = { name: 'region', column: () => 'text', shape: () => 'scalar', cast: 'text' }
