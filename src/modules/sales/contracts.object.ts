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
import { currency, documentAccess, productLines, voidReason } from './documents.rules.ts'
import { contractPaper } from './paper.rules.ts'

/** 合同 (I4–I6): what was agreed; its amount is typed in, or the sum of its lines. */
export const contracts = defineObject('contracts', label('合同', 'Contract'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'CT-{yyyy}{mm}{0000}', search: true, sortable: true }),
    name: text({
      zh: '名称',
      en: 'Name',
      required: true,
      max: 200,
      search: true,
      sortable: true,
      aliases: ['合同名称'],
    }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    quoteId: reference({ zh: '来自报价', en: 'From quote', to: 'quotes', within: 'customerId' }),
    amount: money({ zh: '金额', en: 'Amount', min: 0, sortable: true, aliases: ['合同金额'] }),
    currency,
    signedOn: date({ zh: '签订日期', en: 'Signed on', sortable: true, aliases: ['签约日期'] }),
    startsOn: date({ zh: '开始日期', en: 'Starts on' }),
    endsOn: date({ zh: '到期日期', en: 'Ends on', sortable: true }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'effective', zh: '执行中', en: 'In force', color: 'green' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    renewsId: reference({ zh: '续自', en: 'Renews', to: 'contracts', readOnly: true }),
    lines: lines({ zh: '明细', en: 'Lines', columns: productLines }),
    milestones: lines({
      zh: '里程碑',
      en: 'Milestones',
      max: 50,
      columns: {
        name: text({ zh: '里程碑', en: 'Milestone', max: 100, required: true }),
        plannedOn: date({ zh: '计划', en: 'Planned', required: true }),
        doneOn: date({ zh: '完成', en: 'Done' }),
      },
    }),
    received: money({ zh: '已回款', en: 'Received', readOnly: true, derived: true, default: '0.00' }),
    invoiced: money({ zh: '已开票', en: 'Invoiced', readOnly: true, derived: true, default: '0.00' }),
    terms: longText({ zh: '条款', en: 'Terms', max: 20000 }),
    voidReason,
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId'], at: 'createdAt', text: 'name' },
    document: {
      customer: 'customerId',
      on: 'signedOn',
      status: 'status',
      open: ['draft'],
      effective: ['effective'],
      free: ['milestones', 'terms', 'endsOn', 'name'],
      total: 'amount',
      lines: 'lines',
    },
    printed: contractPaper,
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess('submit void renew'),
  title: 'name',
  list: ['number', 'name', 'customerId', 'amount', 'received', 'invoiced', 'signedOn', 'endsOn', 'status', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('合同', 'Contract'),
      fields: [
        'name',
        'customerId',
        'opportunityId',
        'quoteId',
        'amount',
        'currency',
        'signedOn',
        'startsOn',
        'endsOn',
        'lines',
      ],
    },
    { label: label('里程碑', 'Milestones'), fields: ['milestones'] },
    { label: label('条款', 'Terms'), fields: ['terms', 'voidReason'] },
  ],
  tabs: ['orders.contractId', 'payment-plans.contractId', 'receipts.contractId', 'invoices.contractId'],
  indexes: [['opportunityId'], ['customerId', '-createdAt'], ['ownerId', '-createdAt'], ['departmentId', '-createdAt']],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'running', label: label('执行中', 'In force'), filter: { status: 'effective' } },
  ],
})
