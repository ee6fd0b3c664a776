import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { decimal } from '../../fields/decimal/decimal.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { documentAccess } from './documents.rules.ts'

const keep = 'read create update delete export import'
const quantity = { min: 0, max: 999_999_999, scale: 4 }

/** 样品 (J1, J2): what there is to show, and how many of it are out. */
export const samples = defineObject('samples', label('样品', 'Sample'), {
  fields: {
    number: serial({ zh: '编号', en: 'Number', pattern: 'SP-{0000}', search: true, sortable: true }),
    name: text({ zh: '名称', en: 'Name', required: true, max: 200, search: true, sortable: true }),
    productId: reference({ zh: '产品', en: 'Product', to: 'products' }),
    stock: decimal({ zh: '数量', en: 'Stock', ...quantity, default: '1', required: true }),
    out: decimal({ zh: '在外', en: 'Out', ...quantity, readOnly: true, derived: true, default: '0' }),
    place: text({ zh: '存放地点', en: 'Kept at', max: 200 }),
    state: choice({
      zh: '状态',
      en: 'State',
      default: 'usable',
      options: [
        { key: 'usable', zh: '可用', en: 'Usable', color: 'green' },
        { key: 'repair', zh: '维修中', en: 'In repair', color: 'amber' },
        { key: 'scrapped', zh: '报废', en: 'Scrapped', color: 'grey' },
      ],
    }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
  },
  traits: { attachable: true, importable: true, exportable: true, searchable: true, recyclable: true },
  access: [
    grant('administrator', `${keep} purge`, 'all'),
    grant('operations', keep, 'all'),
    grant('crmSupervisor', keep, 'all'),
    ...['rep', 'manager', 'director', 'seniorOrderTracker', 'preSales', 'service', 'marketing', 'intern'].map((role) =>
      grant(role, 'read', 'all'),
    ),
  ],
  title: 'name',
  list: ['number', 'name', 'productId', 'stock', 'out', 'place', 'state', 'updatedAt'],
  sort: 'name',
  form: [{ label: label('样品', 'Sample'), fields: ['name', 'productId', 'stock', 'out', 'place', 'state', 'remark'] }],
  tabs: ['sample-loans.sampleId'],
  indexes: [['productId']],
})

/** 送样 (J6): a sample sent on an opportunity; given away or lent, come back, and what was said of it. */
export const sampleLoans = defineObject('sample-loans', label('送样', 'Sample sent'), {
  fields: {
    sampleId: reference({ zh: '样品', en: 'Sample', to: 'samples', required: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', within: 'customerId' }),
    kind: choice({
      zh: '方式',
      en: 'Kind',
      default: 'lent',
      required: true,
      options: [
        { key: 'lent', zh: '借用', en: 'Lent' },
        { key: 'given', zh: '赠送', en: 'Given' },
      ],
    }),
    quantity: decimal({
      zh: '数量',
      en: 'Quantity',
      min: 0.0001,
      max: 999_999_999,
      scale: 4,
      required: true,
      default: '1',
    }),
    sentOn: date({ zh: '送出日期', en: 'Sent on', required: true, sortable: true }),
    dueBackOn: date({ zh: '应还日期', en: 'Due back on', sortable: true, showWhen: { field: 'kind', in: ['lent'] } }),
    returnedOn: date({ zh: '归还日期', en: 'Returned on', sortable: true, showWhen: { field: 'kind', in: ['lent'] } }),
    feedback: longText({ zh: '客户反馈', en: 'Feedback', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    timeline: { on: ['customerId', 'opportunityId'], at: 'createdAt', text: 'feedback' },
    exportable: true,
    recyclable: true,
    approvable: true,
  },
  access: documentAccess(''),
  title: 'sentOn',
  list: ['sampleId', 'customerId', 'opportunityId', 'kind', 'quantity', 'sentOn', 'dueBackOn', 'returnedOn', 'ownerId'],
  sort: '-sentOn',
  form: [
    {
      label: label('送样', 'Sample sent'),
      fields: [
        'sampleId',
        'customerId',
        'opportunityId',
        'contactId',
        'kind',
        'quantity',
        'sentOn',
        'dueBackOn',
        'returnedOn',
        'feedback',
      ],
    },
  ],
  indexes: [
    ['sampleId', '-sentOn'],
    ['customerId', '-sentOn'],
    ['opportunityId', '-sentOn'],
    ['ownerId', '-sentOn'],
    ['departmentId', '-sentOn'],
    ['contactId'],
  ],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    {
      name: 'out',
      label: label('未归还', 'Out'),
      filter: { kind: 'lent', returnedOn: null },
      sort: 'dueBackOn',
    },
  ],
})
