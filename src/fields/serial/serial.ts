import { builder, type FieldType } from '../../model/field.ts'
import { parseText, testText, textType } from '../text/text.ts'

export interface SerialKeys {
  /** How numbers are made: `OPP-{yyyy}{0000}`. */
  readonly pattern: string
  /** Always true: the system gives the number. */
  readonly readOnly?: true
}

/** A number given by the system, such as `OPP-20260042`. Read-only whatever the definition says. */
export const serial = (keys: Parameters<typeof serialOf>[0]) => serialOf({ ...keys, readOnly: true })

const serialOf = builder<SerialKeys>('serial')

const limits = { max: 60, lines: false }

export const serialType: FieldType = {
  name: 'serial',
  label: { zh: '流水号', en: 'Serial number' },
  keys: { pattern: 'string' },
  needs: ['pattern'],
  operators: textType.operators,
  sortable: true,
  addable: false,
  parse: (value) => parseText(value, limits),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: () => ({ type: 'string', maxLength: limits.max, readOnly: true }),
  parseOperand: (operator, value, field) => textType.parseOperand!(operator, value, { ...field, max: limits.max }),
  test: testText,
}
