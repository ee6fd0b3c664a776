import { builder, type FieldType } from '../../model/field.ts'
import { equality } from '../operators.ts'
import { parseUuid } from '../reference/reference.ts'

/** The id of a record, made by the system. */
export const id = builder<object>('id')

export const idType: FieldType = {
  name: 'id',
  label: { zh: '编号', en: 'Id' },
  keys: {},
  operators: equality,
  sortable: true,
  addable: false,
  parse: (value) => parseUuid(value),
  read: (cell) => parseUuid(cell),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', format: 'uuid' }),
}
