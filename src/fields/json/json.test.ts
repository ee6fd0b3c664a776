import { expect, test } from 'vitest'
import { json, jsonType } from './json.ts'

const field = json({ zh: '筛选', en: 'Filter' })

test('json takes any plain value', () => {
  for (const value of [{}, [], { a: { in: ['x', 1, null, true] } }, 'x', 1])
    expect(jsonType.parse(value, field)).toEqual({ ok: true, value })
  expect(jsonType.read!('{"a":1}', field)).toEqual({ ok: true, value: { a: 1 } })
})
test('json refuses what cannot be stored', () => {
  const deep = JSON.parse('['.repeat(50) + ']'.repeat(50)) as unknown
  for (const value of [
    'a\u0000',
    { '\u0000': 1 },
    ['\ud800'],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    deep,
    'x'.repeat(10_000_000),
    new Array(200_000).fill(0),
    undefined,
    () => 1,
    1n,
  ])
    expect(jsonType.parse(value, field).ok).toBe(false)
  expect(jsonType.read!('{', field)).toMatchObject({ ok: false, code: 'not_json' })
})
