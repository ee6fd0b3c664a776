import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, notice, noticeKind } from '../../model/notice.ts'

export const officeKinds: readonly NoticeKind[] = [
  noticeKind('report', label('紧急报告', 'Urgent reports'), { urgent: true, on: ['email', 'push'] }),
]

/** An urgent report reaches the manager at once (E26). */
export const officeNotices: readonly Notice[] = [
  notice('work-reports', 'create', {
    kind: 'report',
    to: 'managers',
    when: { kind: 'urgent' },
    title: label('{{actor}}交了{{record}}', '{{actor}} sent an urgent report: {{record}}'),
  }),
]
