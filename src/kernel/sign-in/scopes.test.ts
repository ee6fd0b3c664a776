import { expect, test } from 'vitest'
import { checkScopes, scopeAllows } from './scopes.ts'

test.each([
  [['*'], 'customers', 'delete', true],
  [['*:*'], 'customers', 'delete', true],
  [['*:read'], 'follow-ups', 'read', true],
  [['*:read'], 'follow-ups', 'create', false],
  [['customers:*'], 'customers', 'claim', true],
  [['customers:*'], 'contacts', 'read', false],
  [['customers:read'], 'customers', 'read', true],
  [['customers:read'], 'customers', 'update', false],
  [['customers:read', 'customers:move-pool'], 'customers', 'move-pool', true],
  [['customers'], 'customers', 'read', false],
  [[], 'customers', 'read', false],
])('%j on %s: %s is %s', (scopes, object, verb, allowed) => {
  expect(scopeAllows(scopes, object, verb)).toBe(allowed)
})

test('scopes are checked one by one, with the place of the wrong one', () => {
  expect(checkScopes(['*', '*:read', 'customers:*', 'follow-ups:read', 'c_projects:move-stage'])).toEqual([])
  const faults = checkScopes(['customers:read', 'customers', 'Customers:read', 'a:b:c', '', ':read', '*:'])
  expect(faults.map((f) => [f.path, f.code])).toEqual(
    [1, 2, 3, 4, 5, 6].map((index) => [`scopes.${index}`, 'invalid_scope']),
  )
  expect(checkScopes([]).map((f) => f.code)).toEqual(['required'])
})

test('a scope may name only objects there are', () => {
  const objects = new Set(['customers'])
  expect(checkScopes(['customers:read', '*:read', '*'], objects)).toEqual([])
  expect(checkScopes(['costumers:read'], objects)[0]?.message).toEqual({
    zh: '没有“costumers”这个对象',
    en: 'There is no object "costumers"',
  })
})
