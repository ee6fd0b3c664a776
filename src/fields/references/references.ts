import { bad, builder, type FieldType } from '../../model/field.ts'
import { parseIds, testElements } from '../members/members.ts'
import { listed } from '../operators.ts'
import { parseUuid } from '../reference/reference.ts'

export interface ReferencesKeys {
  /** Path of the object pointed to. */
  readonly to: string
}

/** Links to several records of another object, kept in one column. */
export const references = builder<ReferencesKeys>('references')

const maxLinks = 500

export const referencesType: FieldType = {
  name: 'references',
  label: { zh: '多个关联', en: 'References' },
  keys: { to: 'string' },
  needs: ['to'],
  operators: listed,
  sortable: false,
  addable: false,
  parse: (value) => {
    if (!Array.isArray(value)) return bad('wrong_type', '应为编号的数组', 'It should be an array of ids')
    return parseIds(value, maxLinks)
  },
  write: (value) => (Array.isArray(value) ? value.join(', ') : ''),
  jsonSchema: () => ({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    uniqueItems: true,
    maxItems: maxLinks,
  }),
  parseOperand: (_, value) => parseUuid(value),
  test: (operator, value, operand) => testElements(operator, value, operand),
}
