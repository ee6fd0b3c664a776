import { longText } from '../../fields/long-text/long-text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { derive, hold } from '../../kernel/records/derive.ts'
import { list } from '../../kernel/records/list.ts'
import type { ActionHandler, Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { setting } from '../../kernel/records/setting.ts'
import { create, update } from '../../kernel/records/write.ts'
import { defineAction } from '../../model/action.ts'
import { label, type Row } from '../../model/label.ts'
import { doneActions } from './tasks.actions.ts'

const isRevisit = (row: Readonly<Row> | null) => row?.kind === 'revisit' && typeof row.customerId === 'string'

/** 回访 (E23, E24): one that is registered ends its task and starts the next term; what was suggested is tracked. */
export const revisitHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'write',
    applies: (object) => object.path === 'follow-ups',
    run: async (scope, changes) => {
      const made = changes.filter((change) => change.kind === 'create')
      await trackSuggestions(kernel(), scope, made)
      await endTerm(
        kernel(),
        scope,
        made
          .filter(({ after }) => isRevisit(after))
          .map(({ after }) => ({
            customerId: String(after.customerId),
            at: String(after.happenedAt ?? scope.context.now),
          })),
        true,
      )
    },
  },
  {
    stage: 'write',
    applies: (object) => object.path === 'tasks',
    run: async (scope, changes) => {
      const planned = changes.filter(({ after }) => after.purpose === 'revisit' && typeof after.customerId === 'string')
      const done = planned.filter(
        ({ kind, before, after }) =>
          kind === 'update' && (before?.doneAt ?? null) === null && (after.doneAt ?? null) !== null,
      )
      await endTerm(
        kernel(),
        scope,
        done.map(({ after }) => ({ customerId: String(after.customerId), at: String(after.doneAt) })),
        false,
      )
      const gone = planned.filter(({ kind }) => kind === 'delete').map(({ after }) => String(after.customerId))
      await hold(kernel(), scope.tx, 'customers', gone)
      await derive(
        kernel(),
        scope.tx,
        'customers',
        gone.map((id) => ({ id, revisitPlannedAt: null })),
      )
    },
  },
]

const trackSuggestions = async (kernel: Kernel, { context, tx }: WriteScope, made: readonly Change[]) => {
  const said = made.filter(({ after }) => typeof after.suggestion === 'string' && typeof after.customerId === 'string')
  if (said.length === 0) return
  await create(
    kernel,
    { ...context, tx },
    kernel.registry().objects.get('suggestions')!,
    said.map(({ id, after }) => ({
      content: after.suggestion,
      customerId: after.customerId,
      followUpId: id,
      ownerId: after.ownerId,
    })),
    { trusted: true, noUndo: true },
  )
}

/** The customer was visited again: its open revisit tasks are done, the next one is planned when the term is over. */
const endTerm = async (
  kernel: Kernel,
  { context, tx }: WriteScope,
  visited: readonly { readonly customerId: string; readonly at: string }[],
  withTasks: boolean,
) => {
  if (visited.length === 0) return
  const last = new Map<string, string>()
  for (const { customerId, at } of visited) if (at > (last.get(customerId) ?? '')) last.set(customerId, at)
  await hold(kernel, tx, 'customers', [...last.keys()])
  await derive(
    kernel,
    tx,
    'customers',
    [...last].map(([id, at]) => ({ id, lastRevisitAt: at, revisitPlannedAt: null })),
  )
  if (!withTasks) return
  const inside = { ...context, tx, principal: systemPrincipal('revisits') }
  const tasks = kernel.registry().objects.get('tasks')!
  const query = parseList(kernel, inside, tasks, {
    filter: JSON.stringify({ customerId: { in: [...last.keys()] }, purpose: 'revisit', doneAt: null }),
    limit: '200',
    count: 'none',
  })
  const open = (await list(kernel, inside, tasks, query)).data
  await update(
    kernel,
    { ...context, tx },
    tasks,
    open.map((row) => ({ id: String(row.id), values: { doneAt: context.now } })),
    { trusted: true, cause: 'complete', noUndo: true },
  )
}

export const suggestionActions = (kernel: () => Kernel): readonly ActionHandler[] => [
  {
    def: defineAction('suggestions', 'solve', label('已解决', 'Solved'), {
      input: { solution: longText({ zh: '怎样解决', en: 'Solution', required: true, max: 5000 }) },
      when: { doneAt: null },
      otherwise: { status: 409, code: 'already_done', message: label('已经解决', 'It is already solved') },
      within: 'update',
      bulk: true,
      icon: 'check',
    }),
    run: setting(kernel, ({ context }, input) => ({ doneAt: context.now, solution: input.solution ?? null }), 'solve'),
  },
  ...doneActions(kernel, 'suggestions').filter(({ def }) => def.name === 'reopen'),
]
