import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 审批代理: while somebody is on leave, somebody else decides in that place (P1). */
export const substitutes = defineObject('substitutes', label('审批代理', 'Substitute'), {
  fields: {
    substituteId: employee({ zh: '代理人', en: 'Substitute', required: true }),
    startsAt: dateTime({ zh: '从', en: 'From', required: true, sortable: true }),
    endsAt: dateTime({ zh: '到', en: 'Until', required: true, sortable: true }),
    reason: text({ zh: '原因', en: 'Reason', required: true, max: 200 }),
  },
  traits: { owned: true, personal: true, organisation: true, recyclable: true },
  access: [
    grant('everyone', 'read create update delete', 'owner'),
    grant('administrator', 'read create update delete purge', 'all'),
    grant('hr', 'read create update delete', 'all'),
  ],
  title: 'reason',
  list: ['ownerId', 'substituteId', 'startsAt', 'endsAt', 'reason'],
  sort: '-startsAt',
  form: [{ label: label('代理', 'Substitute'), fields: ['ownerId', 'substituteId', 'startsAt', 'endsAt', 'reason'] }],
  indexes: [['ownerId', '-startsAt']],
})
