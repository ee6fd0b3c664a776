import sql from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { tooMany } from '../../model/errors.ts'
import { hashOf } from '../../model/hash.ts'
import type { Row } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'
import { textsOf } from './facts.ts'
import type { IdentityPolicy } from './policy.ts'

/** Different numbers one person may ask for in a day, to each record they may come upon; and what nobody is refused. */
const perFind = 2
const atLeast = 100
export const numbersPerDay = ({ findsPerDay }: IdentityPolicy): number => Math.max(atLeast, findsPerDay * perFind)

/** Shorter ones are being typed, and found nowhere. */
const shortest = 7

const numbersIn = (identity: Identity, values: Readonly<Row>): number[] => {
  const { phones, emails, codes, idCards } = identity
  const written = [phones, emails, codes, idCards].flatMap((fields) => textsOf(values, fields))
  const folded = written.map((one) =>
    one
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}@.]+/gu, ''),
  )
  return [...new Set(folded.filter((one) => one.length >= shortest).map(hashOf))]
}

/**
 * Whoever tries one number after the other learns a hidden one by the answer, and misses cost no find: so each different
 * phone, mailbox, code and card that is asked for counts once a day. Throws `429 daily_limit` beyond the share of the day.
 */
export const countNumbers = async (
  kernel: Kernel,
  { principal, now }: Context,
  identity: Identity,
  values: Readonly<Row>,
  policy: IdentityPolicy,
): Promise<void> => {
  const me = principal.employeeId
  const numbers = numbersIn(identity, values)
  if (numbers.length === 0 || me === null) return
  const limit = numbersPerDay(policy)
  const day = kernel.clock.today(now)
  const today = sql`SELECT number FROM duplicate_numbers WHERE employee_id = ${me} AND day = ${day}::date`
  const { rows } = await kernel.db.query<{ n: number }>(
    sql`WITH old AS (DELETE FROM duplicate_numbers WHERE employee_id = ${me} AND day < ${day}::date),
      asked AS (SELECT unnest(${numbers}::int[]) AS number),
      noted AS (INSERT INTO duplicate_numbers (employee_id, day, number) SELECT ${me}::uuid, ${day}::date, number FROM asked WHERE (SELECT count(*) FROM (${today}) t) <= ${limit} ON CONFLICT DO NOTHING)
      SELECT count(*) AS n FROM (${today} UNION SELECT number FROM asked) d`,
  )
  if ((rows[0]?.n ?? 0) > limit)
    throw tooMany(
      'daily_limit',
      `今天查过的电话、邮箱和证件号已超过 ${limit} 个，明天再查，或请上级代查`,
      `More than ${limit} numbers and mailboxes were asked for today; try tomorrow, or ask a superior`,
      { limit },
    )
}
