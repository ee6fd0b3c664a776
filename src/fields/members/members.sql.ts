import type { SqlFieldType } from '../../model/sql-field.ts'

export const membersSql: SqlFieldType = { name: 'members', column: () => '', shape: () => 'none', cast: 'uuid' }
