import { describe, expect, test } from 'vitest'
import { money, moneyType } from './money.ts'

const field = money({ zh: '金额', en: 'Amount' })
const parse = (value: unknown, of = field) => {
  const parsed = moneyType.parse(value, of)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = moneyType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('money', () => {
  test.each([
    ['1280.5', '1280.50'],
    ['1280', '1280.00'],
    ['-0.5', '-0.50'],
    [1280.5, '1280.50'],
    [0, '0.00'],
    ['0.10', '0.10'],
    ['999999999999999999.99', '999999999999999999.99'],
    ['-0.00', '0.00'],
  ])('%s is %s', (value, canonical) => expect(parse(value)).toBe(canonical))
  test.each([
    ['1.005', 'too_many_decimals'],
    ['1,280.50', 'not_a_number'],
    ['¥5', 'not_a_number'],
    ['', 'not_a_number'],
    ['1000000000000000000', 'too_large'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    [1e21, 'not_exact'],
    [Number.NaN, 'not_a_number'],
    [true, 'wrong_type'],
    [['1'], 'wrong_type'],
    ['１', 'not_a_number'],
  ])('refuses %s', (value, code) => expect(parse(value)).toBe(code))
  test('keeps its bounds', () => {
    const positive = money({ zh: '金额', en: 'Amount', min: 0.01, max: 100 })
    expect(parse('0', positive)).toBe('too_small')
    expect(parse('0.01', positive)).toBe('0.01')
    expect(parse('100.01', positive)).toBe('too_large')
  })
  test.each([
    ['¥1,280.50', '1280.50'],
    ['￥１，２８０．５０', '1280.50'],
    ['1280', '1280.00'],
    ['128万', '1280000.00'],
    ['27,850.0875(万)', '278500875.00'],
    ['27,850.0875（万元）', '278500875.00'],
    ['877.1万人民币', '8771000.00'],
    ['1.2亿', '120000000.00'],
    ['1亿2000万', '120000000.00'],
    ['5千万', '50000000.00'],
    ['3百万元', '3000000.00'],
    ['1280元', '1280.00'],
    ['1280元整', '1280.00'],
    ['RMB 1,280', '1280.00'],
    ['1,280 CNY', '1280.00'],
    ['(1,280.50)', '-1280.50'],
    ['-1,280.50', '-1280.50'],
    ['-¥5', '-5.00'],
    ['.5', '0.50'],
    ['0.000001万', '0.01'],
    ['19.99万', '199900.00'],
    ['1280.4999999999999', '1280.50'],
    ['人民币500万元', '5000000.00'],
  ])('reads %s as %s', (cell, amount) => expect(read(cell)).toBe(amount))
  test.each([
    ['$5'],
    ['5美元'],
    ['USD 5'],
    ['五万'],
    ['abc'],
    ['万'],
    ['1,28'],
    ['1.2.3'],
    ['1万2亿'],
    ['1e5'],
    ['--5'],
    ['٣'],
    ['面议'],
    ['1-2万'],
    ['9'.repeat(10_000_000)],
    ['1万'.repeat(40)],
    [''],
  ])('does not read %s', (cell) => expect(read(cell)).toBe('not_a_number'))
  test('refuses fractions of a cent and too much', () => {
    expect(read('1.005')).toBe('too_many_decimals')
    expect(read('999999999999亿')).toBe('too_large')
  })
  test('is written with separators that are read again', () => {
    expect(moneyType.write('1280000.00', field, 'zh')).toBe('1,280,000.00')
    expect(moneyType.write('-100.50', field, 'en')).toBe('-100.50')
    expect(moneyType.write('-123456.00', field, 'en')).toBe('-123,456.00')
    expect(read('1,280,000.00')).toBe('1280000.00')
  })
})
