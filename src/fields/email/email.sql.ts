import type { SqlFieldType } from '../../model/sql-field.ts'

export const emailSql: SqlFieldType = {
  name: 'email',
  column: (field) => (field.many === true ? 'jsonb' : 'text'),
  shape: (field) => (field.many === true ? 'points' : 'scalar'),
  cast: 'text',
}
