import { choice } from '../../fields/choice/choice.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler } from '../../kernel/records/parts.ts'
import { exceptRefused, setting } from '../../kernel/records/setting.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { conflict } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'
import { orderStates } from './orders.object.ts'

/** 推进 (I7): an order goes on, never back; what went wrong is voided. */
export const advanceAction = (kernel: () => Kernel): ActionHandler => {
  const later = orderStates.slice(1)
  const names: Readonly<Record<string, readonly [string, string]>> = {
    executing: ['执行中', 'Executing'],
    delivered: ['已交付', 'Delivered'],
    done: ['已完成', 'Done'],
  }
  const run = setting(kernel, (_, input) => ({ status: input.status ?? null }), 'advance')
  const place = (status: Row[string]) => (orderStates as readonly Row[string][]).indexOf(status)
  return {
    def: defineAction('orders', 'advance', label('推进', 'Advance'), {
      input: {
        status: choice({
          zh: '到',
          en: 'To',
          required: true,
          options: later.map((key) => ({ key, zh: names[key]![0], en: names[key]![1] })),
        }),
      },
      when: { status: { in: orderStates.slice(0, -1) } },
      otherwise: notNow('没有生效，或已经完成', 'It does not count, or is done'),
      within: 'update',
      bulk: true,
      icon: 'arrow-right',
    }),
    run: (scope, rows, input) =>
      exceptRefused(
        rows,
        (row) =>
          place(row.status) >= place(input.status)
            ? conflict('not_now', '订单只往前走；要退回就作废', 'An order only goes on; void it instead')
            : undefined,
        (open) => run(scope, open, input),
      ),
  }
}
