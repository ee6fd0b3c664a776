import { dateTime } from '../../fields/date-time/date-time.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 批示 (E4): what a superior said of somebody's work, and that it was taken note of. It belongs to whom it was said. */
export const instructions = defineObject('instructions', label('批示', 'Instruction'), {
  fields: {
    content: longText({ zh: '批示', en: 'Instruction', max: 5000, readOnly: true }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', readOnly: true }),
    aboutObject: text({ zh: '对象', en: 'Object', max: 60, readOnly: true }),
    aboutId: text({ zh: '记录', en: 'Record', max: 40, readOnly: true }),
    commentId: text({ zh: '评注', en: 'Comment', max: 40, readOnly: true }),
    acknowledgedAt: dateTime({ zh: '确认时间', en: 'Acknowledged', readOnly: true, tracked: true }),
    reply: text({ zh: '回复', en: 'Reply', max: 500, readOnly: true }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    instruction: {
      about: 'customerId',
      object: 'aboutObject',
      record: 'aboutId',
      content: 'content',
      comment: 'commentId',
    },
  },
  access: [
    grant('everyone', 'read acknowledge', 'member'),
    grant('administrator', 'read acknowledge', 'all'),
    grant('director', 'read acknowledge', 'all'),
    grant('manager', 'read acknowledge', 'memberDepartment'),
  ],
  title: 'content',
  list: ['content', 'customerId', 'createdById', 'ownerId', 'createdAt', 'acknowledgedAt', 'reply'],
  sort: '-createdAt',
  form: [],
  indexes: [
    ['ownerId', '-createdAt'],
    ['createdById', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['customerId', '-createdAt'],
  ],
  views: [
    { name: 'mine', label: label('给我的', 'To me'), filter: { ownerId: '@me' } },
    { name: 'given', label: label('我批示的', 'By me'), filter: { createdById: '@me' } },
  ],
})
