import type { SqlFieldType } from '../../model/sql-field.ts'

export const longTextSql: SqlFieldType = { name: 'longText', column: () => 'text', shape: () => 'scalar', cast: 'text' }
