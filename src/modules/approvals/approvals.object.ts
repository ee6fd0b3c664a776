import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { id } from '../../fields/id/id.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { members } from '../../fields/members/members.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const told = { readOnly: true } as const
const deciding = 'read approve reject return delegate add-signer withdraw urge'

/** 审批 (P1, U1–U3): what somebody asked for and who has to agree; made by a flow, never typed in. */
export const approvals = defineObject('approvals', label('审批', 'Approval'), {
  fields: {
    title: text({ zh: '标题', en: 'Title', max: 300, search: true, ...told }),
    object: text({ zh: '对象', en: 'Object', max: 80, ...told }),
    recordId: id({ zh: '记录', en: 'Record', ...told }),
    action: text({ zh: '申请', en: 'Asks for', max: 80, ...told }),
    amount: money({ zh: '金额', en: 'Amount', ...told }),
    flowId: reference({ zh: '审批流', en: 'Flow', to: 'approval-flows', ...told }),
    flowVersion: integer({ zh: '流程版本', en: 'Flow version', ...told }),
    state: choice({
      zh: '状态',
      en: 'State',
      default: 'pending',
      tracked: true,
      options: [
        { key: 'pending', zh: '审批中', en: 'Pending', color: 'blue' },
        { key: 'approved', zh: '通过', en: 'Approved', color: 'green' },
        { key: 'rejected', zh: '驳回', en: 'Rejected', color: 'red' },
        { key: 'returned', zh: '退回', en: 'Returned', color: 'amber' },
        { key: 'withdrawn', zh: '撤回', en: 'Withdrawn', color: 'grey' },
      ],
      ...told,
    }),
    node: text({ zh: '当前节点', en: 'At', max: 40, ...told }),
    approverIds: members({ zh: '待审批人', en: 'Waiting for', to: 'employees', default: [], ...told }),
    participantIds: members({ zh: '参与人', en: 'Taking part', to: 'employees', default: [], ...told }),
    comment: longText({ zh: '说明', en: 'Note', max: 2000, ...told }),
    submittedById: employee({ zh: '提交人', en: 'Submitted by', ...told }),
    submittedAt: dateTime({ zh: '提交时间', en: 'Submitted', sortable: true, ...told }),
    dueAt: dateTime({ zh: '限时', en: 'Due', sortable: true, ...told }),
    endedAt: dateTime({ zh: '结束时间', en: 'Ended', sortable: true, ...told }),
    run: json({ zh: '经过', en: 'Course', ...told }),
  },
  traits: { owned: true, personal: true, invites: 'participantIds', searchable: true, exportable: true },
  access: [
    grant('everyone', deciding, 'member'),
    grant('administrator', `${deciding} export`, 'all'),
    grant('director', `${deciding} export`, 'memberDepartment'),
    grant('operations', `${deciding} export`, 'all'),
  ],
  title: 'title',
  list: ['title', 'amount', 'submittedById', 'node', 'approverIds', 'state', 'submittedAt', 'dueAt', 'endedAt'],
  sort: '-submittedAt',
  form: [
    {
      label: label('审批', 'Approval'),
      fields: [
        'title',
        'amount',
        'state',
        'node',
        'approverIds',
        'submittedById',
        'submittedAt',
        'dueAt',
        'endedAt',
        'comment',
      ],
    },
  ],
  indexes: [
    ['recordId', '-submittedAt'],
    ['ownerId', '-submittedAt'],
    ['state', '-submittedAt'],
  ],
  views: [
    {
      name: 'toDecide',
      label: label('待我审批', 'To decide'),
      filter: { state: 'pending', approverIds: { contains: '@me' } },
      sort: 'submittedAt',
    },
    { name: 'mine', label: label('我提交的', 'Submitted by me'), filter: { ownerId: '@me' } },
    {
      name: 'took',
      label: label('我参与的', 'I took part'),
      filter: { ownerId: { ne: '@me' }, participantIds: { contains: '@me' } },
    },
  ],
})
