import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { lines } from '../../fields/lines/lines.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { currency, documentAccess, earned, productLines, reckoned, voidReason } from './documents.rules.ts'

/** The states an order goes through once it counts, in their order. */
export const orderStates = ['confirmed', 'executing', 'delivered', 'done'] as const

/** 订单 (A6, I7): what was sold; while it counts, it is a receivable and part of the customer's figures. */
export const orders = defineObject('orders', label('订单', 'Order'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'SO-{yyyy}{mm}{0000}', search: true, sortable: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', within: 'customerId' }),
    priceListId: reference({ zh: '价格表', en: 'Price list', to: 'price-lists' }),
    currency,
    orderedOn: date({ zh: '下单日期', en: 'Ordered on', sortable: true }),
    dueOn: date({ zh: '应收日期', en: 'Due on', sortable: true }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'confirmed', zh: '已确认', en: 'Confirmed', color: 'blue' },
        { key: 'executing', zh: '执行中', en: 'Executing', color: 'blue' },
        { key: 'delivered', zh: '已交付', en: 'Delivered', color: 'green' },
        { key: 'done', zh: '已完成', en: 'Done', color: 'green' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    special: boolean({ zh: '特殊订单', en: 'Special order', default: false }),
    lines: lines({ zh: '明细', en: 'Lines', columns: productLines, required: true }),
    ...reckoned,
    ...earned,
    received: money({ zh: '已回款', en: 'Received', readOnly: true, derived: true, default: '0.00' }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
    voidReason,
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'number' },
    document: {
      customer: 'customerId',
      on: 'orderedOn',
      status: 'status',
      open: ['draft'],
      effective: [...orderStates],
      free: ['remark', 'dueOn'],
      total: 'total',
      lines: 'lines',
      priceList: 'priceListId',
      tax: 'tax',
      cost: 'cost',
      profit: 'grossProfit',
      posts: 'sale',
    },
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
  },
  access: documentAccess('submit void advance copy'),
  title: 'number',
  list: [
    'number',
    'customerId',
    'orderedOn',
    'total',
    'received',
    'grossProfit',
    'dueOn',
    'status',
    'special',
    'ownerId',
  ],
  sort: '-createdAt',
  form: [
    {
      label: label('订单', 'Order'),
      fields: ['customerId', 'contractId', 'priceListId', 'currency', 'orderedOn', 'dueOn', 'special', 'lines'],
    },
    { label: label('合计', 'Totals'), fields: ['total', 'tax', 'cost', 'grossProfit', 'received'] },
    { label: label('备注', 'Remark'), fields: ['remark', 'voidReason'] },
  ],
  indexes: [['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['departmentId', '-createdAt'], ['contractId']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    {
      name: 'due',
      // Conditions compare no two fields, so what is paid is told by the state people set.
      label: label('到期未完成', 'Past due, not done'),
      filter: { dueOn: { lt: '@today' }, status: { in: orderStates.slice(0, -1) } },
      sort: 'dueOn',
    },
  ],
})
