import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import { equality } from '../operators.ts'

export interface ReferenceKeys {
  /** Path of the object pointed to. */
  readonly to: string
}

/** A link to one record of another object. */
export const reference = builder<ReferenceKeys>('reference')

export const referenceType: FieldType = {
  name: 'reference',
  label: { zh: '关联', en: 'Reference' },
  keys: { to: 'string' },
  needs: ['to'],
  operators: equality,
  sortable: false,
  addable: true,
  parse: (value) => parseUuid(value),
  read: (cell) => parseUuid(cell),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', format: 'uuid' }),
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether it is a UUID in its canonical form. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)

/** A UUID in text, in lower case. */
export const parseUuid = (value: unknown): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为编号文字', 'It should be an id in text')
  const id = value.length > 100 ? '' : value.trim().toLowerCase()
  return uuid.test(id) ? ok(id) : bad('not_an_id', '不是有效的编号', 'It is not a valid id')
}
