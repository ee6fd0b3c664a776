import { describe, expect, test } from 'vitest'
import { text, textType } from './text.ts'

const field = text({ zh: '名称', en: 'Name' })
const parse = (value: unknown, max?: number) => {
  const parsed = textType.parse(value, max === undefined ? field : text({ zh: '名称', en: 'Name', max }))
  return parsed.ok ? parsed.value : parsed.code
}

describe('text', () => {
  test('trims, keeps inner runs of spaces, and empty is nothing', () => {
    expect(parse('  杭州  尚祈 \u3000')).toBe('杭州  尚祈')
    expect(parse('')).toBeNull()
    expect(parse(' \u3000\u00a0\u200b\ufeff')).toBeNull()
  })
  test('composes and drops invisible marks', () => {
    expect(parse('Cafe\u0301')).toBe('Café')
    expect(parse('尚\u200b祈\ufeff')).toBe('尚祈')
    expect(parse('👨\u200d👩\u200d👧')).toBe('👨\u200d👩\u200d👧')
  })
  test('keeps full-width forms: they are part of names', () => {
    expect(parse('（中国）ＡＢＣ')).toBe('（中国）ＡＢＣ')
  })
  test('counts characters, not halves', () => {
    expect(parse('字'.repeat(200))).toBe('字'.repeat(200))
    expect(parse('字'.repeat(201))).toBe('too_long')
    expect(parse('😀'.repeat(5), 5)).toBe('😀'.repeat(5))
    expect(parse('😀'.repeat(6), 5)).toBe('too_long')
    expect(parse('e\u0301'.repeat(5), 5)).toBe('é'.repeat(5))
  })
  test.each([
    [1, 'wrong_type'],
    [true, 'wrong_type'],
    [['a'], 'wrong_type'],
    [{}, 'wrong_type'],
    [undefined, 'wrong_type'],
    [Number.NaN, 'wrong_type'],
    ['a\nb', 'line_break'],
    ['a\r\nb', 'line_break'],
    ['a\tb', 'line_break'],
    ['a\u2028b', 'line_break'],
    ['a\u0085b', 'line_break'],
    ['a\u0000b', 'control_characters'],
    ['a\u001bb', 'control_characters'],
    ['\u007f', 'control_characters'],
    ['\ud800', 'broken_text'],
    ['a\udc00', 'broken_text'],
    ['x'.repeat(10_000_000), 'too_long'],
  ])('refuses %j', (value, code) => expect(parse(value)).toBe(code))
  test('reads a cell of several lines as one line', () => {
    expect(textType.read!('杭州\r\n尚祈\t科技', field)).toEqual({ ok: true, value: '杭州 尚祈 科技' })
    expect(textType.read!('\n', field)).toEqual({ ok: true, value: null })
  })
  test('an empty operand is refused, a part may be any text', () => {
    expect(textType.parseOperand!('eq', ' ', field)).toMatchObject({ ok: false, code: 'empty_operand' })
    expect(textType.parseOperand!('contains', ' 腾讯 ', field)).toEqual({ ok: true, value: '腾讯' })
    expect(textType.parseOperand!('contains', 'x'.repeat(201), field)).toMatchObject({ ok: false, code: 'too_long' })
  })
  test('parts are found without regard to case', () => {
    expect(textType.test!('contains', 'ACME Ltd', 'cme l', field)).toBe(true)
    expect(textType.test!('startsWith', 'ACME', 'ac', field)).toBe(true)
    expect(textType.test!('startsWith', 'ACME', 'cm', field)).toBe(false)
    expect(textType.test!('eq', 'a', 'a', field)).toBeUndefined()
  })
  test('says in its schema how long it may be', () => {
    expect(textType.jsonSchema(field)).toEqual({ type: 'string', maxLength: 200 })
  })
})
