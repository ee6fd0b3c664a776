import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../model/label.ts'
import { toFilter, toGroup } from './filter-tree.ts'

describe('a filter, edited and written again', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['nothing', {}, {}],
    ['a plain value', { ownerId: '@me' }, { ownerId: { eq: '@me' } }],
    [
      'several',
      { level: { in: ['A'] }, amount: { gte: '5', lt: '9' } },
      { level: { in: ['A'] }, amount: { gte: '5', lt: '9' } },
    ],
    [
      'or',
      { or: [{ level: { eq: 'A' } }, { amount: { gt: '5' } }] },
      { or: [{ level: { eq: 'A' } }, { amount: { gt: '5' } }] },
    ],
    [
      'or beside and',
      { ownerId: { eq: '@me' }, or: [{ level: { eq: 'A' } }, { level: { eq: 'B' } }] },
      { ownerId: { eq: '@me' }, or: [{ level: { eq: 'A' } }, { level: { eq: 'B' } }] },
    ],
    [
      'the same field twice',
      { and: [{ name: { contains: 'a' } }, { name: { contains: 'b' } }] },
      { name: { contains: 'a' }, and: [{ name: { contains: 'b' } }] },
    ],
    ['not', { not: { level: 'A' }, ownerId: { eq: '@me' } }, { ownerId: { eq: '@me' }, not: { level: 'A' } }],
    ['what points elsewhere', { 'customer.region': { under: '330000' } }, { 'customer.region': { under: '330000' } }],
    ['conditions still without a value', { level: { in: [] }, name: { contains: '' } }, {}],
  ])('%s', (_, filter, written) => {
    expect(toFilter(toGroup(filter))).toEqual(written)
    expect(toFilter(toGroup(written))).toEqual(written)
  })
})
