import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { type ChoiceKeys, optionLabel, optionsOf, parseOption, readOption } from '../choice/choice.ts'
import { listed } from '../operators.ts'
import { testElements } from '../references/references.ts'

/** Several of a list of options, in the order they were chosen. */
export const multiChoice = builder<ChoiceKeys>('multiChoice')

const maxElements = 200

export const multiChoiceType: FieldType = {
  name: 'multiChoice',
  label: { zh: '多选', en: 'Several choices' },
  keys: { options: 'options' },
  needs: ['options'],
  operators: listed,
  sortable: false,
  addable: true,
  parse: (value, field) => {
    if (!Array.isArray(value)) return bad('wrong_type', '应为选项键的数组', 'It should be an array of option keys')
    return each(value, (one) => parseOption(one, field))
  },
  read: (cell, field) => {
    const whole = readOption(cell, field)
    if (whole.ok) return ok([whole.value])
    if (cell.length > 20_000) return whole
    return each(separate(cell), (part) => readOption(String(part), field))
  },
  write: (value, field, locale) =>
    Array.isArray(value) ? value.map((key) => optionLabel(key, field, locale)).join(locale === 'zh' ? '、' : ', ') : '',
  jsonSchema: (field) => ({
    type: 'array',
    items: { type: 'string', enum: optionsOf(field).map((option) => option.key) },
    uniqueItems: true,
    maxItems: maxElements,
  }),
  parseOperand: (_, value, field) => parseOption(value, field),
  test: (operator, value, operand) => testElements(operator, value, operand),
}

const separate = (cell: string): string[] =>
  cell
    .split(/[,，;；、|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const each = (values: readonly unknown[], parse: (value: unknown) => Parsed): Parsed => {
  if (values.length > maxElements) return bad('too_many', `最多 ${maxElements} 个`, `At most ${maxElements}`)
  const keys = new Set<string>()
  for (const value of values) {
    const parsed = parse(value)
    if (!parsed.ok) return parsed
    keys.add(parsed.value as string)
  }
  return ok(keys.size === 0 ? null : [...keys])
}
