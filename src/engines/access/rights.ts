import type { FieldRight, Rights } from '../../kernel/principal.ts'
import { isObject } from '../../model/label.ts'
import { type ParentsRule, type Scope, scopes, verbs } from '../../model/object.ts'
import type { CompiledObject, Registry } from '../../model/registry.ts'

/** What a role may do, as stored and as the API shows it. */
export interface RoleRights {
  readonly functions: Readonly<Record<string, readonly string[]>>
  readonly scopes: Readonly<
    Record<string, Readonly<Record<string, Scope | { readonly scope: Scope; readonly parents?: ParentsRule }>>>
  >
  readonly fields: Readonly<Record<string, Readonly<Record<string, FieldRight>>>>
}

const fieldOrder: readonly FieldRight[] = ['none', 'mask', 'read', 'write']
const parentsOrder: readonly ParentsRule[] = ['none', 'owned', 'visible']

const higher = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b)

/**
 * All roles of a person as one: per verb the highest scope any of them grants, per field the highest right.
 * For a verb without a scope of its own see `scopeOf`; a field that a role does not mention is `write` in it.
 */
export const mergeRights = (roles: readonly RoleRights[]): Rights => {
  const functions = new Map<string, Set<string>>()
  const reached = new Map<string, Map<string, { scope: Scope; parents: ParentsRule }>>()
  const fields = new Map<string, Map<string, FieldRight>>()
  for (const role of roles)
    for (const [object, verbs] of Object.entries(role.functions)) {
      const mine = functions.get(object) ?? new Set<string>()
      functions.set(object, mine)
      const scopesHere = reached.get(object) ?? new Map<string, { scope: Scope; parents: ParentsRule }>()
      reached.set(object, scopesHere)
      for (const verb of verbs) {
        mine.add(verb)
        const offered = scopeOf(role, object, verb)
        const known = scopesHere.get(verb)
        scopesHere.set(
          verb,
          known === undefined
            ? offered
            : {
                scope: higher(scopes, known.scope, offered.scope),
                parents: higher(parentsOrder, known.parents, offered.parents),
              },
        )
      }
    }
  // Only roles that reach the object at all have a say about its fields.
  const named = new Set(
    roles.flatMap((role) =>
      Object.entries(role.fields).flatMap(([object, rights]) =>
        Object.keys(rights).map((field) => `${object}\n${field}`),
      ),
    ),
  )
  for (const key of named) {
    const [object, field] = key.split('\n') as [string, string]
    const having = roles.filter(
      (role) => role.functions[object]?.includes('read') === true && scopeOf(role, object, 'read').scope !== 'none',
    )
    const right = having
      .map((role) => role.fields[object]?.[field] ?? 'write')
      .reduce<FieldRight>((a, b) => higher(fieldOrder, a, b), 'none')
    const mine = fields.get(object) ?? new Map<string, FieldRight>()
    fields.set(object, mine)
    mine.set(field, right)
  }
  return { functions, scopes: reached, fields }
}

/** A verb's own scope in a role; an action without one has that of update; anything without one that of read. */
export const scopeOf = (role: RoleRights, object: string, verb: string): { scope: Scope; parents: ParentsRule } => {
  const given = role.scopes[object]
  const entry = given?.[verb] ?? (verbs.includes(verb) ? undefined : given?.update) ?? given?.read ?? 'none'
  return typeof entry === 'string'
    ? { scope: entry, parents: 'none' }
    : { scope: entry.scope, parents: entry.parents ?? 'none' }
}

/** The grants of all object files as roles: what an empty database is seeded with. `everyone` is given to every role. */
export const seedRights = (registry: Registry, roleKeys: readonly string[]): Map<string, RoleRights> => {
  const seeded = new Map<string, RoleRights>()
  for (const key of roleKeys) {
    const functions: Record<string, string[]> = {}
    const scopesOfRole: Record<string, Record<string, Scope | { scope: Scope; parents: ParentsRule }>> = {}
    for (const object of registry.objects.values()) {
      const own = object.def.access.filter((grant) => grant.role === key)
      for (const grant of own.length > 0 ? own : object.def.access.filter((g) => g.role === 'everyone')) {
        functions[object.path] = [...new Set([...(functions[object.path] ?? []), ...grant.functions])]
        const entry = (verb: string) =>
          grant.parents === undefined || verb !== 'read' ? grant.scope : { scope: grant.scope, parents: grant.parents }
        scopesOfRole[object.path] = {
          ...scopesOfRole[object.path],
          ...Object.fromEntries(grant.functions.map((verb) => [verb, verb === 'create' ? 'all' : entry(verb)])),
        }
      }
    }
    seeded.set(key, { functions, scopes: scopesOfRole, fields: seedFields(registry, key) })
  }
  return seeded
}

/** Fields that name their writers are read-only to every other role. */
const seedFields = (registry: Registry, key: string): Record<string, Record<string, FieldRight>> => {
  const fields: Record<string, Record<string, FieldRight>> = {}
  for (const object of registry.objects.values())
    for (const field of object.fields.values())
      if (field.def.writableBy !== undefined && !field.def.writableBy.includes(key))
        fields[object.path] = { ...fields[object.path], [field.name]: 'read' }
  return fields
}

/** Faults in rights as somebody typed them: unknown objects, verbs, scopes, fields, each with its path. */
export const checkRights = (
  registry: Registry,
  rights: { functions?: unknown; scopes?: unknown; fields?: unknown },
): { path: string; code: string; zh: string; en: string }[] => {
  const faults: { path: string; code: string; zh: string; en: string }[] = []
  const each = (
    part: 'functions' | 'scopes' | 'fields',
    check: (object: CompiledObject, value: unknown, path: string) => void,
  ) => {
    const value = rights[part]
    if (value === undefined || value === null) return
    if (!isObject(value)) {
      faults.push({ path: part, code: 'invalid', zh: '应是按对象分的权限', en: 'Rights are given per object' })
      return
    }
    for (const [path, entry] of Object.entries(value)) {
      const object = registry.objects.get(path)
      if (object === undefined)
        faults.push({
          path: `${part}.${path}`,
          code: 'unknown_object',
          zh: `没有对象“${path}”`,
          en: `There is no object "${path}"`,
        })
      else check(object, entry, `${part}.${path}`)
    }
  }
  each('functions', (object, value, path) => {
    if (!Array.isArray(value) || !value.every((verb) => typeof verb === 'string'))
      faults.push({ path, code: 'invalid', zh: '应是权限名的数组', en: 'A list of rights is expected' })
    else
      for (const verb of value as string[])
        if (!knownVerbs.has(verb) && !object.actions.has(verb))
          faults.push({
            path,
            code: 'unknown_function',
            zh: `${object.label.zh}没有权限“${verb}”`,
            en: `${object.path} has no right "${verb}"`,
          })
  })
  each('scopes', (object, value, path) => {
    if (!isObject(value))
      faults.push({ path, code: 'invalid', zh: '应按权限给出范围', en: 'A scope per right is expected' })
    else
      for (const [verb, entry] of Object.entries(value)) {
        if (!knownVerbs.has(verb) && !object.actions.has(verb))
          faults.push({
            path: `${path}.${verb}`,
            code: 'unknown_function',
            zh: `${object.label.zh}没有权限“${verb}”`,
            en: `${object.path} has no right "${verb}"`,
          })
        const scope = isObject(entry) ? entry.scope : entry
        const parents = isObject(entry) ? (entry.parents ?? 'none') : 'none'
        if (!scopes.includes(scope as Scope) || !parentsOrder.includes(parents as ParentsRule))
          faults.push({
            path: `${path}.${verb}`,
            code: 'unknown_scope',
            zh: `范围只能是 ${scopes.join(' ')}`,
            en: `A scope is one of ${scopes.join(' ')}`,
          })
      }
  })
  each('fields', (object, value, path) => {
    if (!isObject(value))
      faults.push({ path, code: 'invalid', zh: '应按字段给出权限', en: 'A right per field is expected' })
    else
      for (const [name, right] of Object.entries(value)) {
        const field = object.fields.get(name)
        if (field === undefined)
          faults.push({
            path: `${path}.${name}`,
            code: 'unknown_field',
            zh: `${object.label.zh}没有字段“${name}”`,
            en: `${object.path} has no field "${name}"`,
          })
        else if (!fieldOrder.includes(right as FieldRight))
          faults.push({
            path: `${path}.${name}`,
            code: 'unknown_right',
            zh: '字段权限只能是 write read mask none',
            en: 'A field right is write, read, mask or none',
          })
        else if (right === 'mask' && field.def.mask === undefined)
          faults.push({
            path: `${path}.${name}`,
            code: 'no_mask',
            zh: `“${field.def.zh}”不能掩码`,
            en: `"${field.def.en}" cannot be masked`,
          })
      }
  })
  return faults
}

const knownVerbs: ReadonlySet<string> = new Set(verbs)

/** What is declared of rights, each by a name: `customers.claim` a right, `employees#grade` a field not open to all. */
export const rightNames = (granted: Iterable<RoleRights>): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { functions, fields } of granted) {
    for (const [path, own] of Object.entries(functions)) for (const verb of own) names.add(`${path}.${verb}`)
    for (const [path, own] of Object.entries(fields))
      for (const field of Object.keys(own)) names.add(`${path}#${field}`)
  }
  return names
}

/** Adds to a role what is declared of it and new since; everything it already says, or no longer says, stays. */
export const mergeRightsInto = (
  existing: RoleRights,
  granted: RoleRights,
  isNew: { readonly object: (path: string) => boolean; readonly name: (name: string) => boolean },
): RoleRights => {
  const functions: Record<string, readonly string[]> = { ...existing.functions }
  const scopesOfRole: Record<string, RoleRights['scopes'][string]> = { ...existing.scopes }
  const fields: Record<string, RoleRights['fields'][string]> = { ...existing.fields }
  for (const [path, declared] of Object.entries(granted.functions)) {
    // An object taken from the role altogether stays taken.
    if (!isNew.object(path) && functions[path] === undefined) continue
    const own = functions[path] ?? []
    const added = declared.filter((verb) => isNew.name(`${path}.${verb}`) && !own.includes(verb))
    if (added.length === 0) continue
    functions[path] = [...own, ...added]
    const scope = granted.scopes[path] ?? {}
    scopesOfRole[path] = {
      ...Object.fromEntries(added.map((verb) => [verb, scope[verb] ?? 'none'])),
      ...scopesOfRole[path],
    }
  }
  for (const [path, declared] of Object.entries(granted.fields)) {
    const added = Object.entries(declared).filter(([field]) => isNew.name(`${path}#${field}`))
    if (added.length > 0) fields[path] = { ...Object.fromEntries(added), ...fields[path] }
  }
  return { functions, scopes: scopesOfRole, fields }
}
