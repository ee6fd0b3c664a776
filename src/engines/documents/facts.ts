import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { derive } from '../../kernel/records/derive.ts'
import type { WriteScope } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import type { Row } from '../../model/label.ts'
import { type Counted, dealAfter, type Facts, factsOf } from './figures.ts'
import { documentOf, salesObject, tradingObject } from './parts.ts'

/**
 * A9–A14 and the balance of each customer, counted from its documents that count and from the ledger: what stands on the
 * customer is this and nothing else, whatever was back-dated, voided or moved.
 */
export const countFacts = async (
  kernel: Kernel,
  db: Pick<Transaction, 'query'>,
  ids: readonly string[],
): Promise<Facts[]> => {
  const sales = salesObject(kernel)
  if (sales === undefined || ids.length === 0) return []
  const document = documentOf(sales)
  const today = kernel.clock.today(kernel.clock.now())
  const column = (name: string | undefined) => raw(name === undefined ? 'NULL' : `d.${sales.fields.get(name)!.column}`)
  const { rows } = await db.query<Counted>(
    sql`SELECT c.id, to_char(o.first, 'YYYY-MM-DD') AS first, to_char(o.last, 'YYYY-MM-DD') AS last, coalesce(o.n, 0) AS count,
        coalesce(o.overdue, 0)::numeric(20,2)::text AS overdue, coalesce(o.sales, 0)::numeric(20,2)::text AS sales, coalesce(o.profit, 0)::numeric(20,2)::text AS profit,
        coalesce(l.receivable, 0)::numeric(20,2)::text AS receivable, coalesce(l.received, 0)::numeric(20,2)::text AS received,
        coalesce(l.expenses, 0)::numeric(20,2)::text AS expenses
      FROM unnest(${ids}::uuid[]) AS c(id)
      LEFT JOIN LATERAL (SELECT min(${column(document.on)}) AS first, max(${column(document.on)}) AS last, count(*)::int AS n, sum(${column(document.total)}) AS sales, sum(${column(document.profit)}) AS profit,
          sum(${column(document.outstanding?.field)}) FILTER (WHERE ${column(document.outstanding?.due)} < ${today}::date) AS overdue
        FROM ${raw(`${sales.table} d`)} WHERE ${column(document.customer)} = c.id AND d.deleted_at IS NULL AND ${column(document.status)} = ANY(${[...document.effective]}::text[])) o ON TRUE
      LEFT JOIN LATERAL (SELECT sum(e.amount) FILTER (WHERE e.account = 'receivable') AS receivable, sum(e.amount) FILTER (WHERE e.account = 'cash') AS received,
          sum(e.amount) FILTER (WHERE e.account = 'sellingExpense') AS expenses
        FROM ledger_entries e WHERE e.customer_id = c.id AND e.account IN ('receivable', 'cash', 'sellingExpense')) l ON TRUE`,
  )
  return rows.map(factsOf)
}

/** Writes the figures of these customers anew, under their locks; a first order makes a dealt customer of each (F13). */
export const renewFacts = async (kernel: Kernel, { tx, context }: WriteScope, ids: Iterable<string>): Promise<void> => {
  const object = tradingObject(kernel)
  const touched = [...new Set(ids)].sort()
  if (object === undefined || touched.length === 0) return
  const { rows: held } = await tx.query<Row>(
    sql`SELECT id, order_count AS "orderCount", ${raw(object.fields.get(object.def.traits.trades!.deal)!.column)} AS deal FROM ${raw(object.table)} WHERE id = ANY(${touched}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  const facts = await countFacts(kernel, tx, touched)
  await derive(kernel, tx, object.path, facts)
  const { deal, states } = object.def.traits.trades!
  const count = new Map(facts.map((one) => [one.id, Number(one.orderCount)]))
  const turned = held.flatMap((row) => {
    const [was, is] = [Number(row.orderCount ?? 0), count.get(String(row.id)) ?? 0]
    const state = dealAfter(states, is)
    // What somebody set by hand before there were orders stays; orders that are there decide.
    return was === is || row.deal === state ? [] : [{ id: String(row.id), values: { [deal]: state } }]
  })
  if (turned.length === 0) return
  const outcomes = await update(kernel, { ...context, tx }, object, turned, {
    trusted: true,
    cause: 'trade',
    noUndo: true,
  })
  for (const outcome of outcomes) if ('refusal' in outcome) throw outcome.refusal
}
