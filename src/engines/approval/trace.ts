import sql from 'sql-template-tag'
import type { Context } from '../../kernel/principal.ts'
import { read, rowsOf } from '../../kernel/records/read.ts'
import { refusedByWhen, viewOf } from '../../kernel/records/view.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply, Route } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import { maskValue } from '../../model/mask.ts'
import { approversOf } from './machine.ts'
import { type ApprovalParts, flowFor, isApprovable, type Operation } from './parts.ts'
import type { Run, Step } from './run.ts'
import { planned } from './runs.ts'

/** A person as references are shown. */
const named = ({ kernel }: ApprovalParts, id: string | null): Json =>
  id === null ? null : { id, name: kernel().directory().people.get(id)?.name ?? null }

const stationShown = (parts: ApprovalParts, run: Run, index: number): Row => {
  const station = run.stations[index]!
  const stepShown = (step: Step): Json => ({
    employee: named(parts, step.who),
    for: named(parts, step.for),
    state: step.state,
    comment: step.comment,
    decidedAt: step.decidedAt,
  })
  return {
    id: station.id,
    name: station.name,
    kind: station.kind,
    how: station.kind === 'approve' ? station.how : null,
    state: index < run.at ? 'done' : index === run.at ? (run.state === 'pending' ? 'current' : run.state) : 'ahead',
    steps: run.steps.filter((step) => step.at === index).map(stepShown),
  }
}

/** The course of a run as it is read: stations with who decided what; a run's inner form is for machines. */
export const showCourse = (parts: ApprovalParts, shown: Row): void => {
  const run = shown.run as unknown as Run | null | undefined
  if (run === null || run === undefined) return
  shown.stations = run.stations.map((_, index) => stationShown(parts, run, index)) as Json
  shown.copied = run.copied.map((id) => named(parts, id)) as Json
  delete shown.run
}

/** What is asked for, as far as this reader may see it: the new values of a change, the input of an action. */
const request = async (parts: ApprovalParts, { kernel, context, params }: Call): Promise<Reply> => {
  const approval = await read(kernel, context, kernel.registry().objects.get(parts.runs)!, params.id ?? '')
  const object = kernel.registry().objects.get(String(approval.object))
  const [row] = object === undefined ? [] : await rowsOf(kernel, context, object, [String(approval.recordId)])
  const { rows } = await kernel.db.query<{ operation: Operation }>(
    sql`SELECT operation FROM approval_operations WHERE approval_id = ${String(approval.id)}`,
  )
  const operation = rows[0]?.operation
  const isSeen = object !== undefined && row !== undefined
  const { rows: decisions } = await kernel.db.query<{ at: string; employeeId: string | null; otherId: string | null }>(
    sql`SELECT at, node, employee_id AS "employeeId", acted_for AS "actedFor", decision, other_id AS "otherId", comment FROM approval_decisions WHERE approval_id = ${String(approval.id)} ORDER BY id`,
  )
  return {
    body: {
      visible: isSeen,
      changes:
        isSeen && operation?.kind === 'update' ? changesShown(parts, context, object, row, operation.values) : [],
      input: isSeen && operation?.kind === 'action' ? operation.input : {},
      decisions: decisions.map(({ employeeId, otherId, ...one }) => ({
        ...one,
        by: named(parts, employeeId),
        other: named(parts, otherId),
      })),
    },
  }
}

const changesShown = (
  { kernel }: ApprovalParts,
  context: Context,
  object: NonNullable<ReturnType<typeof objectOf>>,
  row: Row,
  values: Record<string, Json>,
): Json => {
  const masked = new Set(
    viewOf(kernel(), context, object)
      .masks.filter(({ test }) => test(row))
      .map(({ field }) => field.name),
  )
  return Object.entries(values).flatMap(([name, to]) => {
    const field = object.fields.get(name)
    if (field === undefined || kernel().access.field(context.principal, object, name) === 'none') return []
    const shown = (value: Json) => (masked.has(name) && value !== null ? maskValue(field.def.mask!, value) : value)
    return [{ field: name, from: shown((row[name] ?? null) as Json), to: shown(to) }]
  })
}

/** What an action would have to go through: its stations with whom they would ask, before anything is submitted. */
const preview = async (parts: ApprovalParts, call: Call): Promise<Reply> => {
  const { kernel, context, query } = call
  const object = objectOf(call)
  const { action } = query
  if (action === undefined || !object.actions.has(action))
    throw invalid([fault('action', 'unknown_option', '没有这个动作', 'There is no such action')])
  const [row] = await rowsOf(kernel, context, object, [call.params.id ?? ''])
  if (row === undefined || !kernel.access.may(context.principal, object, action)) throw notFound()
  const flow =
    isApprovable(object) && refusedByWhen(object, action, row) === undefined
      ? flowFor(parts, context, object, 'action', action, row)
      : undefined
  if (flow === undefined) return { body: { flow: null, stations: [], choose: [], refusal: null } }
  const plan = planned(parts, context, object, { ...flow, empty: 'administrators' }, row, {
    approvers: {},
    comment: null,
  })
  const run = 'run' in plan ? plan.run : undefined
  const stations = run?.stations ?? []
  return {
    body: {
      flow: { id: flow.id, name: flow.name },
      stations: run === undefined ? [] : run.stations.map((_, index) => stationShown(parts, run, index)),
      first: run === undefined ? [] : approversOf(run).map((id) => named(parts, id)),
      choose: stations.flatMap(({ id, name, who }) => (who.some((one) => one.kind === 'choice') ? [{ id, name }] : [])),
    },
  }
}

export const approvalRoutes = (parts: ApprovalParts): readonly Route[] => [
  { method: 'GET', path: `/${parts.runs}/:id/request`, query: [], run: (call) => request(parts, call) },
  { method: 'GET', path: '/:object/:id/approval', query: ['action'], run: (call) => preview(parts, call) },
]
