import { describe, expect, test } from 'vitest'
import { grouped, moneyInTable, moneyInText } from './money-text.ts'

describe('money as people read it', () => {
  test('in full', () => {
    expect(grouped('1280000.00')).toBe('1,280,000.00')
    expect(grouped('-23.1')).toBe('−23.1')
    expect(grouped('')).toBe('')
  })
  test('in a column', () => {
    expect(moneyInTable('1280000.00', 'zh')).toBe('128.00')
    expect(moneyInTable('1280000.00', 'en')).toBe('1,280.00')
    expect(moneyInTable('49.99', 'zh')).toBe('0.00')
    expect(moneyInTable('50.00', 'zh')).toBe('0.01')
    expect(moneyInTable('-123456789012345678.00', 'zh')).toBe('−12,345,678,901,234.57')
  })
  test('in a sentence', () => {
    expect(moneyInText('1280000.00', 'zh')).toBe('¥128.00 万')
    expect(moneyInText('1280000.00', 'en')).toBe('¥1.28M')
    expect(moneyInText('800.50', 'zh')).toBe('¥800.50')
    expect(moneyInText('12300000000', 'zh')).toBe('¥123.00 亿')
  })
})
