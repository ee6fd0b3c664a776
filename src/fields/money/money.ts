import { builder, type FieldDef, type FieldType } from '../../model/field.ts'
import { boundsOf, operandLimits, parseDecimal, readDecimal, testDecimal } from '../decimal/decimal.ts'
import type { DecimalLimits } from '../decimal/exact.ts'
import { ordered } from '../operators.ts'

export interface MoneyKeys {
  readonly min?: number
  readonly max?: number
}

/** An amount of money with two decimals, as text in JSON: `1280.50`. */
export const money = builder<MoneyKeys>('money')

export const moneyType: FieldType = {
  name: 'money',
  label: { zh: '金额', en: 'Money' },
  keys: { min: 'number', max: 'number' },
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value, field) => parseDecimal(value, limitsOf(field)),
  read: (cell, field) => readDecimal(cell, limitsOf(field)),
  write: (value) => (typeof value === 'string' ? grouped(value) : ''),
  jsonSchema: () => ({ type: 'string', pattern: '^-?\\d+(\\.\\d{1,2})?$' }),
  parseOperand: (_, value) => parseDecimal(value, operandLimits),
  test: (operator, value, operand) => testDecimal(operator, value, operand),
}

const limitsOf = (field: FieldDef): DecimalLimits => ({ ...boundsOf(field), scale: 2, padded: true })

const grouped = (amount: string): string => {
  const [whole = '', fraction] = amount.split('.')
  const withCommas = whole.replace(/\d(?=(\d{3})+$)/g, '$&,')
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}
