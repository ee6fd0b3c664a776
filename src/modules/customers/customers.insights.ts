import { type Reminder, reminder } from '../../model/insight.ts'
import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, notice, noticeKind } from '../../model/notice.ts'

const mine = { ownerId: '@me' }

/** What the workbench shows a rep, one declaration each (E6–E9, F17). */
export const customerReminders: readonly Reminder[] = [
  reminder('customers', 'today', label('今天要联系', 'To contact today'), {
    filter: { ...mine, nextFollowUpAt: { gte: '@today', lt: '@today+1' } },
    sort: 'nextFollowUpAt',
    tone: 'neutral',
    daily: true,
    empty: label('今天约好的都联系过了', 'Everybody due today has been contacted'),
  }),
  reminder('customers', 'tomorrow', label('明天要联系', 'To contact tomorrow'), {
    filter: { ...mine, nextFollowUpAt: { gte: '@today+1', lt: '@today+2' } },
    sort: 'nextFollowUpAt',
    tone: 'neutral',
    empty: label('明天没有约', 'Nothing is planned for tomorrow'),
  }),
  reminder('customers', 'thisWeek', label('本周要联系', 'To contact this week'), {
    filter: { ...mine, nextFollowUpAt: { gte: '@today', lt: '@startOfWeek+7' } },
    sort: 'nextFollowUpAt',
    tone: 'neutral',
    empty: label('本周没有别的约', 'Nothing else is planned this week'),
  }),
  reminder('customers', 'overdue', label('逾期未联系', 'Overdue'), {
    filter: { ...mine, nextFollowUpAt: { lt: '@today' } },
    sort: 'nextFollowUpAt',
    tone: 'late',
    daily: true,
    empty: label('没有逾期的约', 'Nothing is overdue'),
  }),
  reminder('customers', 'lapsing', label('快要掉保', 'About to lapse'), {
    filter: { ...mine, or: [{ poolId: '*', protectedUntil: { lte: '@today+{lapsing.*}' } }] },
    sort: 'protectedUntil',
    tone: 'wait',
    daily: true,
    empty: label('近期没有客户掉保', 'No customer is about to lapse'),
  }),
  reminder('customers', 'idle', label('久未联系', 'Not contacted lately'), {
    filter: {
      ...mine,
      or: [
        { level: '*', lastFollowUpAt: { lt: '@today-{idleDays.*}' } },
        { level: '*', lastFollowUpAt: null, ownedAt: { lt: '@today-{idleDays.*}' } },
      ],
    },
    sort: 'lastFollowUpAt',
    tone: 'wait',
    empty: label('没有久未联系的客户', 'Nobody has been left alone too long'),
  }),
  reminder('customers', 'stale', label('资料久未更新', 'Files gone stale'), {
    filter: { ...mine, updatedAt: { lt: '@today-{staleDays}' } },
    sort: 'updatedAt',
    tone: 'neutral',
    empty: label('客户资料都还新', 'Every customer file is fresh'),
  }),
]

/** 每天新客户电话 (E30): calls to customers who have not bought yet. */
export const followUpReminders: readonly Reminder[] = [
  reminder('follow-ups', 'newCustomerCalls', label('今天的新客户电话', 'New-customer calls today'), {
    filter: { ...mine, kind: 'call', happenedAt: { gte: '@today', lt: '@today+1' }, 'customer.dealStatus': 'none' },
    sort: '-happenedAt',
    tone: 'neutral',
    goal: 'dailyCalls',
    empty: label('今天还没有打给新客户', 'No new customer has been called today'),
  }),
]

export const taskReminders: readonly Reminder[] = [
  reminder('tasks', 'tasksDue', label('待办到期', 'Tasks due'), {
    filter: { ...mine, doneAt: null, heldAt: null, dueAt: { lt: '@today+1' } },
    sort: 'dueAt',
    tone: 'wait',
    daily: true,
    empty: label('今天到期的待办都做完了', 'Every task due today is done'),
  }),
  reminder('takeovers', 'toTakeOver', label('待接手的客户', 'To take over'), {
    filter: { ...mine, doneAt: null, heldAt: null },
    sort: '-createdAt',
    tone: 'wait',
    empty: label('接手的客户都核对过了', 'Every customer taken over has been checked'),
  }),
  reminder('instructions', 'toAcknowledge', label('待确认的批示', 'To acknowledge'), {
    filter: { ...mine, acknowledgedAt: null },
    sort: '-createdAt',
    tone: 'late',
    empty: label('批示都确认过了', 'Every instruction is acknowledged'),
  }),
]

/** 批示 and what follows it. */
export const instructionKinds: readonly NoticeKind[] = [
  noticeKind('instruction', label('批示', 'Instructions'), { urgent: true, on: ['email', 'push'] }),
]

/** Who hears of 批示 and of their being acknowledged (E3, E4). */
export const instructionNotices: readonly Notice[] = [
  notice('instructions', 'create', {
    kind: 'instruction',
    to: 'owner',
    title: label('{{actor}}批示：{{record}}', '{{actor}} instructs: {{record}}'),
  }),
  notice('instructions', 'acknowledge', {
    kind: 'decided',
    to: 'createdBy',
    title: label('{{actor}}确认了批示：{{record}}', '{{actor}} acknowledged: {{record}}'),
  }),
]
