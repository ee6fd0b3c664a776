import { builder, type FieldType } from '../../model/field.ts'
import { equality } from '../operators.ts'
import { parseUuid } from '../reference/reference.ts'

/** A link to one employee. */
export const employee = builder<object>('employee')

export const employeeType: FieldType = {
  name: 'employee',
  label: { zh: '员工', en: 'Employee' },
  keys: {},
  operators: equality,
  sortable: false,
  addable: true,
  parse: (value) => parseUuid(value),
  read: (cell) => parseUuid(cell),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', format: 'uuid' }),
}
