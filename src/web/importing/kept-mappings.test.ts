import { expect, test } from 'vitest'
import { signatureOf } from './kept-mappings.ts'

test('the same headings are the same file, whatever their order and spacing', () => {
  const one = signatureOf('customers', ['公司全称', '省    份', 'Phone'])
  expect(signatureOf('customers', ['phone', '公司全称', '省份'])).toBe(one)
  expect(signatureOf('contacts', ['公司全称', '省份', 'Phone'])).not.toBe(one)
  expect(signatureOf('customers', ['公司全称', '省份', '电话'])).not.toBe(one)
})
