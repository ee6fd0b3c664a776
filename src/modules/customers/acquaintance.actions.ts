import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { phone } from '../../fields/phone/phone.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler } from '../../kernel/records/parts.ts'
import { create, single } from '../../kernel/records/write.ts'
import { defineAction } from '../../model/action.ts'
import { type Label, label } from '../../model/label.ts'

const day = 86_400_000

/** What a first talk with a stranger may end with, what is to be done then, and in how many days. */
const outcomes: Readonly<Record<string, { readonly days: number; readonly title: (name: string) => Label }>> = {
  theyCall: {
    days: 3,
    title: (name) => label(`${name}说会来电，没来就打过去`, `${name} was to call; call if not`),
  },
  weCall: { days: 1, title: (name) => label(`给${name}打电话`, `Call ${name}`) },
  referral: {
    days: 2,
    title: (name) => label(`联系${name}转介的人`, `Contact the person ${name} referred us to`),
  },
}

/** 认识新人 (W12): a stranger becomes a contact at once, and how the talk ended becomes the next task. */
export const acquaintanceActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  {
    def: defineAction('customers', 'add-contact', label('记新联系人', 'Note a new contact'), {
      input: {
        name: text({ zh: '姓名', en: 'Name', required: true, max: 60 }),
        title: text({ zh: '职务', en: 'Title', max: 60 }),
        phone: phone({ zh: '电话', en: 'Phone' }),
        outcome: choice({
          zh: '谈完的结果',
          en: 'How it ended',
          required: true,
          default: 'weCall',
          options: [
            { key: 'theyCall', zh: '他来电', en: 'They call' },
            { key: 'weCall', zh: '我致电', en: 'We call' },
            { key: 'referral', zh: '转介他人', en: 'Referred us on' },
          ],
        }),
        dueAt: dateTime({ zh: '下一步时间', en: 'Next step on' }),
      },
      when: { ownerId: { isNull: false } },
      otherwise: {
        status: 409,
        code: 'in_pool',
        message: label('它在公海里，先领取', 'It is in the pool; claim it first'),
      },
      within: 'update',
      bulk: false,
      icon: 'user-plus',
    }),
    run: async ({ context, tx }, rows, input) => {
      const { objects } = kernel().registry()
      const inside = { ...context, tx }
      const outcome = outcomes[String(input.outcome)]!
      for (const row of rows) {
        const name = String(input.name)
        const made = single(
          await create(kernel(), inside, objects.get('contacts')!, [
            { customerId: row.id, name, title: input.title ?? null, phone: input.phone ?? null },
          ]),
        )
        const dueAt = input.dueAt ?? new Date(Date.parse(context.now) + outcome.days * day).toISOString()
        single(
          await create(kernel(), inside, objects.get('tasks')!, [
            { customerId: row.id, title: outcome.title(String(made.row.name))[context.locale], dueAt },
          ]),
        )
      }
      return rows.map(() => ({ ok: true }))
    },
  },
]
