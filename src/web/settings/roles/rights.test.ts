import { expect, test } from 'vitest'
import { parentsOf, type RoleRights, scopeOf, withField, withParents, withScope } from './rights.ts'

const rep: RoleRights = {
  functions: { 'follow-ups': ['read', 'create'], customers: ['read'] },
  scopes: {
    'follow-ups': { read: { scope: 'member', parents: 'visible' }, create: 'all' },
    customers: { read: 'member' },
  },
  fields: {},
}

test('a verb given keeps the rule of the main record and leaves other objects alone', () => {
  const change = withScope(rep, { object: 'follow-ups', verb: 'update', scope: 'owner' })
  expect(change.functions?.['follow-ups']).toEqual(['read', 'create', 'update'])
  expect(change.scopes?.['follow-ups']?.update).toEqual({ scope: 'owner', parents: 'visible' })
  expect(change.scopes?.customers).toBe(rep.scopes.customers)
})

test('a verb taken away leaves neither right nor scope', () => {
  const after = { ...rep, ...withScope(rep, { object: 'customers', verb: 'read', scope: 'none' }) }
  expect(scopeOf(after, 'customers', 'read')).toBe('none')
  expect(after.scopes.customers).toEqual({})
})

test('the rule of main records holds for all verbs but creating', () => {
  const after = { ...rep, ...withParents(rep, 'follow-ups', 'none') }
  expect(after.scopes['follow-ups']).toEqual({ read: 'member', create: 'all' })
  expect(parentsOf(after, 'follow-ups')).toBe('none')
})

test('write is the absence of a limit', () => {
  const masked = { ...rep, ...withField(rep, { object: 'customers', field: 'phone', right: 'mask' }) }
  expect(masked.fields.customers).toEqual({ phone: 'mask' })
  expect(withField(masked, { object: 'customers', field: 'phone', right: 'write' }).fields?.customers).toEqual({})
})
