import sql, { raw } from 'sql-template-tag'
import { wholesOf } from '../../kernel/records/numbers.ts'
import type { Change, ExtraColumn, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { conflict } from '../../model/errors.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { OwnershipParts } from './hooks.ts'

/** With which record it went into the recycle bin; empty for what was deleted by itself. */
export const binColumns = (object: CompiledObject): readonly ExtraColumn[] =>
  wholesOf(object).length > 0 ? [{ name: 'deleted_with', type: 'uuid' }] : []

/** What belongs to a record goes into the recycle bin with it, and comes back with it. */
export const binHooks = (parts: OwnershipParts): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => wholesOf(object).length > 0,
    run: (scope, changes) => refuseAlone(parts, scope, changes),
  },
  {
    stage: 'write',
    applies: (object) => partsOf(parts, object).length > 0,
    run: (scope, changes) => takeAlong(parts, scope, changes),
  },
]

const partsOf = (parts: OwnershipParts, object: CompiledObject): { child: CompiledObject; field: CompiledField }[] =>
  [...parts.kernel().registry().objects.values()].flatMap((child) =>
    wholesOf(child)
      .filter((field) => field.def.to === object.path)
      .map((field) => ({ child, field })),
  )

const takeAlong = async (parts: OwnershipParts, { object, tx }: WriteScope, changes: readonly Change[]) => {
  const gone = changes.filter((change) => change.kind === 'delete')
  const back = changes.filter((change) => change.kind === 'restore').map((change) => change.id)
  if (gone.length + back.length === 0) return
  const deleted = gone.map((change) => ({ id: change.id, at: change.after.deletedAt }))
  for (const { child, field } of partsOf(parts, object)) {
    if (gone.length > 0)
      await tx.query(sql`UPDATE ${raw(child.table)} c SET deleted_at = p.at, deleted_with = p.id
        FROM jsonb_to_recordset(${JSON.stringify(deleted)}::jsonb) AS p(id uuid, at timestamptz) WHERE ${raw(`c.${field.column}`)} = p.id AND c.deleted_at IS NULL`)
    if (back.length > 0)
      await tx.query(
        sql`UPDATE ${raw(child.table)} SET deleted_at = NULL, deleted_with = NULL WHERE ${raw(field.column)} = ANY(${back}::uuid[]) AND deleted_with = ANY(${back}::uuid[])`,
      )
  }
}

/** A part does not come back without its whole. */
const refuseAlone = async (parts: OwnershipParts, { object, tx }: WriteScope, changes: readonly Change[]) => {
  const restored = changes.filter((change) => change.kind === 'restore')
  if (restored.length === 0) return
  for (const field of wholesOf(object)) {
    const whole = parts.kernel().registry().objects.get(String(field.def.to))!
    const ids = restored.flatMap((change) => change.after[field.name] ?? []).map(String)
    const { rows } = await tx.query<{ id: string }>(
      sql`SELECT id FROM ${raw(whole.table)} WHERE id = ANY(${ids}::uuid[]) AND deleted_at IS NOT NULL`,
    )
    const gone = new Set(rows.map((row) => row.id))
    for (const change of restored)
      if (gone.has(String(change.after[field.name])))
        change.refusal = conflict(
          'parent_deleted',
          `它的${whole.label.zh}在回收站里，先恢复${whole.label.zh}`,
          `Its ${whole.label.en.toLowerCase()} lies in the recycle bin; restore that first`,
        )
  }
}
