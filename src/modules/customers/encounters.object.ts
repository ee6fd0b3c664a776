import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 竞争情况: a competitor met at a customer, over what, and how it ended (A22). */
export const encounters = defineObject('encounters', label('竞争情况', 'Competitor encounter'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    competitorId: reference({ zh: '竞争对手', en: 'Competitor', to: 'competitors', required: true }),
    subject: text({ zh: '争什么', en: 'Over what', required: true, max: 200, aliases: ['产品', '项目'] }),
    metOn: date({ zh: '遇到日期', en: 'Met on', sortable: true }),
    outcome: choice({
      zh: '结果',
      en: 'Outcome',
      default: 'open',
      options: [
        { key: 'open', zh: '未分胜负', en: 'Undecided', color: 'blue' },
        { key: 'won', zh: '我方胜', en: 'We won', color: 'green' },
        { key: 'lost', zh: '对方胜', en: 'They won', color: 'red' },
        { key: 'none', zh: '客户没买', en: 'Nobody won', color: 'grey' },
      ],
    }),
    theirPrice: money({ zh: '对方报价', en: 'Their price' }),
    note: longText({ zh: '经过', en: 'How it went', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'subject' },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'subject',
  list: ['subject', 'competitorId', 'customerId', 'metOn', 'outcome', 'theirPrice', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('竞争情况', 'Competitor encounter'),
      fields: ['customerId', 'competitorId', 'subject', 'metOn', 'outcome', 'theirPrice', 'note'],
    },
  ],
  indexes: [['customerId', '-createdAt'], ['competitorId', '-createdAt'], ['ownerId', '-createdAt'], ['-createdAt']],
})
