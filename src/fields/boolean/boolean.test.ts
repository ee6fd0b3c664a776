import { describe, expect, test } from 'vitest'
import { boolean, booleanType } from './boolean.ts'

const field = boolean({ zh: '锁定', en: 'Locked' })

describe('boolean', () => {
  test('takes true and false', () => {
    expect(booleanType.parse(true, field)).toEqual({ ok: true, value: true })
    expect(booleanType.parse(false, field)).toEqual({ ok: true, value: false })
  })
  test.each([[0], [1], ['true'], ['是'], [''], [[]], [{}], [Number.NaN]])('refuses %j', (value) =>
    expect(booleanType.parse(value, field)).toMatchObject({ ok: false, code: 'wrong_type' }),
  )
  test.each(['是', 'TRUE', ' yes ', 'Y', '1', '１', '✓', '√', '有'])('reads %s as yes', (cell) =>
    expect(booleanType.read!(cell, field)).toEqual({ ok: true, value: true }),
  )
  test.each(['否', 'False', 'no', 'Ｎ', '0', '×', '无'])('reads %s as no', (cell) =>
    expect(booleanType.read!(cell, field)).toEqual({ ok: true, value: false }),
  )
  test.each(['也许', '2', 'x'.repeat(10_000_000), 'yesno'])('does not read %s', (cell) =>
    expect(booleanType.read!(cell, field)).toMatchObject({ ok: false, code: 'not_a_boolean' }),
  )
  test('is written in words', () => {
    expect(booleanType.write(true, field, 'zh')).toBe('是')
    expect(booleanType.write(false, field, 'en')).toBe('No')
  })
})
