import sql from 'sql-template-tag'
import type { Transaction } from '../src/kernel/database/database.ts'
import type { Row } from '../src/model/label.ts'
import type { Dossier } from './dossier.ts'
import { salesOf } from './sales.ts'
import { generateLeads } from './sales-leads.ts'
import { createShop, type Funnel, type Shop } from './sales-shop.ts'
import type { Trail } from './sales-trail.ts'
import { type CopyTable, houseTables } from './tables.ts'
import type { World } from './world.ts'

export const salesObjects = [
  'product-categories',
  'products',
  'price-lists',
  'leads',
  'opportunities',
  'quotes',
  'contracts',
  'orders',
  'receipts',
] as const
type SalesObject = (typeof salesObjects)[number]

/** How rows come into tables. */
export interface Into {
  readonly object: (path: SalesObject) => (rows: Iterable<Row>) => Promise<void>
  readonly house: (table: CopyTable, rows: readonly Row[]) => Promise<void>
}

const byCustomer = ['leads', 'opportunities', 'quotes', 'contracts', 'orders', 'receipts'] as const
const beside = [
  ['entries', houseTables.ledger],
  ['allocations', houseTables.allocations],
  ['audit', houseTables.audit],
  ['facts', houseTables.facts],
] as const

/** The stages and reasons that the database was seeded with. */
const funnelIn = async (tx: Transaction): Promise<Funnel> => {
  const stages = await tx.query<Row>(
    sql`SELECT s.id, s.pipeline_id AS "pipelineId", s.probability, s.stale_days::int AS "staleDays" FROM stages s JOIN pipelines p ON p.id = s.pipeline_id
      WHERE p.id = (SELECT id FROM pipelines WHERE deleted_at IS NULL ORDER BY is_default DESC, name LIMIT 1) AND s.deleted_at IS NULL ORDER BY s.position`,
  )
  const reasons = await tx.query<{ id: string }>(sql`SELECT id FROM lost_reasons WHERE deleted_at IS NULL ORDER BY id`)
  return { stages: stages.rows, lostReasonIds: reasons.rows.map((row) => row.id) }
}

export interface SalesLoader {
  /** Writes what was sold to these customers, and its figures into their dossiers. */
  readonly fill: (dossiers: readonly Dossier[], from: number) => Promise<void>
  /** What belongs to no customer, and where numbers go on from. */
  readonly finish: () => Promise<void>
}

/** The papers of so many customers are in memory at once. */
const slice = 250

/** Loads sales beside the customers they are of, a batch at a time; undefined for a company that sells nothing. */
export const openSales = async (tx: Transaction, world: World, into: Into): Promise<SalesLoader | undefined> => {
  const counts = world.counts.sales
  if (counts === null) return undefined
  const shop: Shop = createShop(world, counts, await funnelIn(tx))
  const write = Object.fromEntries(byCustomer.map((path) => [path, into.object(path)] as const))
  await into.object('product-categories')(shop.catalogue.categories)
  await into.object('products')(shop.catalogue.products)
  await into.object('price-lists')(shop.catalogue.priceLists)
  return {
    fill: async (dossiers, from) => {
      for (let at = 0; at < dossiers.length; at += slice) {
        const sales = dossiers
          .slice(at, at + slice)
          .flatMap((dossier, i) => salesOf(shop, from + at + i, dossier) ?? [])
        for (const path of byCustomer) {
          const rows = sales.flatMap((one) => one[path])
          if (rows.length > 0) await write[path]!(rows)
        }
        for (const [part, table] of beside)
          await into.house(
            table,
            sales.flatMap((one) => one[part]),
          )
      }
    },
    finish: async () => {
      const trail: Trail = { audit: [], facts: [] }
      await write.leads!(generateLeads(shop, trail))
      await into.house(houseTables.audit, trail.audit)
      await into.house(houseTables.facts, trail.facts)
      await into.house(houseTables.serials, shop.numbers.serials())
    },
  }
}
