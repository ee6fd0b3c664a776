import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { parseRule, writeRule } from './rule.ts'
import { ruleWords } from './rule-words.ts'

export interface RecurrenceKeys {
  /** The dateTime field of the first time: what is proposed is said by its day. */
  readonly from: string
}

/** How something comes again: a rule of RFC 5545, at most daily. */
export const recurrence = builder<RecurrenceKeys>('recurrence')

const longest = 500

const parsed = (value: string): Parsed => {
  if (value.length > longest)
    return bad('too_long', `规则最多 ${longest} 个字`, `A rule has at most ${longest} characters`)
  const found = parseRule(value)
  return found.ok ? ok(writeRule(found.rule)) : found
}

export const recurrenceType: FieldType = {
  name: 'recurrence',
  label: { zh: '重复', en: 'Recurrence' },
  keys: { from: 'string' },
  operators: ['isNull'],
  sortable: false,
  addable: false,
  parse: (value) =>
    typeof value === 'string'
      ? parsed(value)
      : bad('wrong_type', '应为文字，如 FREQ=WEEKLY;BYDAY=MO', 'It should be text like FREQ=WEEKLY;BYDAY=MO'),
  write: (value, _, locale) => (typeof value === 'string' ? ruleWords(value, locale) : ''),
  jsonSchema: () => ({ type: 'string', maxLength: longest }),
}
