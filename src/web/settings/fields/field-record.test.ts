import { expect, test } from 'vitest'
import { draftOptions, nameFrom, sentOptions } from './field-record.ts'

test('names come from English words', () => {
  expect(nameFrom('Registered capital')).toBe('registeredCapital')
  expect(nameFrom('  2nd  E-mail ')).toBe('ndEMail')
  expect(nameFrom('注册资本')).toBe('')
})

test('new options get keys of their own, stored ones keep theirs', () => {
  const stored = draftOptions({
    object: 'customers',
    name: 'x',
    type: 'choice',
    label: { zh: '', en: '' },
    options: [{ key: 'big', label: { zh: '大', en: 'Big' } }],
  })
  const fresh = { key: '', parent: null, color: null, stored: false }
  const sent = sentOptions([...stored, { ...fresh, zh: '很大', en: 'Big' }, { ...fresh, zh: '小', en: '' }])
  expect(sent.map((option) => option.key)).toEqual(['big', 'big2', 'option'])
  expect(sent[2]?.label).toEqual({ zh: '小', en: '小' })
})
