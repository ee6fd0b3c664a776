import { setImmediate } from 'node:timers/promises'
import sql, { raw } from 'sql-template-tag'
import { newId } from '../../../kernel/ids.ts'
import type { JobDef, Kernel } from '../../../kernel/kernel.ts'
import type { Context } from '../../../kernel/principal.ts'
import { identityFields } from '../../../model/identity.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import { compareFacts, isByAddressAlone, type Match } from '../compare.ts'
import type { Facts } from '../facts.ts'
import { considered, factsOfRow, factsPage } from '../find.ts'
import { askedKeys, storedKeys } from '../keys.ts'
import { type IdentityParts, identityOf } from '../parts.ts'
import { insertClusters, type NewCluster, pairOf } from '../queue.ts'
import { Groups, Shelf } from './shelf.ts'

const pageSize = 200
/** A key that more records share says nothing; what two share of it they also share of a rarer one. */
const mostUnderKey = 300
/** Of those that share keys with a record, so many are compared, the ones that share most. */
const mostCompared = 4
const mostOfLone = 3
const mostInCluster = 20
/** What is shared alone counts more than likeness of names. */
const exactWorth = 4
const recordsPerTurn = 10
const keptParsed = 5_000

interface Scan {
  readonly id: string
  readonly object: string
  readonly byId: string | null
}

/** 全库查重: everything stored is compared with what is like it, and what is double stands in the duplicate centre. */
export const scanJob = (parts: IdentityParts): JobDef => ({
  name: 'duplicate-scan',
  label: { zh: '全库查重', en: 'Scan for duplicates' },
  atStart: true,
  run: async (context) => {
    const kernel = parts.kernel()
    let done = 0
    for (;;) {
      const { rows } = await kernel.db.query<Scan>(
        sql`UPDATE duplicate_scans SET state = 'running', looked = 0 WHERE id = (SELECT id FROM duplicate_scans WHERE state IN ('queued', 'running') ORDER BY at, id LIMIT 1) RETURNING id, object, by_id AS "byId"`,
      )
      const [scan] = rows
      const object = kernel.registry().objects.get(scan?.object ?? '')
      if (scan === undefined) return { scans: done }
      try {
        if (object === undefined) throw new Error(`no object ${scan.object}`)
        await scanObject(parts, context, object, scan)
      } catch (error) {
        await kernel.db.query(
          sql`UPDATE duplicate_scans SET state = 'failed', finished_at = ${kernel.clock.now()}, error = ${String(error).slice(0, 500)} WHERE id = ${scan.id}`,
        )
        throw error
      }
      done += 1
    }
  },
})

const scanObject = async (
  parts: IdentityParts,
  context: Context,
  object: CompiledObject,
  scan: Scan,
): Promise<void> => {
  const kernel = parts.kernel()
  // What makes others related, or neighbours, is no reason to hold two for one.
  const whole = parts.state.policy()
  const policy = { ...whole, compare: { ...whole.compare, address: false, group: false } }
  const names = [
    ...identityFields(identityOf(object)).filter((name) => name !== identityOf(object).address),
    'company$',
  ]
  const shelf = await fill(kernel, object, names, (facts) => storedKeys(considered(facts, policy)))
  const groups = new Groups(shelf.size, mostInCluster)
  const apart = await allApart(kernel)
  const best = new Map<number, Match>()
  const parsed = new Map<number, Facts>()
  const factsAt = (at: number): Facts => {
    const known = parsed.get(at)
    if (known !== undefined) return known
    const values = shelf.valuesOf(at)
    const row = Object.fromEntries(names.map((name, n) => [name, values[n] ?? null]))
    const facts = considered(factsOfRow(object, row), policy)
    if (parsed.size >= keptParsed) parsed.clear()
    parsed.set(at, facts)
    return facts
  }
  const compareOne = (at: number) => {
    const own = factsAt(at)
    for (const other of nearest(shelf, own, at)) {
      if (groups.of(at) === groups.of(other) || apart.has(pairOf(shelf.idOf(at), shelf.idOf(other)))) continue
      const match = compareFacts(own, factsAt(other))
      if (match === undefined || match.strength === 'related' || isByAddressAlone(match)) continue
      const before = [best.get(groups.of(at)), best.get(groups.of(other))]
      if (!groups.join(at, other)) continue
      const [strongest] = [...before, match].filter((one) => one !== undefined).sort((a, b) => b.score - a.score)
      best.set(groups.of(at), strongest ?? match)
    }
  }
  await kernel.db.query(sql`UPDATE duplicate_scans SET total = ${shelf.size} WHERE id = ${scan.id}`)
  for (let at = 0; at < shelf.size; at++) {
    compareOne(at)
    if (at % recordsPerTurn === 0) await setImmediate()
    if (at % 20_000 === 0) await kernel.db.query(sql`UPDATE duplicate_scans SET looked = ${at} WHERE id = ${scan.id}`)
  }
  await store(kernel, context, object, scan, clustersOf(shelf, groups, best, scan))
}

const fill = async (
  kernel: Kernel,
  object: CompiledObject,
  names: readonly string[],
  keysOf: (facts: Facts) => number[],
): Promise<Shelf> => {
  const { rows } = await kernel.db.query<{ n: number }>(
    sql`SELECT count(*) AS n FROM ${raw(object.table)} WHERE deleted_at IS NULL`,
  )
  // Some room for what is made meanwhile.
  const shelf = new Shelf(pageSize, Math.round((rows[0]?.n ?? 0) * 1.05) + 10_000)
  for (let after: string | null = null; ; ) {
    const page = await factsPage(kernel, kernel.db, object, after, pageSize)
    shelf.add(
      page.map(({ id, row, facts }) => ({
        id,
        values: names.map((name) => row[name] ?? null),
        keys: keysOf(facts),
        outline: outlineOf(facts),
      })),
    )
    if (page.length < pageSize) break
    after = page.at(-1)!.id
  }
  await shelf.sort(setImmediate)
  return shelf
}

/** Those that share most keys with a record, at most a few. */
const nearest = (shelf: Shelf, facts: Facts, self: number): number[] => {
  const shared = new Map<number, number>()
  const { exact, alike, short } = askedKeys(facts)
  const count = (keys: readonly number[], worth: number) => {
    for (const key of keys)
      shelf.each(key, mostUnderKey, (at) => {
        if (at !== self) shared.set(at, (shared.get(at) ?? 0) + worth)
      })
  }
  count(exact, exactWorth)
  count(alike, 1)
  // What a short name may stand for; whoever has a whole name as well is found by that.
  if ((facts.names[0]?.text.length ?? 0) <= shortName) count(short, 1)
  const sorted = [...shared].sort((a, b) => b[1] - a[1])
  // Whoever shares one key only is looked at where nobody shares more.
  const isLone = (sorted[0]?.[1] ?? 0) < 2
  const own = shelf.outlineOf(self)
  const found: number[] = []
  for (const [at, count] of sorted) {
    if (found.length === (isLone ? mostOfLone : mostCompared) || (count < 2 && !isLone)) break
    if (count >= exactWorth || mayBeOne(own, shelf.outlineOf(at))) found.push(at)
  }
  return found
}

/** Whoever goes by a short name alone may be one of other signs; it is marked, so that it is compared in any case. */
const shortMark = '*'
const shortName = 8

/** What is looked at before two records are taken apart: their brands, or the name of a person. */
const outlineOf = ({ names, person }: Facts): string =>
  person?.text ??
  ((names[0]?.text.length ?? 0) <= shortName ? shortMark : '') +
    names
      .slice(0, 3)
      .map((name) => name.core.slice(0, 12))
      .join('')

const mayBeOne = (a: string, b: string): boolean => {
  if (a.startsWith(shortMark) || b.startsWith(shortMark)) return true
  for (const sign of a) if (b.includes(sign)) return true
  return a === b
}

const allApart = async (kernel: Kernel): Promise<Set<string>> => {
  const { rows } = await kernel.db.query<{ one: string; other: string }>(sql`SELECT one, other FROM duplicate_apart`)
  return new Set(rows.map(({ one, other }) => `${one}/${other}`))
}

const clustersOf = (shelf: Shelf, groups: Groups, best: ReadonlyMap<number, Match>, scan: Scan): NewCluster[] => {
  const members = new Map<number, string[]>()
  for (let at = 0; at < shelf.size; at++) {
    if (groups.sizeOf(at) < 2) continue
    const root = groups.of(at)
    members.set(root, [...(members.get(root) ?? []), shelf.idOf(at)])
  }
  return [...members].map(([root, ids]) => {
    const { score, reasons } = best.get(root)!
    return {
      id: newId(),
      state: 'open',
      source: 'scan',
      scan_id: scan.id,
      found_by_id: scan.byId,
      score,
      reasons,
      members: ids,
    }
  })
}

/** What an earlier scan had found and nobody decided is replaced; what is decided stays decided. */
const store = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  scan: Scan,
  clusters: readonly NewCluster[],
) => {
  await kernel.db.transaction(async (tx) => {
    await tx.query(
      sql`DELETE FROM duplicate_clusters WHERE object = ${object.path} AND state = 'open' AND source = 'scan'`,
    )
    for (let from = 0; from < clusters.length; from += 1000)
      await insertClusters(tx, object.path, clusters.slice(from, from + 1000), context.now)
    // What was noted on entry and stands whole in a group of the scan is said once.
    await tx.query(
      sql`DELETE FROM duplicate_clusters c USING (
          SELECT m.cluster_id AS entry, n.cluster_id AS scan, count(*) AS shared FROM duplicate_members m
          JOIN duplicate_clusters e ON e.id = m.cluster_id AND e.state = 'open' AND e.source = 'entry' AND e.object = ${object.path}
          JOIN duplicate_members n ON n.record_id = m.record_id JOIN duplicate_clusters s ON s.id = n.cluster_id AND s.scan_id = ${scan.id} GROUP BY 1, 2) o
        WHERE c.id = o.entry AND o.shared = (SELECT count(*) FROM duplicate_members m WHERE m.cluster_id = o.entry)`,
    )
    await tx.query(
      sql`UPDATE duplicate_scans SET state = 'done', looked = total, clusters = ${clusters.length}, finished_at = ${kernel.clock.now()} WHERE id = ${scan.id}`,
    )
  })
}
