import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { lines } from '../../fields/lines/lines.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const own = 'read create update delete submit'
const lead = `${own} export void`

/** 费用 (A8, I16, U1, U2): asked for beforehand or claimed back, by line; what is agreed counts on the customer it was for. */
export const expenses = defineObject('expenses', label('费用', 'Expense'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'EX-{yyyy}{mm}{0000}', search: true, sortable: true }),
    kind: choice({
      zh: '类型',
      en: 'Kind',
      default: 'reimbursement',
      required: true,
      options: [
        { key: 'application', zh: '费用申请', en: 'Application' },
        { key: 'reimbursement', zh: '费用报销', en: 'Reimbursement' },
      ],
    }),
    title: text({ zh: '事由', en: 'What for', required: true, max: 200, search: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers' }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', within: 'customerId' }),
    applicationId: reference({
      zh: '对应申请',
      en: 'Applied for as',
      to: 'expenses',
      showWhen: { field: 'kind', in: ['reimbursement'] },
    }),
    spentOn: date({ zh: '日期', en: 'On', sortable: true }),
    items: lines({
      zh: '明细',
      en: 'Items',
      max: 100,
      required: true,
      columns: {
        spentOn: date({ zh: '日期', en: 'On' }),
        category: choice({
          zh: '费用类别',
          en: 'Category',
          required: true,
          options: [
            { key: 'travel', zh: '差旅', en: 'Travel' },
            { key: 'local', zh: '市内交通', en: 'Local transport' },
            { key: 'entertainment', zh: '招待', en: 'Entertainment' },
            { key: 'gift', zh: '礼品', en: 'Gifts' },
            { key: 'sample', zh: '样品', en: 'Samples' },
            { key: 'marketing', zh: '市场推广', en: 'Marketing' },
            { key: 'office', zh: '办公', en: 'Office' },
            { key: 'other', zh: '其他', en: 'Other' },
          ],
        }),
        amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true }),
        invoiceNo: text({ zh: '发票号码', en: 'Invoice number', max: 40 }),
        note: text({ zh: '说明', en: 'Note', max: 300 }),
      },
    }),
    amount: money({ zh: '合计', en: 'Total', readOnly: true, derived: true, sortable: true }),
    offsets: lines({
      zh: '冲抵借款',
      en: 'Offsets loans',
      max: 20,
      showWhen: { field: 'kind', in: ['reimbursement'] },
      columns: {
        loanId: reference({ zh: '借款', en: 'Loan', to: 'loans', required: true }),
        amount: money({ zh: '金额', en: 'Amount', min: 0.01, required: true }),
      },
    }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'approved', zh: '已同意', en: 'Agreed', color: 'blue' },
        { key: 'paid', zh: '已付款', en: 'Paid', color: 'green' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    paidOn: date({ zh: '付款日期', en: 'Paid on', readOnly: true }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
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
    timeline: { on: ['customerId', 'opportunityId'], at: 'createdAt', text: 'title' },
    document: {
      customer: 'customerId',
      on: 'spentOn',
      status: 'status',
      open: ['draft'],
      effective: ['approved', 'paid'],
      free: ['remark'],
      total: 'amount',
      allocates: { lines: 'offsets', to: { loanId: 'offsetTotal' } },
      posts: 'expense',
    },
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: [
    grant('everyone', own, 'member'),
    grant('administrator', `${lead} pay purge`, 'all'),
    grant('manager', lead, 'memberDepartment'),
    grant('director', lead, 'all'),
    grant('operations', `${lead} pay`, 'all'),
    grant('crmSupervisor', lead, 'all'),
    grant('finance', `${lead} pay`, 'all'),
  ],
  title: 'title',
  list: ['number', 'title', 'kind', 'ownerId', 'customerId', 'spentOn', 'amount', 'status', 'departmentId'],
  sort: '-createdAt',
  form: [
    {
      label: label('费用', 'Expense'),
      fields: [
        'kind',
        'title',
        'customerId',
        'opportunityId',
        'contractId',
        'applicationId',
        'spentOn',
        'items',
        'offsets',
        'remark',
      ],
    },
    { label: label('付款', 'Payment'), fields: ['amount', 'status', 'paidOn', 'voidReason'] },
  ],
  indexes: [['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['departmentId', '-createdAt'], ['opportunityId']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'toPay', label: label('待付款', 'To pay'), filter: { status: 'approved', kind: 'reimbursement' } },
  ],
})
