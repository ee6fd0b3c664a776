import sql from 'sql-template-tag'
import type { Database, Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { InTransaction } from '../../kernel/records/settle.ts'
import { type Strength, strengths } from './compare.ts'

export const decisions = ['allow', 'warn', 'queue', 'block'] as const
/** What follows for the one who saves: nothing, a warning, a place in the duplicate centre, or no. */
export type Decision = (typeof decisions)[number]

export const entries = ['form', 'import', 'api', 'conversion', 'web', 'partner'] as const
/** The way in. */
export type Entry = (typeof entries)[number]

export const foundStates = ['mine', 'owned', 'protected', 'pool', 'dealt', 'lead'] as const
/** What the found record is to the one who asks. */
export type FoundState = (typeof foundStates)[number]

/** 查重规则: the first rule that fits a find decides; `null` fits everything. */
export interface DuplicateRule {
  readonly object: string | null
  readonly entry: Entry | null
  readonly state: FoundState | null
  readonly strength: Strength | null
  readonly decision: Decision
  /** Of a warning: nothing is saved without a reason. */
  readonly reasonRequired: boolean
}

export interface IdentityPolicy {
  readonly rules: readonly DuplicateRule[]
  /** Of these kinds of likeness; what is not named here is not looked for. */
  readonly compare: {
    readonly name: boolean
    readonly address: boolean
    readonly phone: boolean
    readonly email: boolean
    readonly site: boolean
    readonly group: boolean
  }
  /** Records out of sight that one person may come upon in a day (F21, no way to harvest). */
  readonly findsPerDay: number
  /** Whether it is told whose a record out of sight is. */
  readonly showOwner: boolean
  /** 录入错误: what becomes of a value that cannot be right (G15). */
  readonly wrongData: 'refuse' | 'insist' | 'allow'
  /** Counts the changes, so that nobody overwrites what another has just set. */
  readonly version: number
}

const rule = (strength: Strength | null, decision: Decision): DuplicateRule => ({
  object: null,
  entry: null,
  state: null,
  strength,
  decision,
  reasonRequired: false,
})

/** In force until an administrator says otherwise: the same code blocks (C6), everything else warns. */
export const firstPolicy: IdentityPolicy = {
  rules: [rule('certain', 'block'), rule(null, 'warn')],
  compare: { name: true, address: true, phone: true, email: true, site: true, group: true },
  findsPerDay: 200,
  showOwner: true,
  wrongData: 'insist',
  version: 0,
}

export interface Asked {
  readonly object: string
  readonly entry: Entry
}

/** The rule that decides over one find; undefined: none fits, nothing follows. */
export const ruleFor = (
  policy: IdentityPolicy,
  asked: Asked,
  found: { readonly state: FoundState; readonly strength: Strength },
): DuplicateRule | undefined =>
  policy.rules.find(
    (one) =>
      (one.object === null || one.object === asked.object) &&
      (one.entry === null || one.entry === asked.entry) &&
      (one.state === null || one.state === found.state) &&
      (one.strength === null || one.strength === found.strength),
  )

/** The stricter of two. */
export const stricter = (a: Decision, b: Decision): Decision => (decisions.indexOf(a) >= decisions.indexOf(b) ? a : b)

/** A stronger find comes first. */
export const byStrength = (a: Strength, b: Strength): number => strengths.indexOf(a) - strengths.indexOf(b)

const name = 'duplicates'

export const loadPolicy = async (db: Queryable): Promise<IdentityPolicy> => {
  const { rows } = await db.query<{ value: Partial<IdentityPolicy> }>(
    sql`SELECT value FROM settings WHERE name = ${name}`,
  )
  return { ...firstPolicy, ...rows[0]?.value }
}

/** Whoever changes the policy waits here for who is just changing it. */
export const holdPolicy = async (tx: Queryable): Promise<IdentityPolicy> => {
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended('duplicates', 0))`)
  return loadPolicy(tx)
}

/** Kept for every process, which hear of it by the epoch of access; who changed what stands in the audit. */
export const savePolicy = async (
  { tx, now, principal, requestId, via }: InTransaction,
  before: IdentityPolicy,
  policy: IdentityPolicy,
): Promise<void> => {
  const changes = (['rules', 'compare', 'findsPerDay', 'showOwner', 'wrongData'] as const)
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(policy[key]))
    .map((key) => ({ field: key, from: before[key], to: policy[key] }))
  await tx.query(sql`INSERT INTO audit_entries (id, at, object, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${now}, 'duplicates', ${principal.employeeId}, 'duplicate-rules', ${JSON.stringify(changes)}::jsonb, ${requestId}, ${via})`)
  await tx.query(
    sql`INSERT INTO settings (name, value) VALUES (${name}, ${JSON.stringify(policy)}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  await tx.query(sql`UPDATE epochs SET access = access + 1`)
}

/** The rules as this process knows them; renewed with the access epoch. */
export interface IdentityState {
  readonly policy: () => IdentityPolicy
  readonly refresh: (db: Database) => Promise<void>
}

export const createIdentityState = (): IdentityState => {
  let policy = firstPolicy
  return {
    policy: () => policy,
    refresh: async (db) => {
      policy = await loadPolicy(db)
    },
  }
}
