import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { holds } from '../../kernel/records/own-condition.ts'
import type { ActionScope } from '../../kernel/records/parts.ts'
import type { InTransaction } from '../../kernel/records/settle.ts'
import { lockRows } from '../../kernel/records/store.ts'
import { create, update } from '../../kernel/records/write.ts'
import { conflict, fault, invalid, type Refusal } from '../../model/errors.ts'
import { type Approvals, stationsOf } from '../../model/flow.ts'
import { isObject, type Json, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { approversOf, begin, dueAt } from './machine.ts'
import type { ApprovalParts, Flow, Operation } from './parts.ts'
import { isRefused, type Run } from './run.ts'
import { worldOf } from './world.ts'

/** What the caller says beside the input of an action: whom he chose at which node, and why he asks. */
export const takeAsked = (asked: unknown): Approvals => {
  if (asked === undefined || asked === null) return { approvers: {}, comment: null }
  const given = isObject(asked) ? asked : {}
  const { approvers = {}, comment = null } = given
  const isList = (value: unknown) =>
    Array.isArray(value) && value.length <= 20 && value.every((one) => typeof one === 'string')
  if (!isObject(asked) || !isObject(approvers) || !Object.values(approvers).every(isList))
    throw invalid([
      fault(
        'approval',
        'malformed',
        '应是 {approvers: {节点: [员工]}, comment}',
        '{approvers: {node: [employees]}, comment} is expected',
      ),
    ])
  if (comment !== null && (typeof comment !== 'string' || comment.length > 2000))
    throw invalid([fault('approval.comment', 'too_long', '说明最多 2000 字', 'A note has 2,000 characters at most')])
  return { approvers: approvers as Record<string, string[]>, comment }
}

/** The run a flow would begin for a record, or why it cannot. */
export const planned = (
  parts: ApprovalParts,
  context: Context,
  object: CompiledObject,
  flow: Flow,
  row: Readonly<Row>,
  { approvers }: Approvals,
): { readonly run: Run } | { readonly refusal: Refusal } => {
  const kernel = parts.kernel()
  const stations = stationsOf(flow.nodes, (when) => holds(kernel, context, object, when, row))
  const moved = begin(
    {
      stations,
      submitter: context.principal.employeeId ?? '',
      rules: { empty: flow.empty, same: flow.same, self: flow.self },
      chosen: approvers,
    },
    worldOf(parts, context.now, row),
  )
  if (!isRefused(moved)) return { run: moved }
  const chooses = stations.some((one) => one.name === moved.name && one.who.some((who) => who.kind === 'choice'))
  return {
    refusal: chooses
      ? invalid([
          fault('approval.approvers', 'required', `“${moved.name}”要选审批人`, `Choose who decides at "${moved.name}"`),
        ])
      : conflict(
          'no_approver',
          `审批流“${flow.name}”的“${moved.name}”找不到审批人，不能提交；请管理员修改流程`,
          `"${moved.name}" of the flow "${flow.name}" has nobody to decide; ask an administrator to change the flow`,
        ),
  }
}

/** Begins an approval; answers it, or undefined where the flow has nobody to ask and passes at once. */
export const start = async (
  parts: ApprovalParts,
  scope: ActionScope,
  flow: Flow,
  row: Readonly<Row>,
  operation: Operation,
  asked: Approvals,
): Promise<{ readonly answer: Row | undefined } | { readonly refusal: Refusal }> => {
  const kernel = parts.kernel()
  const { context, object, tx } = scope
  const plan = planned(parts, context, object, flow, row, asked)
  if ('refusal' in plan) return plan
  const { run } = plan
  if (run.state !== 'pending') return { answer: undefined }
  const runs = kernel.registry().objects.get(parts.runs)!
  const act = operation.kind === 'action' ? object.actions.get(operation.name)?.label : undefined
  const verb = act ?? (operation.kind === 'create' ? { zh: '新建', en: 'New' } : { zh: '修改', en: 'Change' })
  const title = [
    object.label[context.locale],
    verb[context.locale],
    row[object.def.title],
    await wholeOf(kernel, scope, row),
  ]
  const { document } = object.def.traits
  const [made] = await create(
    kernel,
    { ...context, tx },
    runs,
    [
      {
        title: title
          .filter((part) => typeof part === 'string' && part !== '')
          .join(' · ')
          .slice(0, 300),
        amount: document === undefined ? null : (row[document.total] ?? null),
        object: object.path,
        recordId: String(row.id),
        action: operation.kind === 'action' ? operation.name : operation.kind,
        flowId: flow.id,
        flowVersion: flow.version,
        comment: asked.comment,
        submittedById: context.principal.employeeId,
        ownerId: context.principal.employeeId,
        submittedAt: context.now,
        ...standing(run, []),
      },
    ],
    { trusted: true, noUndo: true, cause: 'submit' },
  )
  if (made === undefined || 'refusal' in made)
    return { refusal: made?.refusal ?? conflict('not_now', '没有提交成', 'It was not submitted') }
  const id = String(made.row.id)
  await tx.query(
    sql`INSERT INTO approval_operations (approval_id, operation) VALUES (${id}, ${JSON.stringify(operation)}::jsonb)`,
  )
  await remember(tx, context, id, run, 'submit', { comment: asked.comment })
  await call(tx, context, parts, id, approversOf(run))
  return { answer: { id, state: run.state, node: made.row.node ?? null } }
}

/** The record an approval is about, locked; nothing of it where it or its object is gone. */
export const recordOf = async (parts: ApprovalParts, context: InTransaction, approval: Readonly<Row>): Promise<Row> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(String(approval.object))
  const id = String(approval.recordId)
  return object === undefined ? {} : ((await lockRows(kernel, context, object, [id], 'read')).get(id)?.row ?? {})
}

/** The name of what the record belongs to: an order says little without its customer. */
const wholeOf = async (kernel: Kernel, { object, tx }: ActionScope, row: Readonly<Row>): Promise<string | null> => {
  const field = object.fields.get(object.def.traits.actionOf?.[0] ?? '')
  const whole = kernel.registry().objects.get(String(field?.def.to))
  if (field === undefined || whole === undefined) return null
  const { rows } = await tx.query<{ name: string | null }>(
    sql`SELECT ${raw(whole.fields.get(whole.def.title)!.column)}::text AS name FROM ${raw(whole.table)} WHERE id = ${String(row[field.name] ?? '') || null}`,
  )
  return rows[0]?.name ?? null
}

/** What a run says in the row of its approval. */
export const standing = (run: Run, before: readonly string[]): Row => ({
  state: run.state,
  node: run.state === 'pending' ? (run.stations[run.at]?.name ?? null) : null,
  approverIds: approversOf(run),
  participantIds: [...new Set([...before, ...run.steps.map((step) => step.who), ...run.copied])],
  dueAt: dueAt(run),
  run: run as unknown as Json,
})

/** Writes where a run stands now, and tells whom it is up to. */
export const keep = async (
  parts: ApprovalParts,
  { context, object, tx }: ActionScope,
  row: Readonly<Row>,
  run: Run,
  decision: { readonly name: string; readonly comment: string | null; readonly other?: string },
): Promise<Refusal | undefined> => {
  const before = Array.isArray(row.participantIds) ? row.participantIds.map(String) : []
  const [done] = await update(
    parts.kernel(),
    { ...context, tx },
    object,
    [
      {
        id: String(row.id),
        values: { ...standing(run, before), ...(run.state === 'pending' ? {} : { endedAt: context.now }) },
      },
    ],
    {
      trusted: true,
      noUndo: true,
      cause: decision.name,
      ...(decision.comment === null ? {} : { reason: decision.comment }),
    },
  )
  if (done !== undefined && 'refusal' in done) return done.refusal
  await remember(tx, context, String(row.id), run, decision.name, decision)
  const known = Array.isArray(row.approverIds) ? row.approverIds : []
  await call(
    tx,
    context,
    parts,
    String(row.id),
    approversOf(run).filter((who) => !known.includes(who)),
  )
  return undefined
}

/** A line of what was decided. */
export const remember = async (
  tx: Transaction,
  context: Context,
  id: string,
  run: Run,
  decision: string,
  { comment, other }: { readonly comment: string | null; readonly other?: string },
): Promise<void> => {
  const me = context.principal.employeeId
  const last = run.steps.findLast((step) => step.who === me && step.decidedAt === context.now)
  await tx.query(
    sql`INSERT INTO approval_decisions (id, approval_id, at, node, employee_id, acted_for, decision, other_id, comment)
      VALUES (${newId()}, ${id}, ${context.now}, ${run.stations[last?.at ?? run.at]?.name ?? null}, ${me}, ${last?.for ?? null}, ${decision}, ${other ?? null}, ${comment})`,
  )
}

/** Tells people that it is up to them. */
export const call = async (
  tx: Transaction,
  context: Context,
  parts: ApprovalParts,
  id: string,
  employeeIds: readonly string[],
): Promise<void> => {
  if (employeeIds.length === 0) return
  await tx.query(
    sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${parts.runs}, ${id}, 'ask', ${JSON.stringify({ employeeIds })}::jsonb, ${context.principal.employeeId}, ${context.now})`,
  )
}

/** Marks the record with where its approval stands; that is no edit of it. */
export const mark = (tx: Transaction, object: CompiledObject, id: string, state: string): Promise<unknown> =>
  tx.query(sql`UPDATE ${raw(object.table)} SET approval_state = ${state} WHERE id = ${id}`)
