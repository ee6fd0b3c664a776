import { bad, builder, type FieldType } from '../../model/field.ts'
import { listed } from '../operators.ts'
import { parseUuid } from '../reference/reference.ts'
import { parseIds, testElements } from '../references/references.ts'

export interface MembersKeys {
  readonly to: 'employees' | 'departments'
}

/** Employees or departments listed on a record; the column repeats what `record_members` holds with rights and dates. */
export const members = builder<MembersKeys>('members')

const maxMembers = 500

export const membersType: FieldType = {
  name: 'members',
  label: { zh: '相关成员', en: 'Members' },
  keys: { to: 'string' },
  needs: ['to'],
  operators: listed,
  sortable: false,
  addable: false,
  parse: (value) => {
    if (!Array.isArray(value)) return bad('wrong_type', '应为编号的数组', 'It should be an array of ids')
    return parseIds(value, maxMembers)
  },
  read: (cell) =>
    parseIds(cell.length > 50_000 ? [cell] : cell.split(/[,，;；、\s]+/).filter((part) => part !== ''), maxMembers),
  write: (value) => (Array.isArray(value) ? value.join(', ') : ''),
  jsonSchema: () => ({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    uniqueItems: true,
    maxItems: maxMembers,
  }),
  parseOperand: (_, value) => parseUuid(value),
  test: (operator, value, operand) => testElements(operator, value, operand),
}
