import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { decided } from './decided.rules.ts'

/** 延保申请: an owner asks for more days of protection; whoever manages him decides (F16). */
export const extensions = defineObject('extensions', label('延保申请', 'Extension'), {
  fields: {
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', required: true }),
    days: integer({ zh: '延保天数', en: 'Days', min: 1, max: 365, required: true }),
    reason: longText({ zh: '理由', en: 'Reason', max: 500, required: true }),
    ...decided,
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    recyclable: true,
    timeline: { on: ['customerId'], at: 'createdAt', text: 'reason' },
  },
  access: [
    grant('everyone', 'read create', 'member', 'owned'),
    grant('administrator', 'read create approve reject delete purge', 'all'),
    grant('manager', 'read create approve reject', 'memberDepartment', 'visible'),
    grant('director', 'read create approve reject', 'all'),
    grant('operations', 'read create approve reject', 'all'),
    grant('crmSupervisor', 'read create approve reject', 'all'),
  ],
  title: 'reason',
  list: ['customerId', 'ownerId', 'days', 'reason', 'state', 'decidedById', 'decidedAt'],
  sort: '-createdAt',
  form: [{ label: label('延保', 'Extension'), fields: ['customerId', 'days', 'reason'] }],
  indexes: [
    ['customerId', '-createdAt'],
    ['ownerId', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['createdById', '-createdAt'],
  ],
  views: [
    { name: 'pending', label: label('待批', 'Pending'), filter: { state: 'pending' } },
    { name: 'mine', label: label('我的申请', 'Mine'), filter: { ownerId: '@me' } },
  ],
})
