import { expect, test } from 'vitest'
import type { FieldMeta } from '../meta.ts'
import { isAsked } from './conditions.ts'

const field = { name: 'idNumber', showWhen: { field: 'nature', in: ['individual'] } } as unknown as FieldMeta

test('a conditional field is asked for where the deciding one says so', () => {
  expect(isAsked(field, { nature: 'individual' })).toBe(true)
  expect(isAsked(field, { nature: 'company' })).toBe(false)
  expect(isAsked(field, {})).toBe(false)
  expect(isAsked({ ...field, showWhen: { field: 'tags', in: ['x'] } } as FieldMeta, { tags: ['y', 'x'] })).toBe(true)
})

test('what has a value is never hidden, and a field without a condition is always there', () => {
  expect(isAsked(field, { nature: 'company', idNumber: '110' })).toBe(true)
  expect(isAsked({ name: 'remark' } as FieldMeta, {})).toBe(true)
})
