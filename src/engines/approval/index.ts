import { type Consumer, contextOf, type Engine } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { rowsOf, visibleIds } from '../../kernel/records/read.ts'
import { approvalActions } from './actions.ts'
import { checkFlows, checkSubstitutes } from './checks.ts'
import { dueJob } from './due.ts'
import { approvalGate, approveNew, deferUpdates } from './gate.ts'
import { type ApprovalParts, isApprovable } from './parts.ts'
import { approvalSchema } from './schema.ts'
import { approvalRoutes, showCourse } from './trace.ts'

/** 审批 (P1, U1–U3): what a flow speaks of is asked for, decided by those it names, and done once they agreed. */
export const approvalEngine = (parts: ApprovalParts, substitutes: string): Engine => ({
  name: 'approval',
  schema: approvalSchema,
  refresh: (db) => parts.state.refresh(db),
  gate: approvalGate(parts),
  hooks: [
    {
      stage: 'validate',
      applies: (object) => object.path === parts.flows,
      run: (scope, changes) => checkFlows(parts, scope, changes),
    },
    {
      stage: 'validate',
      applies: (object) => object.path === substitutes,
      run: (_, changes) => checkSubstitutes(changes),
    },
    { stage: 'change', applies: isApprovable, run: (scope, changes) => deferUpdates(parts, scope, changes) },
    { stage: 'write', applies: isApprovable, run: (scope, changes) => approveNew(parts, scope, changes) },
  ],
  actions: approvalActions(parts),
  jobs: [dueJob(parts)],
  consumers: [showsRecord(parts)],
  routes: approvalRoutes(parts),
  decorator: (_, object, shown) => {
    if (object.path === parts.runs) showCourse(parts, shown)
  },
})

/** Whoever has to decide sees what it is about: where their own rights do not reach it, they are listed on it to read. */
const showsRecord = (parts: ApprovalParts): Consumer => ({
  name: 'approval',
  wants: (event) => event.object === parts.runs && event.event === 'ask',
  run: async (event) => {
    const kernel = parts.kernel()
    const context = contextOf(kernel, systemPrincipal('approval'))
    const runs = kernel.registry().objects.get(parts.runs)!
    const [approval] = await rowsOf(kernel, context, runs, [String(event.recordId)])
    const object = kernel.registry().objects.get(String(approval?.object))
    const listed = kernel.actions.get(`${String(approval?.object)}.add-members`)
    if (approval === undefined || object === undefined || listed === undefined) return
    const id = String(approval.recordId)
    const asked = Array.isArray(event.payload.employeeIds) ? event.payload.employeeIds.map(String) : []
    const blind: string[] = []
    for (const employeeId of asked) {
      const principal = await kernel.principalFor(employeeId)
      if (
        principal !== undefined &&
        !(await visibleIds(kernel, contextOf(kernel, principal), object.path, [id])).has(id)
      )
        blind.push(employeeId)
    }
    if (blind.length === 0) return
    await kernel.db.transaction(async (tx) => {
      const rows = await rowsOf(kernel, { ...context, tx }, object, [id], { lock: true })
      await listed.run({ context: { ...context, tx }, object, tx }, rows, { employeeIds: blind, right: 'read' })
    })
  },
})
