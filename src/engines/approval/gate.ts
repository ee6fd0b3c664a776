import type { ActionOutcome, Change, Gate, WriteScope } from '../../kernel/records/parts.ts'
import { changedFields } from '../../kernel/records/values.ts'
import { Refusal } from '../../model/errors.ts'
import { type Json, label, type Row } from '../../model/label.ts'
import { type ApprovalParts, flowFor, isApprovable } from './parts.ts'
import { mark, start, takeAsked } from './runs.ts'

const pending = new Refusal(
  423,
  'approval_pending',
  label('它在审批中，审批结束前不能改', 'It is in approval and does not change until that is decided'),
)

/** 423 while an approval runs; an action with a flow is asked for instead of done. */
export const approvalGate = (parts: ApprovalParts): Gate => ({
  held: (object, row) => (isApprovable(object) && row.approvalState === 'pending' ? pending : undefined),
  before: async (scope, action, rows, input, given) => {
    const { context, object, tx } = scope
    if (!isApprovable(object) || context.principal.kind !== 'employee') return []
    const answers: (ActionOutcome | undefined)[] = []
    for (const row of rows) {
      const flow = flowFor(parts, context, object, 'action', action, row)
      if (flow === undefined) {
        answers.push(undefined)
        continue
      }
      // An action that changes nothing of the record (a copy) may be asked for while it is in approval; twice not.
      if (row.approvalState === 'pending') {
        answers.push({ ok: false, refusal: pending })
        continue
      }
      const begun = await start(parts, scope, flow, row, { kind: 'action', name: action, input }, takeAsked(given))
      if ('refusal' in begun) answers.push({ ok: false, refusal: begun.refusal })
      else if (begun.answer === undefined) answers.push(undefined)
      else {
        await mark(tx, object, String(row.id), 'pending')
        answers.push({ ok: true, answer: { approval: begun.answer } })
      }
    }
    return answers
  },
})

const nothingAsked = { approvers: {}, comment: null }

/** A change that a flow speaks of is kept until it is approved; the record stays as it is. */
export const deferUpdates = async (
  parts: ApprovalParts,
  scope: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const { context, object, tx, trusted } = scope
  if (trusted || context.entry === 'approved' || context.principal.kind !== 'employee') return
  for (const change of changes) {
    if (change.kind !== 'update' || change.before === null) continue
    const typed = changedFields(object, change).filter(({ def }) => def.derived !== true && def.readOnly !== true)
    if (typed.length === 0) continue
    const flow = flowFor(parts, context, object, 'update', null, change.after)
    if (flow === undefined) continue
    const values: Record<string, Json> = {}
    for (const { name } of typed) values[name] = change.after[name] ?? null
    const row: Row = { ...change.after }
    const begun = await start(parts, { context, object, tx }, flow, row, { kind: 'update', values }, nothingAsked)
    if ('refusal' in begun) change.refusal = begun.refusal
    else if (begun.answer !== undefined) {
      await mark(tx, object, change.id, 'pending')
      change.deferred = { approval: begun.answer, approvalState: 'pending' }
    }
  }
}

/** What was made is looked at before it may change again; after a refusal or a return, an edit asks anew. */
export const approveNew = async (
  parts: ApprovalParts,
  scope: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const { context, object, tx, trusted } = scope
  if (context.entry === 'approved' || context.principal.kind !== 'employee') return
  for (const change of changes) {
    const again = change.before?.approvalState
    const isNew = change.kind === 'create'
    const isAgain = change.kind === 'update' && !trusted && typeof again === 'string' && again !== 'approved'
    if (!isNew && !isAgain) continue
    const flow = flowFor(parts, context, object, 'create', null, change.after)
    if (flow === undefined) continue
    const begun = await start(parts, { context, object, tx }, flow, change.after, { kind: 'create' }, nothingAsked)
    if ('refusal' in begun) throw begun.refusal
    if (begun.answer !== undefined) await mark(tx, object, change.id, 'pending')
  }
}
