import { bad, builder, type FieldDef, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { ordered } from '../operators.ts'

export interface IntegerKeys {
  readonly min?: number
  readonly max?: number
}

/** A whole number. */
export const integer = builder<IntegerKeys>('integer')

export const integerType: FieldType = {
  name: 'integer',
  label: { zh: '整数', en: 'Whole number' },
  keys: { min: 'number', max: 'number' },
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value, field) => parseInteger(value, boundsOf(field)),
  read: (cell, field) => readInteger(cell, boundsOf(field)),
  write: (value) => (typeof value === 'number' ? String(value) : ''),
  jsonSchema: (field) => ({ type: 'integer', minimum: boundsOf(field).min, maximum: boundsOf(field).max }),
  parseOperand: (_, value) => parseInteger(value, everything),
}

export interface Bounds {
  readonly min: number
  readonly max: number
}

const everything: Bounds = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }

const boundsOf = (field: FieldDef): Bounds => ({
  min: typeof field.min === 'number' ? field.min : everything.min,
  max: typeof field.max === 'number' ? field.max : everything.max,
})

/** A JSON number without a fraction, within bounds and within what a number can hold exactly. */
export const parseInteger = (value: unknown, { min, max }: Bounds): Parsed => {
  if (typeof value !== 'number' || Number.isNaN(value))
    return bad('wrong_type', '应为整数', 'It should be a whole number')
  if (Number.isFinite(value) && !Number.isInteger(value))
    return bad('not_whole', '应为整数，不能有小数', 'It should be a whole number')
  if (value < min) return bad('too_small', `不能小于 ${min}`, `It cannot be less than ${min}`)
  if (value > max) return bad('too_large', `不能大于 ${max}`, `It cannot be more than ${max}`)
  if (!Number.isSafeInteger(value)) return bad('too_large', '数字太大', 'The number is too large')
  return ok(value === 0 ? 0 : value)
}

/** Import text of a whole number: full width, `1,280`, `1280.0` and a sign are understood. */
export const readInteger = (cell: string, bounds: Bounds): Parsed => {
  const folded = cell.length > 100 ? '' : cell.normalize('NFKC').replace(/\s/g, '')
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0*)?$/.test(folded))
    return bad('not_a_number', '应为整数', 'It should be a whole number')
  return parseInteger(Number(folded.replaceAll(',', '')), bounds)
}
