import { expect, test } from 'vitest'
import { validityOf } from './validity.ts'

const rule = { kinds: ['call', 'visit'], minLength: 6, genericTexts: ['继续跟进'] }

test('what counts is told before it is saved', () => {
  expect(validityOf('确认了两年维保报价', 'call', rule)).toEqual({ valid: true })
  expect(validityOf('继续跟进。', 'call', rule)).toMatchObject({ why: 'generic' })
  expect(validityOf('谈了价', 'call', rule)).toEqual({ valid: false, why: 'short', lacking: 3 })
  expect(validityOf('确认了两年维保报价', 'email', rule)).toMatchObject({ why: 'kind' })
  expect(validityOf('x', 'email', {})).toEqual({ valid: true })
})
