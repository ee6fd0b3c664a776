import sql, { type Sql } from 'sql-template-tag'
import type { Database } from '../../src/kernel/database/database.ts'
import { contextOf, type Kernel } from '../../src/kernel/kernel.ts'
import type { Principal } from '../../src/kernel/principal.ts'
import { list } from '../../src/kernel/records/list.ts'
import { parseList } from '../../src/kernel/records/query.ts'
import { scopes } from '../../src/model/object.ts'
import type { CompiledObject } from '../../src/model/registry.ts'
import type { Bench } from '../main.ts'
import { idsOfRole } from '../people.ts'
import { ms, type Section } from '../report.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

interface Seen {
  readonly text: string
  readonly scans: readonly string[]
}

const large = 10_000
/** A count that ends at ten thousand may read them in the order they lie in; that is no scan of the table. */
const bounded = 20_000

const rowsRead = (plan: Plan): number =>
  Math.round((plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'])

const scansOf = (plan: Plan, rowsOf: ReadonlyMap<string, number>): string[] => {
  const table = plan['Relation Name'] ?? ''
  const isScan = plan['Node Type'] === 'Seq Scan' && (rowsOf.get(table) ?? 0) > large && rowsRead(plan) > bounded
  return [
    ...(isScan ? [`${table} (${rowsRead(plan).toLocaleString('en')} rows)`] : []),
    ...(plan.Plans ?? []).flatMap((one) => scansOf(one, rowsOf)),
  ]
}

/** A database that explains every SELECT before it runs it, and keeps what it saw. */
const explaining = (db: Database, rowsOf: ReadonlyMap<string, number>, seen: Seen[]): Database => ({
  ...db,
  query: async <R extends object>(statement: Sql) => {
    if (/^(SELECT|WITH)/.test(statement.text)) {
      const { rows } = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        sql`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
      )
      seen.push({
        text: statement.text,
        scans: rows.flatMap((row) => row['QUERY PLAN'].flatMap((one) => scansOf(one.Plan, rowsOf))),
      })
    }
    return db.query<R>(statement)
  },
})

interface Asked {
  readonly request: Record<string, string>
  readonly name: string
}

const viewsOf = (object: CompiledObject): Asked[] => [
  { name: '(default)', request: {} },
  ...(object.def.views ?? []).map((view) => ({
    name: view.name,
    request: { filter: JSON.stringify(view.filter), ...(view.sort === undefined ? {} : { sort: view.sort }) },
  })),
]

/** Every declared view of every object under every scope and default role: first and second page, no sequential scan of a large table. */
export const plans = async ({ system }: Bench): Promise<Section> => {
  const { kernel } = system
  const { rows: sizes } = await kernel.db.query<{ name: string; n: number }>(
    sql`SELECT relname AS name, reltuples::float8 AS n FROM pg_class WHERE relkind = 'r'`,
  )
  const rowsOf = new Map(sizes.map((row) => [row.name, row.n]))
  const faults: string[][] = []
  const slow: { what: string; time: number }[] = []
  let checked = 0
  const check = async (role: string, principal: Principal, object: CompiledObject, view: Asked) => {
    const seen: Seen[] = []
    const looking: Kernel = { ...kernel, db: explaining(kernel.db, rowsOf, seen) }
    const context = contextOf(kernel, principal, { via: 'api' })
    const first = await list(looking, context, object, parseList(kernel, context, object, view.request))
    if (first.page.next !== null)
      await list(
        looking,
        context,
        object,
        parseList(kernel, context, object, { ...view.request, cursor: first.page.next }),
      )
    checked += 1
    for (const { scans, text } of seen)
      if (scans.length > 0) faults.push([object.path, view.name, role, [...new Set(scans)].join(', '), shape(text)])
    const began = performance.now()
    await list(kernel, context, object, parseList(kernel, context, object, view.request))
    slow.push({ what: `${object.path} · ${view.name} · ${role}`, time: performance.now() - began })
  }
  for (const role of [
    ...scopes.map((scope) => `bench-${scope}`),
    'rep',
    'manager',
    'director',
    'operations',
    'administrator',
    'service',
    'partner',
  ]) {
    const [id] = await idsOfRole(kernel.db, role, 1)
    const principal = id === undefined ? undefined : await kernel.principalFor(id)
    if (principal === undefined) continue
    for (const object of kernel.registry().objects.values())
      if (kernel.access.may(principal, object, 'read'))
        for (const view of viewsOf(object)) await check(role, principal, object, view)
  }
  slow.sort((a, b) => b.time - a.time)
  return {
    title: 'Plans of the default list views',
    columns: ['object', 'view', 'role', 'sequential scan of', 'statement'],
    rows: faults.length > 0 ? faults : [['all', 'all', 'all', 'none', '']],
    notes: [
      `${checked} lists (declared views × roles, pages one and two) looked at; a table is large from ${large.toLocaleString('en')} rows, and scanned when more than ${bounded.toLocaleString('en')} of them are read: a count that stops at 10,000 may read them in the order they lie in.`,
      `Slowest first pages, one request alone: ${slow
        .slice(0, 8)
        .map((one) => `${one.what} ${ms(one.time)} ms`)
        .join('; ')}.`,
    ],
  }
}

/** Which statement of a list it was, in a few words. */
const shape = (text: string): string =>
  /^SELECT count/.test(text)
    ? 'count alone'
    : text.includes('total$')
      ? 'page with count'
      : /AS name/.test(text)
        ? 'names of references'
        : 'page'
