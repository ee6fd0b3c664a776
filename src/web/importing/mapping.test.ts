import { expect, test } from 'vitest'
import type { ObjectMeta } from '../meta.ts'
import { stepOf } from './import-run.ts'
import { findingOf, matchKeys, missingFields } from './mapping.ts'

const field = (name: string, zh: string, more = {}) => ({
  name,
  type: 'text',
  zh,
  en: name,
  label: { zh, en: name },
  readable: true,
  writable: true,
  masked: false,
  operators: [],
  ...more,
})
const object = {
  path: 'customers',
  fields: [field('name', '客户名称', { required: true }), field('phone', '电话'), field('region', '省份')],
} as unknown as ObjectMeta
const column = (header: string, guess: string | null) => ({ index: 0, header, samples: [], field: guess })

test('a finding says where the mapping comes from', () => {
  const mapping = { '省    份': 'region', 公司: 'name', 手机: 'phone', 传真: 'phone', 其他: null }
  expect(findingOf(column('省    份', 'region'), { mapping, object })).toBe('foundSame')
  expect(findingOf(column('公司', 'name'), { mapping, object })).toBe('foundGuess')
  expect(findingOf(column('手机', 'phone'), { mapping, object })).toBe('foundTwice')
  expect(findingOf(column('其他', null), { mapping, object })).toBe('foundOut')
  expect(findingOf(column('公司', null), { mapping, object })).toBe('foundChosen')
})

test('several columns may make one field where its type joins them', () => {
  const joining = { ...object, fields: object.fields.map((one) => ({ ...one, joins: one.name === 'region' })) }
  const mapping = { 省份: 'region', 城市: 'region' }
  expect(findingOf(column('城市', 'region'), { mapping, object: joining as ObjectMeta })).toBe('foundJoined')
})

test('what is required and not mapped is missing', () => {
  expect(missingFields(object, { 电话: 'phone' }).map((one) => one.name)).toEqual(['name'])
  expect(matchKeys(object)).toEqual(['name', 'phone'])
})

test('an import stands at the step its state says', () => {
  expect(stepOf(undefined)).toBe('upload')
  expect(stepOf({ status: 'mapping', dryRun: false })).toBe('map')
  expect(stepOf({ status: 'mapping', dryRun: true, finishedAt: '2026-11-21T08:00:00.000Z' })).toBe('check')
  expect(stepOf({ status: 'running', dryRun: true, finishedAt: null })).toBe('check')
  expect(stepOf({ status: 'undoing', dryRun: false })).toBe('import')
  expect(stepOf({ status: 'running', dryRun: false })).toBe('import')
})
