import sql, { raw } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { type Facts, factsOf } from './facts.ts'
import { type Found, factsStored, findAlike } from './find.ts'
import { type IdentityParts, identityOf } from './parts.ts'
import { type Decision, type DuplicateRule, type Entry, type FoundState, ruleFor, stricter } from './policy.ts'

/** One find with what it is to the asker, and the rule that decided over it. */
export interface Judged extends Found {
  readonly state: FoundState
  readonly rule: DuplicateRule | undefined
}

export interface Verdict {
  readonly decision: Decision
  readonly finds: readonly Judged[]
  /** A warning that wants a reason before anything is saved. */
  readonly reasonRequired: boolean
}

/** By what way something is entered: the form and machines speak the same API. */
export const entryOf = ({ via, entry, principal }: Context): Entry =>
  entry === 'conversion' ? entry : via === 'import' ? 'import' : principal.mayKey === null ? 'form' : 'api'

const stateOf = ({ object, row }: Found, { principal, now }: Context): FoundState => {
  if (row.ownerId !== null && row.ownerId === principal.employeeId) return 'mine'
  if (object.path === 'leads') return 'lead'
  if ((row.ownerId ?? null) === null) return 'pool'
  if (row.dealStatus === 'dealt' || row.dealStatus === 'repeat') return 'dealt'
  const until = row.protectedUntil
  return row.locked === true || (typeof until === 'string' && until > now) ? 'protected' : 'owned'
}

/** What values say of who it is; of a person with the name of the company it is at. */
export const factsOfValues = async (
  kernel: Kernel,
  db: Queryable,
  object: CompiledObject,
  rows: readonly Readonly<Row>[],
): Promise<Facts[]> => {
  const identity = identityOf(object)
  const company = identity.company === undefined ? undefined : object.fields.get(identity.company)
  if (company === undefined) return rows.map((row) => factsOf(identity, row))
  const of = kernel.registry().objects.get(String(company.def.to))!
  const ids = [...new Set(rows.map((row) => row[company.name]).filter(isId))]
  const names = new Map<string, string>()
  if (ids.length > 0) {
    const { rows: found } = await db.query<{ id: string; name: string | null }>(
      sql`SELECT id, ${raw(of.fields.get(of.def.title)!.column)} AS name FROM ${raw(of.table)} WHERE id = ANY(${ids}::uuid[])`,
    )
    for (const one of found) names.set(one.id, one.name ?? '')
  }
  return rows.map((row) => {
    const given = row[company.expansion ?? '']
    return factsOf(identity, row, names.get(String(row[company.name])) ?? (typeof given === 'string' ? given : ''))
  })
}

/** The people of a company are no duplicates of it, nor is it of them. */
const isOwnPart = (object: CompiledObject, self: Readonly<Row> & { id?: string | null }, found: Found): boolean => {
  const theirs = found.object.def.traits.identity?.company
  if (theirs !== undefined && found.object.path !== object.path && found.row[theirs] === self.id) return true
  const ours = object.def.traits.identity?.company
  return ours !== undefined && found.object.path !== object.path && self[ours] === found.id
}

/** Of companies one runs the shop of the other: both sides, where either is like what is entered (G8). */
const withOperated = async (kernel: Kernel, db: Queryable, finds: readonly Found[]): Promise<Found[]> => {
  const more: Found[] = []
  const marked = new Set<string>()
  for (const tie of kernel.registry().objects.values()) {
    const { relates } = tie.def.traits
    if (relates?.operating === undefined) continue
    const path = String(tie.fields.get(relates.on)!.def.to)
    const ids = finds.filter((find) => find.object.path === path && find.strength !== 'related').map((find) => find.id)
    if (ids.length === 0) continue
    const column = (name: string) => raw(tie.fields.get(name)!.column)
    const { rows } = await db.query<{ one: string; other: string }>(
      sql`SELECT ${column(relates.on)} AS one, ${column(relates.to)} AS other FROM ${raw(tie.table)} WHERE ${column(relates.on)} = ANY(${ids}::uuid[]) AND ${column(relates.kind)} = ANY(${relates.operating}::text[]) AND deleted_at IS NULL LIMIT 20`,
    )
    const object = kernel.registry().objects.get(path)!
    for (const { one } of rows) marked.add(one)
    const others = rows.map(({ other }) => other).filter((id) => !finds.some((find) => find.id === id))
    for (const [id, at] of await factsStored(kernel, db, object, [...new Set(others)]))
      more.push({ object, id, row: at.row, strength: 'related', score: 0.5, reasons: [{ code: 'operated' }] })
  }
  if (marked.size === 0) return [...finds]
  return [
    ...finds.map((find) =>
      marked.has(find.id) ? { ...find, reasons: [...find.reasons, { code: 'operated' } as const] } : find,
    ),
    ...more,
  ]
}

/** What the rules say to each of several rows about to be saved, or asked about. The same for form, import and API. */
export const judge = async (
  { kernel: theKernel, state }: IdentityParts,
  context: Context,
  object: CompiledObject,
  rows: readonly (Readonly<Row> & { readonly id?: string | null })[],
  entry: Entry = entryOf(context),
): Promise<Verdict[]> => {
  const kernel = theKernel()
  const db = context.tx ?? kernel.db
  const policy = state.policy()
  const facts = await factsOfValues(kernel, db, object, rows)
  const found = await findAlike(
    kernel,
    db,
    policy,
    facts.map((one, n) => ({ facts: one, except: rows[n]!.id ?? null })),
  )
  const verdicts: Verdict[] = []
  for (const [n, list] of found.entries()) {
    const self = rows[n]!
    const others = await withOperated(
      kernel,
      db,
      list.filter((one) => !isOwnPart(object, self, one)),
    )
    const finds = others.map((one): Judged => {
      const at = stateOf(one, context)
      return {
        ...one,
        state: at,
        rule: ruleFor(policy, { object: object.path, entry }, { state: at, strength: one.strength }),
      }
    })
    verdicts.push({
      finds,
      decision: finds.reduce<Decision>((worst, one) => stricter(worst, one.rule?.decision ?? 'allow'), 'allow'),
      reasonRequired: finds.some((one) => one.rule?.decision === 'warn' && one.rule.reasonRequired),
    })
  }
  return verdicts
}
