import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const work = 'read create update delete'

/** 工作报告: daily, urgent, periodic; the visits in it are follow-ups of their customers (E25–E27). */
export const workReports = defineObject('work-reports', label('工作报告', 'Work report'), {
  fields: {
    title: text({ zh: '标题', en: 'Title', max: 120, readOnly: true, search: true }),
    kind: choice({
      zh: '类型',
      en: 'Kind',
      required: true,
      default: 'daily',
      options: [
        { key: 'daily', zh: '日报', en: 'Daily' },
        { key: 'urgent', zh: '紧急', en: 'Urgent' },
        { key: 'periodic', zh: '定期', en: 'Periodic' },
      ],
    }),
    day: date({ zh: '日期', en: 'Day', sortable: true }),
    summary: longText({ zh: '今天做了什么', en: 'What was done', required: true, max: 10000 }),
    problems: longText({ zh: '问题和需要的支持', en: 'Problems and help needed', max: 10000 }),
    plan: longText({ zh: '接下来', en: 'What comes next', max: 10000 }),
    lines: json({
      zh: '拜访明细',
      en: 'Visits',
      writeOnly: true,
      help: label('每条成为对应客户的一条跟进', 'Each becomes a follow-up of its customer'),
    }),
    submittedAt: dateTime({ zh: '提交时间', en: 'Submitted', readOnly: true, sortable: true }),
    late: boolean({ zh: '迟交', en: 'Late', readOnly: true, default: false }),
    followUpCount: integer({ zh: '跟进条数', en: 'Follow-ups', readOnly: true }),
    slot: text({ zh: '唯一', en: 'Slot', max: 80, readOnly: true, unique: true, readableBy: [] }),
  },
  traits: {
    owned: true,
    personal: true,
    gathers: 'follow-ups.reportId',
    commentable: true,
    exportable: true,
    recyclable: true,
  },
  access: [
    grant('everyone', work, 'member'),
    grant('administrator', `${work} purge export`, 'all'),
    // Those above read and comment; what somebody reported nobody else rewrites.
    grant('manager', 'read export', 'memberDepartment'),
    grant('manager', 'create update delete', 'owner'),
    ...['director', 'operations', 'crmSupervisor'].flatMap((role) => [
      grant(role, 'read export', 'all'),
      grant(role, 'create update delete', 'owner'),
    ]),
  ],
  title: 'title',
  list: ['title', 'ownerId', 'kind', 'day', 'summary', 'followUpCount', 'late', 'submittedAt'],
  sort: '-day',
  form: [{ label: label('报告', 'Report'), fields: ['kind', 'day', 'summary', 'problems', 'plan'] }],
  tabs: ['follow-ups.reportId'],
  indexes: [
    ['ownerId', '-day'],
    ['departmentId', '-day'],
    ['createdById', '-day'],
  ],
  views: [
    { name: 'mine', label: label('我的', 'Mine'), filter: { ownerId: '@me' } },
    { name: 'today', label: label('今天', 'Today'), filter: { day: '@today' } },
    { name: 'urgent', label: label('紧急', 'Urgent'), filter: { kind: 'urgent' } },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
