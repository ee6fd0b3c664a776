import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { decimal } from '../../fields/decimal/decimal.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 需求: what a customer wants, how much of it, and when (A20). */
export const needs = defineObject('needs', label('需求', 'Need'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    product: text({ zh: '产品', en: 'Product', required: true, max: 200, aliases: ['需求产品'] }),
    quantity: decimal({ zh: '数量', en: 'Quantity', aliases: ['需求数量'] }),
    unit: text({ zh: '单位', en: 'Unit', max: 20 }),
    neededOn: date({ zh: '需要时间', en: 'Needed on', sortable: true, aliases: ['需求时间'] }),
    budget: money({ zh: '预算', en: 'Budget' }),
    contactId: reference({ zh: '提出人', en: 'Asked by', to: 'contacts', within: 'customerId' }),
    status: choice({
      zh: '进展',
      en: 'Status',
      default: 'open',
      options: [
        { key: 'open', zh: '待满足', en: 'Open', color: 'blue' },
        { key: 'proposed', zh: '已给方案', en: 'Proposed', color: 'amber' },
        { key: 'met', zh: '已满足', en: 'Met', color: 'green' },
        { key: 'dropped', zh: '已取消', en: 'Dropped', color: 'grey' },
      ],
    }),
    note: longText({ zh: '说明', en: 'Note', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'product' },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'product',
  list: ['product', 'customerId', 'quantity', 'unit', 'neededOn', 'budget', 'status', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('需求', 'Need'),
      fields: ['customerId', 'product', 'quantity', 'unit', 'neededOn', 'budget', 'contactId', 'status', 'note'],
    },
  ],
  indexes: [['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['-createdAt']],
})
