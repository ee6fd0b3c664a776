import sql, { raw } from 'sql-template-tag'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { conflict, type Refusal } from '../../model/errors.ts'
import { identityFields } from '../../model/identity.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { compareFacts } from './compare.ts'
import { considered } from './find.ts'
import { entryOf, factsOfValues, type Judged, judge, type Verdict } from './judge.ts'
import { askedKeys, lockedKeys, storedKeys } from './keys.ts'
import { namesIn } from './masked.ts'
import { type IdentityParts, identified, identityOf } from './parts.ts'
import { fillFromPlace } from './placed.ts'
import { ruleFor, stricter } from './policy.ts'
import { noteEntries } from './queue.ts'
import { shownTo } from './shown.ts'
import { faultOf, wrongValues } from './wrong.ts'

const isIdentified = (object: CompiledObject): boolean => object.def.traits.identity !== undefined

const changed = ({ before, after }: Change, field: string): boolean =>
  JSON.stringify(before?.[field] ?? null) !== JSON.stringify(after[field] ?? null)

/** Whether somebody says who the record is, or says it anew. */
const tells = (object: CompiledObject, change: Change): boolean =>
  (change.kind === 'create' || change.kind === 'update') &&
  identityFields(identityOf(object)).some((field) => changed(change, field))

/** What the check said of a change, until it is written. */
const verdicts = new WeakMap<Change, Verdict>()

/** Every way in passes here: form, import and API are judged alike (C5–C9, C14, G15). */
export const identityHooks = (parts: IdentityParts): readonly Hook[] => [
  { stage: 'default', applies: isIdentified, run: (scope, changes) => fillFromPlace(parts, scope, changes) },
  { stage: 'validate', applies: isIdentified, run: (scope, changes) => guard(parts, scope, changes) },
  { stage: 'validate', applies: isIdentified, run: refuseMerged },
  { stage: 'write', applies: isIdentified, run: (scope, changes) => keepKeys(parts, scope, changes) },
  { stage: 'write', applies: isIdentified, run: (scope, changes) => keepEntries(parts, scope, changes) },
]

const reasonOf = (scope: WriteScope, change: Change): string | undefined => {
  const reason = scope.secrets.get(change.id)?.insistReason
  return typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined
}

const guard = async (parts: IdentityParts, scope: WriteScope, changes: readonly Change[]): Promise<void> => {
  if (scope.trusted) return
  const { object, tx, context } = scope
  const told = changes.filter((change) => tells(object, change))
  if (told.length === 0) return
  refuseWrong(parts, scope, told)
  const asked = told.filter((change) => change.faults.length === 0)
  if (asked.length === 0) return
  const facts = await factsOfValues(
    parts.kernel(),
    tx,
    object,
    asked.map((change) => change.after),
  )
  // Whoever else is just saving the same waits here, and finds this one then.
  const locks = [...new Set(facts.flatMap(lockedKeys))].sort((a, b) => a - b)
  if (locks.length > 0)
    await tx.query(
      sql`SELECT pg_advisory_xact_lock(7301, key) FROM (SELECT key FROM unnest(${locks}::int[]) AS k(key) ORDER BY key) k`,
    )
  const judged = await judge(
    parts,
    context,
    object,
    asked.map((change) => ({ ...change.after, id: change.id })),
  )
  const policy = parts.state.policy()
  const earlier = new Map<number, number[]>()
  for (const [n, change] of asked.entries()) {
    const own = considered(facts[n]!, policy)
    const keys = askedKeys(own)
    const near = new Set([...keys.exact, ...keys.alike, ...keys.short].flatMap((key) => earlier.get(key) ?? []))
    const inBatch = [...near].flatMap((at): Judged[] => {
      const match = compareFacts(own, considered(facts[at]!, policy))
      if (match === undefined) return []
      const state = 'mine' as const
      const rule = ruleFor(
        policy,
        { object: object.path, entry: entryOf(context) },
        { state, strength: match.strength },
      )
      return [{ ...match, object, id: asked[at]!.id, row: asked[at]!.after, state, rule }]
    })
    const verdict = withFinds(judged[n]!, inBatch)
    verdicts.set(change, verdict)
    const refusal = await refusalOf(parts, scope, change, verdict)
    if (refusal !== undefined) change.refusal = refusal
    else for (const key of storedKeys(own)) earlier.set(key, [...(earlier.get(key) ?? []).slice(-40), n])
  }
}

const withFinds = (verdict: Verdict, more: readonly Judged[]): Verdict => ({
  finds: [...more, ...verdict.finds],
  decision: more.reduce((worst, one) => stricter(worst, one.rule?.decision ?? 'allow'), verdict.decision),
  reasonRequired:
    verdict.reasonRequired || more.some((one) => one.rule?.decision === 'warn' && one.rule.reasonRequired),
})

const refuseWrong = (parts: IdentityParts, scope: WriteScope, changes: readonly Change[]) => {
  const { wrongData } = parts.state.policy()
  if (wrongData === 'allow') return
  for (const change of changes) {
    if (wrongData === 'insist' && reasonOf(scope, change) !== undefined) continue
    for (const one of wrongValues(identityOf(scope.object), change.after, (field) => changed(change, field)))
      if (one.certain) change.faults.push(faultOf(one, wrongData === 'insist' && scope.context.via !== 'import'))
  }
}

const refusalOf = async (
  parts: IdentityParts,
  scope: WriteScope,
  change: Change,
  { decision, finds, reasonRequired }: Verdict,
): Promise<Refusal | undefined> => {
  const blocked = decision === 'block'
  if (!blocked && !(reasonRequired && reasonOf(scope, change) === undefined)) return undefined
  const { object, context } = scope
  const why = finds.filter((find) =>
    blocked ? find.rule?.decision === 'block' : find.rule?.decision === 'warn' && find.rule.reasonRequired,
  )
  const candidates = await shownTo(
    parts,
    context,
    why,
    namesIn(identityOf(object), change.after),
    entryOf(context),
  ).catch((error: unknown) => {
    // The day's share is used up: refused all the same, and nothing more is told.
    if ((error as { code?: string }).code === 'daily_limit') return []
    throw error
  })
  const first = candidates[0]
  const who = first === undefined ? '' : `：${first.name}（${first.reasons.map((one) => one.message).join('，')}）`
  return blocked
    ? conflict(
        'duplicate_found',
        `已经有相同的${object.label.zh}${who}`,
        `There is the same ${object.label.en.toLowerCase()} already${first === undefined ? '' : `: ${first.name}`}`,
        { candidates, insist: false },
      )
    : conflict(
        'duplicate_found',
        `可能已经有这个${object.label.zh}${who}；确认不同时填写理由再保存`,
        `There may be this ${object.label.en.toLowerCase()} already${first === undefined ? '' : `: ${first.name}`}; if it is another, give a reason and save again`,
        { candidates, insist: true },
      )
}

/** What was merged away comes back by undoing the merge, and is kept as long as that may happen. */
const refuseMerged = (scope: WriteScope, changes: readonly Change[]) => {
  if (scope.trusted) return
  for (const change of changes)
    if ((change.kind === 'restore' || change.kind === 'purge') && (change.before?.mergedIntoId ?? null) !== null)
      change.refusal = conflict(
        'merged',
        '它已经合并到另一条记录；要恢复请撤销那次合并',
        'It was merged into another record; undo that merge to have it back',
        { mergedIntoId: change.before?.mergedIntoId },
      )
}

/** The keys of what is written, in one statement a batch. */
const keepKeys = async (parts: IdentityParts, { object, tx }: WriteScope, changes: readonly Change[]) => {
  const purged = changes.filter((change) => change.kind === 'purge').map((change) => change.id)
  if (purged.length > 0) await tx.query(sql`DELETE FROM identity_keys WHERE record_id = ANY(${purged}::uuid[])`)
  const told = changes.filter((change) => tells(object, change))
  await writeKeys(
    parts,
    tx,
    object,
    told.map((change) => change.after),
  )
  await renewPeople(parts, { object, tx }, changes)
}

/** Writes the keys of these rows, whatever they were. */
export const writeKeys = async (
  parts: IdentityParts,
  tx: Pick<WriteScope['tx'], 'query'>,
  object: CompiledObject,
  rows: readonly Readonly<Row>[],
): Promise<void> => {
  if (rows.length === 0) return
  const facts = await factsOfValues(parts.kernel(), tx, object, rows)
  const entries = rows.map((row, n) => ({ record_id: row.id, keys: storedKeys(facts[n]!) }))
  await tx.query(
    sql`INSERT INTO identity_keys (record_id, object, keys) SELECT e.record_id, ${object.path}, ARRAY(SELECT jsonb_array_elements_text(e.keys)::int) FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e(record_id uuid, keys jsonb)
      ON CONFLICT (record_id) DO UPDATE SET keys = excluded.keys, object = excluded.object`,
  )
}

/** People are also known by the company they are at: its new name makes their keys anew. */
const renewPeople = async (
  parts: IdentityParts,
  { object, tx }: Pick<WriteScope, 'object' | 'tx'>,
  changes: readonly Change[],
) => {
  const renamed = changes.filter((change) => change.kind === 'update' && changed(change, object.def.title))
  if (renamed.length === 0) return
  for (const child of identified(parts.kernel())) {
    const identity = identityOf(child)
    const company = child.fields.get(identity.company ?? '')
    if (company?.def.to !== object.path) continue
    const list = ['id', ...identityFields(identity)].map((name) => `${child.fields.get(name)!.column} AS "${name}"`)
    const { rows } = await tx.query<Row>(
      sql`SELECT ${raw(list.join(', '))} FROM ${raw(child.table)} WHERE ${raw(company.column)} = ANY(${renamed.map((change) => change.id)}::uuid[]) AND deleted_at IS NULL`,
    )
    await writeKeys(parts, tx, child, rows)
  }
}

const keepEntries = async (parts: IdentityParts, scope: WriteScope, changes: readonly Change[]) => {
  const noted = changes.flatMap((change) => {
    const verdict = verdicts.get(change)
    return verdict === undefined || verdict.decision === 'allow'
      ? []
      : [{ change, verdict, reason: reasonOf(scope, change) ?? null }]
  })
  if (noted.length > 0) await noteEntries(parts, scope, noted)
}
