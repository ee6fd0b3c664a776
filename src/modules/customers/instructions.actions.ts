import { acknowledgeComment } from '../../engines/comments/index.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, ActionOutcome } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import { defineAction } from '../../model/action.ts'
import { forbidden, type Refusal } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'

const onlyTheirs = (me: string | null, row: Row): Refusal | undefined =>
  row.ownerId === me
    ? undefined
    : forbidden('not_yours', '批示由收到的人确认', 'An instruction is acknowledged by whom it was given to')

/** 确认批示 (E4): whom it was given to has read it; a reply stands beside it. */
export const instructionActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  {
    def: defineAction('instructions', 'acknowledge', label('确认', 'Acknowledge'), {
      input: { reply: text({ zh: '回复', en: 'Reply', max: 500 }) },
      when: { acknowledgedAt: null },
      otherwise: { status: 409, code: 'already_done', message: label('已经确认过', 'It is already acknowledged') },
      within: 'read',
      bulk: true,
      icon: 'check',
    }),
    verdict: ({ principal }, row) => onlyTheirs(principal.employeeId, row),
    run: async ({ context, object, tx }, rows, input) => {
      const outcomes: ActionOutcome[] = []
      for (const row of rows) {
        const refusal = onlyTheirs(context.principal.employeeId, row)
        const [done] =
          refusal === undefined
            ? await update(
                kernel(),
                context,
                object,
                [{ id: String(row.id), values: { acknowledgedAt: context.now, reply: input.reply ?? null } }],
                { trusted: true, cause: 'acknowledge', noUndo: true },
              )
            : [{ refusal }]
        if (done !== undefined && 'refusal' in done) outcomes.push({ ok: false, refusal: done.refusal })
        else {
          await acknowledgeComment(tx, String(row.commentId), context.now)
          outcomes.push({ ok: true })
        }
      }
      return outcomes
    },
  },
]
