import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'

/** What the bare handlers know without asking, as the application keeps it in memory too. */
export interface Facts {
  /** Pools whose customers somebody sees. */
  readonly pools: Readonly<Record<string, readonly string[]>>
  readonly defaultPool: string
  readonly excluded: readonly string[]
  readonly policyVersion: number
}

export interface Bare {
  readonly pool: pg.Pool
  readonly facts: Facts
  /** Counts beyond ten thousand, kept a minute as the application keeps them. */
  readonly counts: Map<string, { readonly value: number; readonly until: number }>
}

/** Who is asking: one session read, with the records the person is listed on. */
export interface Session {
  readonly employee_id: string
  readonly department_id: string | null
  readonly in_person: string[]
  readonly by_department: string[]
}

export const sessionOf = async ({ pool }: Bare, request: FastifyRequest): Promise<Session | undefined> => {
  const token = /greensea_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  const { rows } = await pool.query<Session>(
    `SELECT s.employee_id, e.department_id,
       ARRAY(SELECT m.record_id::text FROM record_members m WHERE m.employee_id = e.id AND m.object = 'customers' AND (m.until IS NULL OR m.until > now())) AS in_person,
       ARRAY(SELECT m.record_id::text FROM record_members m WHERE m.department_id = e.department_id AND m.object = 'customers' AND (m.until IS NULL OR m.until > now())) AS by_department
     FROM sessions s JOIN employees e ON e.id = s.employee_id
     WHERE s.token_hash = $1 AND s.expires_at > now() AND s.last_seen_at > now() - interval '7 days' AND e.status <> 'left' AND e.deleted_at IS NULL`,
    [createHash('sha256').update(token).digest()],
  )
  return rows[0]
}
