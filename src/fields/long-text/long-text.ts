import { builder, type FieldType, type Operator } from '../../model/field.ts'
import { emptyOperand, maxOf, parseText, testText } from '../text/text.ts'

export interface LongTextKeys {
  /** Longest value, in characters. Default 20000. */
  readonly max?: number
}

/** Text of several lines. */
export const longText = builder<LongTextKeys>('longText')

const operators: readonly Operator[] = ['eq', 'ne', 'contains', 'startsWith', 'isNull']

export const longTextType: FieldType = {
  name: 'longText',
  label: { zh: '多行文字', en: 'Long text' },
  keys: { max: 'number' },
  operators,
  sortable: false,
  addable: true,
  joins: '\n',
  parse: (value, field) => parseText(value, { max: maxOf(field, 20000), lines: true }),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: (field) => ({ type: 'string', maxLength: maxOf(field, 20000) }),
  parseOperand: (_, value, field) => {
    const parsed = parseText(value, { max: Math.min(maxOf(field, 20000), 2000), lines: true })
    return parsed.ok && parsed.value === null ? emptyOperand : parsed
  },
  test: testText,
}
