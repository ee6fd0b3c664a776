import { describe, expect, test } from 'vitest'
import type { Json } from '../../model/label.ts'
import { phone, phoneType } from './phone.ts'

const one = phone({ zh: '电话', en: 'Phone' })
const many = phone({ zh: '其他电话', en: 'Other phones', many: true })
const parse = (value: unknown, field = one) => {
  const parsed = phoneType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('phone', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['86-13812345678', '13812345678'],
    ['0086 13812345678', '13812345678'],
    ['(+86)13812345678', '13812345678'],
    ['013812345678', '13812345678'],
    ['\u202d13812345678\u202c', '13812345678'],
    ['手机：13812345678', '13812345678'],
    ['138.1234.5678', '13812345678'],
    ['0571-88886631', '0571-88886631'],
    ['057188886631', '0571-88886631'],
    ['(0571) 8888 6631', '0571-88886631'],
    ['（0571）88886631', '0571-88886631'],
    ['+86 571 8888 6631', '0571-88886631'],
    ['+86-0571-88886631', '0571-88886631'],
    ['0571—88886631', '0571-88886631'],
    ['010-66310000', '010-66310000'],
    ['021 6631 0000', '021-66310000'],
    ['0755-2345678', '0755-2345678'],
    ['(0571) 8888 6631-8001', '0571-88886631-8001'],
    ['0571-88886631转8001', '0571-88886631-8001'],
    ['0571-88886631 ext. 8001', '0571-88886631-8001'],
    ['0571-88886631 分机 12', '0571-88886631-12'],
    ['88886631-801', '88886631-801'],
    ['13812345678转12', '13812345678-12'],
    ['400-820-8820', '4008208820'],
    ['4008208820转1', '4008208820-1'],
    ['88886631', '88886631'],
    ['95588', '95588'],
    ['10086', '10086'],
    ['+852 2345 6789', '+85223456789'],
    ['00852 23456789', '+85223456789'],
    ['+1 (415) 555-2671', '+14155552671'],
  ])('%s is %s', (written, canonical) => {
    expect(parse(written)).toBe(canonical)
    expect(parse(canonical)).toBe(canonical)
    expect(parse(phoneType.write(canonical, one, 'zh'))).toBe(canonical)
  })
  test.each([
    ['12812345678'],
    ['138123456789'],
    ['1381234567'],
    ['138****5678'],
    ['abc'],
    ['电话'],
    ['+'],
    ['-'],
    ['0000000000'],
    ['13812345678;13912345678'],
    ['13812345678/13912345678'],
    ['1e10'],
    ['+86'],
    ['123456789012345678'],
    ['一三八'],
    ['😀'],
    ['1\u0000'],
    ['1'.repeat(10_000_000)],
    ['+0012345678'],
  ])('refuses %s', (written) => expect(parse(written)).toBe('not_a_phone'))
  test('refuses what is not text, and empty is nothing', () => {
    for (const value of [13812345678, true, [], {}, Number.NaN]) expect(parse(value)).toBe('wrong_type')
    expect(parse('  ')).toBeNull()
  })
  test('is shown in groups', () => {
    expect(phoneType.write('13812345678', one, 'zh')).toBe('138 1234 5678')
    expect(phoneType.write('4008208820', one, 'zh')).toBe('400 820 8820')
    expect(phoneType.write('0571-88886631-8001', one, 'zh')).toBe('0571-88886631-8001')
  })
  test('is filtered by a whole number or by part of one', () => {
    expect(phoneType.parseOperand!('eq', '138 1234 5678', one)).toEqual({ ok: true, value: '13812345678' })
    expect(phoneType.parseOperand!('contains', '１２３４ 56', one)).toEqual({ ok: true, value: '123456' })
    expect(phoneType.parseOperand!('contains', '张', one)).toMatchObject({ ok: false })
    expect(phoneType.parseOperand!('eq', '', one)).toMatchObject({ ok: false })
  })
})

describe('phone, many', () => {
  test('takes plain texts and points, each number once', () => {
    expect(
      parse(['138 1234 5678', { value: '0571-88886631', label: ' 办公 ', primary: true }, '13812345678'], many),
    ).toEqual([
      { value: '13812345678', label: null, primary: false },
      { value: '0571-88886631', label: '办公', primary: true },
    ])
  })
  test('empty is nothing', () => {
    expect(parse([], many)).toBeNull()
    expect(parse(['', { value: ' ' }], many)).toBeNull()
  })
  test.each([
    ['13812345678', 'wrong_type'],
    [{}, 'wrong_type'],
    [[1], 'wrong_type'],
    [[null], 'wrong_type'],
    [['abc'], 'not_a_phone'],
    [[{ value: '13812345678', x: 1 }], 'unknown_key'],
    [[{ value: '13812345678', primary: 'yes' }], 'wrong_type'],
    [[{ value: '13812345678', label: 1 }], 'wrong_type'],
    [[{ value: '13812345678', label: '字'.repeat(41) }], 'too_long'],
    [
      [
        { value: '13812345678', primary: true },
        { value: '13912345678', primary: true },
      ],
      'two_primaries',
    ],
    [Array.from({ length: 21 }, (_, i) => `138123456${10 + i}`), 'too_many'],
  ])('refuses %j', (value, code) => expect(parse(value, many)).toBe(code))
  test('says which one is wrong', () => {
    const parsed = phoneType.parse(['13812345678', 'abc'], many)
    expect(parsed.ok ? '' : parsed.message.zh).toContain('第 2 个')
  })
  test('is written and read again', () => {
    const value: Json = [
      { value: '13812345678', label: '本人', primary: false },
      { value: '0571-88886631-8001', label: null, primary: false },
    ]
    const text = phoneType.write(value, many, 'zh')
    expect(text).toBe('138 1234 5678 (本人); 0571-88886631-8001')
    expect(phoneType.read!(text, many)).toEqual({ ok: true, value })
    expect(phoneType.read!('(0571) 88886631、13812345678', many)).toMatchObject({
      ok: true,
      value: [{ value: '0571-88886631' }, { value: '13812345678' }],
    })
  })
  test('is filtered by one number', () => {
    const value: Json = [{ value: '13812345678', label: null, primary: false }]
    expect(phoneType.parseOperand!('eq', '138-1234-5678', many)).toEqual({ ok: true, value: '13812345678' })
    expect(phoneType.test!('eq', value, '13812345678', many)).toBe(true)
    expect(phoneType.test!('ne', value, '13812345678', many)).toBe(false)
    expect(phoneType.test!('in', value, ['1', '13812345678'], many)).toBe(true)
    expect(phoneType.test!('nin', value, ['1'], many)).toBe(true)
    expect(phoneType.test!('contains', value, '13812345678', many)).toBe(true)
    expect(phoneType.test!('contains', value, '1234', many)).toBe(false)
    expect(phoneType.parseOperand!('contains', '138-1234-5678', many)).toEqual({ ok: true, value: '13812345678' })
  })
})
