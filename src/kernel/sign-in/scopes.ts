import { type Fault, fault } from '../../model/errors.ts'

const form = /^(?:\*|(?:\*|[a-z][a-z0-9_-]*):(?:\*|[a-z][a-zA-Z0-9-]*))$/

/**
 * Whether an API key's scopes let it do `verb` (read, create, …, or an action's name) on `object` (its API path).
 * A scope restricts; what the employee may do is asked separately.
 */
export const scopeAllows = (scopes: readonly string[], object: string, verb: string): boolean =>
  scopes.some((scope) => {
    if (scope === '*') return true
    const [ofObject, ofVerb] = scope.split(':')
    return (ofObject === '*' || ofObject === object) && (ofVerb === '*' || ofVerb === verb)
  })

/** What is wrong with the scopes asked for a key. With `objects`, only these paths may be named. */
export const checkScopes = (scopes: readonly string[], objects?: ReadonlySet<string>): Fault[] => {
  if (scopes.length === 0) return [fault('scopes', 'required', '请至少选一个权限范围', 'Choose at least one scope')]
  if (scopes.length > 200) return [fault('scopes', 'too_many', '权限范围最多 200 个', 'At most 200 scopes')]
  return scopes.flatMap((scope, index) => {
    const path = `scopes.${index}`
    const shown = scope.slice(0, 60)
    if (!form.test(scope))
      return [
        fault(
          path,
          'invalid_scope',
          `权限范围“${shown}”写法不对，应类似 *、*:read、customers:*、customers:read`,
          `"${shown}" is not a scope; write *, *:read, customers:* or customers:read`,
        ),
      ]
    const object = scope.split(':')[0]!
    return object === '*' || objects === undefined || objects.has(object)
      ? []
      : [fault(path, 'invalid_scope', `没有“${object}”这个对象`, `There is no object "${object}"`)]
  })
}
