import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { Json, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compile } from '../compile.ts'
import type { Transaction } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import type { Change, UndoPlan } from './parts.ts'
import { changedFields, storedFields } from './values.ts'

const allColumns = (kernel: Kernel, object: CompiledObject): Sql =>
  raw(
    storedFields(kernel, object)
      .map((field) => `t.${field.column} AS "${field.name}"`)
      .join(', '),
  )

/** A locked row with every stored field, and whether this person may see it and do `verb` to it. */
export interface Locked {
  readonly row: Row
  readonly seen: boolean
  readonly allowed: boolean
}

/** Locks rows in id order (no deadlock between batches) and judges them under the lock. */
export const lockRows = async (
  kernel: Kernel,
  context: Context & { tx: Transaction },
  object: CompiledObject,
  ids: readonly string[],
  verb: string,
): Promise<Map<string, Locked>> => {
  const compiler = { registry: kernel.registry(), types: kernel.types }
  const seen = compile(compiler, object, kernel.access.rows(context.principal, object, 'read', context.now), 't')
  const allowed = compile(compiler, object, kernel.access.rows(context.principal, object, verb, context.now), 't')
  const { rows } = await context.tx.query<Row>(
    sql`SELECT ${allColumns(kernel, object)}, ${seen} AS "seen$", ${allowed} AS "allowed$" FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${[...new Set(ids)].sort()}::uuid[]) ORDER BY t.id FOR NO KEY UPDATE OF t`,
  )
  return new Map(
    rows.map(({ seen$, allowed$, ...row }) => [
      String(row.id),
      { row, seen: seen$ === true, allowed: allowed$ === true },
    ]),
  )
}

const record = (kernel: Kernel, object: CompiledObject, change: Change): Record<string, Json | undefined> => {
  const values: Record<string, Json | undefined> = { ...change.columns }
  for (const field of storedFields(kernel, object)) values[field.column] = change.after[field.name] ?? null
  return values
}

/** Inserts a batch in one statement; values travel as one JSON parameter, typed by the table itself. */
export const insertRows = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  changes: readonly Change[],
  select: Sql,
): Promise<Row[]> => {
  const columns = [
    ...storedFields(kernel, object).map((field) => field.column),
    ...kernel.columns(object).map((column) => column.name),
  ].join(', ')
  const { rows } = await tx.query<Row>(
    sql`INSERT INTO ${raw(`${object.table} AS t (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${object.table}, `)}${JSON.stringify(changes.map((change) => record(kernel, object, change)))}::jsonb) RETURNING ${select}`,
  )
  return rows
}

/** Writes what changed, rows with the same changed columns together. Only derived changes leave version and time alone. */
export const updateRows = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  changes: readonly Change[],
  select: Sql,
): Promise<Row[]> => {
  const groups = new Map<string, { columns: string[]; changes: Change[] }>()
  for (const change of changes) {
    const columns = [...changedFields(object, change).map((field) => field.column), ...Object.keys(change.columns)]
    const key = columns.join(',')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { columns, changes: [change] })
    else group.changes.push(change)
  }
  const written: Row[] = []
  for (const { columns, changes: group } of groups.values()) {
    if (columns.length === 0) {
      const { rows } = await tx.query<Row>(
        sql`SELECT ${select} FROM ${raw(`${object.table} t`)} WHERE t.id = ANY(${group.map((change) => change.id)}::uuid[])`,
      )
      written.push(...rows)
      continue
    }
    const assign = columns.map((column) => `${column} = n.${column}`).join(', ')
    const values = group.map((change) => {
      const all = record(kernel, object, change)
      return Object.fromEntries(['id', ...columns].map((column) => [column, all[column] ?? null]))
    })
    const { rows } = await tx.query<Row>(
      sql`UPDATE ${raw(`${object.table} AS t SET ${assign} FROM jsonb_populate_recordset(NULL::${object.table}, `)}${JSON.stringify(values)}::jsonb) n WHERE t.id = n.id RETURNING ${select}`,
    )
    written.push(...rows)
  }
  return written
}

export const purgeRows = async (tx: Transaction, object: CompiledObject, ids: readonly string[]): Promise<void> => {
  await tx.query(sql`DELETE FROM record_members WHERE object = ${object.path} AND record_id = ANY(${ids}::uuid[])`)
  await tx.query(sql`DELETE FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`)
}

/** Never in the audit: it says nothing a reader would ask. */
const silent = new Set(['version', 'updatedAt', 'id', 'createdAt'])

/**
 * What stays of a batch beside its rows, in one statement: audit entries, facts, outbox events, what undoes it.
 * Answers the undo token of each change, where there is one.
 */
export const recordChanges = async (
  context: Context & { tx: Transaction },
  object: CompiledObject,
  changes: readonly Change[],
  undo: ReadonlyMap<string, UndoPlan>,
): Promise<Map<string, string>> => {
  const actor = context.principal.employeeId
  const audits: Row[] = []
  const facts: Row[] = []
  const events: Row[] = []
  const undos: Row[] = []
  const tokens = new Map<string, string>()
  for (const change of changes) {
    const fields = changedFields(object, change).filter((field) => !silent.has(field.name))
    const typed = fields.filter((field) => field.def.derived !== true)
    // What somebody did by an action is told even where it moved derived fields alone (改约).
    const spoken = typed.length === 0 && change.cause !== change.kind ? fields : typed
    const values = spoken.map((field) => ({
      field: field.name,
      from: change.before?.[field.name] ?? null,
      to: change.after[field.name] ?? null,
    }))
    if (spoken.length > 0 || change.kind !== 'update')
      audits.push({
        id: newId(),
        at: context.now,
        object: object.path,
        record_id: change.id,
        actor_id: actor,
        action: change.cause,
        changes: values,
        reason: change.reason ?? context.principal.reason ?? null,
        request_id: context.requestId,
        via: context.via,
      })
    for (const field of fields)
      if (field.def.tracked === true)
        facts.push({
          id: newId(),
          at: context.now,
          object: object.path,
          record_id: change.id,
          field: field.name,
          from_value: change.before?.[field.name] ?? null,
          to_value: change.after[field.name] ?? null,
          actor_id: actor,
        })
    if (spoken.length > 0 || change.kind !== 'update')
      events.push({
        object: object.path,
        record_id: change.id,
        event: change.cause,
        payload: {
          kind: change.kind,
          fields: spoken.map((field) => field.name),
          ownerId: change.after.ownerId ?? null,
          previousOwnerId: change.before?.ownerId ?? null,
          reason: change.reason ?? null,
          places: placesOf(object, change),
          ...(context.chain === undefined ? {} : { chain: [...context.chain] }),
        },
        actor_id: actor,
        at: context.now,
      })
    const plan = undo.get(change.id)
    if (plan !== undefined) {
      const token = newId()
      tokens.set(change.id, token)
      undos.push({
        token,
        actor_id: actor,
        kind: plan.kind,
        payload: plan.payload,
        created_at: context.now,
        expires_at: new Date(Date.parse(context.now) + undoMilliseconds).toISOString(),
      })
    }
  }
  const parts = [
    part('audit_entries', 'id, at, object, record_id, actor_id, action, changes, reason, request_id, via', audits),
    part('field_facts', 'id, at, object, record_id, field, from_value, to_value, actor_id', facts),
    part('outbox', 'object, record_id, event, payload, actor_id, at', events),
    part('undo_entries', 'token, actor_id, kind, payload, created_at, expires_at', undos),
  ].filter((p) => p !== null)
  if (parts.length > 0)
    await context.tx.query(
      sql`WITH ${join(
        parts.map((p, i) => sql`${raw(`w${i}`)} AS (${p})`),
        ', ',
      )} SELECT 1`,
    )
  return tokens
}

/** How long something can be taken back; the screen offers it for 8 s, a machine may be slower. */
const undoMilliseconds = 10 * 60_000

/** Where the record was and is: who may hear of it without being asked for it again. */
const placesOf = (object: CompiledObject, { before, after }: Change): Row[] => {
  const { privateWhen } = object.def.traits
  const place = (row: Row) => ({
    ...(privateWhen === undefined ? {} : { [privateWhen]: row[privateWhen] ?? false }),
    ownerId: row.ownerId ?? null,
    departmentId: row.departmentId ?? null,
    poolId: row.poolId ?? null,
  })
  const now = place(after)
  const then = before === null ? now : place({ ...after, ...before })
  return JSON.stringify(now) === JSON.stringify(then) ? [now] : [then, now]
}

const part = (table: string, columns: string, rows: readonly Row[]): Sql | null =>
  rows.length === 0
    ? null
    : sql`INSERT INTO ${raw(`${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, `)}${JSON.stringify(rows)}::jsonb)`
