import { describe, expect, test } from 'vitest'
import { integer, integerType } from './integer.ts'

const field = integer({ zh: '天数', en: 'Days' })
const small = integer({ zh: '天数', en: 'Days', min: 1, max: 366 })
const parse = (value: unknown, of = field) => {
  const parsed = integerType.parse(value, of)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = integerType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('integer', () => {
  test('takes whole numbers', () => {
    expect(parse(42)).toBe(42)
    expect(parse(1.0)).toBe(1)
    expect(parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER)
    expect(Object.is(parse(-0), 0)).toBe(true)
  })
  test.each([
    ['42', 'wrong_type'],
    ['', 'wrong_type'],
    [true, 'wrong_type'],
    [[], 'wrong_type'],
    [{}, 'wrong_type'],
    [Number.NaN, 'wrong_type'],
    [1.5, 'not_whole'],
    [Number.POSITIVE_INFINITY, 'too_large'],
    [Number.POSITIVE_INFINITY, 'too_large'],
    [-Number.POSITIVE_INFINITY, 'too_small'],
    [2 ** 53, 'too_large'],
    [-(2 ** 53), 'too_small'],
    [10n, 'wrong_type'],
  ])('refuses %s', (value, code) => expect(parse(value)).toBe(code))
  test('keeps its bounds', () => {
    expect(parse(0, small)).toBe('too_small')
    expect(parse(367, small)).toBe('too_large')
    expect(parse(366, small)).toBe(366)
    expect(integerType.parseOperand!('gt', 1000, small)).toEqual({ ok: true, value: 1000 })
  })
  test.each([
    ['1,280', 1280],
    ['１，２８０', 1280],
    ['-5', -5],
    ['+5', 5],
    ['1280.00', 1280],
    [' 12 ', 12],
    ['1,28', 'not_a_number'],
    ['1.5', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['１２', 12],
    ['٣', 'not_a_number'],
    ['一百', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['9'.repeat(30), 'too_large'],
    ['1'.repeat(10_000_000), 'not_a_number'],
    ['', 'not_a_number'],
  ])('reads %s as %s', (cell, value) => expect(read(cell)).toBe(value))
})
