import sql from 'sql-template-tag'
import type { ActionScope } from '../../kernel/records/parts.ts'
import { lockRows } from '../../kernel/records/store.ts'
import { refusedByWhen } from '../../kernel/records/view.ts'
import { update } from '../../kernel/records/write.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { type ApprovalParts, type Operation, onBehalf } from './parts.ts'
import type { RunState } from './run.ts'
import { mark } from './runs.ts'

/**
 * What follows for the record when a run is over: it is free again, and what was asked for is done in the name of whoever
 * asked. A refusal (the order was voided meanwhile, the credit is used up) is the answer to the last approver, and the
 * run stays as it was.
 */
export const conclude = async (
  parts: ApprovalParts,
  { context, tx }: ActionScope,
  approval: Readonly<Row>,
  state: RunState,
): Promise<Refusal | undefined> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(String(approval.object))
  if (object === undefined || state === 'pending') return undefined
  const id = String(approval.recordId)
  const submitter = typeof approval.submittedById === 'string' ? approval.submittedById : null
  const inside = { ...onBehalf(context, submitter, 'approval'), tx }
  const row = (await lockRows(kernel, inside, object, [id], 'update')).get(id)?.row
  if (row === undefined || row.deletedAt !== null)
    return state === 'approved'
      ? conflict('record_gone', '要审批的记录已被删除；请驳回', 'What is asked for is deleted; reject it')
      : undefined
  await mark(tx, object, id, state)
  if (state !== 'approved') return undefined
  const { rows } = await tx.query<{ operation: Operation }>(
    sql`SELECT operation FROM approval_operations WHERE approval_id = ${String(approval.id)}`,
  )
  const operation = rows[0]?.operation
  if (operation === undefined || operation.kind === 'create') return undefined
  if (operation.kind === 'update') {
    const [done] = await update(kernel, inside, object, [{ id, values: operation.values }], { noUndo: true })
    return done !== undefined && 'refusal' in done ? done.refusal : undefined
  }
  const handler = kernel.actions.get(`${object.path}.${operation.name}`)
  if (handler === undefined)
    return conflict('not_now', '这个动作已经没有了；请驳回', 'There is no such action any more; reject it')
  const standing = { ...row, approvalState: 'approved' }
  const byRule = refusedByWhen(object, operation.name, standing)
  if (byRule !== undefined) return byRule
  const [outcome] = await handler.run({ context: inside, object, tx }, [standing], operation.input)
  return outcome !== undefined && !outcome.ok ? outcome.refusal : undefined
}
