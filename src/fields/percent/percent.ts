import { builder, type FieldType } from '../../model/field.ts'
import { parseInteger, readInteger } from '../integer/integer.ts'
import { ordered } from '../operators.ts'

/** A share in whole percent, 0 to 100. */
export const percent = builder<object>('percent')

const bounds = { min: 0, max: 100 }

export const percentType: FieldType = {
  name: 'percent',
  label: { zh: '百分比', en: 'Percent' },
  keys: {},
  operators: ordered,
  sortable: true,
  addable: true,
  parse: (value) => parseInteger(value, bounds),
  read: (cell) => readInteger(cell.slice(0, 200).replace(/\s*[%％]\s*$/, ''), bounds),
  write: (value) => (typeof value === 'number' ? `${value}%` : ''),
  jsonSchema: () => ({ type: 'integer', minimum: 0, maximum: 100 }),
}
