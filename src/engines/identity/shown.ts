import sql, { type Sql } from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import { tooMany } from '../../model/errors.ts'
import { maskValue } from '../../model/mask.ts'
import type { Judged } from './judge.ts'
import { apart, maskedLike } from './masked.ts'
import type { IdentityParts } from './parts.ts'
import type { Entry, FoundState } from './policy.ts'
import { reasonWords } from './words.ts'

/** A find as one person may know it. */
export interface Candidate {
  readonly object: string
  /** Null where the record is out of the asker's sight. */
  readonly id: string | null
  readonly name: string
  readonly score: number
  readonly strength: string
  readonly state: FoundState
  readonly ownerName: string | null
  readonly protectedUntil: string | null
  readonly reasons: readonly { readonly code: string; readonly message: string }[]
}

const mostShown = 10

/**
 * What may be told of finds: those in sight as any list would show them; of others the masked name, the state, and whose
 * they are where the rules say so. Each record out of sight counts once a day against the asker, and is written down.
 * Throws `429 daily_limit` beyond the share of the day. `asked`: the names the question gave.
 */
export const shownTo = async (
  { kernel: theKernel, state }: IdentityParts,
  context: Context,
  finds: readonly Judged[],
  asked: readonly string[],
  entry: Entry,
): Promise<Candidate[]> => {
  const kernel = theKernel()
  const top = finds.slice(0, mostShown)
  const seen = await seenNames(kernel, context, top)
  const unseen = top.filter((find) => !seen.has(find.id))
  await countFinds(kernel, context, unseen, entry, state.policy().findsPerDay)
  const people = kernel.directory().people
  const names = unseen.length === 0 ? [] : apart(asked)
  return top.map((find) => {
    const name = seen.get(find.id)
    const title = String(find.row[find.object.def.traits.identity!.name] ?? '')
    const owner = people.get(String(find.row.ownerId))?.name ?? null
    return {
      object: find.object.path,
      id: name === undefined ? null : find.id,
      name:
        name ??
        (find.object.def.traits.identity!.kind === 'person'
          ? String(maskValue('name', title))
          : maskedLike(title, names)),
      score: find.score,
      strength: find.strength,
      state: find.state,
      ownerName: name !== undefined || state.policy().showOwner ? owner : null,
      protectedUntil:
        find.state === 'protected' && typeof find.row.protectedUntil === 'string' ? find.row.protectedUntil : null,
      reasons: find.reasons.map((reason) => ({ code: reason.code, message: reasonWords(reason)[context.locale] })),
    }
  })
}

/** The names of those finds the person may see, as they may see them. */
const seenNames = async (kernel: Kernel, context: Context, finds: readonly Judged[]): Promise<Map<string, string>> => {
  const names = new Map<string, string>()
  const objects = new Set(finds.map((find) => find.object))
  for (const object of objects) {
    if (!kernel.access.may(context.principal, object, 'read')) continue
    const ids = finds.filter((find) => find.object === object).map((find) => find.id)
    const rows = await rowsOf(kernel, context, object, ids)
    for (const row of await present(kernel, context, viewOf(kernel, context, object), rows))
      names.set(String(row.id), String(row[object.def.title] ?? ''))
  }
  return names
}

const countFinds = async (
  kernel: Kernel,
  context: Context,
  hidden: readonly Judged[],
  entry: Entry,
  limit: number,
): Promise<void> => {
  const me = context.principal.employeeId
  if (hidden.length === 0 || me === null) return
  const day = kernel.clock.today(context.now)
  const finds = hidden.map((find) => ({ record_id: find.id, object: find.object.path }))
  const found = sql`jsonb_to_recordset(${JSON.stringify(finds)}::jsonb) AS f(record_id uuid, object text)`
  const told = sql`INSERT INTO duplicate_finds (employee_id, day, record_id, object, at, entry)
      SELECT ${me}::uuid, ${day}::date, f.record_id, f.object, ${context.now}::timestamptz, ${entry} FROM ${found} ON CONFLICT DO NOTHING`
  const count = sql`SELECT count(*) AS n FROM (SELECT record_id FROM duplicate_finds WHERE employee_id = ${me} AND day = ${day}::date UNION SELECT f.record_id FROM ${found}) d`
  const asked = (on: Queryable, statement: Sql) => on.query<{ n: number }>(statement)
  // What was told stays written down, whatever becomes of a save. Nobody waits for it who holds a transaction: a
  // connection that waits for another one can wait for ever.
  const { rows } =
    context.tx === undefined
      ? await asked(kernel.db, sql`WITH told AS (${told} RETURNING 1) ${count}`)
      : await asked(context.tx, count)
  if (context.tx !== undefined) kernel.db.query(told).catch((error: unknown) => process.emitWarning(String(error)))
  if ((rows[0]?.n ?? 0) > limit)
    throw tooMany(
      'daily_limit',
      `今天查到的他人客户已超过 ${limit} 个，明天再查，或请上级代查`,
      `More than ${limit} records of others were found today; try tomorrow, or ask a superior`,
      { limit },
    )
}
