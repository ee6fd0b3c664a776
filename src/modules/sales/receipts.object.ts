import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { lines } from '../../fields/lines/lines.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { currency, documentAccess, voidReason } from './documents.rules.ts'
import { receiptPaper } from './paper.rules.ts'

/** 回款 (I17): money that came in, and which orders it pays; what is allocated to none is a prepayment. */
export const receipts = defineObject('receipts', label('回款', 'Receipt'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'RC-{yyyy}{mm}{0000}', search: true, sortable: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', within: 'customerId' }),
    receivedOn: date({ zh: '到账日期', en: 'Received on', sortable: true, aliases: ['回款日期'] }),
    amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true, sortable: true, aliases: ['回款金额'] }),
    currency,
    method: choice({
      zh: '方式',
      en: 'Method',
      default: 'transfer',
      options: [
        { key: 'transfer', zh: '银行转账', en: 'Bank transfer' },
        { key: 'acceptance', zh: '承兑汇票', en: 'Acceptance bill' },
        { key: 'cheque', zh: '支票', en: 'Cheque' },
        { key: 'cash', zh: '现金', en: 'Cash' },
        { key: 'online', zh: '在线支付', en: 'Online payment' },
        { key: 'other', zh: '其他', en: 'Other' },
      ],
    }),
    reference: text({ zh: '流水号', en: 'Bank reference', max: 100, search: true, aliases: ['银行流水号'] }),
    allocations: lines({
      zh: '核销',
      en: 'Allocated to',
      max: 200,
      columns: {
        orderId: reference({ zh: '订单', en: 'Order', to: 'orders' }),
        paymentPlanId: reference({ zh: '回款计划', en: 'Payment plan', to: 'payment-plans' }),
        amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true }),
      },
    }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      options: [
        { key: 'draft', zh: '待确认', en: 'To be confirmed', color: 'amber' },
        { key: 'confirmed', zh: '已到账', en: 'Confirmed', color: 'green' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
    voidReason,
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'number' },
    document: {
      customer: 'customerId',
      on: 'receivedOn',
      status: 'status',
      open: ['draft'],
      effective: ['confirmed'],
      free: ['remark'],
      total: 'amount',
      allocates: {
        lines: 'allocations',
        to: { orderId: 'received', paymentPlanId: 'received' },
        whole: { contractId: 'received' },
      },
      posts: 'receipt',
    },
    printed: receiptPaper,
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess('', 'create update submit void'),
  title: 'number',
  list: ['number', 'customerId', 'receivedOn', 'amount', 'method', 'contractId', 'status', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('回款', 'Receipt'),
      fields: ['customerId', 'contractId', 'receivedOn', 'amount', 'currency', 'method', 'reference', 'allocations'],
    },
    { label: label('备注', 'Remark'), fields: ['remark', 'voidReason'] },
  ],
  indexes: [['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['departmentId', '-createdAt'], ['contractId']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'pending', label: label('待确认', 'To be confirmed'), filter: { status: 'draft' } },
  ],
})
