import { describe, expect, it } from 'vitest'
import { sqlTypes } from '../src/app/modules.ts'
import { fieldTypes } from '../src/fields/field-types.ts'
import { schemaText, tableOf } from '../src/kernel/schema-sync.ts'
import { createRegistry } from '../src/model/registry.ts'
import { scratch } from './scratch-object.ts'

describe('a declaration', () => {
  const declared = (more: object) => () =>
    createRegistry({
      fieldTypes,
      objects: [{ ...scratch, fields: { ...scratch.fields, ...more } }],
      rules: [],
      actions: [],
      reminders: [],
    })

  it('makes a column and an index from its line alone', () => {
    const registry = declared({ serialNo: { type: 'text', zh: '序列号', en: 'Serial number', unique: true } })()
    const text = schemaText([tableOf(sqlTypes, registry.objects.get(scratch.path)!, [])])
    expect(text).toMatch(/^ {2}warranty text/m)
    expect(text).toContain('scratch_machines_warranty ON scratch_machines (warranty, id)')
    expect(text).toContain('UNIQUE INDEX IF NOT EXISTS scratch_machines_serial_no_unique')
  })

  it.each([
    [
      'an unknown key',
      { height: { type: 'integer', zh: '高', en: 'Height', requird: true } },
      'scratch-machines.fields.height.requird: unknown key',
    ],
    [
      'an unknown type',
      { height: { type: 'lenght', zh: '高', en: 'Height' } },
      'scratch-machines.fields.height.type: unknown field type "lenght"',
    ],
    ['a missing label', { height: { type: 'integer', zh: '高' } }, 'scratch-machines.fields.height.en: missing'],
    [
      'options that are missing',
      { height: { type: 'choice', zh: '高', en: 'Height' } },
      'scratch-machines.fields.height.options: missing',
    ],
    [
      'a key of another shape',
      { height: { type: 'integer', zh: '高', en: 'Height', max: 'tall' } },
      'scratch-machines.fields.height.max: should be number',
    ],
    [
      'a default that is no value',
      { height: { type: 'integer', zh: '高', en: 'Height', default: 'tall' } },
      'scratch-machines.fields.height.default: not a value',
    ],
    [
      'a reference to nowhere',
      { maker: { type: 'reference', zh: '厂', en: 'Maker', to: 'nowhere' } },
      'scratch-machines.fields.maker.to: no object "nowhere"',
    ],
    [
      'an order where there is none',
      { note: { type: 'longText', zh: '注', en: 'Note', sortable: true } },
      'scratch-machines.fields.note.sortable',
    ],
    [
      'a name that is taken',
      { ownerId: { type: 'employee', zh: '人', en: 'Person' } },
      'scratch-machines.fields.ownerId: declared twice',
    ],
  ])('with %s does not load, and says where', (_, more, words) => {
    expect(declared(more)).toThrow(words)
  })

  const action = {
    object: scratch.path,
    name: 'try',
    label: { zh: '试', en: 'Try' },
    input: {},
    when: {},
    within: 'update',
    bulk: true,
  }
  const reminder = {
    object: scratch.path,
    name: 'due',
    label: { zh: '到期', en: 'Due' },
    filter: {},
    sort: '-updatedAt',
    tone: 'wait' as const,
    empty: action.label,
  }
  const owned = { owned: true }
  it.each<[string, Partial<Parameters<typeof createRegistry>[0]>, object]>([
    ['actionOf that names no field', {}, { traits: { ...owned, actionOf: ['nope'] } }],
    ['a timeline on no field', {}, { traits: { ...owned, timeline: { on: ['nope'], at: 'nope', text: 'nope' } } }],
    ['touches that say half', {}, { traits: { ...owned, touches: { on: 'nope' } } }],
    ['publicWhen that names no field', {}, { traits: { ...owned, publicWhen: 'nope' } }],
    ['privateWhen that names no field', {}, { traits: { ...owned, privateWhen: 'nope' } }],
    ['invites that name no field', {}, { traits: { ...owned, invites: 'nope' } }],
    [
      'relations that lead nowhere',
      {},
      { traits: { ...owned, relates: { on: 'nope', to: 'nope', kind: 'nope', inverse: {} } } },
    ],
    [
      'a relation whose kind has no other side',
      {},
      {
        traits: { ...owned, relates: { on: 'aId', to: 'bId', kind: 'kind', inverse: { knows: 'known' } } },
        fields: {
          ...scratch.fields,
          aId: { type: 'reference', zh: '甲', en: 'A', to: scratch.path },
          bId: { type: 'reference', zh: '乙', en: 'B', to: scratch.path },
          kind: { type: 'choice', zh: '关系', en: 'Relation', options: [{ key: 'knows', zh: '认识', en: 'Knows' }] },
        },
      },
    ],
    [
      'a card of fields that are not there',
      {},
      { traits: { ...owned, card: { name: 'nope', organisation: 'nope', phones: ['nope', 'nope'] } } },
    ],
    [
      'paper of what is no document',
      {},
      { traits: { ...owned, printed: { title: action.label, party: { field: 'nope', facts: [] }, blocks: [] } } },
    ],
    ['a template of fields that are not there', {}, { traits: { template: { object: 'nope', title: 'nope' } } }],
    ['a trait of another shape', {}, { traits: { ...owned, searchable: 'yes' } }],
    ['a tab that leads nowhere', {}, { tabs: ['nope.nope'] }],
    ['a view that filters by no field', {}, { views: [{ name: 'x', label: action.label, filter: { nope: 1 } }] }],
    ['a grant of an unknown function', {}, { access: [{ role: 'rep', functions: ['raed'], scope: 'all' }] }],
    ['an order that is not sortable', {}, { sort: 'ownerId' }],
    [
      'a mask that is none',
      {},
      { fields: { ...scratch.fields, phone: { type: 'phone', zh: '电话', en: 'Phone', mask: 'fone' } } },
    ],
    ['an unknown key of an action', { actions: [{ ...action, bulkk: true } as never] }, {}],
    ['an action within no verb', { actions: [{ ...action, within: 'nope' }] }, {}],
    ['an action that asks for no field', { actions: [{ ...action, when: { nope: 1 } }] }, {}],
    ['an unknown key of a reminder', { reminders: [{ ...reminder, colour: 'red' } as never] }, {}],
    ['a reminder that filters by no field', { reminders: [{ ...reminder, filter: { nope: 1 } }] }, {}],
  ])('with %s does not load', (_, parts, body) => {
    expect(() =>
      createRegistry({
        fieldTypes,
        objects: [{ ...scratch, ...body }],
        rules: [],
        actions: [],
        reminders: [],
        ...parts,
      }),
    ).toThrow()
  })

  it('is plain data: what it says survives JSON', () => {
    const again = createRegistry({
      fieldTypes,
      objects: [JSON.parse(JSON.stringify(scratch))],
      rules: [],
      actions: [],
      reminders: [],
    })
    expect([...again.objects.get(scratch.path)!.fields.keys()]).toEqual([
      ...declared({})().objects.get(scratch.path)!.fields.keys(),
    ])
  })
})
