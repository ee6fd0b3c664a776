import { expect, test } from 'vitest'
import { serial, serialType } from './serial.ts'

const field = serial({ zh: '商机编号', en: 'Number', pattern: 'OPP-{yyyy}{0000}' })

test('serial is read-only text', () => {
  expect(field).toMatchObject({ type: 'serial', readOnly: true, pattern: 'OPP-{yyyy}{0000}' })
  expect(serialType.parse(' OPP-20260042 ', field)).toEqual({ ok: true, value: 'OPP-20260042' })
  for (const value of [1, 'x'.repeat(61), 'a\nb', '\u0000']) expect(serialType.parse(value, field).ok).toBe(false)
  expect(serialType.parseOperand!('startsWith', 'opp-2026', field)).toEqual({ ok: true, value: 'opp-2026' })
  expect(serialType.test!('startsWith', 'OPP-20260042', 'opp-2026', field)).toBe(true)
})
