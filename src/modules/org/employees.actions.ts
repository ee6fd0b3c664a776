import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, Change, Hook } from '../../kernel/records/parts.ts'
import { normalizeAccount } from '../../kernel/sign-in/accounts.ts'
import { setPassword } from '../../kernel/sign-in/passwords.ts'
import { endAllFor } from '../../kernel/sign-in/sessions.ts'
import { checkPasswordStrength } from '../../kernel/sign-in/strength.ts'
import { defineAction } from '../../model/action.ts'
import { fault } from '../../model/errors.ts'
import { label } from '../../model/label.ts'

/** The administrator role can be held by nobody only before the first run. */
const leavesNoAdministrator = (kernel: Kernel, change: Change): boolean => {
  const before = kernel.directory().people.get(change.id)
  const role = before?.roleIds.find((id) => kernel.access.isAdministratorRole(id))
  if (before === undefined || role === undefined || before.status !== 'active') return false
  const stays =
    change.kind === 'update' &&
    change.after.status === 'active' &&
    Array.isArray(change.after.roleIds) &&
    change.after.roleIds.includes(role)
  if (stays || change.kind === 'create' || change.kind === 'restore') return false
  return ![...kernel.directory().people.values()].some(
    (person) => person.id !== change.id && person.status === 'active' && person.roleIds.includes(role),
  )
}

/** The account, state or presence of somebody who holds the administrator role. */
const touchesAdministrator = (kernel: Kernel, change: Change): boolean => {
  const held =
    kernel
      .directory()
      .people.get(change.id)
      ?.roleIds.some((id) => kernel.access.isAdministratorRole(id)) === true
  return (
    held &&
    (change.kind !== 'update' || ['account', 'status'].some((name) => change.before?.[name] !== change.after[name]))
  )
}

const isEmployees = (object: { readonly path: string }) => object.path === 'employees'

/** Accounts, passwords and the facts of employment; who left has no session and no key any more. */
export const employeeHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'validate',
    applies: isEmployees,
    run: ({ secrets, context, trusted }, changes) => {
      const roles = kernel().registry().objects.get('roles')!
      for (const change of changes) {
        if (leavesNoAdministrator(kernel(), change))
          change.faults.push(
            fault('roleIds', 'last_administrator', '至少要有一个在职的管理员', 'One active administrator must remain'),
          )
        if (
          !trusted &&
          touchesAdministrator(kernel(), change) &&
          !kernel().access.may(context.principal, roles, 'update')
        )
          change.faults.push(
            fault(
              'account',
              'no_right',
              '只有能改角色的人可以改管理员的账号和状态',
              'Only those who may edit roles can change an administrator’s account and state',
            ),
          )
        const rolesMoved = JSON.stringify(change.before?.roleIds ?? []) !== JSON.stringify(change.after.roleIds ?? [])
        if (rolesMoved && !trusted && !kernel().access.may(context.principal, roles, 'update'))
          change.faults.push(
            fault(
              'roleIds',
              'no_right',
              '只有能改角色的人可以给员工分配角色',
              'Only those who may edit roles can give roles',
            ),
          )
        if (typeof change.after.account === 'string') change.after.account = normalizeAccount(change.after.account)
        const password = secrets.get(change.id)?.password
        if (
          typeof password === 'string' &&
          change.before !== null &&
          !trusted &&
          !kernel().access.may(context.principal, kernel().registry().objects.get('employees')!, 'set-password')
        )
          change.faults.push(
            fault('password', 'no_right', '你没有重设密码的权限', 'You have no right to set passwords of others'),
          )
        if (typeof password === 'string')
          change.faults.push(
            ...checkPasswordStrength({
              password,
              account: String(change.after.account ?? ''),
              name: String(change.after.name ?? ''),
            }),
          )
        if (
          change.id === context.principal.employeeId &&
          change.kind !== 'create' &&
          (change.kind === 'delete' || change.after.status === 'left')
        )
          change.faults.push(fault('status', 'self', '不能停用自己的账号', 'You cannot close your own account'))
      }
    },
  },
  {
    stage: 'write',
    applies: isEmployees,
    run: async ({ tx, secrets }, changes) => {
      for (const change of changes) {
        const password = secrets.get(change.id)?.password
        if (typeof password === 'string') await setPassword(tx, { employeeId: change.id, password })
        if (
          change.kind === 'delete' ||
          change.kind === 'purge' ||
          (change.after.status === 'left' && change.before?.status !== 'left')
        )
          await endAllFor(tx, change.id)
      }
    },
  },
]

export const employeeActions = (): readonly ActionHandler[] => [
  {
    def: defineAction('employees', 'set-password', label('重设密码', 'Set password'), {
      input: { password: text({ zh: '新密码', en: 'New password', required: true, max: 200 }) },
      when: {},
      within: 'update',
      bulk: false,
      icon: 'key-round',
    }),
    run: async ({ tx }, rows, input) => {
      for (const row of rows) await setPassword(tx, { employeeId: String(row.id), password: String(input.password) })
      return rows.map(() => ({ ok: true }))
    },
  },
]
