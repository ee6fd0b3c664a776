import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { lines } from '../../fields/lines/lines.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { percent } from '../../fields/percent/percent.ts'
import { reference } from '../../fields/reference/reference.ts'
import { region } from '../../fields/region/region.ts'
import { serial } from '../../fields/serial/serial.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { sourceOptions } from '../customers/profile.object.ts'
import { currency } from './documents.rules.ts'

const work = 'read create update delete submit move-stage win lose reopen'
const lead = `${work} register refuse send-back assign export import`

/** Phases in which an opportunity is being worked on or judged. */
export const openPhases = ['draft', 'review', 'returned', 'registered'] as const

/** 商机 (D1–D21): registered after review, driven through its stages, closed by a contract or a reason. */
export const opportunities = defineObject('opportunities', label('商机', 'Opportunity'), {
  fields: {
    registrationNo: serial({ zh: '编号', en: 'Number', pattern: 'OPP-{yyyy}{0000}', search: true, sortable: true }),
    name: text({
      zh: '名称',
      en: 'Name',
      required: true,
      max: 200,
      search: true,
      sortable: true,
      aliases: ['商机名称'],
    }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', within: 'customerId' }),
    source: choice({ zh: '来源', en: 'Source', options: [...sourceOptions] }),
    region: region({ zh: '地区', en: 'Region' }),
    note: longText({ zh: '立项说明', en: 'Note', max: 5000 }),
    needs: longText({ zh: '客户需求', en: 'Needs', max: 5000 }),
    amount: money({ zh: '金额', en: 'Amount', min: 0, sortable: true, tracked: true, aliases: ['预计金额'] }),
    currency,
    pipelineId: reference({ zh: '流程', en: 'Pipeline', to: 'pipelines', readOnly: true }),
    stageId: reference({ zh: '阶段', en: 'Stage', to: 'stages', readOnly: true, tracked: true }),
    probability: percent({ zh: '赢单率', en: 'Probability', readOnly: true, derived: true }),
    weighted: money({ zh: '加权金额', en: 'Weighted', readOnly: true, derived: true }),
    stageSince: dateTime({ zh: '进入阶段', en: 'In stage since', readOnly: true }),
    staleOn: date({ zh: '停滞日', en: 'Stale from', readOnly: true, sortable: true }),
    expectedSigningOn: date({
      zh: '预计签约',
      en: 'Expected signing',
      sortable: true,
      tracked: true,
      aliases: ['预计签约时间', '预计成交日期'],
    }),
    phase: choice({
      zh: '状态',
      en: 'Phase',
      default: 'draft',
      readOnly: true,
      tracked: true,
      options: [
        { key: 'draft', zh: '录入', en: 'Draft', color: 'grey' },
        { key: 'review', zh: '待审核', en: 'In review', color: 'amber' },
        { key: 'returned', zh: '打回修改', en: 'Sent back', color: 'amber' },
        { key: 'registered', zh: '跟单', en: 'Registered', color: 'blue' },
        { key: 'refused', zh: '注册失败', en: 'Refused', color: 'red' },
        { key: 'won', zh: '赢单', en: 'Won', color: 'green' },
        { key: 'lost', zh: '丢单', en: 'Lost', color: 'red' },
      ],
    }),
    registeredAt: dateTime({ zh: '注册时间', en: 'Registered', readOnly: true }),
    collisions: lines({
      zh: '撞单检查',
      en: 'Collisions',
      max: 50,
      readOnly: true,
      columns: {
        opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities' }),
        owner: text({ zh: '负责人', en: 'Owner', max: 80 }),
        since: date({ zh: '注册日期', en: 'Registered on' }),
        reason: text({ zh: '依据', en: 'Why', max: 200 }),
      },
    }),
    decision: longText({ zh: '审核意见', en: 'Decision', max: 1000, readOnly: true }),
    competitorId: reference({ zh: '竞争对手', en: 'Competitor', to: 'competitors' }),
    contractId: reference({ zh: '合同', en: 'Contract', to: 'contracts', readOnly: true }),
    lostReasonId: reference({ zh: '丢单原因', en: 'Lost reason', to: 'lost-reasons', readOnly: true }),
    summary: longText({ zh: '项目总结', en: 'Summary', max: 5000, readOnly: true, search: true }),
    closedOn: date({ zh: '关闭日期', en: 'Closed on', readOnly: true, sortable: true }),
    isKey: boolean({
      zh: '重点',
      en: 'Key',
      default: false,
      badge: true,
      writableBy: ['administrator', 'manager', 'director', 'operations', 'crmSupervisor'],
    }),
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
    grant('seniorOrderTracker', work, 'member'),
    grant('intern', 'read create update', 'owner'),
    grant('preSales', 'read update', 'member'),
    grant('finance', 'read', 'all'),
    grant('marketing', 'read', 'all'),
    grant('partner', 'read create update submit', 'owner'),
  ],
  title: 'name',
  list: [
    'registrationNo',
    'name',
    'customerId',
    'amount',
    'stageId',
    'probability',
    'expectedSigningOn',
    'phase',
    'ownerId',
    'updatedAt',
  ],
  sort: '-updatedAt',
  form: [
    {
      label: label('商机', 'Opportunity'),
      fields: ['name', 'customerId', 'contactId', 'source', 'region', 'amount', 'currency', 'expectedSigningOn'],
    },
    { label: label('说明', 'Description'), fields: ['note', 'needs', 'competitorId', 'isKey'] },
    {
      label: label('进展', 'Progress'),
      fields: ['phase', 'pipelineId', 'stageId', 'probability', 'weighted', 'stageSince', 'staleOn', 'registeredAt'],
    },
    { label: label('审核', 'Review'), fields: ['collisions', 'decision'] },
    { label: label('结果', 'Result'), fields: ['contractId', 'lostReasonId', 'closedOn', 'summary'] },
  ],
  tabs: [
    'tasks.opportunityId',
    'quotes.opportunityId',
    'contracts.opportunityId',
    'sample-loans.opportunityId',
    'competitor-orders.opportunityId',
    'expenses.opportunityId',
  ],
  indexes: [
    ['customerId', '-createdAt'],
    ['ownerId', '-updatedAt'],
    ['departmentId', '-updatedAt'],
    ['stageId', '-updatedAt'],
    ['phase', '-updatedAt'],
  ],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me', phase: { in: [...openPhases] } } },
    { name: 'review', label: label('待审核', 'To review'), filter: { phase: 'review' } },
    {
      name: 'tracking',
      label: label('跟单中', 'Registered'),
      filter: { phase: 'registered' },
      sort: 'expectedSigningOn',
    },
    { name: 'key', label: label('重点', 'Key'), filter: { isKey: true, phase: { in: [...openPhases] } } },
    { name: 'closed', label: label('已关闭', 'Closed'), filter: { phase: { in: ['won', 'lost'] } }, sort: '-closedOn' },
  ],
})
