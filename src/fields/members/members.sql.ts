import type { SqlFieldType } from '../../model/sql-field.ts'

export const membersSql: SqlFieldType = { name: 'members', column: () => 'uuid[]', shape: () => 'array', cast: 'uuid' }
