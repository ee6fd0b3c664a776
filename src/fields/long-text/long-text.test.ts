import { describe, expect, test } from 'vitest'
import { longText, longTextType } from './long-text.ts'

const field = longText({ zh: '备注', en: 'Remark' })
const parse = (value: unknown) => {
  const parsed = longTextType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('longText', () => {
  test('keeps line breaks and tabs, one kind of line break', () => {
    expect(parse(' 一\r\n二\r三\n\t四 ')).toBe('一\n二\n三\n\t四')
    expect(parse('\n\n')).toBeNull()
  })
  test('is bounded', () => {
    expect(parse('字'.repeat(20_000))).toBe('字'.repeat(20_000))
    expect(parse('字'.repeat(20_001))).toBe('too_long')
  })
  test.each([
    [1, 'wrong_type'],
    ['a\u0000', 'control_characters'],
    ['a\ud800b', 'broken_text'],
    ['字'.repeat(5_000_000), 'too_long'],
  ])('refuses %j', (value, code) => expect(parse(value)).toBe(code))
  test('is searched by part', () => {
    expect(longTextType.parseOperand!('contains', '报价', field)).toEqual({ ok: true, value: '报价' })
    expect(longTextType.parseOperand!('contains', '', field)).toMatchObject({ ok: false })
    expect(longTextType.test!('contains', '已报价\n等回复', '报价', field)).toBe(true)
  })
})
