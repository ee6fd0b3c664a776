import sql, { raw } from 'sql-template-tag'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { create, move, update } from '../../kernel/records/write.ts'
import { fault } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** What the other side's row is written by: nothing follows from it again. */
const mirrored = 'mirror'

type Relates = NonNullable<CompiledObject['def']['traits']['relates']>

/** The same relation as the other side tells it. */
const seenFrom = ({ on, to, kind, inverse }: Relates, row: Readonly<Row>): Row => ({
  [on]: row[to] ?? null,
  [to]: row[on] ?? null,
  [kind]: inverse[String(row[kind])] ?? null,
})

const sidesOf = ({ on, to, kind }: Relates, row: Readonly<Row>): string =>
  JSON.stringify([row[on] ?? null, row[to] ?? null, row[kind] ?? null])

/** The living row, or the one put into the bin last by itself, that ties these two in this way. */
const idOf = async (
  { object, tx }: WriteScope,
  relates: Relates,
  wanted: Readonly<Row>,
  inBin: boolean,
): Promise<string | undefined> => {
  const column = (name: string) => raw(object.fields.get(name)!.column)
  const state = inBin ? sql`deleted_at IS NOT NULL AND deleted_with IS NULL` : sql`deleted_at IS NULL`
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT id FROM ${raw(object.table)} WHERE ${column(relates.on)} = ${String(wanted[relates.on])}::uuid AND ${column(relates.to)} = ${String(wanted[relates.to])}::uuid AND ${column(relates.kind)} = ${String(wanted[relates.kind])} AND ${state} ORDER BY deleted_at DESC NULLS LAST, id LIMIT 1`,
  )
  return rows[0]?.id
}

/** Two at once that would tie the same two records stand in line; told from either side it is the same tie. */
const inLine = async ({ object, tx }: WriteScope, relates: Relates, changes: readonly Change[]) => {
  const ties = changes.flatMap(({ kind, after, cause }) =>
    cause === mirrored || (kind !== 'create' && kind !== 'update')
      ? []
      : [[String(after[relates.on]), String(after[relates.to])].sort().join(' ')],
  )
  for (const tie of [...new Set(ties)].sort())
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${object.path} ${tie}`}, 0))`)
}

/** Two records are related in one way once. */
const refuseTwice = async (scope: WriteScope, changes: readonly Change[]) => {
  const relates = scope.object.def.traits.relates!
  await inLine(scope, relates, changes)
  const seen = new Set<string>()
  for (const { kind, before, after, faults, cause, id } of changes) {
    if (cause === mirrored || (kind !== 'create' && kind !== 'update')) continue
    const sides = sidesOf(relates, after)
    const isNew = before === null || sidesOf(relates, before) !== sides
    const found = isNew ? await idOf(scope, relates, after, false) : undefined
    if (isNew && (seen.has(sides) || (found !== undefined && found !== id)))
      faults.push(fault(relates.to, 'not_unique', '这个关系已经记下了', 'This relation is there already'))
    seen.add(sides).add(sidesOf(relates, seenFrom(relates, after)))
  }
}

/** What is written of one side is written of the other. */
const mirror = async (kernel: Kernel, scope: WriteScope, changes: readonly Change[]) => {
  const { object, tx } = scope
  const relates = object.def.traits.relates!
  const context = { ...scope.context, tx }
  const trusted = { trusted: true, cause: mirrored, noUndo: true }
  const also = ['note'].filter((name) => object.fields.has(name))
  for (const { kind, before, after, cause } of changes) {
    if (cause === mirrored || kind === 'purge') continue
    const values = {
      ...seenFrom(relates, after),
      ...Object.fromEntries(also.map((name) => [name, after[name] ?? null])),
    }
    const other = await idOf(scope, relates, seenFrom(relates, before ?? after), kind === 'restore')
    if (kind === 'delete' || kind === 'restore') {
      if (other !== undefined) await move(kernel, context, object, kind, [{ id: other }], trusted)
    } else if (other === undefined) await create(kernel, context, object, [values], trusted)
    else await update(kernel, context, object, [{ id: other, values }], trusted)
  }
}

/** The objects whose records tie records of this one. */
const tiesOf = (kernel: Kernel, object: CompiledObject): CompiledObject[] =>
  [...kernel.registry().objects.values()].filter(({ def, fields }) => {
    const { relates } = def.traits
    return relates !== undefined && fields.get(relates.to)?.def.to === object.path
  })

/**
 * A relation lives as long as both its ends: with either it goes into the recycle bin, and comes back when both are
 * back. What stands on the deleted record itself has gone with it already.
 */
const followEnds = async (kernel: Kernel, { object, tx, context }: WriteScope, changes: readonly Change[]) => {
  const moved = changes.filter((change) => change.kind === 'delete' || change.kind === 'restore')
  if (moved.length === 0) return
  const ids = moved.map((change) => change.id)
  const back = moved.filter((change) => change.kind === 'restore').map((change) => change.id)
  for (const tie of tiesOf(kernel, object)) {
    const { on, to } = tie.def.traits.relates!
    const [here, there] = [on, to].map((name) => raw(tie.fields.get(name)!.column))
    if (back.length > 0)
      await tx.query(
        sql`UPDATE ${raw(tie.table)} SET deleted_at = NULL, deleted_with = NULL WHERE ${there} = ANY(${back}::uuid[]) AND deleted_with = ANY(${back}::uuid[])`,
      )
    await tx.query(sql`UPDATE ${raw(tie.table)} r SET deleted_at = ${context.now}, deleted_with = p.id FROM ${raw(object.table)} p
      WHERE r.deleted_at IS NULL AND (r.${here} = ANY(${ids}::uuid[]) OR r.${there} = ANY(${ids}::uuid[])) AND p.id IN (r.${here}, r.${there}) AND p.deleted_at IS NOT NULL`)
  }
}

/** 关系 (B4, W1): a relation written on one record stands on the other as well, in the words of that side. */
export const relationsEngine = (kernel: () => Kernel): Engine => ({
  name: 'relations',
  hooks: [
    {
      stage: 'validate',
      applies: (object) => object.def.traits.relates !== undefined,
      run: refuseTwice,
    },
    {
      stage: 'write',
      applies: (object) => object.def.traits.relates !== undefined,
      run: (scope, changes) => mirror(kernel(), scope, changes),
    },
    {
      stage: 'write',
      applies: (object) => tiesOf(kernel(), object).length > 0,
      run: (scope, changes) => followEnds(kernel(), scope, changes),
    },
  ],
})
