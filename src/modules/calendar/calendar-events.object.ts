import { boolean } from '../../fields/boolean/boolean.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { recurrence } from '../../fields/recurrence/recurrence.ts'
import { reference } from '../../fields/reference/reference.ts'
import { references } from '../../fields/references/references.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const work = 'read create update delete edit-occurrence cancel-occurrence'

/** 日程: something that takes a stretch of time, once or again and again (V1, V6). Words of RFC 5545 where it has them. */
export const calendarEvents = defineObject('calendar-events', label('日程', 'Event'), {
  fields: {
    title: text({ zh: '标题', en: 'Title', required: true, max: 200, search: true, sortable: true }),
    startsAt: dateTime({ zh: '开始', en: 'Starts', required: true, sortable: true }),
    endsAt: dateTime({ zh: '结束', en: 'Ends', sortable: true }),
    allDay: boolean({ zh: '全天', en: 'All day', default: false }),
    location: text({ zh: '地点', en: 'Location', max: 300 }),
    description: longText({ zh: '说明', en: 'Description', max: 20000 }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers' }),
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', within: 'customerId' }),
    participantIds: references({ zh: '参加人', en: 'Participants', to: 'employees' }),
    recurrence: recurrence({ zh: '重复', en: 'Repeats', from: 'startsAt' }),
    reminderMinutes: integer({ zh: '提前提醒（分钟）', en: 'Remind before (min)', min: 0, max: 40320 }),
    isPrivate: boolean({
      zh: '私密',
      en: 'Private',
      default: false,
      help: label('别人只看到这段时间忙', 'Others see only that the time is taken'),
    }),
    timeZone: text({
      zh: '时区',
      en: 'Time zone',
      max: 60,
      help: label('重复按哪里的钟走，如 Asia/Shanghai', 'Whose clock it recurs by, like Asia/Shanghai'),
    }),
    excluded: json({ zh: '取消的各次', en: 'Cancelled occurrences' }),
    added: json({ zh: '另加的各次', en: 'Added occurrences' }),
    overrides: json({ zh: '改过的各次', en: 'Changed occurrences' }),
    uid: text({ zh: '外部编号', en: 'UID', max: 500, readOnly: true }),
    lastEndsAt: dateTime({ zh: '最后一次结束', en: 'Last ends', readOnly: true, derived: true }),
    heldAt: dateTime({ zh: '暂停', en: 'Held', readOnly: true, derived: true }),
    nextReminderAt: dateTime({ zh: '下次提醒', en: 'Next reminder', readOnly: true, derived: true }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    carried: { on: 'customerId', until: 'lastEndsAt', held: 'heldAt' },
    privateWhen: 'isPrivate',
    invites: 'participantIds',
    commentable: true,
    exportable: true,
    recyclable: true,
    timeline: { on: ['customerId', 'contactId'], at: 'startsAt', text: 'title' },
  },
  access: [
    grant('administrator', `${work} purge export`, 'all'),
    grant('manager', `${work} export`, 'memberDepartment', 'visible'),
    grant('director', `${work} export`, 'all'),
    grant('operations', `${work} purge export`, 'all'),
    grant('crmSupervisor', `${work} purge export`, 'all'),
    grant('everyone', work, 'member', 'owned'),
    grant('rep', work, 'member', 'visible'),
  ],
  title: 'title',
  list: ['title', 'startsAt', 'endsAt', 'allDay', 'location', 'customerId', 'ownerId', 'recurrence'],
  sort: '-startsAt',
  form: [
    { label: label('日程', 'Event'), fields: ['title', 'startsAt', 'endsAt', 'allDay', 'location'] },
    {
      label: label('更多', 'More'),
      fields: [
        'customerId',
        'contactId',
        'participantIds',
        'recurrence',
        'reminderMinutes',
        'isPrivate',
        'timeZone',
        'description',
        'ownerId',
      ],
    },
  ],
  indexes: [
    ['ownerId', 'startsAt'],
    ['departmentId', 'startsAt'],
    ['customerId', 'startsAt'],
    ['contactId', 'startsAt'],
    ['createdById', 'startsAt'],
    ['ownerId', 'uid'],
    ['nextReminderAt'],
  ],
  views: [
    {
      name: 'coming',
      label: label('接下来', 'Coming'),
      filter: { ownerId: '@me', startsAt: { gte: '@today' } },
      sort: 'startsAt',
    },
    { name: 'mine', label: label('我的日程', 'My events'), filter: { ownerId: '@me' } },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
