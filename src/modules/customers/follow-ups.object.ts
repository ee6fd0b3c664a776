import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 跟进: any contact with a customer: what was said, what follows, when next (E1). */
export const followUps = defineObject('follow-ups', label('跟进', 'Follow-up'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', within: 'customerId' }),
    kind: choice({
      zh: '方式',
      en: 'Kind',
      required: true,
      default: 'call',
      options: [
        { key: 'call', zh: '电话', en: 'Call' },
        { key: 'visit', zh: '拜访', en: 'Visit' },
        { key: 'message', zh: '微信', en: 'Message' },
        { key: 'email', zh: '邮件', en: 'E-mail' },
        { key: 'meeting', zh: '会议', en: 'Meeting' },
        { key: 'revisit', zh: '回访', en: 'Revisit' },
        { key: 'other', zh: '其他', en: 'Other' },
      ],
    }),
    satisfaction: choice({
      zh: '满意度',
      en: 'Satisfaction',
      showWhen: { field: 'kind', in: ['revisit'] },
      options: [
        { key: 'very', zh: '很满意', en: 'Very satisfied' },
        { key: 'satisfied', zh: '满意', en: 'Satisfied' },
        { key: 'neutral', zh: '一般', en: 'Neutral' },
        { key: 'unsatisfied', zh: '不满意', en: 'Not satisfied' },
      ],
    }),
    suggestion: longText({
      zh: '客户建议',
      en: 'Suggestion',
      max: 5000,
      help: label('写了会单独跟到解决', 'Tracked by itself until it is solved'),
    }),
    content: longText({ zh: '内容', en: 'Content', required: true, max: 20000, aliases: ['跟进内容'] }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    outcome: text({ zh: '结果', en: 'Outcome', max: 500 }),
    strategy: longText({ zh: '下一步策略', en: 'Strategy', max: 5000 }),
    happenedAt: dateTime({ zh: '发生时间', en: 'Happened', sortable: true }),
    nextFollowUpAt: dateTime({ zh: '下次联系', en: 'Next contact' }),
    durationSeconds: integer({ zh: '时长（秒）', en: 'Duration (s)', min: 0, max: 86400 }),
    metKeyPerson: boolean({ zh: '见到关键人', en: 'Met key person', default: false }),
    reportId: reference({ zh: '报告', en: 'Report', to: 'work-reports', derived: true, readOnly: true }),
    isValid: boolean({ zh: '有效', en: 'Valid', derived: true, readOnly: true }),
    invalidReason: choice({
      zh: '无效原因',
      en: 'Why invalid',
      derived: true,
      readOnly: true,
      options: [
        { key: 'kind', zh: '这种方式不算有效跟进', en: 'This kind does not count' },
        { key: 'short', zh: '内容太短', en: 'Too short' },
        { key: 'generic', zh: '没有实质内容', en: 'No substance' },
        { key: 'call', zh: '通话时间太短', en: 'The call was too short' },
      ],
    }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    commentable: true,
    attachable: true,
    importable: true,
    exportable: true,
    recyclable: true,
    timeline: { on: ['customerId', 'contactId', 'opportunityId'], at: 'happenedAt', text: 'content', kind: 'kind' },
    touches: {
      on: 'customerId',
      at: 'happenedAt',
      next: 'nextFollowUpAt',
      valid: 'isValid',
      reason: 'invalidReason',
      kind: 'kind',
      content: 'content',
      duration: 'durationSeconds',
    },
  },
  access: [
    grant('administrator', 'read create update delete purge assign export import', 'all'),
    grant('rep', 'read create update delete', 'member', 'visible'),
    grant('manager', 'read create update delete export', 'memberDepartment', 'visible'),
    grant('director', 'read create update delete export', 'all'),
    grant('operations', 'read create update delete purge assign export import', 'all'),
    grant('crmSupervisor', 'read create update delete purge assign export import', 'all'),
    grant('customerSpecialist', 'read create update', 'memberDepartment', 'visible'),
    grant('seniorOrderTracker', 'read create update delete', 'member', 'visible'),
    grant('intern', 'read create update', 'member', 'owned'),
    grant('preSales', 'read create update', 'member', 'visible'),
    grant('callCentre', 'read create update', 'member', 'visible'),
    grant('service', 'read create update', 'member', 'visible'),
    grant('finance', 'read', 'member', 'visible'),
    grant('marketing', 'read', 'member', 'visible'),
  ],
  title: 'content',
  list: ['customerId', 'kind', 'content', 'happenedAt', 'nextFollowUpAt', 'isValid', 'contactId', 'ownerId'],
  sort: '-happenedAt',
  form: [
    {
      label: label('跟进', 'Follow-up'),
      fields: ['customerId', 'kind', 'content', 'nextFollowUpAt', 'contactId', 'opportunityId'],
    },
    {
      label: label('更多', 'More'),
      fields: ['outcome', 'satisfaction', 'suggestion', 'strategy', 'happenedAt', 'durationSeconds', 'metKeyPerson'],
    },
  ],
  indexes: [
    ['customerId', '-happenedAt'],
    ['ownerId', '-happenedAt'],
    ['departmentId', '-happenedAt'],
    ['contactId', '-happenedAt'],
    ['opportunityId', '-happenedAt'],
    ['createdById', '-happenedAt'],
    ['reportId', '-happenedAt'],
    ['isValid', '-happenedAt'],
  ],
  views: [
    { name: 'mine', label: label('我的跟进', 'My follow-ups'), filter: { ownerId: '@me' } },
    { name: 'today', label: label('今天', 'Today'), filter: { happenedAt: { gte: '@today' } } },
    { name: 'invalid', label: label('无效', 'Invalid'), filter: { isValid: false } },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
