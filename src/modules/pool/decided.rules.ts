import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { text } from '../../fields/text/text.ts'

/** The fields of what somebody asks for and somebody else decides on. */
export const decided = {
  state: choice({
    zh: '状态',
    en: 'State',
    default: 'pending',
    readOnly: true,
    tracked: true,
    sortable: true,
    options: [
      { key: 'pending', zh: '待批', en: 'Pending' },
      { key: 'approved', zh: '同意', en: 'Approved' },
      { key: 'rejected', zh: '驳回', en: 'Rejected' },
    ],
  }),
  decidedById: employee({ zh: '审批人', en: 'Decided by', readOnly: true }),
  decidedAt: dateTime({ zh: '审批时间', en: 'Decided', readOnly: true }),
  decision: text({ zh: '审批意见', en: 'Decision', max: 500, readOnly: true }),
}
