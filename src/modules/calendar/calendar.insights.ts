import { type Dated, dated } from '../../model/dated.ts'
import { label } from '../../model/label.ts'
import { type Notice, notice } from '../../model/notice.ts'

/** What stands on the calendar beside its own events: what is due, and whom one is to contact (V6). */
export const datedMoments: readonly Dated[] = [
  dated('tasks', 'task', label('待办', 'Tasks'), {
    at: 'dueAt',
    filter: { heldAt: null },
    done: 'doneAt',
    moves: { by: 'field' },
  }),
  dated('customers', 'contact', label('下次联系', 'Next contacts'), {
    at: 'nextFollowUpAt',
    filter: {},
    moves: { by: 'action', name: 'reschedule' },
  }),
]

/** 日程提醒: each participant hears of it so many minutes before; the event names who is to hear. */
export const calendarNotices: readonly Notice[] = [
  notice('calendar-events', 'remind', {
    kind: 'reminder',
    to: 'owner',
    title: label('日程提醒：{{record}}', 'Coming up: {{record}}'),
  }),
]
