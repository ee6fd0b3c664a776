import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { integer } from '../../fields/integer/integer.ts'
import { lines } from '../../fields/lines/lines.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { currency, documentAccess, earned, productLines, reckoned } from './documents.rules.ts'
import { quotePaper } from './paper.rules.ts'

/** 报价 (I1–I3): what is offered to a customer, at which price and until when. A revision is a quote of its own. */
export const quotes = defineObject('quotes', label('报价', 'Quote'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'QT-{yyyy}{mm}{0000}', search: true, sortable: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', within: 'customerId' }),
    priceListId: reference({ zh: '价格表', en: 'Price list', to: 'price-lists' }),
    currency,
    quotedOn: date({ zh: '报价日期', en: 'Quoted on', sortable: true }),
    validUntil: date({ zh: '有效期至', en: 'Valid until', sortable: true }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'approved', zh: '已确认', en: 'Confirmed', color: 'blue' },
        { key: 'sent', zh: '已发出', en: 'Sent', color: 'blue' },
        { key: 'accepted', zh: '客户已接受', en: 'Accepted', color: 'green' },
        { key: 'lost', zh: '未成', en: 'Lost', color: 'red' },
        { key: 'revised', zh: '已改版', en: 'Revised', color: 'grey' },
      ],
    }),
    revision: integer({ zh: '版次', en: 'Revision', readOnly: true, default: 1 }),
    revisesId: reference({ zh: '改自', en: 'Revises', to: 'quotes', readOnly: true }),
    lines: lines({ zh: '明细', en: 'Lines', columns: productLines }),
    ...reckoned,
    ...earned,
    terms: longText({ zh: '条款', en: 'Terms', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'number' },
    document: {
      customer: 'customerId',
      on: 'quotedOn',
      status: 'status',
      open: ['draft'],
      effective: ['approved', 'sent', 'accepted'],
      total: 'total',
      lines: 'lines',
      priceList: 'priceListId',
      tax: 'tax',
      cost: 'cost',
      profit: 'grossProfit',
    },
    printed: quotePaper,
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess('submit send accept lose revise copy'),
  title: 'number',
  list: ['number', 'customerId', 'quotedOn', 'validUntil', 'total', 'grossProfit', 'status', 'revision', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('报价', 'Quote'),
      fields: [
        'customerId',
        'opportunityId',
        'contactId',
        'priceListId',
        'currency',
        'quotedOn',
        'validUntil',
        'lines',
      ],
    },
    { label: label('合计', 'Totals'), fields: ['total', 'tax', 'cost', 'grossProfit'] },
    { label: label('条款', 'Terms'), fields: ['terms'] },
  ],
  indexes: [['opportunityId'], ['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['departmentId', '-createdAt']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'open', label: label('等答复', 'Awaiting an answer'), filter: { status: { in: ['approved', 'sent'] } } },
  ],
})
