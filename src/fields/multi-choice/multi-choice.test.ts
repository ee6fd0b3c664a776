import { describe, expect, test } from 'vitest'
import { multiChoice, multiChoiceType } from './multi-choice.ts'

const field = multiChoice({
  zh: '标签',
  en: 'Tags',
  options: [
    { key: 'vip', zh: '重点', en: 'Key account' },
    { key: 'chain', zh: '连锁，加盟', en: 'Chain, franchise' },
    { key: 'shop', zh: '门店', en: 'Shop', parent: 'chain' },
  ],
})
const parse = (value: unknown) => {
  const parsed = multiChoiceType.parse(value, field)
  return parsed.ok ? parsed.value : parsed.code
}
const read = (cell: string) => {
  const parsed = multiChoiceType.read!(cell, field)
  return parsed.ok ? parsed.value : parsed.code
}

describe('multiChoice', () => {
  test('keeps the order, each once, and none is nothing', () => {
    expect(parse(['shop', 'vip', 'shop'])).toEqual(['shop', 'vip'])
    expect(parse([])).toBeNull()
  })
  test.each([
    ['vip', 'wrong_type'],
    [{}, 'wrong_type'],
    [[1], 'wrong_type'],
    [[null], 'wrong_type'],
    [['vip', 'x'], 'unknown_option'],
    [[['vip']], 'wrong_type'],
    [new Array(201).fill('vip'), 'too_many'],
  ])('refuses %j', (value, code) => expect(parse(value)).toBe(code))
  test('reads a list in many separators, and an option with a comma in its name', () => {
    expect(read('重点、门店')).toEqual(['vip', 'shop'])
    expect(read('key account; SHOP | 重点')).toEqual(['vip', 'shop'])
    expect(read('连锁，加盟')).toEqual(['chain'])
    expect(read('重点、没有')).toBe('unknown_option')
    expect(read('、')).toBeNull()
  })
  test('is written as labels', () => {
    expect(multiChoiceType.write(['vip', 'shop'], field, 'zh')).toBe('重点、门店')
    expect(multiChoiceType.write(['vip', 'shop'], field, 'en')).toBe('Key account, Shop')
  })
  test('is filtered by one element', () => {
    expect(multiChoiceType.parseOperand!('eq', 'vip', field)).toEqual({ ok: true, value: 'vip' })
    expect(multiChoiceType.parseOperand!('contains', ['vip'], field)).toMatchObject({ ok: false })
    const value = ['vip', 'shop']
    expect(multiChoiceType.test!('eq', value, 'vip', field)).toBe(true)
    expect(multiChoiceType.test!('contains', value, 'chain', field)).toBe(false)
    expect(multiChoiceType.test!('ne', value, 'vip', field)).toBe(false)
    expect(multiChoiceType.test!('in', value, ['chain', 'shop'], field)).toBe(true)
    expect(multiChoiceType.test!('nin', value, ['chain'], field)).toBe(true)
  })
})
