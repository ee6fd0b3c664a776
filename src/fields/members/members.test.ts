import { expect, test } from 'vitest'
import { references, referencesType } from '../references/references.ts'
import { members, membersType } from './members.ts'

const a = '0197f3a0-1111-7abc-8def-0123456789ab'
const b = '0197f3a0-2222-7abc-8def-0123456789ab'

const cases = [
  ['members', membersType, members({ zh: '相关员工', en: 'Members', to: 'employees' })],
  ['references', referencesType, references({ zh: '角色', en: 'Roles', to: 'roles' })],
] as const

test.each(cases)('%s is a list of ids, each once, and may be empty', (_, type, field) => {
  expect(type.parse([a, b.toUpperCase(), a], field)).toEqual({ ok: true, value: [a, b] })
  expect(type.parse([], field)).toEqual({ ok: true, value: [] })
  expect(type.write([a, b], field, 'zh')).toBe(`${a}, ${b}`)
})
test.each(cases)('%s refuses anything else', (_, type, field) => {
  for (const value of [a, {}, 1, [1], [null], ['x'], [[a]], new Array(501).fill(a)])
    expect(type.parse(value, field).ok).toBe(false)
})
test.each(cases)('%s is filtered by one id', (_, type, field) => {
  expect(type.parseOperand!('contains', a, field)).toEqual({ ok: true, value: a })
  expect(type.parseOperand!('contains', [a], field).ok).toBe(false)
  expect(type.test!('contains', [a], a, field)).toBe(true)
  expect(type.test!('contains', [a], b, field)).toBe(false)
  expect(type.test!('in', [a], [b, a], field)).toBe(true)
  expect(type.test!('nin', [a], [b, a], field)).toBe(false)
})
test('members are read from a cell of ids', () => {
  expect(membersType.read!(`${a}, ${b}`, cases[0][2])).toEqual({ ok: true, value: [a, b] })
  expect(membersType.read!('张三', cases[0][2]).ok).toBe(false)
})
