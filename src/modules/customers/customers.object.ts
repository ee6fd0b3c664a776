import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { email } from '../../fields/email/email.ts'
import { industry } from '../../fields/industry/industry.ts'
import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { phone } from '../../fields/phone/phone.ts'
import { reference } from '../../fields/reference/reference.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'
import { url } from '../../fields/url/url.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { costReaders } from '../sales/documents.rules.ts'
import { customerForm } from './customer-form.object.ts'
import { customerIdentity, furtherIdentity } from './identity.object.ts'
import { levelOptions, profileFields, sourceOptions, sourcesOfNetwork } from './profile.object.ts'
import { standingFields } from './standing.object.ts'
import { customerViews } from './worklists.object.ts'

const work =
  'read create update delete claim release add-members remove-members lock unlock reschedule archive reveal print add-contact'
const lead = `${work} assign transfer export import move-pool merge`

/** 客户: one complete file (A1, A2), owned by one responsible employee (P12) or lying in a pool (F2). */
export const customers = defineObject('customers', label('客户', 'Customer'), {
  fields: {
    name: text({
      zh: '客户名称',
      en: 'Name',
      required: true,
      max: 200,
      search: true,
      sortable: true,
      weight: 15,
      aliases: ['名字', '名称', '全称', '公司全称', '企业名称', '公司名称', '单位名称', '客户', '公司'],
    }),
    shortName: text({
      zh: '简称',
      en: 'Short name',
      max: 100,
      search: true,
      aliases: ['A股简称', '公司简称', '股票简称'],
    }),
    creditCode: text({
      zh: '统一社会信用代码',
      en: 'Credit code',
      max: 40,
      search: true,
      mask: 'text',
      weight: 15,
      aliases: ['信用代码', '社会信用代码', '税号'],
    }),
    ...profileFields,
    level: choice({
      zh: '级别',
      en: 'Level',
      sortable: true,
      tracked: true,
      weight: 5,
      options: levelOptions,
      aliases: ['客户级别', '等级'],
    }),
    source: choice({
      zh: '来源',
      en: 'Source',
      weight: 5,
      options: sourceOptions,
      aliases: ['客户来源'],
    }),
    introducerId: reference({
      zh: '介绍人',
      en: 'Introduced by',
      to: 'contacts',
      showWhen: { field: 'source', in: ['introduction', 'referral', 'partner', ...sourcesOfNetwork] },
      help: label('谁把这个客户介绍给我们', 'Who introduced this customer to us'),
    }),
    industry: industry({ zh: '行业', en: 'Industry', sortable: true, weight: 10, aliases: ['所属行业', '行业分类'] }),
    region: region({
      zh: '地区',
      en: 'Region',
      sortable: true,
      weight: 10,
      aliases: ['省份', '城市', '省市', '所在地区', '所在省份', '所在城市', '区县', '地市'],
    }),
    address: text({
      zh: '地址',
      en: 'Address',
      max: 300,
      mask: 'text',
      weight: 10,
      aliases: ['注册地址', '公司地址', '详细地址'],
    }),
    postcode: text({ zh: '邮编', en: 'Postcode', max: 12, aliases: ['邮政编码'] }),
    phone: phone({
      zh: '电话',
      en: 'Phone',
      search: true,
      mask: 'phone',
      weight: 15,
      aliases: ['联系电话', '手机', '手机号', '公司电话'],
    }),
    phones: phone({ zh: '其他电话', en: 'Other phones', many: true, mask: 'phone' }),
    email: email({ zh: '邮箱', en: 'E-mail', mask: 'email', weight: 5, aliases: ['电子邮箱', 'E-mail', '邮件'] }),
    emails: email({ zh: '其他邮箱', en: 'Other e-mails', many: true, mask: 'email' }),
    website: url({ zh: '网址', en: 'Website', mask: 'text', weight: 10, aliases: ['公司网址', '网站', '官网'] }),
    lifecycle: choice({
      zh: '生命周期',
      en: 'Lifecycle',
      default: 'target',
      sortable: true,
      tracked: true,
      options: [
        { key: 'target', zh: '目标', en: 'Target' },
        { key: 'prospect', zh: '潜在', en: 'Prospect' },
        { key: 'nurturing', zh: '长期培育', en: 'Nurturing' },
        { key: 'customer', zh: '成交', en: 'Customer' },
        { key: 'repeat', zh: '复购', en: 'Repeat' },
        { key: 'dormant', zh: '沉睡', en: 'Dormant' },
        { key: 'atRisk', zh: '将流失', en: 'At risk' },
        { key: 'lost', zh: '流失', en: 'Lost' },
      ],
    }),
    expectedPurchaseOn: date({
      zh: '预计购买',
      en: 'Purchase expected',
      tracked: true,
      showWhen: { field: 'lifecycle', in: ['nurturing'] },
      aliases: ['预计购买时间', '预计采购时间'],
    }),
    dealStatus: choice({
      zh: '成交状态',
      en: 'Deal status',
      writableBy: ['administrator', 'manager', 'director', 'operations', 'crmSupervisor'],
      default: 'none',
      tracked: true,
      options: [
        { key: 'none', zh: '未成交', en: 'Not dealt' },
        { key: 'dealt', zh: '已成交', en: 'Dealt' },
        { key: 'repeat', zh: '多次成交', en: 'Repeat' },
      ],
    }),
    tradeStatus: choice({
      zh: '交易状态',
      en: 'Trading',
      default: 'active',
      tracked: true,
      options: [
        { key: 'active', zh: '正常', en: 'Active' },
        { key: 'stopped', zh: '已中断', en: 'Stopped' },
      ],
    }),
    archivedAt: dateTime({ zh: '归档时间', en: 'Archived', readOnly: true }),
    dealerId: reference({ zh: '经销商', en: 'Dealer', to: 'customers' }),
    ...furtherIdentity,
    ...standingFields,
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
    primaryContactId: reference({
      zh: '首要联系人',
      en: 'Primary contact',
      to: 'contacts',
      derived: true,
      readOnly: true,
    }),
    lastRevisitAt: dateTime({ zh: '最近回访', en: 'Last revisit', derived: true, readOnly: true }),
    revisitPlannedAt: dateTime({ zh: '回访已安排', en: 'Revisit planned', derived: true, readOnly: true }),
    lastFollowUpAt: dateTime({ zh: '最近跟进', en: 'Last follow-up', derived: true, readOnly: true, sortable: true }),
    lastValidFollowUpAt: dateTime({ zh: '最近有效跟进', en: 'Last valid follow-up', derived: true, readOnly: true }),
    nextFollowUpAt: dateTime({ zh: '下次联系', en: 'Next contact', derived: true, readOnly: true, sortable: true }),
    followUpCount: integer({ zh: '历史跟进', en: 'Follow-ups', derived: true, readOnly: true, default: 0 }),
  },
  traits: {
    owned: true,
    pooled: true,
    commentable: true,
    attachable: true,
    importable: true,
    exportable: true,
    searchable: true,
    recyclable: true,
    approvable: true,
    completeness: true,
    identity: customerIdentity,
    trades: {
      deal: 'dealStatus',
      states: ['none', 'dealt', 'repeat'],
      earnings: costReaders,
      credit: { limit: 'creditLimit', days: 'creditDays', mode: 'creditMode' },
    },
  },
  access: [
    grant('administrator', `${lead} purge`, 'all'),
    grant('rep', `${work} import`, 'member'),
    grant('manager', lead, 'memberDepartment'),
    grant('director', lead, 'all'),
    grant('operations', `${lead} purge`, 'all'),
    grant('crmSupervisor', `${lead} purge`, 'all'),
    grant(
      'dataKeeper',
      'read create update archive add-members remove-members export import print reveal merge',
      'all',
    ),
    grant('customerSpecialist', 'read create update add-members reschedule print add-contact', 'memberDepartment'),
    grant('seniorOrderTracker', work, 'member'),
    grant('intern', 'read create update claim reschedule add-contact', 'owner'),
    grant('preSales', 'read update', 'member'),
    grant('marketInformation', 'read create import', 'memberDepartment'),
    grant('callCentre', 'read create update reschedule add-contact', 'member'),
    grant('service', 'read update', 'all'),
    grant('finance', 'read export', 'all'),
    grant('marketing', 'read', 'all'),
    grant('partner', 'read create update', 'owner'),
  ],
  title: 'name',
  list: [
    'name',
    'level',
    'protectedUntil',
    'nextFollowUpAt',
    'lastFollowUpAt',
    'primaryContactId',
    'phone',
    'completeness',
    'lifecycle',
    'region',
    'ownerId',
  ],
  sort: '-updatedAt',
  form: customerForm,
  tabs: [
    'contacts.customerId',
    'needs.customerId',
    'leads.customerId',
    'opportunities.customerId',
    'quotes.customerId',
    'contracts.customerId',
    'orders.customerId',
    'payment-plans.customerId',
    'receipts.customerId',
    'invoices.customerId',
    'expenses.customerId',
    'encounters.customerId',
    'customer-relations.customerId',
    'credit-incidents.customerId',
    'tasks.customerId',
    'customers.dealerId',
  ],
  indexes: [
    ['ownerId', '-updatedAt'],
    ['ownerId', 'nextFollowUpAt'],
    ['ownerId', 'protectedUntil'],
    ['departmentId', '-updatedAt'],
    ['poolId', '-pooledAt'],
    ['-createdAt'],
    ['dealerId'],
    ['groupId'],
    ['placeId'],
    ['introducerId'],
    ['belowTarget', 'completeness'],
    ['creditCode'],
    ['phone'],
  ],
  views: customerViews,
})
