import type { SqlFieldType } from '../../model/sql-field.ts'

export const industrySql: SqlFieldType = { name: 'industry', column: () => 'text', shape: () => 'scalar', cast: 'text' }
