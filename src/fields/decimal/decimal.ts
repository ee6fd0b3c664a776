import { builder, type FieldDef, type FieldType, type Operator, type Parsed } from '../../model/field.ts'
import type { Json } from '../../model/label.ts'
import { ordered } from '../operators.ts'
import { compareExact, type DecimalLimits, exactOf, isParsed, notANumber, parseExact, round, settle } from './exact.ts'
import { amountOf } from './written.ts'

export interface DecimalKeys {
  readonly min?: number
  readonly max?: number
  /** Digits after the point, at most 10. Default 4. */
  readonly scale?: number
}

/** An exact decimal number, as text in JSON. */
export const decimal = builder<DecimalKeys>('decimal')

export const decimalType: FieldType = {
  name: 'decimal',
  label: { zh: '小数', en: 'Decimal' },
  keys: { min: 'number', max: 'number', scale: 'number' },
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value, field) => parseDecimal(value, limitsOf(field)),
  read: (cell, field) => readDecimal(cell, limitsOf(field)),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }),
  parseOperand: (_, value) => parseDecimal(value, operandLimits),
  test: (operator, value, operand) => testDecimal(operator, value, operand),
}

const limitsOf = (field: FieldDef): DecimalLimits => ({
  ...boundsOf(field),
  scale: typeof field.scale === 'number' ? Math.min(10, Math.max(0, Math.trunc(field.scale))) : 4,
  padded: false,
})

/** A filter may ask for more than the field can hold. */
export const operandLimits: DecimalLimits = { scale: 10, padded: false, digits: 40 }

/** The least and greatest value a definition allows. */
export const boundsOf = (field: FieldDef): { min?: number; max?: number } => ({
  ...(typeof field.min === 'number' ? { min: field.min } : {}),
  ...(typeof field.max === 'number' ? { max: field.max } : {}),
})

/** Decimal text or an exact JSON number as canonical decimal text. */
export const parseDecimal = (value: unknown, limits: DecimalLimits): Parsed => {
  const exact = parseExact(value)
  return isParsed(exact) ? exact : settle(exact, limits)
}

/** A number as written in a sheet. What a spreadsheet computed carries float noise far behind the point: that is rounded. */
export const readDecimal = (cell: string, limits: DecimalLimits): Parsed => {
  const exact = amountOf(cell)
  if (exact === undefined) return notANumber
  return settle(exact.scale > noiseFrom ? round(exact, limits.scale) : exact, limits)
}

const noiseFrom = 10

/** Decimal texts compared as numbers: `2` equals `2.00`, `10` is more than `9`. */
export const testDecimal = (operator: Operator, value: Json, operand: Json): boolean | undefined => {
  const is = (other: Json | undefined): number | undefined => {
    const [a, b] = [exactOf(String(value)), exactOf(String(other))]
    return a === undefined || b === undefined ? undefined : compareExact(a, b)
  }
  const operands: readonly Json[] = Array.isArray(operand) ? operand : [operand]
  switch (operator) {
    case 'eq':
    case 'in':
      return operands.some((other) => is(other) === 0)
    case 'ne':
    case 'nin':
      return !operands.some((other) => is(other) === 0)
    case 'between':
      return (is(operands[0]) ?? -1) >= 0 && (is(operands[1]) ?? 1) <= 0
    case 'lt':
      return (is(operand) ?? 0) < 0
    case 'lte':
      return (is(operand) ?? 1) <= 0
    case 'gt':
      return (is(operand) ?? 0) > 0
    case 'gte':
      return (is(operand) ?? -1) >= 0
    default:
      return undefined
  }
}
