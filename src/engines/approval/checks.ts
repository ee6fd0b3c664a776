import { systemPrincipal } from '../../kernel/principal.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { filterOf } from '../../kernel/records/query.ts'
import { changedFields } from '../../kernel/records/values.ts'
import { type Fault, fault, Refusal } from '../../model/errors.ts'
import { flowFaults } from '../../model/flow.ts'
import { isObject } from '../../model/label.ts'
import { isLocal } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
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
      conditionFault(parts, scope, object, filter, path)
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

/** Conditions look at the record alone: they have to hold the same for what is stored and for what is about to be. */
const conditionFault = (
  parts: ApprovalParts,
  { context }: WriteScope,
  object: CompiledObject,
  filter: unknown,
  path: string,
): Fault | undefined => {
  if (!isObject(filter) || Object.keys(filter).length === 0)
    return fault(path, 'malformed', '条件应是一个筛选', 'A condition is a filter')
  try {
    const inside = { ...context, principal: systemPrincipal('condition of a flow') }
    return isLocal(filterOf(parts.kernel(), inside, object, filter))
      ? undefined
      : fault(path, 'not_possible', '条件只能用这条记录自己的字段', 'A condition uses fields of the record itself')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [first] = error.more.errors ?? []
    return {
      path: first === undefined ? path : first.path.replace(/^filter/, path),
      code: error.code,
      message: error.detail,
    }
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
