import sql from 'sql-template-tag'
import { conflict, fault, invalid } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { Kernel, Undoer } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { rowsOf } from './read.ts'
import type { InTransaction } from './settle.ts'
import { inTransaction, move, single, update } from './write.ts'

/** What can no longer be taken back. */
export const expired = () =>
  conflict(
    'undo_expired',
    '已经不能撤销：时间过了，或之后又有人改过',
    'This cannot be undone any more: too late, or somebody changed it since',
  )

/** Takes one change back; a token works once, and only for the one who holds it. */
export const undo = (kernel: Kernel, context: Context, token: unknown): Promise<Row> => {
  if (typeof token !== 'string' || token.length > 100)
    throw invalid([fault('token', 'required', '缺少撤销凭据', 'The token is missing')])
  return inTransaction(kernel, context, async (inside) => {
    const payload = await takeBack(kernel, inside, token)
    const { object, id } = isObject(payload) ? payload : {}
    const target = kernel.registry().objects.get(String(object))
    if (target === undefined || typeof id !== 'string') return { undone: true }
    const after = await rowsOf(kernel, inside, target, [id], { deleted: 'either' })
    return { undone: true, object: target.path, id, visible: after.length > 0 }
  })
}

/** Uses a token up; answers what it took back. */
const takeBack = async (kernel: Kernel, context: InTransaction, token: string): Promise<unknown> => {
  const { rows } = await context.tx.query<{ kind: string; payload: unknown }>(
    sql`UPDATE undo_entries SET used_at = ${context.now} WHERE token = ${token} AND actor_id = ${context.principal.employeeId} AND used_at IS NULL AND expires_at > ${context.now} RETURNING kind, payload`,
  )
  const entry = rows[0]
  const undoer = entry === undefined ? undefined : kernel.undoers.get(entry.kind)
  if (entry === undefined || undoer === undefined) throw expired()
  await undoer({ ...context, via: 'undo' }, entry.payload)
  return entry.payload
}

/** The ways back of plain writes; actions bring their own. */
export const plainUndoers = (kernel: () => Kernel): Record<string, Undoer> => ({
  delete: async (context, payload) => {
    const { object, id } = payload as { object: string; id: string }
    single(
      await move(kernel(), context, kernel().registry().objects.get(object)!, 'delete', [{ id }], {
        trusted: true,
        cause: 'undo',
      }),
    )
  },
  /** What one act did to many records, each by its own token, the last first. */
  several: async (context, payload) => {
    const { tokens } = payload as { tokens: readonly string[] }
    for (const token of tokens.toReversed()) await takeBack(kernel(), context as InTransaction, token)
  },
  restore: async (context, payload) => {
    const { object, id } = payload as { object: string; id: string }
    single(
      await move(kernel(), context, kernel().registry().objects.get(object)!, 'restore', [{ id }], {
        trusted: true,
        cause: 'undo',
      }),
    )
  },
  update: async (context, payload) => {
    const { object, id, values, version } = payload as { object: string; id: string; values: Row; version: number }
    const [outcome] = await update(
      kernel(),
      context,
      kernel().registry().objects.get(object)!,
      [{ id, values, version }],
      { trusted: true, cause: 'undo' },
    )
    if (outcome === undefined || 'refusal' in outcome) throw expired()
  },
})
