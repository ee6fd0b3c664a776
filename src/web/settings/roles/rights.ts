import { isObject } from '../../../model/label.ts'
import { type ParentsRule, type Scope, scopes, verbs } from '../../../model/object.ts'
import type { FieldMeta, ObjectMeta } from '../../meta.ts'
import type { RecordRow } from '../../records.ts'

export type FieldRight = 'write' | 'read' | 'mask' | 'none'
type Entry = Scope | { readonly scope: Scope; readonly parents?: ParentsRule }
type PerObject<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

/** The rights of a role as its record holds them. */
export interface RoleRights {
  readonly functions: Readonly<Record<string, readonly string[]>>
  readonly scopes: PerObject<Entry>
  readonly fields: PerObject<FieldRight>
}

const part = <T>(value: unknown): T => (isObject(value) ? value : {}) as T

export const rightsOf = (role: RecordRow): RoleRights => ({
  functions: part(role.functions),
  scopes: part(role.scopes),
  fields: part(role.fields),
})

/** Verbs that reach no record that exists: allowed or not, without a scope. */
const scopeless = new Set(['create', 'manage', 'set-password'])

/** The steps that mean something for a verb of an object: only owned records have somebody responsible. */
export const stepsOf = (object: ObjectMeta, verb: string): readonly Scope[] =>
  object.traits.owned === true && !scopeless.has(verb) ? scopes : ['none', 'all']

const entryOf = (rights: RoleRights, object: string, verb: string): Entry =>
  rights.scopes[object]?.[verb] ?? rights.scopes[object]?.read ?? 'none'

/** How far a role reaches with a verb; `none` when it may not at all. */
export const scopeOf = (rights: RoleRights, object: string, verb: string): Scope => {
  if (rights.functions[object]?.includes(verb) !== true) return 'none'
  const entry = entryOf(rights, object, verb)
  return typeof entry === 'string' ? entry : entry.scope
}

export const parentsOf = (rights: RoleRights, object: string): ParentsRule => {
  const entry = entryOf(rights, object, 'read')
  return typeof entry === 'string' ? 'none' : (entry.parents ?? 'none')
}

const entry = (scope: Scope, parents: ParentsRule): Entry => (parents === 'none' ? scope : { scope, parents })

type Change = Partial<Pick<RoleRights, 'functions' | 'scopes' | 'fields'>>

/** The role's rights after a verb was given another reach. `none` takes the verb away. */
export const withScope = (
  rights: RoleRights,
  { object, verb, scope }: { object: string; verb: string; scope: Scope },
): Change => {
  const had = rights.functions[object] ?? []
  const allowed = scope === 'none' ? had.filter((one) => one !== verb) : [...new Set([...had, verb])]
  const { [verb]: _former, ...others } = rights.scopes[object] ?? {}
  const kept = scope === 'none' ? others : { ...others, [verb]: entry(scope, parentsOf(rights, object)) }
  return {
    functions: { ...rights.functions, [object]: allowed },
    scopes: { ...rights.scopes, [object]: kept },
  }
}

/** Whether it also reaches what belongs to main records; for every verb of the object alike. */
export const withParents = (rights: RoleRights, object: string, parents: ParentsRule): Change => ({
  scopes: {
    ...rights.scopes,
    [object]: Object.fromEntries(
      Object.entries(rights.scopes[object] ?? {}).map(([verb, former]) => [
        verb,
        scopeless.has(verb) ? former : entry(typeof former === 'string' ? former : former.scope, parents),
      ]),
    ),
  },
})

/** `write` is what a role has of a field it does not mention. */
export const withField = (
  rights: RoleRights,
  { object, field, right }: { object: string; field: string; right: FieldRight },
): Change => {
  const { [field]: _former, ...others } = rights.fields[object] ?? {}
  return {
    fields: { ...rights.fields, [object]: right === 'write' ? others : { ...others, [field]: right } },
  }
}

/** Only a field with a way of masking can be shown in part. */
export const isMaskable = (field: FieldMeta): boolean => field.maskable === true || field.mask !== undefined

/** Does the object belong to main records, so that it can be reached through them? */
export const hasParents = (object: ObjectMeta): boolean =>
  Array.isArray(object.traits.actionOf) || typeof object.traits.follows === 'string'

/** Every right there is to an object: verbs that its traits allow, then its own actions. */
export const functionsOf = (object: ObjectMeta, granted: readonly string[]): readonly string[] => {
  const { traits } = object
  const fits: Readonly<Record<string, boolean>> = {
    purge: traits.recyclable === true,
    assign: traits.owned === true && traits.follows === undefined && !Array.isArray(traits.actionOf),
    export: traits.exportable === true,
    import: traits.importable === true,
    print: traits.owned === true,
    reveal: object.fields.some(isMaskable),
  }
  const standard = verbs.filter((verb) => fits[verb] !== false)
  const hidden = new Set(['restore', ...verbs.filter((verb) => fits[verb] === false)])
  const own = [...object.actions.map((action) => action.name), ...granted].filter((name) => !hidden.has(name))
  return [...new Set([...standard, ...own])]
}
