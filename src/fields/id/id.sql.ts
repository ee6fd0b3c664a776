import type { SqlFieldType } from '../../model/sql-field.ts'

export const idSql: SqlFieldType = { name: 'id', column: () => 'uuid', shape: () => 'scalar', cast: 'uuid' }
