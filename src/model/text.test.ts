import { expect, test } from 'vitest'
import { fold, foldHeader } from './text.ts'

test('fold makes width, case and spacing the same', () => {
  expect(fold('　ＡＢＣ（中国）  有限\t公司 ')).toBe('abc(中国) 有限 公司')
  expect(fold('')).toBe('')
})
test('foldHeader also drops marks, punctuation and remarks in brackets', () => {
  for (const header of [
    '客户名称',
    ' 客户名称 *',
    '*客户名称：',
    '客户 名称（必填）',
    '客户名称(全称)',
    '【必填】客户名称',
  ])
    expect(foldHeader(header)).toBe('客户名称')
  expect(foldHeader('E-mail')).toBe('email')
  expect(foldHeader('Customer_Name')).toBe('customername')
  expect(foldHeader('（备注）')).toBe('备注')
  expect(foldHeader('***')).toBe('***')
  expect(foldHeader('x'.repeat(10_000_000)).length).toBeLessThan(1000)
})
