import sql, { empty } from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { isOnlyClaimable, rowsOf } from '../../kernel/records/read.ts'
import { noRight } from '../../kernel/records/write.ts'
import { forbidden, notFound, Refusal } from '../../model/errors.ts'
import { label, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { columns, type Stored } from './schema.ts'

/** The record files hang on, and how one person stands to it. */
export interface Holder {
  readonly object: CompiledObject
  readonly record: Row
  /** May update it: adds, locks, and deletes what is not locked (O6, O9, O10). */
  readonly mayEdit: boolean
  /** Sees it only as something to claim: its files are not shown. */
  readonly isApart: boolean
}

/** The record, if this person may read it; otherwise 404. With `lock`, nobody else changes its files meanwhile. */
export const holderOf = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
  lock = false,
): Promise<Holder> => {
  if (object.def.traits.attachable !== true || !isId(id)) throw notFound()
  const [record] = await rowsOf(kernel, context, object, [id], { lock })
  if (record === undefined) throw notFound()
  const editable = await rowsOf(kernel, context, object, [id], { verb: 'update' })
  return {
    object,
    record,
    mayEdit: editable.length > 0,
    isApart: await isOnlyClaimable(kernel, context, object, record),
  }
}

/** The files of what one may only claim. The record is seen, so the reason is told. */
export const mustSeeFiles = ({ object, isApart }: Holder): void => {
  if (isApart)
    throw forbidden(
      'no_right',
      object.def.traits.actionOf === undefined
        ? '它在公海里；领取以后才能看它的附件'
        : '客户在公海里；领取以后才能看这里的附件',
      object.def.traits.actionOf === undefined
        ? 'It is in the pool; its attachments are shown to whoever claims it'
        : 'The customer is in the pool; these attachments are shown to whoever claims it',
      `${object.path}.read`,
    )
}

export const mustEdit = (kernel: Kernel, context: Context, { object, record, mayEdit }: Holder): void => {
  if (mayEdit) return
  // Without the function it is the role, or the key, that lacks it; with it, this record is out of its reach.
  if (!kernel.access.may(context.principal, object, 'update')) throw noRight(object, 'update')
  throw noRight(object, 'update', kernel, record)
}

const nameOf = (kernel: Kernel, id: string | null) => kernel.directory().people.get(id ?? '')?.name

/** What a lock refuses (423): it says who locked, and who can unlock. */
export const lockedBy = (kernel: Kernel, stored: Stored): Refusal => {
  const who = nameOf(kernel, stored.lockedById)
  return new Refusal(
    423,
    'attachment_locked',
    label(
      `“${stored.name}”已被${who ?? '某人'}加锁；加锁人或负责人解锁后才能删除`,
      `"${stored.name}" is locked by ${who ?? 'somebody'}; whoever locked it, or the owner, unlocks it first`,
    ),
    { rule: 'O9', members: { lockedAt: stored.lockedAt, lockedById: stored.lockedById } },
  )
}

/** O7, to the letter: the owner of the main record, or who locked it. Of a record without an owner: who locked it, until somebody owns it. */
export const whyNotUnlock = (kernel: Kernel, context: Context, holder: Holder, stored: Stored): Refusal | undefined => {
  const { principal } = context
  if (principal.mayKey?.(holder.object.path, 'update') === false) return noRight(holder.object, 'update')
  const me = principal.employeeId
  if (me !== null && (stored.lockedById === me || holder.record.ownerId === me)) return undefined
  const owner = typeof holder.record.ownerId === 'string' ? nameOf(kernel, holder.record.ownerId) : undefined
  const locker = nameOf(kernel, stored.lockedById)
  const zh = [locker === undefined ? '' : `加锁人${locker}`, owner === undefined ? '' : `负责人${owner}`]
  const en = [locker === undefined ? '' : `${locker}, who locked it`, owner === undefined ? '' : `the owner, ${owner}`]
  return forbidden(
    'not_yours',
    `只有${zh.filter(Boolean).join('或') || '加锁人或负责人'}能解锁`,
    `Only ${en.filter(Boolean).join(', or ') || 'who locked it, or the owner,'} can unlock it`,
    'O7',
  )
}

/** One attachment with its record, if this person may see both; otherwise 404. Locks the record, then the row. */
export const attachmentOf = async (
  kernel: Kernel,
  context: Context,
  id: string,
  options: { readonly lock?: boolean; readonly deleted?: boolean } = {},
): Promise<{ readonly stored: Stored; readonly holder: Holder }> => {
  if (!isId(id)) throw notFound()
  const db = context.tx ?? kernel.db
  const find = async (lock: boolean) =>
    (
      await db.query<Stored>(
        sql`SELECT ${columns} FROM attachments WHERE id = ${id} AND ${options.deleted === true ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`} ${lock ? sql`FOR UPDATE` : empty}`,
      )
    ).rows[0]
  const first = await find(false)
  const object = first === undefined ? undefined : kernel.registry().objects.get(first.object)
  if (first === undefined || object === undefined) throw notFound()
  const holder = await holderOf(kernel, context, object, first.recordId, options.lock === true)
  if (holder.isApart) throw notFound()
  const stored = options.lock === true ? await find(true) : first
  if (stored === undefined) throw notFound()
  return { stored, holder }
}
