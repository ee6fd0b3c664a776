import type { SqlFieldType } from '../../model/sql-field.ts'

export const choiceSql: SqlFieldType = { name: 'choice', column: () => 'text', shape: () => 'scalar', cast: 'text' }
