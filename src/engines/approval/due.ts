import sql, { raw } from 'sql-template-tag'
import type { JobDef } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { lockRows } from '../../kernel/records/store.ts'
import { Refusal } from '../../model/errors.ts'
import { conclude } from './carry-out.ts'
import { expire, relieve } from './lapse.ts'
import { approversOf } from './machine.ts'
import type { ApprovalParts } from './parts.ts'
import { isRefused, type Run } from './run.ts'
import { call, keep, recordOf } from './runs.ts'
import { worldOf } from './world.ts'

/** 限时与离职: what was not decided in its hours goes on as its node says; what waits for somebody who left goes up. */
export const dueJob = (parts: ApprovalParts): JobDef => ({
  name: 'approvals-due',
  label: { zh: '审批限时', en: 'Approvals that are late' },
  schedule: '*/5 * * * *',
  run: async (context) => {
    const kernel = parts.kernel()
    const runs = kernel.registry().objects.get(parts.runs)!
    const gone = [...kernel.directory().people.values()].filter((one) => one.status !== 'active').map((one) => one.id)
    const { rows } = await kernel.db.query<{ id: string }>(
      sql`SELECT id FROM ${raw(runs.table)} WHERE state = 'pending' AND deleted_at IS NULL AND (due_at <= ${context.now} OR approver_ids && ${gone}::uuid[]) ORDER BY due_at, id`,
    )
    let moved = 0
    let stuck = 0
    for (const { id } of rows) (await once(parts, context, id)) ? moved++ : stuck++
    return { moved, stuck }
  },
})

/** One run; what refuses to be carried out stays as it is and is tried again. */
const once = async (parts: ApprovalParts, context: Context, id: string): Promise<boolean> => {
  try {
    return await moveOn(parts, context, id)
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const moveOn = (parts: ApprovalParts, context: Context, id: string): Promise<boolean> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(parts.runs)!
  return kernel.db.transaction(async (tx) => {
    const inside = { ...context, tx, principal: systemPrincipal('approvals-due') }
    const row = (await lockRows(kernel, inside, object, [id], 'read')).get(id)?.row
    if (row === undefined || row.state !== 'pending') return false
    const world = worldOf(parts, context.now, await recordOf(parts, inside, row))
    const run = row.run as unknown as Run
    const relieved = relieve(run, world)
    if (isRefused(relieved)) return false
    const isLate = typeof row.dueAt === 'string' && row.dueAt <= context.now
    const next = isLate ? expire(relieved, world) : relieved
    if (isRefused(next)) return false
    const scope = { context: inside, object, tx }
    const refusal =
      (await keep(parts, scope, row, next, { name: isLate ? 'late' : 'relieve', comment: null })) ??
      (await conclude(parts, scope, row, next.state))
    if (refusal !== undefined) throw refusal
    // Said again to those it is still up to.
    if (isLate && next.state === 'pending')
      await call(
        tx,
        inside,
        parts,
        id,
        approversOf(next).filter((who) => approversOf(run).includes(who)),
      )
    return true
  })
}
