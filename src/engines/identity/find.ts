import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { identityFields } from '../../model/identity.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compareFacts, type Match } from './compare.ts'
import { type Facts, factsOf } from './facts.ts'
import { askedKeys } from './keys.ts'
import { identityOf } from './parts.ts'
import { byStrength, type IdentityPolicy } from './policy.ts'

/** A stored record that is like what was asked for. Never shown as it is: `shown.ts` says what may be told. */
export interface Found extends Match {
  readonly object: CompiledObject
  readonly id: string
  readonly row: Row
}

/** Rows that share a key and are read and compared at most; the rarest keys and the most shared ones first. */
const mostCompared = 24
const mostExact = 16

/** What a policy leaves of the facts: kinds of likeness that are switched off are not looked for. */
export const considered = (facts: Facts, { compare }: IdentityPolicy): Facts => ({
  ...facts,
  names: compare.name ? facts.names : [],
  person: compare.name ? facts.person : undefined,
  phones: compare.phone ? facts.phones : [],
  emails: compare.email ? facts.emails : [],
  sites: compare.site ? facts.sites : [],
  address: compare.address ? facts.address : '',
  groupId: compare.group ? facts.groupId : null,
  placeId: compare.address ? facts.placeId : null,
})

/**
 * For each of several questions, the living records that are like it, the likeliest first. Looks everywhere, whoever
 * asks: what may be told of a find is decided afterwards. `except`: the record itself.
 */
export const findAlike = async (
  kernel: Kernel,
  db: Queryable,
  policy: IdentityPolicy,
  asks: readonly { readonly facts: Facts; readonly except: string | null }[],
): Promise<Found[][]> => {
  const facts = asks.map((ask) => considered(ask.facts, policy))
  const keys = facts.map(askedKeys)
  const found: Found[][] = asks.map(() => [])
  const take = async (questions: readonly Question[]) => {
    const hits = await hitsOf(db, questions)
    const rows = await rowsOf(kernel, db, hits)
    for (const { n, id } of hits) {
      const at = rows.get(id)
      if (at === undefined || id === asks[n]!.except || found[n]!.some((one) => one.id === id)) continue
      const match = compareFacts(facts[n]!, considered(at.facts, policy))
      if (match !== undefined) found[n]!.push({ ...match, object: at.object, id, row: at.row })
    }
  }
  await take(
    keys.flatMap(({ exact, alike }, n) => [
      { n, keys: exact, most: mostExact },
      { n, keys: alike, most: mostCompared },
    ]),
  )
  // Many stand under what a short name may stand for: asked where nobody is surely meant yet.
  const isMeant = (one: Found) => one.strength === 'certain' || one.strength === 'same'
  await take(keys.flatMap(({ short }, n) => (found[n]!.some(isMeant) ? [] : [{ n, keys: short, most: mostCompared }])))
  for (const list of found)
    list.sort((a, b) => byStrength(a.strength, b.strength) || b.score - a.score || (a.id < b.id ? -1 : 1))
  return found
}

interface Question {
  readonly n: number
  readonly keys: readonly number[]
  readonly most: number
}

interface Hit {
  readonly n: number
  readonly object: string
  readonly id: string
}

/**
 * Those that share most keys. Ordered by what they share, so that every row under the keys is read from their index: an
 * order by id would have the planner read the whole table in the hope of finding enough of them early.
 */
const sharing = (keys: Sql, most: Sql | number): Sql =>
  sql`SELECT i.object, i.record_id FROM identity_keys i WHERE i.keys && ${keys} ORDER BY (SELECT count(*) FROM unnest(i.keys) key WHERE key = ANY(${keys})) DESC, i.record_id LIMIT ${most}`

/** The different questions behind several: many rows of one name ask one. */
const distinctOf = (asked: readonly Question[]) => {
  const questions = new Map<string, Omit<Question, 'n'> & { readonly askers: number[] }>()
  for (const { n, keys, most } of asked) {
    if (keys.length === 0) continue
    const text = `${most}:${keys.join()}`
    const known = questions.get(text)
    if (known === undefined) questions.set(text, { keys, most, askers: [n] })
    else known.askers.push(n)
  }
  return [...questions.values()]
}

const hitsOf = async (db: Queryable, asked: readonly Question[]): Promise<Hit[]> => {
  const questions = distinctOf(asked)
  if (questions.length === 0) return []
  const { rows } =
    questions.length < 3
      ? await db.query<{ q: number; object: string; id: string }>(
          join(
            questions.map(
              ({ keys: list, most }, q) =>
                sql`SELECT ${q}::int AS q, k.object, k.record_id AS id FROM (${sharing(sql`${list}::int[]`, most)}) k`,
            ),
            ' UNION ALL ',
          ),
        )
      : await db.query<{ q: number; object: string; id: string }>(
          sql`SELECT a.q, k.object, k.record_id AS id FROM jsonb_to_recordset(${JSON.stringify(questions.map(({ keys: list, most }, q) => ({ q, keys: list, most })))}::jsonb) AS a(q int, keys jsonb, most int)
            CROSS JOIN LATERAL (SELECT ARRAY(SELECT jsonb_array_elements_text(a.keys)::int) AS keys OFFSET 0) l
            CROSS JOIN LATERAL (${sharing(raw('l.keys'), raw('a.most'))}) k`,
        )
  const found = new Map<string, Hit>()
  for (const { q, object, id } of rows) for (const n of questions[q]!.askers) found.set(`${n}/${id}`, { n, object, id })
  return [...found.values()]
}

interface Compared {
  readonly object: CompiledObject
  readonly row: Row
  readonly facts: Facts
}

/** What state and ownership are told by, where the object has it. */
const stateFields = ['ownerId', 'departmentId', 'poolId', 'locked', 'protectedUntil', 'dealStatus']

const rowsOf = async (
  kernel: Kernel,
  db: Queryable,
  hits: readonly { readonly object: string; readonly id: string }[],
): Promise<Map<string, Compared>> => {
  const found = new Map<string, Compared>()
  const byObject = new Map<string, Set<string>>()
  for (const { object, id } of hits) byObject.set(object, (byObject.get(object) ?? new Set()).add(id))
  for (const [path, ids] of byObject) {
    const object = kernel.registry().objects.get(path)
    if (object?.def.traits.identity === undefined) continue
    for (const [id, at] of await factsStored(kernel, db, object, [...ids])) found.set(id, at)
  }
  return found
}

/** What is read of a stored record to say who it is; read past access, for comparison alone. */
const factsSelect = (kernel: Kernel, object: CompiledObject, more: readonly string[]) => {
  const identity = identityOf(object)
  const names = [...new Set(['id', ...identityFields(identity), ...more])].filter((name) => object.fields.has(name))
  const list = names.map((name) => `t.${object.fields.get(name)!.column} AS "${name}"`).join(', ')
  const company = identity.company === undefined ? undefined : object.fields.get(identity.company)
  const of = company === undefined ? undefined : kernel.registry().objects.get(String(company.def.to))
  const title = of === undefined ? 'NULL::text' : `c.${of.fields.get(of.def.title)!.column}`
  const joined = of === undefined ? '' : ` LEFT JOIN ${of.table} c ON c.id = t.${company!.column}`
  return raw(`SELECT ${list}, ${title} AS "company$" FROM ${object.table} t${joined}`)
}

/** Facts of a row that `factsSelect` read. */
export const factsOfRow = (object: CompiledObject, row: Readonly<Row>): Facts =>
  factsOf(identityOf(object), row, typeof row.company$ === 'string' ? row.company$ : '')

/** The facts of stored records, those in the recycle bin left out. */
export const factsStored = async (
  kernel: Kernel,
  db: Queryable,
  object: CompiledObject,
  ids: readonly string[],
): Promise<Map<string, Compared>> => {
  const { rows } = await db.query<Row>(
    sql`${factsSelect(kernel, object, stateFields)} WHERE t.id = ANY(${ids}::uuid[]) AND t.deleted_at IS NULL`,
  )
  return new Map(rows.map((row) => [String(row.id), { object, row, facts: factsOfRow(object, row) }]))
}

/** One page of everything stored, in the order of ids. */
export const factsPage = async (
  kernel: Kernel,
  db: Queryable,
  object: CompiledObject,
  after: string | null,
  limit: number,
): Promise<{ readonly id: string; readonly row: Row; readonly facts: Facts }[]> => {
  const { rows } = await db.query<Row>(
    sql`${factsSelect(kernel, object, [])} WHERE t.deleted_at IS NULL ${after === null ? sql`` : sql`AND t.id > ${after}`} ORDER BY t.id LIMIT ${limit}`,
  )
  return rows.map(({ id, ...row }) => ({ id: String(id), row, facts: factsOfRow(object, row) }))
}
