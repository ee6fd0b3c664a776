import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { json } from '../../fields/json/json.ts'
import { reference } from '../../fields/reference/reference.ts'
import { references } from '../../fields/references/references.ts'
import { text } from '../../fields/text/text.ts'
import { type ActionDef, defineAction } from '../../model/action.ts'
import { label } from '../../model/label.ts'

const inPool = {
  status: 409 as const,
  code: 'already_owned',
  message: label('它已经有负责人', 'It already has an owner'),
}
const notInPool = {
  status: 409 as const,
  code: 'in_pool',
  message: label('它在公海里，没有负责人', 'It is in the pool, without an owner'),
}

/** What people do about whose a record is; the same for every pooled object. */
export const ownershipActions = (object: string): readonly ActionDef[] => [
  defineAction(object, 'claim', label('领取', 'Claim'), {
    input: {},
    when: { ownerId: null },
    otherwise: inPool,
    within: 'pool',
    bulk: true,
    icon: 'hand',
  }),
  defineAction(object, 'release', label('退回公海', 'Release to pool'), {
    input: {
      poolId: reference({ zh: '退回到', en: 'To pool', to: 'pools' }),
      reason: text({ zh: '原因', en: 'Reason', required: true, max: 500 }),
    },
    when: { ownerId: { isNull: false } },
    otherwise: notInPool,
    within: 'own',
    bulk: true,
    icon: 'waves',
  }),
  defineAction(object, 'assign', label('分配', 'Assign'), {
    input: { ownerId: employee({ zh: '分配给', en: 'To', required: true }) },
    when: { ownerId: null },
    otherwise: inPool,
    within: 'assign',
    bulk: true,
    icon: 'user-plus',
  }),
  defineAction(object, 'transfer', label('转移', 'Transfer'), {
    input: {
      ownerId: employee({ zh: '转移给', en: 'To', required: true }),
      carry: boolean({ zh: '联系人和待办一并转移', en: 'Contacts and tasks go along', default: true }),
      formerRight: choice({
        zh: '我保留',
        en: 'I keep',
        default: 'none',
        options: [
          { key: 'none', zh: '不保留', en: 'Nothing' },
          { key: 'read', zh: '只读', en: 'Read' },
          { key: 'write', zh: '读写', en: 'Write' },
        ],
      }),
    },
    when: { ownerId: { isNull: false } },
    otherwise: notInPool,
    within: 'own',
    bulk: true,
    icon: 'arrow-right-left',
  }),
  defineAction(object, 'move-pool', label('移动公海', 'Move to pool'), {
    input: { poolId: reference({ zh: '公海', en: 'Pool', to: 'pools', required: true }) },
    when: {},
    within: 'own',
    bulk: true,
    icon: 'waves',
  }),
  defineAction(object, 'lock', label('锁定', 'Lock'), {
    input: {},
    when: { ownerId: { isNull: false }, locked: { ne: true } },
    otherwise: {
      status: 409,
      code: 'locked',
      message: label('已锁定，或没有负责人', 'Already locked, or without an owner'),
    },
    within: 'own',
    bulk: true,
    icon: 'lock',
  }),
  defineAction(object, 'unlock', label('解除锁定', 'Unlock'), {
    input: {},
    when: { locked: true },
    otherwise: { status: 409, code: 'not_locked', message: label('没有锁定', 'It is not locked') },
    within: 'own',
    bulk: true,
    icon: 'lock-open',
  }),
  defineAction(object, 'add-members', label('加相关员工', 'Add members'), {
    input: {
      employeeIds: references({ zh: '员工', en: 'Employees', to: 'employees' }),
      departmentIds: references({ zh: '部门', en: 'Departments', to: 'departments' }),
      right: choice({
        zh: '权限',
        en: 'Right',
        default: 'read',
        options: [
          { key: 'read', zh: '只读', en: 'Read' },
          { key: 'write', zh: '读写', en: 'Write' },
        ],
      }),
      until: dateTime({ zh: '有效期至', en: 'Until' }),
    },
    when: {},
    within: 'own',
    bulk: true,
    icon: 'users',
  }),
  defineAction(object, 'remove-members', label('移除相关员工', 'Remove members'), {
    input: {
      employeeIds: references({ zh: '员工', en: 'Employees', to: 'employees' }),
      departmentIds: references({ zh: '部门', en: 'Departments', to: 'departments' }),
    },
    when: {},
    within: 'own',
    bulk: true,
    hidden: true,
    icon: 'user-minus',
  }),
  revealAction(object),
]

/** 查看 (O33): of pooled objects and of those that follow them into the pool. */
export const revealAction = (object: string): ActionDef =>
  defineAction(object, 'reveal', label('查看', 'Reveal'), {
    input: { field: text({ zh: '字段', en: 'Field', required: true, max: 40 }) },
    when: {},
    within: 'read',
    bulk: false,
    hidden: true,
    icon: 'eye',
  })

/** 移交 (F10, E31): what somebody holds goes to heirs or into the pool. */
export const handOverAction: ActionDef = defineAction('employees', 'hand-over', label('移交', 'Hand over'), {
  input: {
    cause: choice({
      zh: '原因',
      en: 'Cause',
      default: 'leaving',
      options: [
        { key: 'leaving', zh: '离职', en: 'Leaving' },
        { key: 'moving', zh: '调岗', en: 'Moving on' },
      ],
    }),
    heirId: employee({ zh: '接手的人', en: 'Heir' }),
    poolId: reference({ zh: '进入公海', en: 'Into pool', to: 'pools' }),
    choices: json({ zh: '逐个指定', en: 'Choices by record' }),
    reason: text({ zh: '说明', en: 'Reason', max: 500 }),
  },
  when: {},
  within: 'read',
  bulk: false,
  irreversible: true,
  page: '/hand-over/{id}',
  icon: 'user-round-x',
})

/** Every action of ownership, of these pooled objects and of those that follow them. */
export const ownershipDefinitions = (pooled: readonly string[], following: readonly string[]): readonly ActionDef[] => [
  ...pooled.flatMap(ownershipActions),
  ...following.map(revealAction),
  handOverAction,
]
