import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const work = 'read create update delete complete reopen'

/** 待办: something to do by a moment, often about a customer (E5). */
export const tasks = defineObject('tasks', label('待办', 'Task'), {
  fields: {
    title: text({ zh: '标题', en: 'Title', required: true, max: 200, search: true, sortable: true }),
    dueAt: dateTime({ zh: '到期', en: 'Due', sortable: true }),
    doneAt: dateTime({ zh: '完成时间', en: 'Done' }),
    purpose: choice({
      zh: '类别',
      en: 'Purpose',
      readOnly: true,
      options: [{ key: 'revisit', zh: '回访', en: 'Revisit' }],
    }),
    heldAt: dateTime({
      zh: '暂停',
      en: 'Held',
      readOnly: true,
      derived: true,
      help: label('客户进了公海，等下一位负责人接手', 'Its customer is in the pool; it waits for the next owner'),
    }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers' }),
    opportunityId: reference({ zh: '商机', en: 'Opportunity', to: 'opportunities', within: 'customerId' }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    carried: { on: 'customerId', open: 'doneAt', held: 'heldAt' },
    commentable: true,
    attachable: true,
    exportable: true,
    importable: true,
    recyclable: true,
    timeline: { on: ['customerId', 'opportunityId'], at: 'createdAt', text: 'title' },
  },
  access: [
    grant('administrator', `${work} purge export import`, 'all'),
    grant('manager', `${work} export`, 'memberDepartment', 'visible'),
    grant('director', `${work} export`, 'all'),
    grant('operations', `${work} purge export import`, 'all'),
    grant('crmSupervisor', `${work} purge export import`, 'all'),
    grant('everyone', work, 'member', 'owned'),
    grant('rep', work, 'member', 'visible'),
  ],
  title: 'title',
  list: ['title', 'dueAt', 'customerId', 'ownerId', 'doneAt'],
  sort: 'dueAt',
  form: [
    { label: label('待办', 'Task'), fields: ['title', 'dueAt', 'customerId', 'opportunityId', 'ownerId', 'remark'] },
  ],
  indexes: [
    ['ownerId', 'dueAt'],
    ['customerId', 'dueAt'],
    ['opportunityId', 'dueAt'],
    ['departmentId', 'dueAt'],
    ['createdById', 'dueAt'],
  ],
  views: [
    { name: 'open', label: label('未完成', 'Open'), filter: { ownerId: '@me', doneAt: null, heldAt: null } },
    {
      name: 'done',
      label: label('已完成', 'Done'),
      filter: { ownerId: '@me', doneAt: { isNull: false } },
      sort: '-dueAt',
    },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
