import { expect, it } from 'vitest'
import { periodOf, writeSerial } from './index.ts'

it('writes numbers by pattern, counting anew each period', () => {
  expect(writeSerial('OPP-{yyyy}{0000}', '2026-11-21', 7)).toBe('OPP-20260007')
  expect(writeSerial('{yyyy}{mm}{dd}-{00}', '2026-11-21', 123)).toBe('20261121-123')
  expect(periodOf('OPP-{yyyy}{0000}', '2026-11-21')).toBe('2026')
  expect(periodOf('N{000}', '2026-11-21')).toBe('')
})
