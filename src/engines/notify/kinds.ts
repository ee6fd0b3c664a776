import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, noticeKind } from '../../model/notice.ts'

/** The kinds of what the engine itself tells: what waits each morning, comments, members, imports. */
export const ownKinds: readonly NoticeKind[] = [
  noticeKind('reminder', label('每日提醒', 'Daily reminders'), { on: ['email', 'push'] }),
  noticeKind('mention', label('提到我', 'Mentions'), { on: ['email', 'push'] }),
  noticeKind('comment', label('评注', 'Comments'), { on: ['push'] }),
  noticeKind('member', label('加为相关员工', 'Added to a record'), { on: [] }),
  noticeKind('import', label('导入完成', 'Imports'), { on: [] }),
]

/** Every kind by its key. Throws for a kind declared twice, and for a notice of a kind nobody declared. */
export const kindsOf = (
  declared: readonly NoticeKind[],
  notices: readonly Notice[],
): ReadonlyMap<string, NoticeKind> => {
  const kinds = new Map<string, NoticeKind>()
  for (const kind of [...declared, ...ownKinds]) {
    if (kinds.has(kind.key)) throw new Error(`notice kind "${kind.key}" is declared twice`)
    kinds.set(kind.key, kind)
  }
  for (const one of notices)
    if (!kinds.has(one.kind))
      throw new Error(`notice ${one.object}.${one.event}: the kind "${one.kind}" is not declared`)
  return kinds
}
