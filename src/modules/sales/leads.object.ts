import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { email } from '../../fields/email/email.ts'
import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { phone } from '../../fields/phone/phone.ts'
import { reference } from '../../fields/reference/reference.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { sourceOptions } from '../customers/profile.object.ts'
import { scorePoints } from './leads.rules.ts'

const work = 'read create update delete confirm convert undo-convert invalidate'
const lead = `${work} assign export import`

/** 线索 (C1–C4): interest that nobody has confirmed yet; converted it becomes a customer with a contact, and an opportunity. */
export const leads = defineObject('leads', label('线索', 'Lead'), {
  fields: {
    name: text({
      zh: '姓名',
      en: 'Name',
      required: true,
      max: 100,
      search: true,
      sortable: true,
      aliases: ['联系人', '线索名称'],
    }),
    company: text({
      zh: '公司',
      en: 'Company',
      max: 200,
      search: true,
      sortable: true,
      aliases: ['公司名称', '单位', '客户名称'],
    }),
    phone: phone({ zh: '电话', en: 'Phone', mask: 'phone', search: true, aliases: ['手机', '手机号', '联系电话'] }),
    email: email({ zh: '邮箱', en: 'E-mail', mask: 'email', aliases: ['E-mail'] }),
    source: choice({ zh: '来源', en: 'Source', options: [...sourceOptions], aliases: ['线索来源'] }),
    sourceDetail: text({ zh: '来源说明', en: 'Source detail', max: 300, aliases: ['UTM'] }),
    introducerId: reference({ zh: '介绍人', en: 'Introduced by', to: 'contacts' }),
    region: region({ zh: '地区', en: 'Region' }),
    note: longText({ zh: '需求说明', en: 'What it needs', max: 5000, aliases: ['备注'] }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'new',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'new', zh: '未确认', en: 'New', color: 'amber' },
        { key: 'confirmed', zh: '已确认', en: 'Confirmed', color: 'blue' },
        { key: 'converted', zh: '已转化', en: 'Converted', color: 'green' },
        { key: 'invalid', zh: '无效', en: 'Invalid', color: 'grey' },
      ],
    }),
    score: integer({ zh: '评分', en: 'Score', readOnly: true, derived: true, sortable: true }),
    scoredBy: multiChoice({
      zh: '评分依据',
      en: 'Scored by',
      readOnly: true,
      derived: true,
      options: scorePoints.map(({ key, points, label: { zh, en } }) => ({
        key,
        zh: `${zh} +${points}`,
        en: `${en} +${points}`,
      })),
    }),
    invalidReason: text({
      zh: '无效原因',
      en: 'Why invalid',
      max: 500,
      readOnly: true,
      showWhen: { field: 'status', in: ['invalid'] },
    }),
    convertedAt: dateTime({ zh: '转化时间', en: 'Converted', readOnly: true }),
    customerId: reference({ zh: '转成客户', en: 'Customer', to: 'customers', readOnly: true }),
    contactId: reference({ zh: '转成联系人', en: 'Contact', to: 'contacts', readOnly: true }),
    opportunityId: reference({ zh: '转成商机', en: 'Opportunity', to: 'opportunities', readOnly: true }),
  },
  traits: {
    owned: true,
    timeline: { on: ['customerId'], at: 'createdAt', text: 'name' },
    commentable: true,
    attachable: true,
    importable: true,
    exportable: true,
    searchable: true,
    recyclable: true,
    approvable: true,
  },
  access: [
    grant('administrator', `${lead} purge`, 'all'),
    grant('rep', work, 'member'),
    grant('manager', lead, 'memberDepartment'),
    grant('director', lead, 'all'),
    grant('operations', `${lead} purge`, 'all'),
    grant('crmSupervisor', `${lead} purge`, 'all'),
    grant('marketing', 'read create update invalidate assign export import', 'all'),
    grant('marketInformation', 'read create update invalidate import', 'memberDepartment'),
    grant('callCentre', 'read create update confirm invalidate', 'member'),
    grant('seniorOrderTracker', work, 'member'),
    grant('intern', 'read create update', 'owner'),
    grant('partner', 'read create update', 'owner'),
  ],
  title: 'name',
  list: ['name', 'company', 'phone', 'source', 'region', 'score', 'status', 'ownerId', 'createdAt'],
  sort: '-createdAt',
  form: [
    {
      label: label('线索', 'Lead'),
      fields: ['name', 'company', 'phone', 'email', 'source', 'sourceDetail', 'introducerId', 'region'],
    },
    { label: label('需求', 'Need'), fields: ['note'] },
    {
      label: label('进展', 'Progress'),
      fields: [
        'status',
        'score',
        'scoredBy',
        'invalidReason',
        'convertedAt',
        'customerId',
        'contactId',
        'opportunityId',
      ],
    },
  ],
  indexes: [
    ['ownerId', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['status', '-createdAt'],
    ['customerId'],
    ['introducerId'],
  ],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me', status: { in: ['new', 'confirmed'] } } },
    { name: 'new', label: label('未确认', 'New'), filter: { status: 'new' } },
    {
      name: 'best',
      label: label('高分', 'Best'),
      filter: { status: { in: ['new', 'confirmed'] }, score: { gte: 70 } },
      sort: '-score',
    },
    { name: 'converted', label: label('已转化', 'Converted'), filter: { status: 'converted' } },
  ],
})
