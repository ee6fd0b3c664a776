import { json } from '../../fields/json/json.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { reference } from '../../fields/reference/reference.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { decided } from './decided.rules.ts'

/** 公海规则变更: other clocks that would soon release most customers of a pool; a second person confirms them. */
export const poolChanges = defineObject('pool-changes', label('公海规则变更', 'Pool change'), {
  fields: {
    poolId: reference({ zh: '公海', en: 'Pool', to: 'pools', required: true }),
    values: json({
      zh: '改成',
      en: 'New clocks',
      required: true,
      help: label('公海的时钟字段和新的值', 'The clocks of the pool and their new values'),
    }),
    reason: longText({ zh: '理由', en: 'Reason', max: 500, required: true }),
    ...decided,
  },
  traits: { owned: true, personal: true, recyclable: true },
  access: [
    grant('administrator', 'read create approve reject delete purge', 'all'),
    grant('operations', 'read create approve reject', 'all'),
    grant('crmSupervisor', 'read create approve reject', 'all'),
    grant('director', 'read approve reject', 'all'),
  ],
  title: 'reason',
  list: ['poolId', 'ownerId', 'reason', 'state', 'decidedById', 'decidedAt'],
  sort: '-createdAt',
  form: [{ label: label('变更', 'Change'), fields: ['poolId', 'reason'] }],
  indexes: [
    ['poolId', '-createdAt'],
    ['ownerId', '-createdAt'],
  ],
  views: [{ name: 'pending', label: label('待确认', 'Pending'), filter: { state: 'pending' } }],
})
