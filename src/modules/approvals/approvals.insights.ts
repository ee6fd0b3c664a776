import { type Reminder, reminder } from '../../model/insight.ts'
import { label } from '../../model/label.ts'
import { type Notice, notice } from '../../model/notice.ts'

/** What waits for a person's word. */
export const approvalReminders: readonly Reminder[] = [
  reminder('approvals', 'toDecide', label('待我审批', 'For me to decide'), {
    filter: { state: 'pending', approverIds: { contains: '@me' } },
    sort: 'submittedAt',
    tone: 'wait',
    daily: true,
    empty: label('没有等你审批的', 'Nothing waits for your decision'),
  }),
  reminder('approvals', 'sentBack', label('退回我的申请', 'Sent back to me'), {
    filter: { state: 'returned', ownerId: '@me', endedAt: { gte: '@today-7' } },
    sort: 'endedAt',
    tone: 'late',
    empty: label('没有被退回的申请', 'Nothing was sent back to you'),
  }),
]

/** Whoever it is up to hears of it; whoever asked hears how it ended (P1). */
export const approvalNotices: readonly Notice[] = [
  notice('approvals', 'ask', {
    kind: 'approval',
    to: 'named',
    title: label('等你审批：{{record}}', 'For you to decide: {{record}}'),
  }),
  notice('approvals', 'approve', {
    kind: 'decided',
    to: 'owner',
    when: { state: 'approved' },
    title: label('审批通过：{{record}}', 'Approved: {{record}}'),
  }),
  notice('approvals', 'reject', {
    kind: 'decided',
    to: 'owner',
    title: label('{{actor}}驳回了{{record}}', '{{actor}} rejected {{record}}'),
  }),
  notice('approvals', 'return', {
    kind: 'decided',
    to: 'owner',
    title: label('{{actor}}退回了{{record}}', '{{actor}} sent back {{record}}'),
  }),
  notice('approvals', 'late', {
    kind: 'decided',
    to: 'owner',
    title: label('{{record}}超过审批时限', '{{record}} was not decided in time'),
  }),
]
