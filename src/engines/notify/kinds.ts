import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, noticeKind, personalChannels } from '../../model/notice.ts'

/** The kinds of what the engine itself tells: what waits each morning, comments, members, hand-overs, imports. */
export const ownKinds: readonly NoticeKind[] = [
  noticeKind('reminder', label('每日提醒', 'Daily reminders'), { on: ['email', 'push'] }),
  noticeKind('mention', label('提到我', 'Mentions'), { on: ['email', 'push'] }),
  noticeKind('comment', label('评注', 'Comments'), { on: ['push'] }),
  noticeKind('automation', label('自动化通知', 'Automations'), { on: ['push'] }),
  noticeKind('member', label('加为相关员工', 'Added to a record'), { on: [] }),
  noticeKind('takenOver', label('移交给我', 'Handed over to me'), { on: ['email', 'push'] }),
  noticeKind('import', label('导入完成', 'Imports'), { on: [] }),
  noticeKind('channel', label('消息渠道不通', 'Channels that fail'), { on: [] }),
]

const kindKeys = ['key', 'label', 'urgent', 'on']
const noticeKeys = ['object', 'event', 'kind', 'to', 'title', 'when', 'ofLoss', 'group']

const faultsOf = (kind: NoticeKind): string[] => {
  const at = `notice kind "${kind.key}"`
  const channels: readonly string[] = personalChannels
  return [
    ...Object.keys(kind)
      .filter((key) => !kindKeys.includes(key))
      .map((key) => `${at}.${key}: unknown key`),
    ...(/^[a-z][A-Za-z]{0,39}$/.test(kind.key) ? [] : [`${at}.key: not a usable name`]),
    ...(kind.label?.zh && kind.label.en ? [] : [`${at}.label: missing`]),
    ...kind.on.filter((channel) => !channels.includes(channel)).map((channel) => `${at}.on: no channel "${channel}"`),
  ]
}

/**
 * Every kind by its key. Throws for what is not declared as it should be: a kind declared twice, an unknown key, a
 * notice of a kind nobody declared.
 */
export const kindsOf = (
  declared: readonly NoticeKind[],
  notices: readonly Notice[],
): ReadonlyMap<string, NoticeKind> => {
  const kinds = new Map<string, NoticeKind>()
  for (const kind of [...declared, ...ownKinds]) {
    if (kinds.has(kind.key)) throw new Error(`notice kind "${kind.key}" is declared twice`)
    const [fault] = faultsOf(kind)
    if (fault !== undefined) throw new Error(fault)
    kinds.set(kind.key, kind)
  }
  for (const one of notices) {
    const at = `notice ${one.object}.${one.event}`
    if (!kinds.has(one.kind)) throw new Error(`${at}: the kind "${one.kind}" is not declared`)
    const unknown = Object.keys(one).find((key) => !noticeKeys.includes(key))
    if (unknown !== undefined) throw new Error(`${at}.${unknown}: unknown key`)
  }
  return kinds
}
