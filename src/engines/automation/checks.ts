import { shapeOf } from '../../kernel/compile.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { ownConditionFault } from '../../kernel/records/own-condition.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { stepFaults } from '../../model/automation.ts'
import { fault } from '../../model/errors.ts'
import { isObject, type JsonObject } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** Objects that organise the company or run by themselves are not automated: a rule that changes rules is no rule. */
export const isAutomated = (object: CompiledObject): boolean =>
  object.def.traits.organisation !== true && object.def.traits.personal !== true

/** An automation that cannot work is refused with the sentence that says why. */
export const checkAutomations = (kernel: Kernel, { context }: WriteScope, changes: readonly Change[]): void => {
  for (const { kind, after, faults } of changes) {
    if (kind !== 'create' && kind !== 'update') continue
    const object = kernel.registry().objects.get(String(after.object))
    if (object === undefined || !isAutomated(object)) {
      faults.push(
        fault(
          'object',
          'unknown_option',
          `“${String(after.object)}”不能设自动化`,
          `Nothing follows from "${String(after.object)}"`,
        ),
      )
      continue
    }
    const field = object.fields.get(String(after.field))
    const isDate = field?.type.name === 'date' || field?.type.name === 'dateTime'
    if (after.trigger === 'created') after.field = null
    else if (field === undefined || (after.trigger === 'date' && !isDate))
      faults.push(
        fault(
          'field',
          'unknown_field',
          after.trigger === 'date' ? '要选一个日期字段' : '要选一个字段',
          after.trigger === 'date' ? 'Choose a field that holds a date' : 'Choose a field',
        ),
      )
    if (after.condition !== null && after.condition !== undefined) {
      if (!isObject(after.condition))
        faults.push(fault('condition', 'malformed', '条件应是一个筛选', 'A condition is a filter'))
      else {
        const wrong = ownConditionFault(kernel, context, object, after.condition as JsonObject, 'condition')
        if (wrong !== undefined) faults.push({ ...wrong, path: 'condition' })
      }
    }
    faults.push(
      ...stepFaults(after.steps, {
        hasField: (name) => {
          const found = object.fields.get(name)
          return (
            found !== undefined &&
            found.def.readOnly !== true &&
            found.def.writeOnly !== true &&
            shapeOf(kernel.types, found) !== 'none'
          )
        },
        hasAction: (name) => object.actions.has(name),
        hasObject: (path) => {
          const found = kernel.registry().objects.get(path)
          return found !== undefined && isAutomated(found)
        },
        isOwned: object.def.traits.owned === true,
      }),
    )
  }
}
