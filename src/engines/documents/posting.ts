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

export interface Posting {
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

/** The entries of a posting, or those that take it back. */
export const entriesOf = (
  posting: Posting,
  of: { readonly object: string; readonly recordId: string; readonly at: string },
  isReversal = false,
): Row[] =>
  posting.amounts.map(([account, amount]) => ({
    posted_at: of.at,
    on_date: posting.on,
    object: of.object,
    record_id: of.recordId,
    customer_id: posting.customerId,
    account,
    amount: isReversal ? negative(amount) : amount,
  }))

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
    const of = { object: object.path, recordId: change.id, at: context.now }
    for (const [posting, isReversal] of [
      [before, true],
      [after, false],
    ] as const) {
      if (posting === undefined) continue
      touched.add(posting.customerId)
      for (const entry of entriesOf(posting, of, isReversal)) entries.push({ id: newId(), ...entry })
    }
  }
  if (entries.length > 0)
    await tx.query(
      sql`INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, ${JSON.stringify(entries)}::jsonb)`,
    )
  return touched
}
