import { employee } from '../../fields/employee/employee.ts'
import { integer } from '../../fields/integer/integer.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { region } from '../../fields/region/region.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { act } from '../../kernel/records/act.ts'
import { list } from '../../kernel/records/list.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { defineAction } from '../../model/action.ts'
import { conflict, forbidden } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'
import { customers } from '../customers/customers.object.ts'
import { levelOptions } from '../customers/profile.object.ts'

const most = 200

/** 派给新人 (F9): so many customers of a pool to one person at once, the most complete first. */
const def = defineAction('pools', 'deal-out', label('派客户', 'Deal out customers'), {
  input: {
    ownerId: employee({ zh: '派给', en: 'To', required: true }),
    count: integer({ zh: '个数', en: 'How many', required: true, min: 1, max: most, default: 20 }),
    levels: multiChoice({
      zh: '级别',
      en: 'Levels',
      options: levelOptions,
      help: label('不选则不限', 'None chosen: any'),
    }),
    region: region({ zh: '地区', en: 'Region' }),
  },
  optionsOf: { levels: `${customers.path}.level` },
  when: {},
  within: 'read',
  bulk: false,
  hidden: true,
  icon: 'user-plus',
})

export const dealOutActions = ({ kernel }: { readonly kernel: () => Kernel }): readonly ActionHandler[] => [
  {
    def,
    run: async (scope, rows, input) => {
      const outcomes: ActionOutcome[] = []
      for (const row of rows) outcomes.push(await dealOut(kernel(), scope, String(row.id), input))
      return outcomes
    },
  },
]

/**
 * Deals customers of a pool out within what the caller may assign; each passes the same capacity as one by hand. What
 * does not go says why, and the rest goes all the same. One undo takes all of it back.
 */
const dealOut = async (
  kernel: Kernel,
  { context, tx }: ActionScope,
  poolId: string,
  input: Row,
): Promise<ActionOutcome> => {
  const object = kernel.registry().objects.get(customers.path)!
  const inside = { ...context, tx }
  const filter = {
    poolId,
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
  const { data } = await list(kernel, inside, object, parseList(kernel, inside, object, request))
  if (data.length === 0 && !context.principal.poolIds.includes(poolId))
    return {
      ok: false,
      refusal: forbidden('not_member', '你不是这个公海的成员', 'You are not a member of this pool'),
    }
  if (data.length === 0)
    return {
      ok: false,
      refusal: conflict(
        'nothing_found',
        '这个公海里没有符合条件的客户',
        'No customer of this pool fits these conditions',
      ),
    }
  const targets = data.map((one) => ({ id: String(one.id), name: String(one.name) }))
  const done = await act(kernel, inside, object, 'assign', targets, { ownerId: input.ownerId ?? null })
  const refused = targets.flatMap(({ id, name }, i) => {
    const outcome = done[i]
    return outcome !== undefined && 'refusal' in outcome ? [{ id, name, refusal: outcome.refusal }] : []
  })
  const assigned = targets.length - refused.length
  if (assigned === 0) return { ok: false, refusal: refused[0]!.refusal }
  return {
    ok: true,
    answer: {
      assigned,
      asked: input.count ?? null,
      refused: refused.map(({ id, name, refusal: { code, detail } }) => ({
        id,
        name,
        code,
        message: detail[context.locale],
      })),
    },
    undo: {
      kind: 'several',
      payload: { object: 'pools', id: poolId, tokens: done.flatMap((one) => ('undo' in one ? (one.undo ?? []) : [])) },
    },
  }
}
