import { dateTime } from '../../fields/date-time/date-time.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const work = 'read create update delete solve reopen'

/** 客户建议 (E24): what a customer asks to be better, until it is solved. */
export const suggestions = defineObject('suggestions', label('客户建议', 'Suggestion'), {
  fields: {
    content: longText({ zh: '建议', en: 'Suggestion', required: true, max: 5000 }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    followUpId: reference({ zh: '来自跟进', en: 'From follow-up', to: 'follow-ups', readOnly: true }),
    solution: longText({ zh: '怎样解决', en: 'Solution', max: 5000, readOnly: true }),
    doneAt: dateTime({ zh: '解决时间', en: 'Solved', readOnly: true, tracked: true }),
    heldAt: dateTime({ zh: '暂停', en: 'Held', readOnly: true, derived: true }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    carried: { on: 'customerId', open: 'doneAt', held: 'heldAt' },
    commentable: true,
    exportable: true,
    recyclable: true,
    timeline: { on: ['customerId'], at: 'createdAt', text: 'content' },
  },
  access: [
    grant('everyone', work, 'member', 'owned'),
    grant('rep', work, 'member', 'visible'),
    grant('service', work, 'member', 'visible'),
    grant('administrator', `${work} purge export`, 'all'),
    grant('manager', `${work} export`, 'memberDepartment', 'visible'),
    grant('director', `${work} export`, 'all'),
    grant('operations', `${work} export`, 'all'),
    grant('crmSupervisor', `${work} export`, 'all'),
  ],
  title: 'content',
  list: ['content', 'customerId', 'ownerId', 'createdAt', 'doneAt', 'solution'],
  sort: '-createdAt',
  form: [{ label: label('建议', 'Suggestion'), fields: ['customerId', 'content', 'ownerId'] }],
  indexes: [
    ['ownerId', '-createdAt'],
    ['customerId', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['createdById', '-createdAt'],
  ],
  views: [
    { name: 'open', label: label('未解决', 'Open'), filter: { doneAt: null } },
    { name: 'mine', label: label('我负责', 'Mine'), filter: { ownerId: '@me', doneAt: null } },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
