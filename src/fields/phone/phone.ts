import { builder, type FieldType } from '../../model/field.ts'
import { listed } from '../operators.ts'
import { emptyOperand, testText } from '../text/text.ts'
import { parsePhone, parsePhonePart, writePhone } from './number.ts'
import { parsePoints, pointsSchema, readPoints, testPoints, writePoints } from './points.ts'

export interface PhoneKeys {
  /** A list of numbers, each with a label and perhaps the primary one. */
  readonly many?: boolean
}

/** A phone number, or a list of them. */
export const phone = builder<PhoneKeys>('phone')

export const phoneType: FieldType = {
  name: 'phone',
  label: { zh: '电话', en: 'Phone' },
  keys: { many: 'boolean' },
  operators: listed,
  sortable: false,
  addable: true,
  parse: (value, field) => (field.many === true ? parsePoints(value, parsePhone) : parsePhone(value)),
  read: (cell, field) => (field.many === true ? readPoints(cell, parsePhone) : parsePhone(cell)),
  write: (value, field) =>
    field.many === true ? writePoints(value, writePhone) : typeof value === 'string' ? writePhone(value) : '',
  jsonSchema: (field) => (field.many === true ? pointsSchema({ maxLength: 60 }) : { type: 'string', maxLength: 60 }),
  parseOperand: (operator, value, field) => {
    if (operator === 'contains' && field.many !== true) return parsePhonePart(value)
    const parsed = parsePhone(value)
    return parsed.ok && parsed.value === null ? emptyOperand : parsed
  },
  test: (operator, value, operand, field) =>
    field.many === true ? testPoints(operator, value, operand) : testText(operator, value, operand),
}
