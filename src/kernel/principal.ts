import type { Locale } from '../model/label.ts'
import type { ParentsRule, Scope } from '../model/object.ts'
import type { Predicate } from '../model/predicate.ts'
import type { CompiledObject } from '../model/registry.ts'
import type { Transaction } from './database/database.ts'

export type FieldRight = 'none' | 'mask' | 'read' | 'write'

/** The rights of all roles of a person, merged: the highest wins (DESIGN §5). Keys are object paths. */
export interface Rights {
  readonly functions: ReadonlyMap<string, ReadonlySet<string>>
  readonly scopes: ReadonlyMap<string, ReadonlyMap<string, { readonly scope: Scope; readonly parents: ParentsRule }>>
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldRight>>
}

/** Records somebody is listed on, per object: in person, through the own department, through managed ones. `null`: too many to carry. */
export interface Shared {
  readonly read: readonly string[]
  readonly write: readonly string[]
}
export interface SharedSets {
  readonly person: ReadonlyMap<string, Shared>
  readonly department: ReadonlyMap<string, Shared>
  readonly managed: ReadonlyMap<string, Shared>
  /** Above the carrying limit: look each record up instead. */
  readonly overflow: boolean
}

/** On whose behalf something is read or written. There is no query without one. */
export interface Principal {
  readonly kind: 'employee' | 'system'
  readonly employeeId: string | null
  readonly name: string
  readonly departmentId: string | null
  /** Departments this person manages, with everything below them. */
  readonly managedDepartmentIds: readonly string[]
  readonly subordinateIds: readonly string[]
  readonly roleIds: readonly string[]
  readonly roleKeys: readonly string[]
  readonly grade: string | null
  readonly rights: Rights
  readonly shared: SharedSets
  /** Pools whose customers this person may see and claim, and those this person administers. */
  readonly poolIds: readonly string[]
  readonly adminPoolIds: readonly string[]
  /** Field -> pools in which it is masked for this person. */
  readonly poolMasks: ReadonlyMap<string, readonly string[]>
  /** Restriction of the API key used, if any. */
  readonly mayKey: ((object: string, verb: string) => boolean) | null
  /** Why the system acts, for the audit. */
  readonly reason?: string
}

/** One request or job run: who, when, in which language, and the transaction it happens in. */
export interface Context {
  readonly principal: Principal
  /** Business time of this request, fixed once. */
  readonly now: string
  readonly locale: Locale
  readonly requestId: string
  readonly via: 'api' | 'import' | 'job' | 'undo' | 'setup'
  /** How it is entered, where that is not told by `via`: rules about what comes in by conversion hold then; what was approved is not asked again. */
  readonly entry?: 'conversion' | 'approved'
  /** Automations whose work this is, the first one first: what they cause is known by it, and ends (loops). */
  readonly chain?: readonly string[]
  readonly tx?: Transaction
}

/** Decides the three questions of DESIGN §5. The kernel asks; an engine answers. */
export interface AccessPolicy {
  /** May this person do this at all. */
  readonly may: (principal: Principal, object: CompiledObject, verb: string) => boolean
  /** Which rows the verb reaches; `never` when it may not be done at all. */
  readonly rows: (principal: Principal, object: CompiledObject, verb: string, now: string) => Predicate
  readonly field: (principal: Principal, object: CompiledObject, field: string) => FieldRight
  /** The rows on which the value of a field is hidden from this person. */
  readonly masked: (principal: Principal, object: CompiledObject, field: string) => Predicate
  /** Whether this is the role that manages all others; one active person must hold it. */
  readonly isAdministratorRole: (roleId: string) => boolean
}

const noSets: SharedSets = { person: new Map(), department: new Map(), managed: new Map(), overflow: false }
const noRights: Rights = { functions: new Map(), scopes: new Map(), fields: new Map() }

/** The system acting for a stated reason; access lets it through, the audit names the reason. */
export const systemPrincipal = (reason: string): Principal => ({
  kind: 'system',
  employeeId: null,
  name: 'system',
  departmentId: null,
  managedDepartmentIds: [],
  subordinateIds: [],
  roleIds: [],
  roleKeys: [],
  grade: null,
  rights: noRights,
  shared: noSets,
  poolIds: [],
  adminPoolIds: [],
  poolMasks: new Map(),
  mayKey: null,
  reason,
})
