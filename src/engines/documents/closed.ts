import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { changedFields } from '../../kernel/records/values.ts'
import { conflict } from '../../model/errors.ts'
import { counts, documentOf, isOpen } from './parts.ts'

/** What was submitted is not rewritten (I6): it is voided and made anew, so that every figure has its paper. */
export const keepClosed = ({ object, trusted }: WriteScope, changes: readonly Change[]): void => {
  if (trusted) return
  const document = documentOf(object)
  const free = new Set([...(document.free ?? []), 'version', 'updatedAt'])
  for (const change of changes) {
    const { before, kind } = change
    if (before === null) continue
    if (kind === 'delete' && counts(document, before))
      change.refusal = conflict(
        'document_closed',
        `${object.label.zh}已生效，不能删除；先作废`,
        `This ${object.label.en.toLowerCase()} counts and is not deleted; void it first`,
      )
    if (kind !== 'update' || isOpen(document, before)) continue
    const [closed] = changedFields(object, change).filter(
      (field) => field.def.derived !== true && !free.has(field.name),
    )
    if (closed !== undefined)
      change.refusal = conflict(
        'document_closed',
        `${object.label.zh}已提交，“${closed.def.zh}”不能再改；要改就作废后复制一份`,
        `This ${object.label.en.toLowerCase()} is submitted: "${closed.def.en}" no longer changes; void it and make a copy`,
      )
  }
}
