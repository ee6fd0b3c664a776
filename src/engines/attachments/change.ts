import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel, Undoer } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { InTransaction } from '../../kernel/records/settle.ts'
import { recordChanges } from '../../kernel/records/store.ts'
import { expired } from '../../kernel/records/undo.ts'
import { inTransaction } from '../../kernel/records/write.ts'
import { conflict, notFound, Refusal } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { readLimits } from './limits.ts'
import { present } from './present.ts'
import type { Arrived } from './reception.ts'
import { attachmentOf, type Holder, holderOf, lockedBy, mustEdit, mustSeeFiles, whyNotUnlock } from './rights.ts'
import { columns, dropRows, type Stored } from './schema.ts'

/** What the audit, the outbox and the timeline call each change. */
export const acts = {
  add: 'add-attachment',
  lock: 'lock-attachment',
  unlock: 'unlock-attachment',
  delete: 'delete-attachment',
  restore: 'restore-attachment',
  purge: 'purge-attachment',
} as const
type Act = keyof typeof acts

export interface Changed {
  readonly row: Row
  readonly undo?: string
}

/** The audit entry and the event of a change, with the name of the file as it is before or after. */
const note = async (context: InTransaction, { object, record }: Holder, act: Act, { id, name }: Stored) => {
  const change = {
    field: 'attachment',
    id,
    from: act === 'add' || act === 'restore' ? null : name,
    to: act === 'delete' || act === 'purge' ? null : name,
  }
  const { ownerId = null, departmentId = null, poolId = null } = record
  const payload = { attachmentId: id, ownerId, places: [{ ownerId, departmentId, poolId }] }
  await context.tx.query(sql`WITH a AS (INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
      VALUES (${newId()}, ${context.now}, ${object.path}, ${String(record.id)}, ${context.principal.employeeId}, ${acts[act]}, ${JSON.stringify([change])}::jsonb, ${context.requestId}, ${context.via}))
    INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${object.path}, ${String(record.id)}, ${acts[act]}, ${JSON.stringify(payload)}::jsonb, ${context.principal.employeeId}, ${context.now})`)
}

/** A token that takes the change back, for who made it. */
const keepUndo = async (
  context: InTransaction,
  { object, record }: Holder,
  kind: string,
  more: Row,
): Promise<string | undefined> => {
  const id = String(record.id)
  if (context.via !== 'api' || context.principal.kind !== 'employee') return undefined
  const nothing = { kind: 'update' as const, id, before: {}, after: {}, columns: {}, faults: [], cause: 'undo' }
  const plan = { kind, payload: { object: object.path, id, ...more } }
  return (await recordChanges(context, object, [nothing], new Map([[id, plan]]))).get(id)
}

const answer = async (
  kernel: Kernel,
  context: InTransaction,
  holder: Holder,
  stored: Stored,
  undo?: string,
): Promise<Changed> => ({
  row: present(kernel, context, stored, holder),
  ...(undo === undefined ? {} : { undo }),
})

const mustHaveRoom = async (context: InTransaction, object: string, id: string) => {
  const { maxFiles } = await readLimits(context.tx)
  const { rows } = await context.tx.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM attachments WHERE object = ${object} AND record_id = ${id} AND deleted_at IS NULL`,
  )
  if ((rows[0]?.n ?? 0) >= maxFiles)
    throw conflict(
      'attachments_full',
      `一条记录最多 ${maxFiles} 个附件，已经满了；先删掉不用的`,
      `A record has at most ${maxFiles} attachments, and this one is full; delete what is not needed`,
      { maxFiles },
    )
}

/** O10: who may update the main record adds; the file that arrived becomes an attachment, or nothing is written. */
export const addAttachment = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
  arrived: Arrived,
): Promise<Changed> =>
  inTransaction(kernel, context, async (inside) => {
    const holder = await holderOf(kernel, inside, object, id, true)
    mustEdit(kernel, inside, holder)
    mustSeeFiles(holder)
    await mustHaveRoom(inside, object.path, id)
    const { rowCount } = await inside.tx.query(
      sql`UPDATE stored_files SET state = 'kept', since = ${realNow()} WHERE id = ${arrived.fileId} AND state = 'arriving'`,
    )
    if (rowCount === 0)
      throw new Refusal(503, 'upload_expired', label('上传等得太久，请再传一次', 'The upload took too long; repeat it'))
    const { rows } = await inside.tx.query<Stored>(
      sql`INSERT INTO attachments (id, object, record_id, file_id, name, extension, size, kind, mime, sha256, created_by_id, created_at)
      VALUES (${newId()}, ${object.path}, ${id}, ${arrived.fileId}, ${arrived.name}, ${arrived.extension}, ${arrived.size}, ${arrived.content.kind}, ${arrived.content.mime}, ${arrived.sha256}, ${inside.principal.employeeId}, ${inside.now}) RETURNING ${columns}`,
    )
    const stored = rows[0]!
    await note(inside, holder, 'add', stored)
    return answer(kernel, inside, holder, stored, await keepUndo(inside, holder, 'attachment-add', { on: stored.id }))
  })

const setLock = async (context: InTransaction, id: string, by: string | null, at: string | null): Promise<Stored> => {
  const { rows } = await context.tx.query<Stored>(
    sql`UPDATE attachments SET locked_by_id = ${by}, locked_at = ${at} WHERE id = ${id} RETURNING ${columns}`,
  )
  return rows[0]!
}

/** O6: who may update the main record locks. Locking again by the same person changes nothing; somebody else's lock stands (423). */
export const lockAttachment = (kernel: Kernel, context: Context, id: string): Promise<Changed> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, holder } = await attachmentOf(kernel, inside, id, { lock: true })
    mustEdit(kernel, inside, holder)
    const me = inside.principal.employeeId
    if (stored.lockedAt !== null && stored.lockedById !== me) throw lockedBy(kernel, stored)
    if (stored.lockedAt !== null) return answer(kernel, inside, holder, stored)
    const after = await setLock(inside, id, me, inside.now)
    await note(inside, holder, 'lock', after)
    return answer(kernel, inside, holder, after, await keepUndo(inside, holder, 'attachment-lock', { on: id }))
  })

/** O7: the owner of the main record, or who locked it. */
export const unlockAttachment = (kernel: Kernel, context: Context, id: string): Promise<Changed> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, holder } = await attachmentOf(kernel, inside, id, { lock: true })
    const refusal = whyNotUnlock(kernel, inside, holder, stored)
    if (stored.lockedAt === null) {
      if (!holder.mayEdit && refusal !== undefined) throw refusal
      return answer(kernel, inside, holder, stored)
    }
    if (refusal !== undefined) throw refusal
    const after = await setLock(inside, id, null, null)
    await note(inside, holder, 'unlock', after)
    const { lockedById, lockedAt } = stored
    const undo = await keepUndo(inside, holder, 'attachment-unlock', { on: id, lockedById, lockedAt })
    return answer(kernel, inside, holder, after, undo)
  })

const setDeleted = async (context: InTransaction, id: string, isDeleted: boolean): Promise<Stored> => {
  const by = isDeleted ? context.principal.employeeId : null
  const { rows } = await context.tx.query<Stored>(
    sql`UPDATE attachments SET deleted_by_id = ${by}, deleted_at = ${isDeleted ? context.now : null} WHERE id = ${id} RETURNING ${columns}`,
  )
  return rows[0]!
}

/** O9: who may update the main record deletes what is not locked (423); the right to delete the record alone gives nothing. */
export const deleteAttachment = (kernel: Kernel, context: Context, id: string): Promise<Changed> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, holder } = await attachmentOf(kernel, inside, id, { lock: true })
    mustEdit(kernel, inside, holder)
    if (stored.lockedAt !== null) throw lockedBy(kernel, stored)
    const after = await setDeleted(inside, id, true)
    await note(inside, holder, 'delete', after)
    return answer(kernel, inside, holder, after, await keepUndo(inside, holder, 'attachment-delete', { on: id }))
  })

export const restoreAttachment = (kernel: Kernel, context: Context, id: string): Promise<Changed> =>
  inTransaction(kernel, context, async (inside) => {
    const { holder } = await attachmentOf(kernel, inside, id, { lock: true, deleted: true })
    mustEdit(kernel, inside, holder)
    await mustHaveRoom(inside, holder.object.path, String(holder.record.id))
    const after = await setDeleted(inside, id, false)
    await note(inside, holder, 'restore', after)
    return answer(kernel, inside, holder, after, await keepUndo(inside, holder, 'attachment-add', { on: id }))
  })

/** Takes a deleted one out for good; who may purge the main record does. */
export const purgeAttachment = (
  kernel: Kernel,
  context: Context,
  id: string,
  mayPurge: (inside: InTransaction, holder: Holder) => Promise<void>,
): Promise<void> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, holder } = await attachmentOf(kernel, inside, id, { lock: true, deleted: true })
    await mayPurge(inside, holder)
    await note(inside, holder, 'purge', stored)
    await dropRows(inside.tx, [id], realNow())
  })

/** The way back of each change; where somebody went on meanwhile, there is none. */
export const attachmentUndoers = (kernel: () => Kernel): Record<string, Undoer> => {
  const back =
    (deleted: boolean, take: (inside: InTransaction, stored: Stored, plan: Row) => Promise<Act>): Undoer =>
    async (context, payload) => {
      const inside = context as InTransaction
      const plan = payload as Row
      const id = String(plan.on)
      const { stored, holder } = await attachmentOf(kernel(), inside, id, { lock: true, deleted }).catch(
        (error: unknown) => {
          if (error instanceof Refusal && error.code === notFound().code) throw expired()
          throw error
        },
      )
      await note(inside, holder, await take(inside, stored, plan), stored)
    }
  return {
    'attachment-add': back(false, async (inside, { id, lockedAt }) => {
      if (lockedAt !== null) throw expired()
      await setDeleted(inside, id, true)
      return 'delete'
    }),
    'attachment-delete': back(true, async (inside, { id }) => {
      await setDeleted(inside, id, false)
      return 'restore'
    }),
    'attachment-lock': back(false, async (inside, { id, lockedById }) => {
      if (lockedById === null || lockedById !== inside.principal.employeeId) throw expired()
      await setLock(inside, id, null, null)
      return 'unlock'
    }),
    'attachment-unlock': back(false, async (inside, { id, lockedAt }, plan) => {
      if (lockedAt !== null) throw expired()
      await setLock(inside, id, String(plan.lockedById), String(plan.lockedAt))
      return 'lock'
    }),
  }
}
