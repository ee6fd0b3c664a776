import sql, { raw } from 'sql-template-tag'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import type { Json, Row } from '../../model/label.ts'
import { sumOf } from './amounts.ts'
import { countFacts } from './facts.ts'
import type { Facts } from './figures.ts'
import { documentOf, isDocument, tradingObject } from './parts.ts'
import { postingOf } from './posting.ts'

const page = 1000
const shownDifferences = 50

interface Difference {
  readonly object: string
  readonly id: string
  readonly field: string
  readonly stands: Json
  readonly counted: Json
}

/**
 * 账实核对: every night the figures on each customer are counted anew and compared with what stands there, and the ledger
 * with the documents. There should be no difference; what there is is reported and left for people to look into.
 */
export const recountJob = (kernel: () => Kernel): JobDef => ({
  name: 'ledger-recount',
  label: { zh: '账实核对', en: 'Recount of the ledger' },
  schedule: '17 3 * * *',
  run: async () => {
    const differences: Difference[] = []
    const customers = await compareFigures(kernel(), differences)
    const documents = await compareLedger(kernel(), differences)
    return {
      customers,
      documents,
      differences: differences.length,
      first: differences.slice(0, shownDifferences) as unknown as Json,
    }
  },
})

const compareFigures = async (kernel: Kernel, differences: Difference[]): Promise<number> => {
  const object = tradingObject(kernel)
  if (object === undefined) return 0
  let compared = 0
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: Row[] } = await kernel.db.query<Row>(
      sql`SELECT id FROM ${raw(object.table)} WHERE ${after === null ? sql`TRUE` : sql`id > ${after}`} ORDER BY id LIMIT ${page}`,
    )
    if (rows.length === 0) return compared
    const ids = rows.map((row) => String(row.id))
    after = ids.at(-1)!
    compared += ids.length
    // Both in one snapshot, or an order that comes in between would look like a difference.
    await kernel.db.transaction(async (tx) => {
      await tx.query(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
      const counted = await countFacts(kernel, tx, ids)
      const [first] = counted
      if (first === undefined) return
      const names = Object.keys(first).filter((name) => name !== 'id')
      const columns = names.map((name) => {
        const field = object.fields.get(name)!
        return `${field.type.name === 'money' || field.type.name === 'date' ? `${field.column}::text` : field.column} AS "${name}"`
      })
      const stands = await tx.query<Row>(
        sql`SELECT id, ${raw(columns.join(', '))} FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`,
      )
      const byId = new Map(stands.rows.map((row) => [String(row.id), row]))
      for (const one of counted) differences.push(...differing(object.path, byId.get(one.id) ?? {}, one, names))
    })
  }
}

/** Empty stands for nothing counted: a customer that never traded has no figures yet. */
const blank = (value: Json | undefined): Json =>
  value === null || value === undefined || value === 0 || value === '0.00' ? null : value

const differing = (object: string, row: Readonly<Row>, counted: Facts, names: readonly string[]): Difference[] =>
  names.flatMap((field) =>
    blank(row[field]) === blank(counted[field])
      ? []
      : [{ object, id: counted.id, field, stands: row[field] ?? null, counted: counted[field] ?? null }],
  )

/** Of each document, what it should have posted, against the sum of its entries. */
const compareLedger = async (kernel: Kernel, differences: Difference[]): Promise<number> => {
  let compared = 0
  for (const object of kernel.registry().objects.values()) {
    if (!isDocument(object) || documentOf(object).posts === undefined) continue
    const document = documentOf(object)
    const names = [
      document.customer,
      document.on,
      document.status,
      document.total,
      document.tax,
      document.cost,
    ].flatMap((name) => name ?? [])
    const columns = names.map((name) => {
      const field = object.fields.get(name)!
      return `d.${field.column}${field.type.name === 'money' || field.type.name === 'date' ? '::text' : ''} AS "${name}"`
    })
    for (let after: string | null = null; ; ) {
      const { rows }: { rows: Row[] } = await kernel.db.query<Row>(
        sql`SELECT d.id, d.deleted_at AS "deletedAt", ${raw(columns.join(', '))},
            (SELECT jsonb_object_agg(e.account, e.amount) FROM (SELECT account, sum(amount)::text AS amount FROM ledger_entries WHERE object = ${object.path} AND record_id = d.id GROUP BY 1 HAVING sum(amount) <> 0) e) AS entries
          FROM ${raw(`${object.table} d`)} WHERE ${after === null ? sql`TRUE` : sql`d.id > ${after}`} ORDER BY d.id LIMIT ${page}`,
      )
      if (rows.length === 0) break
      after = String(rows.at(-1)!.id)
      compared += rows.length
      for (const row of rows) {
        const should = Object.fromEntries(postingOf(document, row)?.amounts ?? [])
        const stands = (row.entries ?? {}) as Record<string, string>
        for (const account of new Set([...Object.keys(should), ...Object.keys(stands)]))
          if (sumOf([should[account]]) !== sumOf([stands[account]]))
            differences.push({
              object: object.path,
              id: String(row.id),
              field: account,
              stands: stands[account] ?? null,
              counted: should[account] ?? null,
            })
      }
    }
  }
  return compared
}
