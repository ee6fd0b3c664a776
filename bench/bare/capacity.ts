import type pg from 'pg'

const protectedDays: Readonly<Record<string, number>> = { A: 60, B: 45, C: 30, D: 20 }

/** When the protection of a customer of this level ends that nobody follows. */
export const protectedUntil = (level: string | null, now: string): string =>
  new Date(Date.parse(now) + (protectedDays[level ?? ''] ?? 30) * 86_400_000).toISOString()

/** Waits for the others of the same owner; answers how many customers count. */
export const lockAndCount = async (
  client: pg.PoolClient,
  employeeId: string,
  excluded: readonly string[],
): Promise<number> => {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`capacity ${employeeId}`])
  const { rows } = await client.query<{ n: number }>(
    'SELECT (count(*) - count(*) FILTER (WHERE deal_status = ANY($1)))::int AS n FROM customers WHERE owner_id = $2 AND deleted_at IS NULL',
    [excluded, employeeId],
  )
  return rows[0]?.n ?? 0
}
