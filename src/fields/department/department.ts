import { builder, type FieldType } from '../../model/field.ts'
import { equality } from '../operators.ts'
import { parseUuid } from '../reference/reference.ts'

/** A link to one department; \`under\` takes in the departments below it (the kernel expands the id). */
export const department = builder<object>('department')

export const departmentType: FieldType = {
  name: 'department',
  label: { zh: '部门', en: 'Department' },
  keys: {},
  operators: [...equality, 'under'],
  sortable: false,
  addable: true,
  parse: (value) => parseUuid(value),
  read: (cell) => parseUuid(cell),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', format: 'uuid' }),
}
