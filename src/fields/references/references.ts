import { bad, builder, type FieldType, type Operator, ok, type Parsed } from '../../model/field.ts'
import type { Json } from '../../model/label.ts'
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

/** A list of ids, each once. */
export const parseIds = (values: readonly unknown[], most: number): Parsed => {
  if (values.length > most) return bad('too_many', `最多 ${most} 个`, `At most ${most}`)
  const ids = new Set<string>()
  for (const value of values) {
    const parsed = parseUuid(value)
    if (!parsed.ok) return parsed
    ids.add(parsed.value as string)
  }
  return ok([...ids])
}

/** What the operators mean of a list: `eq` and `contains` that it has the element, `in` that it has one of them. */
export const testElements = (operator: Operator, value: Json, operand: Json): boolean | undefined => {
  if (!Array.isArray(value)) return undefined
  const wanted: readonly Json[] = Array.isArray(operand) ? operand : [operand]
  const has = () => wanted.some((one) => value.includes(one))
  switch (operator) {
    case 'eq':
    case 'contains':
    case 'in':
      return has()
    case 'ne':
    case 'nin':
      return !has()
    default:
      return undefined
  }
}
