import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler } from '../../kernel/records/parts.ts'
import { setting } from '../../kernel/records/setting.ts'
import { defineAction } from '../../model/action.ts'
import { label } from '../../model/label.ts'

/** 完成 and 重新打开 of whatever is done once: tasks, takeovers. */
export const doneActions = (kernel: () => Kernel, object: string): readonly ActionHandler[] => [
  {
    def: defineAction(object, 'complete', label('完成', 'Complete'), {
      input: {},
      when: { doneAt: null },
      otherwise: { status: 409, code: 'already_done', message: label('已经完成', 'It is already done') },
      within: 'update',
      bulk: true,
      icon: 'check',
    }),
    run: setting(kernel, ({ context }) => ({ doneAt: context.now }), 'complete'),
  },
  {
    def: defineAction(object, 'reopen', label('重新打开', 'Reopen'), {
      input: {},
      when: { doneAt: { isNull: false } },
      otherwise: { status: 409, code: 'not_done', message: label('还没有完成', 'It is not done yet') },
      within: 'update',
      bulk: true,
      icon: 'rotate-ccw',
    }),
    run: setting(kernel, () => ({ doneAt: null }), 'reopen'),
  },
]

export const taskActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  ...doneActions(kernel, 'tasks'),
  ...doneActions(kernel, 'takeovers'),
]
