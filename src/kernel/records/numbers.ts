import { all, any, isNever, type Predicate, test } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'

/** The references that make a record part of another: it follows it, or is an action of it. */
export const wholesOf = (object: CompiledObject): CompiledField[] =>
  [...(object.def.traits.actionOf ?? []), object.def.traits.follows ?? ''].flatMap(
    (name) => object.fields.get(name) ?? [],
  )

/**
 * The rows in whose texts phone numbers are hidden from this person (DESIGN §5): those that lie in a pool, and what was
 * done about them, its own author included; what one wrote while owning it is no way to keep the number.
 */
export const hiddenNumbers = (kernel: Kernel, context: Context, object: CompiledObject): Predicate => {
  const { traits } = object.def
  if (traits.pooled === true || traits.follows !== undefined) {
    const masks = [...object.fields.values()]
      .filter((field) => field.def.mask === 'phone')
      .map((field) => kernel.access.masked(context.principal, object, field.name))
    return all(test('ownerId', 'isNull', true), any(...masks))
  }
  return any(
    ...gathered(kernel, context, object),
    ...wholesOf(object).flatMap((field): Predicate[] => {
      const whole = kernel.registry().objects.get(String(field.def.to))
      const where = whole === undefined ? undefined : hiddenNumbers(kernel, context, whole)
      return whole === undefined || where === undefined || isNever(where)
        ? []
        : [{ kind: 'via', field: field.name, to: whole.path, where }]
    }),
  )
}

/** What tells of other records (a day report of its visits) hides what they hide. */
const gathered = (kernel: Kernel, context: Context, object: CompiledObject): Predicate[] => {
  const [from = '', field = ''] = object.def.traits.gathers?.split('.') ?? []
  const part = kernel.registry().objects.get(from)
  if (part === undefined) return []
  const where = hiddenNumbers(kernel, context, part)
  return isNever(where) ? [] : [{ kind: 'has', from, field, where }]
}
