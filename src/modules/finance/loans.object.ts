import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const own = 'read create update delete submit'
const settle = 'void pay repay'

/** 借款 (U3): money an employee has of the company; paid back, or offset by what is claimed back. */
export const loans = defineObject('loans', label('借款', 'Loan'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'LN-{yyyy}{mm}{0000}', search: true, sortable: true }),
    title: text({ zh: '事由', en: 'What for', required: true, max: 200, search: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers' }),
    amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true, sortable: true }),
    borrowedOn: date({ zh: '借款日期', en: 'Borrowed on', sortable: true }),
    dueOn: date({ zh: '应还日期', en: 'Due on', sortable: true }),
    repaid: money({ zh: '已还款', en: 'Paid back', readOnly: true, default: '0.00', tracked: true }),
    offsetTotal: money({ zh: '报销冲抵', en: 'Offset', readOnly: true, derived: true, default: '0.00' }),
    balance: money({ zh: '未还', en: 'Balance', readOnly: true, derived: true, default: '0.00' }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'approved', zh: '已同意', en: 'Agreed', color: 'blue' },
        { key: 'paid', zh: '已付款', en: 'Paid out', color: 'green' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    paidOn: date({ zh: '付款日期', en: 'Paid out on', readOnly: true }),
    voidReason: text({
      zh: '作废原因',
      en: 'Why void',
      max: 500,
      readOnly: true,
      showWhen: { field: 'status', in: ['void'] },
    }),
  },
  traits: {
    owned: true,
    document: {
      customer: 'customerId',
      on: 'borrowedOn',
      status: 'status',
      open: ['draft'],
      effective: ['approved', 'paid'],
      free: ['dueOn'],
      total: 'amount',
      outstanding: { field: 'balance', paid: 'offsetTotal', due: 'dueOn', less: 'repaid' },
    },
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: [
    grant('everyone', own, 'member'),
    grant('administrator', `${own} export ${settle} purge`, 'all'),
    grant('manager', `${own} export`, 'memberDepartment'),
    grant('director', `${own} export void`, 'all'),
    grant('operations', `${own} export void`, 'all'),
    grant('finance', `${own} export ${settle}`, 'all'),
  ],
  title: 'title',
  list: ['number', 'title', 'ownerId', 'amount', 'borrowedOn', 'dueOn', 'offsetTotal', 'balance', 'status'],
  sort: '-createdAt',
  form: [
    { label: label('借款', 'Loan'), fields: ['title', 'amount', 'borrowedOn', 'dueOn', 'customerId'] },
    {
      label: label('还款', 'Paid back'),
      fields: ['repaid', 'offsetTotal', 'balance', 'status', 'paidOn', 'voidReason'],
    },
  ],
  indexes: [['ownerId', '-createdAt'], ['departmentId', '-createdAt'], ['customerId']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'open', label: label('未还清', 'Open'), filter: { balance: { gt: '0' } } },
  ],
})
