import type { SqlFieldType } from '../../model/sql-field.ts'

export const jsonSql: SqlFieldType = { name: 'json', column: () => 'jsonb', shape: () => 'json', cast: 'jsonb' }
