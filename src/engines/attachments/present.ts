import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Refusal } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import { previewOf } from './content.ts'
import { type Holder, lockedBy, whyNotUnlock } from './rights.ts'
import type { Stored } from './schema.ts'

const reason = (context: Context, refusal: Refusal): Json => ({
  code: refusal.code,
  message: refusal.detail[context.locale],
})

/** An attachment as one person sees it: what may be done with it, and why not where that is worth knowing. */
export const present = (kernel: Kernel, context: Context, stored: Stored, holder: Holder): Row => {
  const named = (id: string | null): Json =>
    id === null ? null : { id, name: kernel.directory().people.get(id)?.name ?? null }
  const isLocked = stored.lockedAt !== null
  const isDeleted = stored.deletedAt !== null
  const { mayEdit } = holder
  const unlock = isLocked ? whyNotUnlock(kernel, context, holder, stored) : undefined
  const why: Record<string, Json> = {}
  if (isLocked && unlock !== undefined) why.unlock = reason(context, unlock)
  if (isLocked && mayEdit) why.delete = reason(context, lockedBy(kernel, stored))
  return {
    id: stored.id,
    object: stored.object,
    recordId: stored.recordId,
    name: stored.name,
    extension: stored.extension,
    size: stored.size,
    type: stored.mime ?? 'application/octet-stream',
    preview: previewOf(stored),
    createdAt: stored.createdAt,
    createdById: stored.createdById,
    by: named(stored.createdById),
    locked: isLocked,
    lockedAt: stored.lockedAt,
    lockedById: stored.lockedById,
    lockedBy: named(stored.lockedById),
    deletedAt: stored.deletedAt,
    deletedBy: named(stored.deletedById),
    can: {
      lock: mayEdit && !isLocked && !isDeleted,
      unlock: isLocked && unlock === undefined,
      delete: mayEdit && !isLocked && !isDeleted,
      restore: mayEdit && isDeleted,
    },
    why,
  }
}
