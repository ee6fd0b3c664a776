import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { currency, documentAccess, taxRate, voidReason } from './documents.rules.ts'

/** 发票 (I10): asked for, issued with its number, and written off in red where it was wrong. */
export const invoices = defineObject('invoices', label('发票', 'Invoice'), {
  fields: {
    number: serial({ zh: '申请编号', en: 'Number', pattern: 'IV-{yyyy}{mm}{0000}', search: true, sortable: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', within: 'customerId' }),
    orderId: reference({ zh: '订单', en: 'Order', to: 'orders', within: 'customerId' }),
    kind: choice({
      zh: '发票类型',
      en: 'Kind',
      default: 'special',
      required: true,
      options: [
        { key: 'special', zh: '增值税专用发票', en: 'Special VAT invoice' },
        { key: 'ordinary', zh: '增值税普通发票', en: 'Ordinary VAT invoice' },
        { key: 'digitalSpecial', zh: '数电专票', en: 'Digital special invoice' },
        { key: 'digitalOrdinary', zh: '数电普票', en: 'Digital ordinary invoice' },
        { key: 'receipt', zh: '收据', en: 'Receipt' },
      ],
    }),
    title: text({ zh: '发票抬头', en: 'Title', required: true, max: 200, search: true, aliases: ['抬头'] }),
    taxNumber: text({ zh: '税号', en: 'Tax number', max: 30, aliases: ['纳税人识别号'] }),
    amount: money({
      zh: '金额（含税）',
      en: 'Amount',
      min: 0.01,
      required: true,
      sortable: true,
      aliases: ['开票金额'],
    }),
    currency,
    taxRate: taxRate({ default: '13' }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'draft',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'draft', zh: '草稿', en: 'Draft', color: 'grey' },
        { key: 'requested', zh: '待开票', en: 'Requested', color: 'amber' },
        { key: 'issued', zh: '已开票', en: 'Issued', color: 'green' },
        { key: 'red', zh: '已红冲', en: 'Written off in red', color: 'red' },
        { key: 'void', zh: '作废', en: 'Void', color: 'red' },
      ],
    }),
    invoiceNo: text({ zh: '发票号码', en: 'Invoice number', max: 40, readOnly: true, search: true, sortable: true }),
    issuedOn: date({ zh: '开票日期', en: 'Issued on', readOnly: true, sortable: true }),
    redOn: date({ zh: '红冲日期', en: 'Written off on', readOnly: true }),
    redReason: text({
      zh: '红冲原因',
      en: 'Why written off',
      max: 500,
      readOnly: true,
      showWhen: { field: 'status', in: ['red'] },
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
      on: 'issuedOn',
      status: 'status',
      open: ['draft'],
      effective: ['requested', 'issued'],
      free: ['remark'],
      total: 'amount',
      allocates: { whole: { contractId: 'invoiced' } },
    },
    commentable: true,
    attachable: true,
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess('submit', 'create update submit issue red-letter void'),
  title: 'number',
  list: ['number', 'customerId', 'title', 'kind', 'amount', 'invoiceNo', 'issuedOn', 'status', 'ownerId'],
  sort: '-createdAt',
  form: [
    {
      label: label('发票', 'Invoice'),
      fields: ['customerId', 'contractId', 'orderId', 'kind', 'title', 'taxNumber', 'amount', 'currency', 'taxRate'],
    },
    { label: label('开票', 'Issue'), fields: ['status', 'invoiceNo', 'issuedOn', 'redOn', 'redReason', 'voidReason'] },
    { label: label('备注', 'Remark'), fields: ['remark'] },
  ],
  indexes: [
    ['customerId', '-createdAt'],
    ['ownerId', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['contractId'],
    ['orderId'],
  ],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'requested', label: label('待开票', 'To issue'), filter: { status: 'requested' } },
  ],
})
