import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { seal, unseal } from '../../kernel/sign-in/secrets.ts'
import type { Json } from '../../model/label.ts'
import type { Notice, NoticeKind } from '../../model/notice.ts'
import type { Outbound } from './outbound.ts'

/** What is given when a process starts, and cannot be changed by anybody signed in. */
export interface ReachOptions extends Outbound {
  /** Where people find this installation; stands above the setting. */
  readonly publicUrl?: string
  /** Milliseconds between two looks for what is due. */
  readonly every?: number
}

/** The parts of everything that reaches people. */
export interface Reach {
  readonly kernel: () => Kernel
  readonly kinds: ReadonlyMap<string, NoticeKind>
  readonly notices: readonly Notice[]
  readonly options: ReachOptions
}

/** A secret of a channel, sealed; an empty one is taken away. */
export const keepSecret = async (db: Queryable, name: string, clear: string): Promise<void> => {
  if (clear === '') {
    await db.query(sql`DELETE FROM notify_secrets WHERE name = ${name}`)
    return
  }
  const sealed = await seal(db, { purpose: 'notify', owner: name }, clear)
  await db.query(
    sql`INSERT INTO notify_secrets (name, sealed) VALUES (${name}, ${sealed}) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
  )
}

/** The clear secret, for the one who sends; empty when there is none. */
export const secretOf = async (db: Queryable, name: string): Promise<string> => {
  const { rows } = await db.query<{ sealed: Buffer }>(sql`SELECT sealed FROM notify_secrets WHERE name = ${name}`)
  const sealed = rows[0]?.sealed
  return sealed === undefined ? '' : unseal(db, { purpose: 'notify', owner: name }, sealed)
}

export interface AuditChange {
  readonly field: string
  readonly from: Json
  readonly to: Json
}

/** What an administrator did to a channel; of a secret only that it was changed. */
export const audit = async (
  db: Queryable,
  context: Context,
  { recordId, action, changes }: { recordId: string | null; action: string; changes: readonly AuditChange[] },
): Promise<void> => {
  await db.query(sql`INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, 'message-channels', ${recordId}, ${context.principal.employeeId}, ${action}, ${JSON.stringify(changes)}::jsonb, ${context.requestId}, ${context.via})`)
}

/** Where people find this installation: given at start, else set by an administrator, else unknown. */
export const publicUrlOf = async (reach: Reach): Promise<string | null> => {
  if (reach.options.publicUrl !== undefined) return reach.options.publicUrl
  const { rows } = await reach
    .kernel()
    .db.query<{ value: unknown }>(sql`SELECT value FROM settings WHERE name = 'publicUrl'`)
  return typeof rows[0]?.value === 'string' ? rows[0].value : null
}
