import type { SqlFieldType } from '../../model/sql-field.ts'

export const dateTimeSql: SqlFieldType = {
  name: 'dateTime',
  column: () => 'timestamptz',
  shape: () => 'scalar',
  cast: 'timestamptz',
}
