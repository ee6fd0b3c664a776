import sql, { raw } from 'sql-template-tag'
import { linesOf } from '../../fields/lines/lines.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { derive, hold } from '../../kernel/records/derive.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, fault } from '../../model/errors.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { difference, signOf, sumOf } from './amounts.ts'
import { counts, documentOf, text } from './parts.ts'
import { allSharesOf } from './shares.ts'

/** The object a column of the allocating lines, or a reference of the document, points to. */
const targetOf = (kernel: Kernel, object: CompiledObject, column: string): CompiledObject | undefined => {
  const own = object.fields.get(column)
  if (own !== undefined) return kernel.registry().objects.get(String(own.def.to))
  const field = object.fields.get(documentOf(object).allocates?.lines ?? '')
  const part = field?.type.parts?.(field.def).find((one) => one.name === column)
  return kernel.registry().objects.get(String(part?.def.to))
}

/**
 * What is allocated is no more than there is, to documents of the same customer that count and have so much open. Judged
 * while it is written, under the locks of what it is allocated to: two who pay the last of an order are judged in turn.
 */
export const checkAllocations = async (
  kernel: Kernel,
  scope: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const { object, tx } = scope
  const document = documentOf(object)
  const { allocates } = document
  if (allocates === undefined) return
  for (const change of changes) {
    if (change.kind !== 'create' && change.kind !== 'update' && change.kind !== 'restore') continue
    const { after } = change
    const shares = allSharesOf(document, after)
    if (shares.length === 0) continue
    const amount = text(after[document.total]) ?? '0'
    const at = allocates.lines ?? document.total
    const all = sumOf(linesOf(after[allocates.lines ?? '']).map((line) => text(line.amount) ?? '0'))
    if (signOf(difference(amount, all)) < 0)
      change.faults.push(
        fault(
          at,
          'too_much',
          `核销合计 ${all} 超过了金额 ${amount}`,
          `Allocated are ${all}, more than the amount of ${amount}`,
        ),
      )
    for (const [column, sum] of Object.entries({ ...allocates.to, ...allocates.whole })) {
      const isWhole = allocates.whole?.[column] !== undefined
      const target = targetOf(kernel, object, column)
      const these = shares.filter((share) => share.column === column)
      if (target === undefined || these.length === 0) continue
      const other = documentOf(target)
      const ids = [...new Set(these.map((share) => share.id))]
      if (counts(document, after)) await hold(kernel, tx, target.path, ids)
      const of$ = (name: string) => raw(`t.${target.fields.get(name)!.column}`)
      const { rows } = await tx.query<{
        id: string
        customer: string | null
        status: string
        total: string
        others: string
        name: string
      }>(
        sql`SELECT t.id, ${of$(other.customer)} AS customer, ${of$(other.status)} AS status, (coalesce(${of$(other.total)}, 0) - ${other.outstanding?.less === undefined ? sql`0` : sql`coalesce(${of$(other.outstanding.less)}, 0)`})::text AS total, ${of$(target.def.title)} AS name,
            coalesce((SELECT sum(a.amount) FROM document_allocations a WHERE a.target_id = t.id AND a.field = ${sum} AND a.record_id <> ${change.id}), 0)::text AS others
          FROM ${raw(`${target.table} t`)} WHERE t.id = ANY(${ids}::uuid[])`,
      )
      for (const row of rows) {
        const mine = sumOf(these.filter((share) => share.id === row.id).map((share) => share.amount))
        const left = difference(row.total, row.others)
        const fail = (code: string, zh: string, en: string) =>
          change.faults.push(fault(isWhole ? column : at, code, zh, en))
        if (row.customer !== null && row.customer !== after[document.customer])
          fail('other_customer', `“${row.name}”是别的客户的`, `"${row.name}" is of another customer`)
        // A draft may speak of a contract that is still being agreed; what counts may not.
        else if ((!isWhole || counts(document, after)) && !other.effective.includes(row.status))
          fail('not_effective', `“${row.name}”还没有生效或已作废`, `"${row.name}" does not count yet, or is void`)
        // A frame contract without an amount takes what comes.
        else if (signOf(difference(left, mine)) < 0 && !(isWhole && signOf(row.total) === 0))
          fail(
            'too_much',
            `“${row.name}”还剩 ${left}，不能再${object.label.zh} ${mine}`,
            `Of "${row.name}" ${left} is left, ${mine} is more`,
          )
      }
    }
  }
}

/** What receipts are allocated to keeps counting: they are changed first. */
export const keepAllocated = async ({ object, tx }: WriteScope, changes: readonly Change[]): Promise<void> => {
  const document = documentOf(object)
  const leaving = changes.filter(
    ({ kind, before, after }) =>
      before !== null &&
      counts(document, before) &&
      (kind === 'delete' || kind === 'purge' || !counts(document, after)),
  )
  if (leaving.length === 0) return
  const { rows } = await tx.query<{ id: string; amount: string }>(
    sql`SELECT target_id AS id, sum(amount)::text AS amount FROM document_allocations WHERE target_id = ANY(${leaving.map((change) => change.id)}::uuid[]) GROUP BY 1`,
  )
  const paid = new Map(rows.map((row) => [row.id, row.amount]))
  for (const change of leaving) {
    const amount = paid.get(change.id)
    if (amount !== undefined)
      change.refusal = conflict(
        'allocated',
        `已核销回款 ${amount}，先作废那些回款`,
        `Receipts of ${amount} are allocated to it; void those first`,
      )
  }
}

/** Keeps the allocations of documents that count, and the sums on what they are for. */
export const keepAllocations = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  const { object, tx } = scope
  const document = documentOf(object)
  const { allocates } = document
  if (allocates === undefined) return
  const moved = changes.filter(({ kind, before, after }) => {
    const isGone = kind === 'delete' || kind === 'purge'
    const was = before !== null && kind !== 'restore' && counts(document, before) ? allSharesOf(document, before) : []
    const is = !isGone && counts(document, after) ? allSharesOf(document, after) : []
    return JSON.stringify(was) !== JSON.stringify(is)
  })
  if (moved.length === 0) return
  const sums: Readonly<Record<string, string>> = { ...allocates.to, ...allocates.whole }
  const { rows: old } = await tx.query<{ target: string; id: string }>(
    sql`DELETE FROM document_allocations WHERE record_id = ANY(${moved.map((change) => change.id)}::uuid[]) RETURNING target, target_id AS id`,
  )
  const fresh = moved.flatMap(({ kind, id, after }) =>
    kind === 'delete' || kind === 'purge' || !counts(document, after)
      ? []
      : allSharesOf(document, after).flatMap((share) => {
          const target = targetOf(kernel, object, share.column)
          return target === undefined
            ? []
            : [
                {
                  id: newId(),
                  record_id: id,
                  target: target.path,
                  target_id: share.id,
                  amount: share.amount,
                  field: sums[share.column],
                },
              ]
        }),
  )
  if (fresh.length > 0)
    await tx.query(
      sql`INSERT INTO document_allocations (id, record_id, target, target_id, amount, field) SELECT id, record_id, target, target_id, amount, field FROM jsonb_populate_recordset(NULL::document_allocations, ${JSON.stringify(fresh)}::jsonb)`,
    )
  for (const [column, sum] of Object.entries(sums)) {
    const target = targetOf(kernel, object, column)
    if (target === undefined) continue
    const ids = new Set([
      ...old.filter((row) => row.target === target.path).map((row) => row.id),
      ...fresh.filter((row) => row.target === target.path).map((row) => row.target_id),
    ])
    await derive(kernel, tx, target.path, await sumsOf(tx, target, sum, [...ids]))
  }
}

/** What others come to for each of these, and what is open of it then. */
const sumsOf = async (
  tx: WriteScope['tx'],
  target: CompiledObject,
  sum: string,
  ids: readonly string[],
): Promise<({ id: string } & Record<string, string>)[]> => {
  const { total, status, effective, outstanding } = documentOf(target)
  const column = (name: string) => raw(`t.${target.fields.get(name)!.column}`)
  const { rows } = await tx.query<{ id: string; amount: string; open: string }>(
    sql`SELECT t.id, s.amount::numeric(20,2)::text AS amount,
        (CASE WHEN ${column(status)} = ANY(${[...effective]}::text[]) AND t.deleted_at IS NULL THEN coalesce(${column(total)}, 0) - s.amount${outstanding?.less === undefined ? sql`` : sql` - coalesce(${column(outstanding.less)}, 0)`} ELSE 0 END)::numeric(20,2)::text AS open
      FROM ${raw(`${target.table} t`)} CROSS JOIN LATERAL (SELECT coalesce(sum(a.amount), 0) AS amount FROM document_allocations a WHERE a.target_id = t.id AND a.field = ${sum}) s
      WHERE t.id = ANY(${ids}::uuid[])`,
  )
  return rows.map(({ id, amount, open }) => ({
    id,
    [sum]: amount,
    ...(outstanding?.paid === sum ? { [outstanding.field]: open } : {}),
  }))
}
