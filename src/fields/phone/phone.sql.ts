import type { SqlFieldType } from '../../model/sql-field.ts'

export const phoneSql: SqlFieldType = {
  name: 'phone',
  column: (field) => (field.many === true ? 'jsonb' : 'text'),
  shape: (field) => (field.many === true ? 'points' : 'scalar'),
  cast: 'text',
}
