import type { SqlFieldType } from '../../model/sql-field.ts'

export const urlSql: SqlFieldType = { name: 'url', column: () => 'text', shape: () => 'scalar', cast: 'text' }
