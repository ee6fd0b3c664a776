import type { SqlFieldType } from '../../model/sql-field.ts'

export const textSql: SqlFieldType = { name: 'text', column: () => 'text', shape: () => 'scalar', cast: 'text' }
