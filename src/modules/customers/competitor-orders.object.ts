import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 竞争订单 (J9): an order a customer gave to us or to a competitor, with what each asked for. */
export const competitorOrders = defineObject('competitor-orders', label('竞争订单', 'Competing order'), {
  fields: {
    subject: text({ zh: '标的', en: 'Subject', required: true, max: 200, search: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    competitorId: reference({ zh: '竞争对手', en: 'Competitor', to: 'competitors', required: true }),
    competitorProductId: reference({ zh: '竞品', en: 'Competing product', to: 'competitor-products' }),
    orderedOn: date({ zh: '下单日期', en: 'Ordered on', sortable: true }),
    result: choice({
      zh: '结果',
      en: 'Result',
      required: true,
      default: 'lost',
      options: [
        { key: 'won', zh: '我方得单', en: 'We got it', color: 'green' },
        { key: 'lost', zh: '对方得单', en: 'They got it', color: 'red' },
      ],
    }),
    theirPrice: money({ zh: '对方价格', en: 'Their price', min: 0 }),
    ourPrice: money({ zh: '我方价格', en: 'Our price', min: 0 }),
    note: longText({ zh: '原因', en: 'Why', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId', 'opportunityId'], at: 'createdAt', text: 'subject' },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'subject',
  list: ['subject', 'customerId', 'competitorId', 'orderedOn', 'result', 'theirPrice', 'ourPrice', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('竞争订单', 'Competing order'),
      fields: [
        'subject',
        'customerId',
        'opportunityId',
        'competitorId',
        'competitorProductId',
        'orderedOn',
        'result',
        'theirPrice',
        'ourPrice',
        'note',
      ],
    },
  ],
  indexes: [
    ['customerId', '-createdAt'],
    ['competitorId', '-createdAt'],
    ['opportunityId'],
    ['competitorProductId'],
    ['ownerId', '-createdAt'],
    ['departmentId', '-createdAt'],
  ],
})
