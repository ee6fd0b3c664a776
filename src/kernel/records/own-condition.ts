import { type Fault, fault, Refusal } from '../../model/errors.ts'
import type { JsonObject, Row } from '../../model/label.ts'
import { evaluate, isLocal } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import { type Context, systemPrincipal } from '../principal.ts'
import { filterOf } from './query.ts'

/** Conditions are the company's, nobody's in particular: they look at every field, and know no `@me`. */
const asSystem = (context: Context): Context => ({ ...context, principal: systemPrincipal('a condition') })

/**
 * What is wrong with a condition on a record by itself, at the path where it stands: it uses the record's own fields, so
 * that it holds alike for what is stored and for what is about to be.
 */
export const ownConditionFault = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  filter: JsonObject,
  path: string,
): Fault | undefined => {
  try {
    return isLocal(filterOf(kernel, asSystem(context), object, filter))
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

/** Whether a record satisfies a condition on itself; without one it does. */
export const holds = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  condition: JsonObject | null,
  row: Readonly<Row>,
): boolean => condition === null || evaluate(object, filterOf(kernel, asSystem(context), object, condition), row)
