import { dateTime } from '../../fields/date-time/date-time.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler } from '../../kernel/records/parts.ts'
import { setting } from '../../kernel/records/setting.ts'
import { defineAction } from '../../model/action.ts'
import { label } from '../../model/label.ts'

/** Actions of the customer file beside those of ownership. */
export const customerActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  {
    def: defineAction('customers', 'reschedule', label('改约', 'Reschedule'), {
      input: { nextFollowUpAt: dateTime({ zh: '下次联系', en: 'Next contact', required: true }) },
      when: { ownerId: { isNull: false } },
      otherwise: {
        status: 409,
        code: 'in_pool',
        message: label('它在公海里，先领取', 'It is in the pool; claim it first'),
      },
      within: 'update',
      bulk: true,
      icon: 'calendar-clock',
    }),
    run: setting(kernel, (_, input) => ({ nextFollowUpAt: input.nextFollowUpAt ?? null }), 'reschedule'),
  },
  {
    def: defineAction('customers', 'archive', label('归档', 'Archive'), {
      input: {},
      when: { tradeStatus: 'stopped', archivedAt: null },
      otherwise: {
        status: 409,
        code: 'not_stopped',
        message: label(
          '只有交易已中断、还没归档的客户可以归档',
          'Only a customer whose trading has stopped can be archived, once',
        ),
      },
      within: 'update',
      bulk: true,
      icon: 'archive',
    }),
    run: setting(kernel, ({ context }) => ({ archivedAt: context.now }), 'archive'),
  },
]
