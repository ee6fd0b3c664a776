import { choice } from '../../fields/choice/choice.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 客户关系: what two customers are to each other, told on the file of each (B4, W3). */
export const customerRelations = defineObject('customer-relations', label('客户关系', 'Customer relation'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    kind: choice({
      zh: '关系',
      en: 'Relation',
      required: true,
      options: [
        { key: 'supplies', zh: '供货给', en: 'Supplies' },
        { key: 'suppliedBy', zh: '进货自', en: 'Supplied by' },
        { key: 'parent', zh: '是母公司', en: 'Parent of' },
        { key: 'subsidiary', zh: '是子公司', en: 'Subsidiary of' },
        { key: 'operates', zh: '代运营', en: 'Operates for' },
        { key: 'operatedBy', zh: '由其代运营', en: 'Operated by' },
        { key: 'hasMember', zh: '有会员', en: 'Has as member' },
        { key: 'memberOf', zh: '是会员', en: 'Member of' },
        { key: 'introduced', zh: '介绍了', en: 'Introduced' },
        { key: 'introducedBy', zh: '被介绍自', en: 'Introduced by' },
        { key: 'cooperates', zh: '合作', en: 'Works with' },
        { key: 'competes', zh: '同行竞争', en: 'Competes with' },
      ],
    }),
    otherId: reference({ zh: '对方', en: 'Other side', to: 'customers', required: true }),
    note: text({ zh: '说明', en: 'Note', max: 300 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    relates: {
      on: 'customerId',
      to: 'otherId',
      kind: 'kind',
      operating: ['operates', 'operatedBy'],
      inverse: {
        supplies: 'suppliedBy',
        suppliedBy: 'supplies',
        parent: 'subsidiary',
        subsidiary: 'parent',
        operates: 'operatedBy',
        operatedBy: 'operates',
        hasMember: 'memberOf',
        memberOf: 'hasMember',
        introduced: 'introducedBy',
        introducedBy: 'introduced',
        cooperates: 'cooperates',
        competes: 'competes',
      },
    },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'kind',
  list: ['kind', 'otherId', 'note', 'customerId', 'ownerId', 'createdAt'],
  sort: '-createdAt',
  form: [{ label: label('客户关系', 'Customer relation'), fields: ['customerId', 'kind', 'otherId', 'note'] }],
  indexes: [['customerId', '-createdAt'], ['otherId'], ['ownerId', '-createdAt'], ['-createdAt']],
})
