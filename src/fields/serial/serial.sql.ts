import type { SqlFieldType } from '../../model/sql-field.ts'

export const serialSql: SqlFieldType = { name: 'serial', column: () => 'text', shape: () => 'scalar', cast: 'text' }
