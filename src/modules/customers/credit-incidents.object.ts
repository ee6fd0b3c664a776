import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 信用事件: a credit problem in the past, and whether it was settled (A29). */
export const creditIncidents = defineObject('credit-incidents', label('信用事件', 'Credit incident'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    summary: text({ zh: '事由', en: 'What happened', required: true, max: 300 }),
    kind: choice({
      zh: '类型',
      en: 'Kind',
      default: 'latePayment',
      options: [
        { key: 'latePayment', zh: '拖欠货款', en: 'Late payment' },
        { key: 'badDebt', zh: '坏账', en: 'Bad debt' },
        { key: 'breach', zh: '违约', en: 'Breach of contract' },
        { key: 'dispute', zh: '质量或价格争议', en: 'Dispute' },
        { key: 'other', zh: '其他', en: 'Other' },
      ],
    }),
    happenedOn: date({ zh: '发生日期', en: 'Happened on', sortable: true }),
    amount: money({ zh: '涉及金额', en: 'Amount' }),
    settledOn: date({ zh: '解决日期', en: 'Settled on' }),
    note: longText({ zh: '经过', en: 'How it went', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'summary' },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'summary',
  list: ['summary', 'kind', 'customerId', 'happenedOn', 'amount', 'settledOn', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('信用事件', 'Credit incident'),
      fields: ['customerId', 'summary', 'kind', 'happenedOn', 'amount', 'settledOn', 'note'],
    },
  ],
  indexes: [['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['-createdAt']],
})
