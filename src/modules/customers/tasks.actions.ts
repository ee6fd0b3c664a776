import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, ActionScope } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import { defineAction } from '../../model/action.ts'
import { label, type Row } from '../../model/label.ts'

/** Sets values by an action, and can be taken back. */
export const setting =
  (kernel: () => Kernel, values: (scope: ActionScope, input: Row) => Row, cause: string): ActionHandler['run'] =>
  async (scope, rows, input) => {
    const { context, object } = scope
    const set = values(scope, input)
    const outcomes = await update(
      kernel(),
      context,
      object,
      rows.map((row) => ({ id: String(row.id), values: set })),
      { trusted: true, cause, noUndo: true },
    )
    return outcomes.map((outcome, i) =>
      'refusal' in outcome
        ? { ok: false, refusal: outcome.refusal }
        : {
            ok: true,
            undo: {
              kind: 'update',
              payload: {
                object: object.path,
                id: String(rows[i]!.id),
                version: outcome.row.version ?? null,
                values: Object.fromEntries(Object.keys(set).map((name) => [name, rows[i]![name] ?? null])),
              },
            },
          },
    )
  }

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
