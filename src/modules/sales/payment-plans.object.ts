import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { integer } from '../../fields/integer/integer.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { documentAccess } from './documents.rules.ts'

/** 回款计划 (I9, I17): when which part of a contract or an order is to come in. */
export const paymentPlans = defineObject('payment-plans', label('回款计划', 'Payment plan'), {
  fields: {
    title: text({
      zh: '名称',
      en: 'Name',
      max: 100,
      search: true,
      help: label('不填就按期数', 'By its instalment, if empty'),
    }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', within: 'customerId' }),
    orderId: reference({ zh: '订单', en: 'Order', to: 'orders', within: 'customerId' }),
    instalment: integer({ zh: '期数', en: 'Instalment', min: 1, max: 999 }),
    dueOn: date({ zh: '应收日期', en: 'Due on', required: true, sortable: true, aliases: ['计划回款日期'] }),
    amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true, sortable: true, aliases: ['计划回款金额'] }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'planned',
      readOnly: true,
      options: [
        { key: 'planned', zh: '有效', en: 'Planned', color: 'blue' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    received: money({ zh: '已回款', en: 'Received', readOnly: true, derived: true, default: '0.00' }),
    outstanding: money({ zh: '未收', en: 'Outstanding', readOnly: true, derived: true, default: '0.00' }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    document: {
      customer: 'customerId',
      on: 'dueOn',
      status: 'status',
      open: ['planned'],
      effective: ['planned'],
      total: 'amount',
      outstanding: { field: 'outstanding', paid: 'received', due: 'dueOn' },
    },
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess('', 'create update delete'),
  title: 'title',
  list: ['title', 'customerId', 'contractId', 'orderId', 'dueOn', 'amount', 'received', 'outstanding', 'ownerId'],
  sort: 'dueOn',
  form: [
    {
      label: label('回款计划', 'Payment plan'),
      fields: ['customerId', 'contractId', 'orderId', 'instalment', 'title', 'dueOn', 'amount'],
    },
    { label: label('回款', 'Received'), fields: ['received', 'outstanding', 'status'] },
  ],
  indexes: [['customerId', 'dueOn'], ['ownerId', 'dueOn'], ['departmentId', 'dueOn'], ['contractId'], ['orderId']],
  views: [
    { name: 'mine', label: label('我的未收', 'Mine, open'), filter: { ownerId: '@me', outstanding: { gt: '0' } } },
    {
      name: 'late',
      label: label('已逾期', 'Overdue'),
      filter: { dueOn: { lt: '@today' }, outstanding: { gt: '0' } },
    },
  ],
})
