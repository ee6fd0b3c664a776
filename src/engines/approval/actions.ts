import sql from 'sql-template-tag'
import { choice } from '../../fields/choice/choice.ts'
import { employee } from '../../fields/employee/employee.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { text } from '../../fields/text/text.ts'
import { apart } from '../../kernel/records/apart.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { type ActionDef, defineAction } from '../../model/action.ts'
import { conflict, fault, forbidden, invalid, Refusal, tooMany } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'
import { conclude } from './carry-out.ts'
import { addSigner, approve, approversOf, delegate, reject, sendBack, withdraw } from './machine.ts'
import { type ApprovalParts, onBehalf } from './parts.ts'
import { isRefused, type Moved, type Refused, type Run, type World } from './run.ts'
import { call, keep, recordOf, remember } from './runs.ts'
import { worldOf } from './world.ts'

const over = {
  status: 409 as const,
  code: 'already_decided',
  message: label('审批已经结束', 'The approval is over'),
}

const words: Readonly<Record<Refused['refused'], Refusal>> = {
  over: conflict('already_decided', over.message.zh, over.message.en),
  not_approver: forbidden('not_approver', '现在不由你审批', 'It is not up to you now'),
  no_station: invalid([
    fault('nodeId', 'no_such_node', '只能退回到前面的审批节点', 'It goes back to an earlier node only'),
  ]),
  already_asked: invalid([
    fault('employeeId', 'already_asked', '这个人已在当前节点里', 'This person is asked at this node already'),
  ]),
  own_request: invalid([fault('employeeId', 'own_request', '不能由提交人自己审批', 'Whoever asked does not decide')]),
  left: invalid([fault('employeeId', 'left', '这个人已离职', 'This person has left')]),
  empty: conflict('no_approver', '没有审批人', 'There is nobody to decide'),
}

const comment = longText({ zh: '意见', en: 'Comment', max: 2000 })
const needed = { ...comment, required: true }

interface Step {
  readonly name: string
  readonly label: readonly [zh: string, en: string]
  readonly icon: string
  readonly input: ActionDef['input']
  readonly bulk?: boolean
  readonly by: 'approver' | 'submitter'
  readonly move: (run: Run, me: string, input: Row, world: World) => Moved
}

const textOf = (value: Row[string]): string | null => (typeof value === 'string' && value !== '' ? value : null)

const steps: readonly Step[] = [
  {
    name: 'approve',
    label: ['同意', 'Approve'],
    icon: 'check',
    input: { comment },
    bulk: true,
    by: 'approver',
    move: (run, me, input, world) => approve(run, me, textOf(input.comment), world),
  },
  {
    name: 'reject',
    label: ['驳回', 'Reject'],
    icon: 'x',
    input: { comment: needed },
    bulk: true,
    by: 'approver',
    move: (run, me, input, world) => reject(run, me, textOf(input.comment), world),
  },
  {
    name: 'return',
    label: ['退回', 'Send back'],
    icon: 'undo-2',
    input: {
      nodeId: text({
        zh: '退回到',
        en: 'To',
        max: 40,
        help: label('不选：退回提交人', 'Nothing chosen: to whoever asked'),
      }),
      comment: needed,
    },
    by: 'approver',
    move: (run, me, input, world) => sendBack(run, me, textOf(input.nodeId), textOf(input.comment), world),
  },
  {
    name: 'delegate',
    label: ['转交', 'Hand on'],
    icon: 'arrow-right-left',
    input: { employeeId: employee({ zh: '转交给', en: 'To', required: true }), comment },
    by: 'approver',
    move: (run, me, input, world) => delegate(run, me, String(input.employeeId), textOf(input.comment), world),
  },
  {
    name: 'add-signer',
    label: ['加签', 'Add a signer'],
    icon: 'user-plus',
    input: {
      employeeId: employee({ zh: '加签给', en: 'Who', required: true }),
      position: choice({
        zh: '次序',
        en: 'When',
        default: 'after',
        required: true,
        options: [
          { key: 'before', zh: '在我之前', en: 'Before me' },
          { key: 'with', zh: '与我并行', en: 'Beside me' },
          { key: 'after', zh: '在我之后', en: 'After me' },
        ],
      }),
      comment,
    },
    by: 'approver',
    move: (run, me, input, world) =>
      addSigner(run, me, String(input.employeeId), input.position as 'before' | 'with' | 'after', world),
  },
  {
    name: 'withdraw',
    label: ['撤回', 'Withdraw'],
    icon: 'rotate-ccw',
    input: { comment },
    by: 'submitter',
    move: (run, me) => withdraw(run, me),
  },
]

const notUpTo = (by: Step['by'], me: string | null, row: Readonly<Row>): Refusal | undefined => {
  if (row.state !== 'pending') return words.over
  if (by === 'submitter')
    return row.submittedById === me
      ? undefined
      : forbidden('not_yours', '只有提交人能这样做', 'Only whoever asked can do this')
  return Array.isArray(row.approverIds) && me !== null && row.approverIds.includes(me) ? undefined : words.not_approver
}

const urging = { name: 'urge', label: ['催办', 'Urge'], icon: 'bell-ring', input: {} } as const

/** 同意、驳回、退回、转交、加签、撤回、催办. */
export const approvalActions = (parts: ApprovalParts): readonly ActionHandler[] => [
  ...steps.map(
    (step): ActionHandler =>
      handler(parts, step, step.by, async (scope, row, input) => decide(parts, scope, step, row, input)),
  ),
  handler(parts, urging, 'submitter', async (scope, row) => urge(parts, scope, row)),
]

const definitionOf = (runs: string, { name, icon, input, bulk, ...words }: Omit<Step, 'by' | 'move'>): ActionDef =>
  defineAction(runs, name, label(...words.label), {
    input,
    when: { state: 'pending' },
    otherwise: over,
    within: 'read',
    bulk: bulk === true,
    icon,
  })

/** The actions on the object that holds the runs, without their behaviour. */
export const approvalDefinitions = (runs: string): readonly ActionDef[] =>
  [...steps, urging].map((step) => definitionOf(runs, step))

const handler = (
  parts: ApprovalParts,
  step: Omit<Step, 'by' | 'move'>,
  by: Step['by'],
  run: (scope: ActionScope, row: Row, input: Row) => Promise<Refusal | undefined>,
): ActionHandler => ({
  def: definitionOf(parts.runs, step),
  verdict: ({ principal }, row) => notUpTo(by, principal.employeeId, row),
  run: async (scope, rows, given) => {
    const outcomes: ActionOutcome[] = []
    for (const row of rows) {
      const refusal = notUpTo(by, scope.context.principal.employeeId, row) ?? (await undone(scope, row, given, run))
      outcomes.push(refusal === undefined ? { ok: true } : { ok: false, refusal })
    }
    return outcomes
  },
})

/** A refusal half-way leaves nothing of this approval written. */
const undone = async (
  scope: ActionScope,
  row: Row,
  input: Row,
  run: (scope: ActionScope, row: Row, input: Row) => Promise<Refusal | undefined>,
): Promise<Refusal | undefined> => {
  try {
    await apart(scope, async (inside) => {
      const refusal = await run(inside, row, input)
      if (refusal !== undefined) throw refusal
    })
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const decide = async (
  parts: ApprovalParts,
  scope: ActionScope,
  step: Step,
  row: Row,
  input: Row,
): Promise<Refusal | undefined> => {
  const { context } = scope
  const inside = { ...onBehalf(context, context.principal.employeeId, 'approval'), tx: scope.tx }
  const world = worldOf(parts, context.now, await recordOf(parts, inside, row))
  const moved = step.move(row.run as unknown as Run, String(context.principal.employeeId), input, world)
  if (isRefused(moved)) return words[moved.refused]
  const other = textOf(input.employeeId) ?? undefined
  const refusal = await keep(parts, scope, row, moved, {
    name: step.name,
    comment: textOf(input.comment),
    ...(other === undefined ? {} : { other }),
  })
  return refusal ?? (await conclude(parts, scope, row, moved.state))
}

/** One urging in ten minutes: more of them say no more. */
const urgeMilliseconds = 10 * 60_000

const urge = async (parts: ApprovalParts, { context, tx }: ActionScope, row: Row): Promise<Refusal | undefined> => {
  const id = String(row.id)
  const since = new Date(Date.parse(context.now) - urgeMilliseconds).toISOString()
  const { rows } = await tx.query(
    sql`SELECT 1 FROM approval_decisions WHERE approval_id = ${id} AND decision = 'urge' AND at > ${since} LIMIT 1`,
  )
  if (rows.length > 0)
    return tooMany('urged', '刚催过，十分钟后再催', 'It was urged a moment ago; again in ten minutes')
  await remember(tx, context, id, row.run as unknown as Run, 'urge', { comment: null })
  await call(tx, context, parts, id, approversOf(row.run as unknown as Run))
  return undefined
}
