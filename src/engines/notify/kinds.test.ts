import { describe, expect, it } from 'vitest'
import { label } from '../../model/label.ts'
import { notice, noticeKind } from '../../model/notice.ts'
import { kindsOf } from './kinds.ts'

const kind = noticeKind('assigned', label('分配', 'Assignments'), { on: ['push'] })
const told = notice('customers', 'assign', { kind: 'assigned', to: 'owner', title: label('甲', 'A') })

describe('kinds of notices', () => {
  it('are those declared and those of the engine itself', () => {
    expect([...kindsOf([kind], [told]).keys()]).toEqual([
      'assigned',
      'reminder',
      'mention',
      'comment',
      'automation',
      'member',
      'takenOver',
      'import',
      'channel',
    ])
  })

  it.each([
    ['twice', () => kindsOf([kind, kind], []), 'notice kind "assigned" is declared twice'],
    ['as one of the engine', () => kindsOf([{ ...kind, key: 'mention' }], []), 'declared twice'],
    ['not at all', () => kindsOf([], [told]), 'notice customers.assign: the kind "assigned" is not declared'],
    ['with a key nobody knows', () => kindsOf([{ ...kind, loud: true } as typeof kind], []), '.loud: unknown key'],
    ['without words', () => kindsOf([{ ...kind, label: label('', '') }], []), '.label: missing'],
    ['for a channel there is not', () => kindsOf([{ ...kind, on: ['fax' as 'push'] }], []), 'no channel "fax"'],
    [
      'in a notice with another key',
      () => kindsOf([kind], [{ ...told, sound: 1 } as typeof told]),
      '.sound: unknown key',
    ],
  ])('stop the start when declared %s', (_how, load, message) => {
    expect(load).toThrow(message)
  })

  it('are data', () => {
    const kinds = [...kindsOf([kind], [told]).values()]
    expect(JSON.parse(JSON.stringify(kinds))).toEqual(kinds)
  })
})
