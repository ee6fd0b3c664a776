import sql from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import type { Row } from '../../model/label.ts'
import type { Document } from '../../model/object.ts'
import { difference, signOf } from './amounts.ts'
import { counts, documentOf, text } from './parts.ts'

/** The accounts of the ledger; debits are positive. */
export type Account =
  | 'receivable'
  | 'revenue'
  | 'outputTax'
  | 'costOfSales'
  | 'inventory'
  | 'cash'
  | 'sellingExpense'
  | 'payable'

interface Posting {
  readonly customerId: string
  readonly on: string
  readonly amounts: readonly (readonly [Account, string])[]
}

const negative = (amount: string): string => difference('0', amount)

/**
 * What a document posts while it counts: a sale debits the receivable and credits revenue and output tax (its cost moves
 * from inventory to cost of sales); a receipt debits cash and credits the receivable; an expense debits what selling costs
 * and credits what is owed to employees (A8).
 */
export const postingOf = (document: Document, row: Readonly<Row> | null): Posting | undefined => {
  if (row === null || document.posts === undefined || !counts(document, row)) return undefined
  const customerId = text(row[document.customer])
  const on = text(row[document.on])
  const total = text(row[document.total])
  if (customerId === null || on === null || total === null) return undefined
  const tax = text(row[document.tax ?? '']) ?? '0.00'
  const cost = text(row[document.cost ?? '']) ?? '0.00'
  const all: readonly (readonly [Account, string])[] =
    document.posts === 'sale'
      ? [
          ['receivable', total],
          ['revenue', difference(tax, total)],
          ['outputTax', negative(tax)],
          ['costOfSales', cost],
          ['inventory', negative(cost)],
        ]
      : [
          [document.posts === 'expense' ? 'sellingExpense' : 'cash', total],
          [document.posts === 'expense' ? 'payable' : 'receivable', negative(total)],
        ]
  return { customerId, on, amounts: all.filter(([, amount]) => signOf(amount) !== 0) }
}

/** Posts what came to count, and reverses what no longer does; answers whose figures moved. */
export const post = async ({ object, tx, context }: WriteScope, changes: readonly Change[]): Promise<Set<string>> => {
  const document = documentOf(object)
  const touched = new Set<string>()
  const entries: Row[] = []
  for (const change of changes) {
    const isGone = change.kind === 'delete' || change.kind === 'purge'
    const before = change.kind === 'restore' ? undefined : postingOf(document, change.before)
    const after = isGone ? undefined : postingOf(document, change.after)
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    const add = (posting: Posting, write: (amount: string) => string) => {
      touched.add(posting.customerId)
      for (const [account, amount] of posting.amounts)
        entries.push({
          id: newId(),
          posted_at: context.now,
          on_date: posting.on,
          object: object.path,
          record_id: change.id,
          customer_id: posting.customerId,
          account,
          amount: write(amount),
        })
    }
    if (before !== undefined) add(before, negative)
    if (after !== undefined) add(after, (amount) => amount)
  }
  if (entries.length > 0)
    await tx.query(
      sql`INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, ${JSON.stringify(entries)}::jsonb)`,
    )
  return touched
}
