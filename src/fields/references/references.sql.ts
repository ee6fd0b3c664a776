import type { SqlFieldType } from '../../model/sql-field.ts'

export const referencesSql: SqlFieldType = {
  name: 'references',
  column: () => 'uuid[]',
  shape: () => 'array',
  cast: 'uuid',
}
