import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import { defineAction } from '../../model/action.ts'
import { type Fault, fault, forbidden, type Refusal } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'

interface Decided {
  readonly kernel: () => Kernel
  readonly path: string
  /** What follows from 同意, in the same transaction; a refusal leaves the request pending. */
  readonly carryOut: (scope: ActionScope, row: Row) => Promise<Refusal | undefined>
}

type State = 'approved' | 'rejected'

const notPending = {
  status: 409 as const,
  code: 'already_decided',
  message: label('已经审批过', 'It is already decided'),
}
const comment = text({ zh: '意见', en: 'Comment', max: 500 })

/** 同意 and 驳回 of what somebody asked for; nobody decides on what he asked for himself. */
export const decidedActions = (parts: Decided): readonly ActionHandler[] => {
  const handler = (name: string, state: State, rest: Pick<ActionHandler['def'], 'label' | 'input' | 'icon'>) => ({
    def: defineAction(parts.path, name, rest.label, {
      ...rest,
      when: { state: 'pending' },
      otherwise: notPending,
      within: 'update',
      bulk: true,
    }),
    verdict: ({ principal }: ActionScope['context'], row: Row) => ownRequest(principal.employeeId, row),
    run: (scope: ActionScope, rows: readonly Row[], input: Row) => decide(parts, scope, rows, input, state),
  })
  return [
    handler('approve', 'approved', { label: label('同意', 'Approve'), input: { comment }, icon: 'check' }),
    handler('reject', 'rejected', {
      label: label('驳回', 'Reject'),
      input: { comment: { ...comment, required: true } },
      icon: 'x',
    }),
  ]
}

/** What is asked for is asked for by oneself: in somebody else's name it would count as theirs. */
export const ownOnly = ({ principal }: ActionScope['context'], row: Readonly<Row>): readonly Fault[] =>
  principal.kind === 'employee' && row.ownerId !== principal.employeeId
    ? [fault('ownerId', 'not_yours', '只能以自己的名义申请', 'You can ask in your own name only')]
    : []

const ownRequest = (me: string | null, row: Row): Refusal | undefined =>
  row.createdById === me
    ? forbidden('own_request', '不能审批自己的申请', 'You cannot decide on your own request')
    : undefined

const decide = async (
  parts: Decided,
  scope: ActionScope,
  rows: readonly Row[],
  input: Row,
  state: State,
): Promise<ActionOutcome[]> => {
  const { context, object } = scope
  const outcomes: ActionOutcome[] = []
  for (const row of rows) {
    const refusal =
      ownRequest(context.principal.employeeId, row) ??
      (state === 'approved' ? await parts.carryOut(scope, row) : undefined)
    if (refusal !== undefined) {
      outcomes.push({ ok: false, refusal })
      continue
    }
    const values = {
      state,
      decidedById: context.principal.employeeId,
      decidedAt: context.now,
      decision: input.comment ?? null,
    }
    const [done] = await update(parts.kernel(), context, object, [{ id: String(row.id), values }], {
      trusted: true,
      cause: state === 'approved' ? 'approve' : 'reject',
      noUndo: true,
    })
    outcomes.push(done !== undefined && 'refusal' in done ? { ok: false, refusal: done.refusal } : { ok: true })
  }
  return outcomes
}
