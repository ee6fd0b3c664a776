import { expect, it, describe as suite } from 'vitest'
import { fieldTypes } from '../fields/field-types.ts'
import { describeFilter } from './describe.ts'
import { parseFilter } from './filter.ts'
import { defineObject } from './object.ts'
import { evaluate } from './predicate.ts'
import { createRegistry } from './registry.ts'
import type { Tokens } from './tokens.ts'

const registry = createRegistry({
  fieldTypes,
  objects: [
    defineObject(
      'things',
      { zh: '东西', en: 'Thing' },
      {
        fields: {
          name: { type: 'text', zh: '名称', en: 'Name', required: true, sortable: true },
          level: {
            type: 'choice',
            zh: '级别',
            en: 'Level',
            options: [
              { key: 'A', zh: '甲', en: 'A' },
              { key: 'B', zh: '乙', en: 'B' },
            ],
          },
          amount: { type: 'money', zh: '金额', en: 'Amount' },
          at: { type: 'dateTime', zh: '时间', en: 'At' },
          parentId: { type: 'reference', to: 'things', zh: '上级', en: 'Parent' },
        },
        traits: { owned: true },
        access: [],
        title: 'name',
        list: ['name'],
        sort: 'name',
        form: [],
      },
    ),
  ],
  rules: [],
  actions: [],
  reminders: [],
})
const things = registry.objects.get('things')!
const me = '018f0000-0000-7000-8000-000000000001'
const tokens: Tokens = {
  me,
  myDepartments: [],
  mySubordinates: [],
  today: '2026-11-21',
  now: '2026-11-21T08:00:00.000Z',
  startOfDay: (date) => new Date(Date.parse(`${date}T00:00:00Z`) - 8 * 3_600_000).toISOString(),
}
const parse = (json: unknown) =>
  parseFilter(json, things, { registry, tokens, isReadable: () => true, departmentsUnder: (id) => [id] })
const holds = (json: unknown, row: Record<string, never | string | null>) => {
  const parsed = parse(json)
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults))
  return evaluate(things, parsed.predicate, row)
}

suite('filters', () => {
  it('take a null as empty, and tell "is not" from "is"', () => {
    expect(holds({ level: null }, { level: null })).toBe(true)
    expect(holds({ level: { ne: 'A' } }, { level: null })).toBe(true)
    expect(holds({ level: { nin: ['A'] } }, { level: null })).toBe(true)
    expect(holds({ not: { level: 'A' } }, { level: null })).toBe(true)
    expect(holds({ level: { in: ['A'] } }, { level: null })).toBe(false)
  })
  it('compare money by value, not by sign', () => {
    expect(holds({ amount: { gt: '9' } }, { amount: '10.00' })).toBe(true)
    expect(holds({ amount: { eq: '10' } }, { amount: '10.00' })).toBe(true)
  })
  it('take a day as the whole company-local day', () => {
    expect(holds({ at: '@today' }, { at: '2026-11-20T16:00:00.000Z' })).toBe(true)
    expect(holds({ at: '@today' }, { at: '2026-11-21T16:00:00.000Z' })).toBe(false)
    expect(holds({ at: { lt: '@today+1' } }, { at: '2026-11-21T15:59:59.999Z' })).toBe(true)
    expect(holds({ at: { lte: '2026-11-21' } }, { at: '2026-11-21T15:59:00.000Z' })).toBe(true)
  })
  it('know me', () => {
    expect(holds({ ownerId: '@me' }, { ownerId: me })).toBe(true)
    expect(holds({ or: [{ ownerId: '@me' }, { level: 'B' }] }, { ownerId: null, level: 'B' })).toBe(true)
  })
  it('name every fault with its path', () => {
    const parsed = parse({ foo: 1, level: { near: 'A' }, or: [{ level: 'Z' }], amount: { gt: 'much' } })
    expect('faults' in parsed ? parsed.faults.map((one) => [one.path, one.code]) : []).toEqual([
      ['filter.foo', 'unknown_field'],
      ['filter.level', 'unknown_operator'],
      ['filter.or[0].level', 'invalid_operand'],
      ['filter.amount', 'invalid_operand'],
    ])
  })
  it('refuse to nest without end', () => {
    let deep: unknown = { level: 'A' }
    for (let i = 0; i < 20; i++) deep = { not: deep }
    const parsed = parse(deep)
    expect('faults' in parsed && parsed.faults[0]?.code).toBe('filter_too_deep')
  })
  it('read aloud in both languages', () => {
    const text = describeFilter({ registry }, things, {
      level: { in: ['A', 'B'] },
      ownerId: '@me',
      at: { lt: '@today+7' },
      'parent.level': 'A',
    })
    expect(text.zh).toBe('级别是其中之一：甲、乙，且 负责人是我，且 时间早于今天的 7 天后，且 上级满足（级别是甲）')
    expect(text.en).toBe(
      'Level is one of A, B and Owner is me and At is before today plus 7 days and Parent with (Level is A)',
    )
  })
})

suite('definitions', () => {
  it('fail at load with the address of what is wrong', () => {
    const broken = {
      ...things.def,
      path: 'broken',
      fields: {
        name: { type: 'text', zh: '名称', en: 'Name', requird: true },
        level: { type: 'choice', zh: '级别', en: 'Level' },
      },
    }
    expect(() => createRegistry({ fieldTypes, objects: [broken], rules: [], actions: [], reminders: [] })).toThrow(
      /broken\.fields\.name\.requird: unknown key[\s\S]*broken\.fields\.level\.options: missing/,
    )
  })
})
