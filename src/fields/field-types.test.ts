import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FieldDef, type FieldType, operators } from '../model/field.ts'
import type { Json } from '../model/label.ts'
import { sqlFieldTypes } from './field-types.sql.ts'
import { fieldTypes } from './field-types.ts'

const uuid = '0197f3a0-1111-7abc-8def-0123456789ab'
const options = [
  { key: 'a', zh: '甲', en: 'Alpha' },
  { key: 'a1', zh: '甲一', en: 'Alpha one', parent: 'a' },
]

const defs: readonly FieldDef[] = fieldTypes.flatMap((type): FieldDef[] => {
  const def: FieldDef = { type: type.name, zh: '字段', en: 'Field' }
  if (type.keys.options !== undefined) return [{ ...def, options }]
  if (type.keys.to !== undefined) return [{ ...def, to: 'employees' }]
  return type.keys.many === undefined ? [def] : [def, { ...def, many: true }]
})
const typeOf = (def: FieldDef): FieldType => fieldTypes.find((type) => type.name === def.type)!
const cases = defs.map((def) => ({ name: def.many === true ? `${def.type} (many)` : def.type, def, type: typeOf(def) }))

const huge = 10_000_000
const hugeTexts = [
  'a',
  ' ',
  '\n',
  '\t',
  '1',
  '０',
  '(',
  '-',
  '.',
  ',',
  '、',
  '@',
  '/',
  '%',
  '万',
  '😀',
  '中',
  '\u0301',
  '\u0000',
  '\ud800',
  'a@',
  'a.',
  '1 ',
  '1-',
  '(1',
]
  .map((part) => part.repeat(Math.floor(huge / part.length)))
  .flatMap((text) => [text, `x${text}x`])

const hostile: readonly unknown[] = [
  undefined,
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.1,
  1e21,
  Number.POSITIVE_INFINITY,
  -Number.POSITIVE_INFINITY,
  5e-324,
  Number.NaN,
  2 ** 53,
  10n,
  Symbol('x'),
  () => 1,
  new Date(),
  /x/,
  [],
  [[]],
  {},
  { value: 1 },
  {
    toString: () => {
      throw new Error('called')
    },
  },
  Object.create(null),
  [null],
  [undefined],
  [{}],
  ['', ''],
  new Array(100_000).fill('a'),
  '',
  ' ',
  '\u3000',
  '\u0000',
  'a\u0000b',
  '\u0007',
  '\u007f',
  'a\nb',
  'a\tb',
  '\u2028',
  '😀',
  '👨‍👩‍👧',
  '\ud800',
  'x\udc00y',
  '\ud800\ud800',
  '\u202e138',
  '\ufeff',
  '٣',
  '１２３',
  '１３８１２３４５６７８',
  '一百',
  '½',
  '²',
  'Ⅷ',
  'ａｂｃ',
  'NaN',
  'Infinity',
  '-Infinity',
  'Number.POSITIVE_INFINITY',
  '1e5',
  '0x10',
  '1_000',
  '+',
  '-',
  '--1',
  '1.',
  '.5',
  '1..2',
  '∞',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table customers; --",
  '<script>alert(1)</script>',
  '=1+1',
  '{{1}}',
  '%00',
  '../../etc/passwd',
  'javascript:alert(1)',
  '2026-02-30',
  '0000-00-00',
  '99999-01-01',
  '2026-11-21T25:00:00Z',
  '110101',
  '000000',
  'Z99',
  uuid.toUpperCase(),
  `{${uuid}}`,
  'x'.repeat(201),
  '字'.repeat(20_001),
]

describe('the list of field types', () => {
  test('every type has a database half of the same name, once', () => {
    const names = fieldTypes.map((type) => type.name)
    expect(new Set(names).size).toBe(names.length)
    expect(sqlFieldTypes.map((type) => type.name)).toEqual(names)
  })
  test('every type knows only operators of the language, each once, and isNull', () => {
    for (const type of fieldTypes) {
      expect(new Set(type.operators).size).toBe(type.operators.length)
      for (const operator of type.operators) expect(operators).toContain(operator)
      expect(type.operators).toContain('isNull')
      for (const key of type.needs ?? []) expect(Object.keys(type.keys)).toContain(key)
    }
  })
  test('a type without a column says so', () => {
    for (const type of sqlFieldTypes) {
      const def = defs.find((one) => one.type === type.name)!
      expect(type.column(def) === '').toBe(type.shape(def) === 'none')
    }
  })
})

describe.each(cases)('bad input: $name', ({ def, type }) => {
  const offer = (value: unknown) => {
    const parsed = type.parse(value, def)
    if (!parsed.ok) {
      expect(parsed.code).toMatch(/^[a-z_]+$/)
      expect(parsed.message.zh).not.toBe('')
      expect(parsed.message.en.length).toBeLessThan(3000)
      return
    }
    // What was accepted can be stored and is its own canonical form.
    const stored = JSON.stringify(parsed.value)
    expect(JSON.stringify(JSON.parse(stored))).toBe(stored)
    expect(stored).not.toContain('\\u0000')
    if (parsed.value !== null) expect(type.parse(parsed.value, def)).toEqual(parsed)
    expect(typeof type.write(parsed.value, def, 'en')).toBe('string')
  }
  const tryText = (text: string) => {
    offer(text)
    const read = type.read?.(text, def)
    if (read?.ok === true && read.value !== null) expect(type.parse(read.value, def)).toEqual(read)
    for (const operator of type.operators) type.parseOperand?.(operator, text, def)
  }

  test('never throws, never accepts what is not canonical afterwards', () => {
    for (const value of hostile) {
      offer(value)
      if (typeof value === 'string') tryText(value)
      for (const operator of type.operators) type.parseOperand?.(operator, value, def)
    }
  })
  test('neither do its tests and its writing, whatever is compared', () => {
    const values = ['x', '', 1, true, [], ['x'], {}, null] as const
    for (const operator of operators)
      for (const value of values)
        for (const operand of values) type.test?.(operator, value as Json, operand as Json, def)
    for (const value of values) expect(typeof type.write(value as Json, def, 'zh')).toBe('string')
  })
  // Whatever took more than one pass over such a text would never end within a test's time.
  test('answers ten megabytes', () => {
    for (const text of hugeTexts) tryText(text)
  })
  test('any text, any JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 })),
        tryText,
      ),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.jsonValue(), (value) => (value === null ? undefined : offer(value))),
      { numRuns: 200 },
    )
  })
  test('its JSON schema is plain data', () => {
    const schema = type.jsonSchema(def)
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })
})
