import { employee } from '../../fields/employee/employee.ts'
import { integer } from '../../fields/integer/integer.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { region } from '../../fields/region/region.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { act } from '../../kernel/records/act.ts'
import { list } from '../../kernel/records/list.ts'
import type { ActionHandler, ActionOutcome } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { defineAction } from '../../model/action.ts'
import { conflict } from '../../model/errors.ts'
import { label } from '../../model/label.ts'

const most = 200

/** 派给新人 (F9): so many customers of a pool to one person at once, the most complete first. */
const def = defineAction('pools', 'deal-out', label('派客户', 'Deal out customers'), {
  input: {
    ownerId: employee({ zh: '派给', en: 'To', required: true }),
    count: integer({ zh: '个数', en: 'How many', required: true, min: 1, max: most, default: 20 }),
    levels: multiChoice({
      zh: '级别',
      en: 'Levels',
      options: ['A', 'B', 'C', 'D'].map((key) => ({ key, zh: key, en: key })),
      help: label('不选则不限', 'None chosen: any'),
    }),
    region: region({ zh: '地区', en: 'Region' }),
  },
  when: {},
  within: 'read',
  bulk: false,
  hidden: true,
  icon: 'user-plus',
})

/**
 * Deals customers of a pool out within what the caller may assign; each passes the same capacity as one by hand. What
 * does not go says why, and the rest goes all the same. One undo takes all of it back.
 */
export const dealOutActions = ({ kernel }: { readonly kernel: () => Kernel }): readonly ActionHandler[] => [
  {
    def,
    run: async ({ context, tx }, rows, input) => {
      const customers = kernel().registry().objects.get('customers')!
      const inside = { ...context, tx }
      const outcomes: ActionOutcome[] = []
      for (const row of rows) {
        const filter = {
          poolId: String(row.id),
          ownerId: { isNull: true },
          ...(Array.isArray(input.levels) && input.levels.length > 0 ? { level: { in: input.levels } } : {}),
          ...(typeof input.region === 'string' ? { region: { under: input.region } } : {}),
        }
        const request = {
          filter: JSON.stringify(filter),
          sort: '-completeness',
          limit: String(input.count),
          count: 'none',
          fields: 'name',
        }
        const { data } = await list(kernel(), inside, customers, parseList(kernel(), inside, customers, request))
        const done = await act(
          kernel(),
          inside,
          customers,
          'assign',
          data.map((one) => ({ id: String(one.id) })),
          { ownerId: input.ownerId ?? null },
        )
        const refused = done.flatMap((outcome, i) =>
          'refusal' in outcome
            ? [
                {
                  id: String(data[i]!.id),
                  name: String(data[i]!.name),
                  code: outcome.refusal.code,
                  message: outcome.refusal.detail[context.locale],
                },
              ]
            : [],
        )
        const tokens = done.flatMap((outcome) =>
          'refusal' in outcome || outcome.undo === undefined ? [] : [outcome.undo],
        )
        const assigned = data.length - refused.length
        const first = done.find((outcome) => 'refusal' in outcome)
        if (data.length === 0)
          outcomes.push({
            ok: false,
            refusal: conflict(
              'nothing_found',
              '这个公海里没有符合条件的客户',
              'No customer of this pool fits these conditions',
            ),
          })
        else if (assigned === 0 && first !== undefined && 'refusal' in first)
          outcomes.push({ ok: false, refusal: first.refusal })
        else
          outcomes.push({
            ok: true,
            answer: { assigned, asked: input.count ?? null, refused },
            undo: { kind: 'several', payload: { object: 'pools', id: String(row.id), tokens } },
          })
      }
      return outcomes
    },
  },
]
