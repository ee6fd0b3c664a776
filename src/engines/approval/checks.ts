import { ownConditionFault } from '../../kernel/records/own-condition.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { changedFields } from '../../kernel/records/values.ts'
import { type Fault, fault } from '../../model/errors.ts'
import { flowFaults } from '../../model/flow.ts'
import { isObject, type JsonObject } from '../../model/label.ts'
import { type ApprovalParts, isApprovable } from './parts.ts'

/** A flow that cannot work is refused with the sentence that says why (a flow without an approver, an unknown field). */
export const checkFlows = (parts: ApprovalParts, scope: WriteScope, changes: readonly Change[]): void => {
  const kernel = parts.kernel()
  for (const change of changes) {
    const { after, faults } = change
    if (change.kind === 'delete' || change.kind === 'purge') continue
    if (change.kind === 'update' && changedFields(scope.object, change).length === 0) continue
    const object = kernel.registry().objects.get(String(after.object))
    if (object === undefined || !isApprovable(object)) {
      const names = [...kernel.registry().objects.values()].filter(isApprovable).map((one) => one.path)
      faults.push(
        fault(
          'object',
          'unknown_option',
          `“${String(after.object)}”不能设审批；可以的有：${names.join('、')}`,
          `"${String(after.object)}" takes no approval; these do: ${names.join(', ')}`,
        ),
      )
      continue
    }
    const filterFault = (filter: unknown, path: string): Fault | undefined =>
      !isObject(filter) || Object.keys(filter).length === 0
        ? fault(path, 'malformed', '条件应是一个筛选', 'A condition is a filter')
        : ownConditionFault(kernel, scope.context, object, filter as JsonObject, path)
    if (after.condition !== null && after.condition !== undefined) {
      const wrong = filterFault(after.condition, 'condition')
      if (wrong !== undefined) faults.push(wrong)
    }
    if (after.trigger === 'action') {
      if (!object.actions.has(String(after.action)))
        faults.push(
          fault(
            'action',
            'unknown_option',
            `“${object.label.zh}”没有动作“${String(after.action ?? '')}”`,
            `"${object.label.en}" has no action "${String(after.action ?? '')}"`,
          ),
        )
    } else after.action = null
    const peopleFields = [...object.fields.values()]
      .filter(({ type, def }) => type.name === 'employee' || (type.name === 'members' && def.to === 'employees'))
      .map((field) => field.name)
    faults.push(...flowFaults(after.nodes, { peopleFields, mayChoose: after.trigger === 'action', filterFault }))
  }
}

/** 代理: never oneself, and the time ends after it begins. */
export const checkSubstitutes = (changes: readonly Change[]): void => {
  for (const { kind, after, faults } of changes) {
    if (kind === 'delete' || kind === 'purge') continue
    if (after.substituteId === after.ownerId)
      faults.push(fault('substituteId', 'own_request', '代理人不能是本人', 'Nobody stands in for themselves'))
    if (String(after.endsAt) <= String(after.startsAt))
      faults.push(fault('endsAt', 'out_of_order', '结束时间要晚于开始时间', 'The end is after the beginning'))
  }
}
