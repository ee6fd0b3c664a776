import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Outcome } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { create, move, update } from '../../kernel/records/write.ts'
import type { Json, Label, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { allRows } from './event-rows.ts'
import type { Draft } from './ics-event.ts'
import { lineOf, type Part, words } from './ics-read.ts'
import { firstWall, type Override, seriesOf } from './series.ts'

/** Most events one file may hold. */
export const mostEvents = 5000

/** What became of one part of a file. */
export interface Told {
  readonly line: number
  readonly kind: string
  readonly uid: string | null
  readonly title: string | null
  readonly outcome: 'created' | 'updated' | 'skipped' | 'refused'
  readonly reason: Label | null
  readonly notes: readonly Label[]
  readonly id: string | null
}

const titleOf = (part: Part): string | null => {
  const value = lineOf(part, 'SUMMARY')?.values[0]
  return typeof value === 'string' ? value.slice(0, 200) : null
}

export const tell = (part: Part, outcome: Told['outcome'], reason: Label | null): Told => {
  const uid = lineOf(part, 'UID')?.values[0]
  return {
    line: part.line,
    kind: part.name,
    uid: typeof uid === 'string' ? uid.slice(0, 500) : null,
    title: titleOf(part),
    outcome,
    reason,
    notes: [],
    id: null,
  }
}

const told = (draft: Draft, outcome: Told['outcome'], reason: Label | null, id: string | null = null): Told => ({
  ...tell(draft.part, outcome, reason),
  uid: draft.uid,
  title: draft.title,
  notes: draft.notes,
  id,
})

/** JSON with its members in order: the database keeps them in its own. */
const plain = (value: Json | undefined): string =>
  JSON.stringify(value ?? null, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

const ownRows = async (kernel: Kernel, context: Context, events: CompiledObject, uids: readonly string[]) => {
  const rows = new Map<string, Row>()
  for (let i = 0; i < uids.length; i += 200) {
    const filter = { ownerId: context.principal.employeeId, uid: { in: uids.slice(i, i + 200) } }
    const { rows: found } = await allRows(kernel, context, events, filter, mostEvents)
    const ids = found.map((row) => String(row.id))
    for (const row of await rowsOf(kernel, context, events, ids, { verb: 'update' })) rows.set(String(row.uid), row)
  }
  return rows
}

interface Plan {
  readonly uid: string
  readonly main: Draft | null
  readonly single: readonly Draft[]
}

const planned = (drafts: readonly Draft[]): { plans: Plan[]; doubled: Draft[] } => {
  const byUid = new Map<string, { main: Draft | null; single: Draft[] }>()
  const doubled: Draft[] = []
  for (const draft of drafts) {
    const plan = byUid.get(draft.uid) ?? { main: null, single: [] }
    byUid.set(draft.uid, plan)
    if (draft.of !== null) plan.single.push(draft)
    else {
      // The same event twice in a file: the later one is the newer one.
      if (plan.main !== null) doubled.push(plan.main)
      plan.main = draft
    }
  }
  return { plans: [...byUid].map(([uid, plan]) => ({ uid, ...plan })), doubled }
}

/** The series of a plan with its single occurrences put into it. */
const merged = (plan: Plan, stored: Row | undefined, companyZone: string): Row | null => {
  const base: Row | undefined = plan.main?.values ?? stored
  if (base === undefined) return null
  const series = seriesOf(base, companyZone)
  const excluded = new Set(series.excluded)
  const overrides: Record<string, Override> = { ...series.overrides }
  for (const one of plan.single) {
    const key = one.keyIn(one.of!, series.zone, series.allDay, firstWall(series))
    if (one.cancelled) {
      excluded.add(key)
      delete overrides[key]
      continue
    }
    const { startsAt, endsAt, allDay, title, location, description } = one.values
    overrides[key] = { startsAt, endsAt, allDay, title, location, description } as Override
  }
  return {
    ...(plan.main?.values ?? {}),
    excluded: excluded.size === 0 ? null : [...excluded].sort(),
    overrides: Object.keys(overrides).length === 0 ? null : (overrides as Json),
  }
}

const wordsOf = (outcome: Outcome | undefined): Label =>
  outcome !== undefined && 'refusal' in outcome ? outcome.refusal.detail : words('没有写进去', 'It was not written')

/** What is to be written, and who is told how it went. */
interface Pending {
  readonly id: string | null
  readonly values: Row
  readonly say: (outcome: Told['outcome'], reason: Label | null, id?: string | null) => void
}

const batch = 200
const options = { trusted: true, cause: 'import', noUndo: true } as const

const write = async (
  kernel: Kernel,
  context: Context,
  events: CompiledObject,
  all: readonly Pending[],
): Promise<void> => {
  for (const isNew of [true, false]) {
    const wanted = all.filter((one) => (one.id === null) === isNew)
    for (let i = 0; i < wanted.length; i += batch) {
      const some = wanted.slice(i, i + batch)
      const outcomes = isNew
        ? await create(
            kernel,
            context,
            events,
            some.map((one) => one.values),
            options,
          )
        : await update(
            kernel,
            context,
            events,
            some.map((one) => ({ id: String(one.id), values: one.values })),
            options,
          )
      for (const [at, one] of some.entries()) {
        const outcome = outcomes[at]
        if (outcome === undefined || 'refusal' in outcome) one.say('refused', wordsOf(outcome), one.id)
        else one.say(isNew ? 'created' : 'updated', null, String(outcome.row.id))
      }
    }
  }
}

/** Writes the events of a file: new ones, changed ones, those cancelled; single occurrences into their series. */
export const keep = async (
  kernel: Kernel,
  context: Context,
  events: CompiledObject,
  drafts: readonly Draft[],
): Promise<Told[]> => {
  const { plans, doubled } = planned(drafts)
  const alone = plans.filter((plan) => plan.main === null).flatMap((plan) => plan.single)
  const uids = [...plans.map((plan) => plan.uid), ...alone.map(aloneUid)]
  const rows = await ownRows(kernel, context, events, uids)
  const answers: Told[] = doubled.map((draft) =>
    told(draft, 'skipped', words('文件里后面还有同一个日程', 'The same event comes again later in the file')),
  )
  const pending: Pending[] = []
  const put = (uid: string, values: Row, say: Pending['say']) => {
    const stored = rows.get(uid)
    const isSame =
      stored !== undefined && Object.keys(values).every((name) => plain(values[name]) === plain(stored[name]))
    if (isSame) say('skipped', words('没有变化', 'Nothing has changed'), String(stored.id))
    else if (stored === undefined) pending.push({ id: null, values: { ...values, uid }, say })
    else pending.push({ id: String(stored.id), values, say })
  }
  const sayOf =
    (all: readonly Draft[]): Pending['say'] =>
    (outcome, reason, id = null) => {
      for (const draft of all) answers.push(told(draft, outcome, reason, id))
    }
  for (const plan of plans) {
    const stored = rows.get(plan.uid)
    const say = sayOf([...(plan.main === null ? [] : [plan.main]), ...plan.single])
    if (plan.main?.cancelled === true) {
      await cancel(kernel, context, events, stored, say)
      continue
    }
    const values = merged(plan, stored, kernel.clock.timeZone)
    if (values !== null) put(plan.uid, values, say)
    else
      for (const draft of plan.single) {
        if (draft.cancelled) sayOf([draft])('skipped', words('已取消', 'It was cancelled'))
        else put(aloneUid(draft), draft.values, sayOf([draft]))
      }
  }
  await write(kernel, context, events, pending)
  return answers
}

const cancel = async (
  kernel: Kernel,
  context: Context,
  events: CompiledObject,
  stored: Row | undefined,
  say: Pending['say'],
): Promise<void> => {
  const targets = stored === undefined ? [] : [{ id: String(stored.id) }]
  const [gone] = await move(kernel, context, events, 'delete', targets, options)
  if (gone !== undefined && !('refusal' in gone))
    say(
      'updated',
      words('已取消，移入回收站', 'It was cancelled, and moved to the recycle bin'),
      targets[0]?.id ?? null,
    )
  else say('skipped', words('已取消', 'It was cancelled'))
}

/** One occurrence of a series that is nowhere is an event by itself, known by both ids. */
const aloneUid = (draft: Draft): string => `${draft.uid.slice(0, 460)}#${new Date(draft.of?.wall ?? 0).toISOString()}`
