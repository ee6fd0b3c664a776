import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, decimalType } from './decimal.ts'

const field = decimal({ zh: '数量', en: 'Quantity' })
const parse = (value: unknown, of = field) => {
  const parsed = decimalType.parse(value, of)
  return parsed.ok ? parsed.value : parsed.code
}

describe('decimal', () => {
  test.each([
    ['1.5', '1.5'],
    ['1.50', '1.5'],
    ['007', '7'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['+3', '3'],
    [' 2 ', '2'],
    [1.5, '1.5'],
    [0.1, '0.1'],
    [-2, '-2'],
    [9007199254740991, '9007199254740991'],
    ['1234567890123456.7891', '1234567890123456.7891'],
    ['1.00000000', '1'],
    [0.0001, '0.0001'],
  ])('%s is %s', (value, canonical) => expect(parse(value)).toBe(canonical))
  test.each([
    ['', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['1,280', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['１', 'not_a_number'],
    ['٣', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['1.', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['0x10', 'not_a_number'],
    [Number.NaN, 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    [true, 'wrong_type'],
    [[], 'wrong_type'],
    [{}, 'wrong_type'],
    [1e21, 'not_exact'],
    [1e-7, 'not_exact'],
    [2 ** 53, 'not_exact'],
    [0.1 + 0.2, 'not_exact'],
    ['0.00001', 'too_many_decimals'],
    ['9'.repeat(17), 'too_large'],
    ['1'.repeat(10_000_000), 'not_a_number'],
    [10n, 'wrong_type'],
  ])('refuses %s', (value, code) => expect(parse(value)).toBe(code))
  test('keeps its scale and bounds', () => {
    const rate = decimal({ zh: '汇率', en: 'Rate', scale: 6, min: 0, max: 100.5 })
    expect(parse('7.123456', rate)).toBe('7.123456')
    expect(parse('7.1234567', rate)).toBe('too_many_decimals')
    expect(parse('-0.000001', rate)).toBe('too_small')
    expect(parse('100.500001', rate)).toBe('too_large')
    expect(parse('100.5', rate)).toBe('100.5')
  })
  test('compares as numbers', () => {
    const is = (operator: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte', a: string, b: string) =>
      decimalType.test!(operator, a, b, field)
    expect(is('gt', '10', '9')).toBe(true)
    expect(is('lt', '-10', '-9')).toBe(true)
    expect(is('eq', '2', '2.00')).toBe(true)
    expect(is('ne', '2', '2.00')).toBe(false)
    expect(is('lte', '2', '2.0')).toBe(true)
    expect(is('gte', '1.9999', '2')).toBe(false)
    expect(decimalType.test!('in', '2', ['1', '2.0'], field)).toBe(true)
    expect(decimalType.test!('nin', '2', ['1', '2.0'], field)).toBe(false)
    expect(decimalType.test!('between', '2', ['1', '2.0'], field)).toBe(true)
    expect(decimalType.test!('isNull', '2', true, field)).toBeUndefined()
  })
  test('orders like bigints do', () => {
    const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    const text = (units: bigint) =>
      `${units < 0n ? '-' : ''}${String(units < 0n ? -units : units)
        .padStart(3, '0')
        .replace(/(..)$/, '.$1')}`
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(decimalType.test!('lt', text(a), text(b), field)).toBe(a < b)
        expect(decimalType.test!('gte', text(a), text(b), field)).toBe(a >= b)
      }),
    )
  })
  test('reads what a spreadsheet computed, and refuses what a person would not write', () => {
    expect(decimalType.read!('0.30000000000000004', field)).toEqual({ ok: true, value: '0.3' })
    expect(decimalType.read!('1,234.5', field)).toEqual({ ok: true, value: '1234.5' })
    expect(decimalType.read!('1.23456', field)).toMatchObject({ ok: false, code: 'too_many_decimals' })
  })
  test('a filter may ask beyond the bounds', () => {
    expect(decimalType.parseOperand!('gt', '-99999999999999999999.5', decimal({ zh: '数', en: 'N', min: 0 }))).toEqual({
      ok: true,
      value: '-99999999999999999999.5',
    })
  })
})
