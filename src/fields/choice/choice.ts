import { bad, builder, type FieldDef, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { isObject, type Json, type Label, type Locale } from '../../model/label.ts'
import { fold } from '../../model/text.ts'
import { equality } from '../operators.ts'

/** One of the values that can be chosen. */
export interface Option extends Label {
  readonly key: string
  /** Key of the option above it. */
  readonly parent?: string
  readonly color?: string
}

export interface ChoiceKeys {
  readonly options: readonly Option[]
}

/** One of a list of options. */
export const choice = builder<ChoiceKeys>('choice')

export const choiceType: FieldType = {
  name: 'choice',
  label: { zh: '单选', en: 'Choice' },
  keys: { options: 'options' },
  needs: ['options'],
  operators: [...equality, 'under'],
  sortable: true,
  addable: true,
  parse: (value, field) => parseOption(value, field),
  read: (cell, field) => readOption(cell, field),
  write: (value, field, locale) => optionLabel(value, field, locale),
  jsonSchema: (field) => ({ type: 'string', enum: optionsOf(field).map((option) => option.key) }),
  parseOperand: (operator, value, field) =>
    operator === 'under' ? parseBranch(value, field) : parseOption(value, field),
  test: (operator, value, operand) =>
    operator === 'under' ? Array.isArray(operand) && operand.includes(value) : undefined,
}

/** The options of a field as declared. */
export const optionsOf = (field: FieldDef): readonly Option[] =>
  Array.isArray(field.options) ? (field.options as readonly unknown[]).filter(isOption) : []

const isOption = (value: unknown): value is Option =>
  isObject(value) && typeof value.key === 'string' && typeof value.zh === 'string' && typeof value.en === 'string'

/** One key of the field's options. */
export const parseOption = (value: unknown, field: FieldDef): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为选项的键', 'It should be the key of an option')
  return optionsOf(field).some((option) => option.key === value) ? ok(value) : unknownOption(value, field)
}

/** The keys of an option and of everything below it. */
export const parseBranch = (value: unknown, field: FieldDef): Parsed => {
  const parsed = parseOption(value, field)
  if (!parsed.ok) return parsed
  const keys = new Set([value as string])
  for (let before = 0; before < keys.size; ) {
    before = keys.size
    for (const option of optionsOf(field))
      if (option.parent !== undefined && keys.has(option.parent)) keys.add(option.key)
  }
  return ok([...keys])
}

/** An option by its key or its label in either language, whatever the width or case. */
export const readOption = (cell: string, field: FieldDef): Parsed => {
  const options = optionsOf(field)
  const wanted = cell.length > 1000 ? '' : fold(cell)
  const found =
    options.find((option) => option.key === cell) ??
    options.find((option) => fold(option.zh) === wanted || fold(option.en) === wanted) ??
    options.find((option) => fold(option.key) === wanted)
  return found === undefined ? unknownOption(cell, field) : ok(found.key)
}

/** What an option is called; a key that is no longer offered is shown as it is. */
export const optionLabel = (value: Json, field: FieldDef, locale: Locale): string =>
  optionsOf(field).find((option) => option.key === value)?.[locale] ?? (typeof value === 'string' ? value : '')

const unknownOption = (value: string, field: FieldDef): Parsed => {
  const shown = [...value.slice(0, 80)].slice(0, 40).join('')
  const options = optionsOf(field)
  const some = options.slice(0, 12)
  const more = options.length > some.length ? '…' : ''
  return bad(
    'unknown_option',
    `没有选项“${shown}”，可选：${some.map((o) => o.zh).join('、')}${more}`,
    `There is no option "${shown}"; choose from: ${some.map((o) => `${o.en} (${o.key})`).join(', ')}${more}`,
  )
}
