import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, notice, noticeKind } from '../../model/notice.ts'

/** What is told of duplicates and of colleagues who meet at one customer. */
export const identityKinds: readonly NoticeKind[] = [
  noticeKind('collision', label('撞单提醒', 'Collisions'), { on: ['email', 'push'] }),
  noticeKind('merged', label('合并', 'Merges'), { on: [] }),
]

/** Who hears that a record of theirs was merged. */
export const mergeNotices = (object: string): readonly Notice[] => [
  notice(object, 'merge', {
    kind: 'merged',
    to: 'owner',
    ofLoss: true,
    title: label('{{actor}}合并了重复记录：{{record}}', '{{actor}} merged duplicates: {{record}}'),
  }),
]

const met = label(
  '“{{record}}”有两位同事在跟不同的关键人，请确认由谁来谈',
  'Two colleagues speak with different key persons of "{{record}}"; settle who leads',
)

/** Two colleagues with two key persons of one customer (G9): its owner hears of it, and the superior. */
export const keyPeopleNotices = (object: string): readonly Notice[] => [
  notice(object, 'key-people', { kind: 'collision', to: 'owner', title: met }),
  notice(object, 'key-people', { kind: 'collision', to: 'managers', title: met }),
]
