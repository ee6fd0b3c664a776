import { bad, builder, type FieldType, ok } from '../../model/field.ts'
import { fold } from '../../model/text.ts'
import { equality } from '../operators.ts'

/** Yes or no. */
export const boolean = builder<object>('boolean')

export const booleanType: FieldType = {
  name: 'boolean',
  label: { zh: '是否', en: 'Yes or no' },
  keys: {},
  operators: equality,
  sortable: true,
  addable: true,
  parse: (value) =>
    typeof value === 'boolean' ? ok(value) : bad('wrong_type', '应为 true 或 false', 'It should be true or false'),
  read: (cell) => {
    const word = cell.length > 20 ? '' : fold(cell)
    if (yes.has(word)) return ok(true)
    if (no.has(word)) return ok(false)
    return bad('not_a_boolean', '应为“是”或“否”', 'It should be yes or no')
  },
  write: (value, _, locale) => (typeof value === 'boolean' ? words[locale][value ? 0 : 1] : ''),
  jsonSchema: () => ({ type: 'boolean' }),
}

const words = { zh: ['是', '否'], en: ['Yes', 'No'] } as const
const yes = new Set(['是', '对', '有', '真', 'true', 't', 'yes', 'y', '1', '✓', '✔', '√', '☑'])
const no = new Set(['否', '不是', '无', '没有', '假', 'false', 'f', 'no', 'n', '0', '✗', '✘', '×', 'x', '☐'])
