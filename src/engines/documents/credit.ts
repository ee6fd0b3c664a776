import sql, { raw } from 'sql-template-tag'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import { derive, hold } from '../../kernel/records/derive.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { conflict } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { difference, signOf, sumOf } from './amounts.ts'
import { countFacts } from './facts.ts'
import { counts, documentOf, salesObject, text, tradingObject } from './parts.ts'
import { openOf } from './shares.ts'

const dayMilliseconds = 86_400_000

/** What is not paid of a document follows from what it comes to and what is paid of it. */
export const keepOutstanding = ({ object }: WriteScope, changes: readonly Change[]): void => {
  const document = documentOf(object)
  const { outstanding } = document
  if (outstanding === undefined) return
  for (const { kind, after } of changes)
    if (kind !== 'purge') after[outstanding.field] = kind === 'delete' ? '0.00' : openOf(document, after)
}

interface Credit {
  readonly id: string
  readonly name: string
  readonly limit: string | null
  readonly days: number | null
  readonly mode: string | null
  readonly receivable: string | null
}

const creditOf = async (kernel: Kernel, { tx }: WriteScope, ids: readonly string[]): Promise<Map<string, Credit>> => {
  const object = tradingObject(kernel)
  if (object === undefined || ids.length === 0) return new Map()
  const { credit } = object.def.traits.trades!
  const column = (name: string) => object.fields.get(name)!.column
  const { rows } = await tx.query<Credit>(
    sql`SELECT id, ${raw(column(object.def.title))} AS name, ${raw(column(credit.limit))}::text AS limit, ${raw(column(credit.days))} AS days, ${raw(column(credit.mode))} AS mode, receivable::text FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** 账期: what is sold is due so many days later as the customer's terms say, where nothing else is said. */
export const fillDue = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const { outstanding, customer, on, posts } = documentOf(scope.object)
  if (outstanding === undefined || posts !== 'sale') return
  const open = changes.filter(({ kind, after }) => kind === 'create' && (after[outstanding.due] ?? null) === null)
  const credit = await creditOf(kernel, scope, [...new Set(open.flatMap(({ after }) => text(after[customer]) ?? []))])
  for (const { after } of open) {
    const days = credit.get(String(after[customer]))?.days
    const from = text(after[on])
    if (typeof days === 'number' && from !== null)
      after[outstanding.due] = new Date(Date.parse(from) + days * dayMilliseconds).toISOString().slice(0, 10)
  }
}

/**
 * 信用额度 (I12): nobody comes to owe more than the limit, where the customer is to be stopped there. Judged under the
 * lock of the customer, so that of two who spend the last of it one is refused.
 */
export const checkCredit = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const document = documentOf(scope.object)
  if (document.posts !== 'sale') return
  const more = changes.flatMap((change) => {
    const owed = (row: Readonly<Row> | null) =>
      row !== null && counts(document, row) ? (text(row[document.total]) ?? '0') : '0'
    const isGone = change.kind === 'delete' || change.kind === 'purge'
    const was = change.kind === 'restore' ? '0' : owed(change.before)
    const by = difference(isGone ? '0' : owed(change.after), was)
    return signOf(by) > 0 ? [{ change, by, customerId: String(change.after[document.customer]) }] : []
  })
  if (more.length === 0) return
  const ids = [...new Set(more.map((one) => one.customerId))]
  const customers = tradingObject(kernel)
  if (customers === undefined) return
  await hold(kernel, scope.tx, customers.path, ids)
  const credit = await creditOf(kernel, scope, ids)
  const added = new Map<string, string>()
  for (const { change, by, customerId } of more) {
    const at = credit.get(customerId)
    if (at?.limit == null || at.mode !== 'block') continue
    const owed = sumOf([at.receivable, added.get(customerId), by])
    if (signOf(difference(at.limit, owed)) < 0)
      change.refusal = conflict(
        'credit_exceeded',
        `“${at.name}”的信用额度是 ${at.limit}，这样应收会到 ${owed}；先收款，或请有权限的人调整额度`,
        `"${at.name}" may owe ${at.limit}; with this it would owe ${owed}. Collect first, or have the limit changed`,
      )
    else added.set(customerId, sumOf([added.get(customerId), by]))
  }
}

/** 逾期: every night what became due yesterday counts as late on its customer. */
export const overdueJob = (kernel: () => Kernel): JobDef => ({
  name: 'overdue',
  label: { zh: '逾期应收', en: 'Overdue receivables' },
  schedule: '5 0 * * *',
  atStart: true,
  run: async () => {
    const at = kernel()
    const customers = tradingObject(at)
    const sales = salesObject(at)
    if (customers === undefined || sales === undefined) return { customers: 0 }
    const { outstanding, customer } = documentOf(sales)
    if (outstanding === undefined) return { customers: 0 }
    const filled = await fillOutstanding(at)
    const column = (name: string) => raw(sales.fields.get(name)!.column)
    const today = at.clock.today(at.clock.now())
    const { rows } = await at.db.query<{ id: string }>(
      sql`SELECT id FROM ${raw(customers.table)} WHERE overdue > 0
        UNION SELECT DISTINCT ${column(customer)} FROM ${raw(sales.table)} WHERE ${column(outstanding.due)} < ${today}::date AND ${column(outstanding.field)} > 0`,
    )
    const lot = 500
    for (let from = 0; from < rows.length; from += lot)
      await at.db.transaction(async (tx) => {
        const ids = rows.slice(from, from + lot).map((row) => row.id)
        await hold(at, tx, customers.path, ids)
        await derive(at, tx, customers.path, await countFacts(at, tx, ids))
      })
    return { customers: rows.length, filled }
  },
})

/** Documents of a time before it was kept what is open of them: filled once, lot by lot. */
const fillOutstanding = async (kernel: Kernel): Promise<number> => {
  let filled = 0
  for (const object of kernel.registry().objects.values()) {
    const { document } = object.def.traits
    if (document?.outstanding === undefined) continue
    const { outstanding, status, total, effective } = document
    const column = (name: string) => raw(object.fields.get(name)!.column)
    const less = outstanding.less === undefined ? sql`0` : sql`coalesce(${column(outstanding.less)}, 0)`
    for (;;) {
      const { rowCount } = await kernel.db.query(
        sql`UPDATE ${raw(object.table)} SET ${column(outstanding.field)} = CASE WHEN ${column(status)} = ANY(${[...effective]}::text[]) AND deleted_at IS NULL
              THEN coalesce(${column(total)}, 0) - coalesce(${column(outstanding.paid)}, 0) - ${less} ELSE 0 END
            WHERE id IN (SELECT id FROM ${raw(object.table)} WHERE ${column(outstanding.field)} IS NULL LIMIT 1000)`,
      )
      filled += rowCount
      if (rowCount === 0) break
    }
  }
  return filled
}
