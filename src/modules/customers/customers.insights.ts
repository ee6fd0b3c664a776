import { type Reminder, reminder } from '../../model/insight.ts'
import { label } from '../../model/label.ts'

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
  reminder('customers', 'lapsing', label('七天内掉保', 'Lapsing in 7 days'), {
    filter: { ...mine, protectedUntil: { lt: '@today+8' } },
    sort: 'protectedUntil',
    tone: 'wait',
    daily: true,
    empty: label('七天内没有客户掉保', 'No customer lapses within 7 days'),
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
]
