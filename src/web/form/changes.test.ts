import { expect, test } from 'vitest'
import { isEmpty } from '../../model/label.ts'
import { changesOf, clashesOf } from './changes.ts'

test('only what differs is sent', () => {
  expect(changesOf({ name: 'a', level: 'B', phones: null }, { name: 'a', level: 'A', phones: '' })).toEqual({
    level: 'A',
  })
  expect(changesOf({ tags: ['x'] }, { tags: ['x'] })).toEqual({})
  expect(changesOf({ name: 'a' }, { name: null })).toEqual({ name: null })
})

test('a clash is a field both changed, each in another way', () => {
  const before = { level: 'B', name: 'a', phone: '1' }
  expect(
    clashesOf({ before, mine: { level: 'A', name: 'b' }, current: { level: 'C', name: 'a', phone: '2' } }),
  ).toEqual(['level'])
  expect(clashesOf({ before, mine: { level: 'A' }, current: { ...before, level: 'A' } })).toEqual([])
})

test('empty means nothing was entered', () => {
  expect([null, undefined, '', []].every(isEmpty)).toBe(true)
  expect([0, false, 'x', ['x']].some(isEmpty)).toBe(false)
})
