import { expect, test } from 'vitest'
import { percent, percentType } from './percent.ts'

const field = percent({ zh: '完整度', en: 'Completeness' })

test('percent is a whole number from 0 to 100', () => {
  for (const value of [0, 50, 100]) expect(percentType.parse(value, field)).toEqual({ ok: true, value })
  for (const value of [-1, 101, 0.5, '50', '50%', Number.NaN, Number.POSITIVE_INFINITY, null, []])
    expect(percentType.parse(value, field).ok).toBe(false)
})
test('percent is read and written with its sign', () => {
  expect(percentType.read!('85%', field)).toEqual({ ok: true, value: 85 })
  expect(percentType.read!('８５ ％', field)).toEqual({ ok: true, value: 85 })
  expect(percentType.read!('85', field)).toEqual({ ok: true, value: 85 })
  expect(percentType.read!('120%', field).ok).toBe(false)
  expect(percentType.write(85, field, 'zh')).toBe('85%')
})
