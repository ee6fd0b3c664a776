import { label } from '../../model/label.ts'
import { type Notice, notice } from '../../model/notice.ts'

/** An urgent report reaches the manager at once (E26). */
export const officeNotices: readonly Notice[] = [
  notice('work-reports', 'create', {
    kind: 'report',
    to: 'managers',
    when: { kind: 'urgent' },
    title: label('{{actor}}交了{{record}}', '{{actor}} sent an urgent report: {{record}}'),
  }),
]
