import sql, { raw } from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { filterOf } from '../../kernel/records/query.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { describeFilter } from '../../model/describe.ts'
import { forbidden, notFound } from '../../model/errors.ts'
import type { JsonObject, Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { countsOf, seenBy, withThresholds } from './counts.ts'
import { dailyReminders } from './daily.ts'
import { groups } from './groups.ts'
import { keptForMany } from './kept.ts'
import { timeline } from './timeline.ts'

/** The same filter for another person: `@me` becomes that id; rights stay the caller's. */
const forPerson = (filter: JsonObject, employeeId: string): JsonObject =>
  JSON.parse(JSON.stringify(filter).replaceAll('"@me"', JSON.stringify(employeeId))) as JsonObject

const subordinate = (call: Call): string => {
  const id = call.query.employeeId
  const me = call.context.principal.employeeId ?? ''
  if (id === undefined || id === '' || id === me) return me
  if (!isId(id) || !call.kernel.directory().people.has(id)) throw notFound()
  if (!call.context.principal.subordinateIds.includes(id))
    throw forbidden(
      'not_yours',
      '只能看自己和下属的工作',
      'You can look at your own and your people’s work only',
      'O32',
    )
  return id
}

/** 工作台提醒 (E6–E9): each a declared filter; its count opens exactly its list. */
const reminders = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const person = subordinate(call)
  const thresholds = kernel.thresholds(context.now)
  const due = [...kernel.registry().objects.values()]
    .filter((object) => kernel.access.may(context.principal, object, 'read'))
    .flatMap((object) =>
      object.reminders.flatMap((reminder) => {
        const goal = reminder.goal === undefined ? undefined : thresholds[reminder.goal]
        const filter = withThresholds(forPerson(reminder.filter, person), thresholds)
        return filter === undefined || goal === null || goal === 0 ? [] : [{ object, reminder, filter, goal }]
      }),
    )
  const counts = await countsOf(kernel, context, due)
  return {
    body: {
      data: due.map(({ object, reminder, filter, goal }, i) => ({
        name: reminder.name,
        object: object.path,
        label: reminder.label,
        tone: reminder.tone,
        filter,
        sort: reminder.sort,
        count: counts[i],
        ...(goal === undefined ? {} : { goal }),
        empty: reminder.empty,
      })),
    },
  }
}

/** 下属工作 (E22, O32): of each subordinate who owns anything, what is due, late and done today. */
const team = async (kernel: Kernel, { context }: Call): Promise<Reply> => {
  const mine = context.principal.subordinateIds
  const objects = [...kernel.registry().objects.values()]
  const owned = objects.find((object) => object.def.traits.pooled === true)
  const contact = objects.find((object) => object.def.traits.touches !== undefined)
  if (mine.length === 0 || owned === undefined || contact === undefined) return { body: { data: [] } }
  if (!kernel.access.may(context.principal, owned, 'read')) return { body: { data: [] } }
  return { body: await keptForMany(context, 'team', () => countTeam(kernel, context, owned, contact)) }
}

const countTeam = async (
  kernel: Kernel,
  context: Context,
  owned: CompiledObject,
  contact: CompiledObject,
): Promise<Row> => {
  const { people } = kernel.directory()
  const mine = context.principal.subordinateIds
  const { at, valid } = contact.def.traits.touches!
  const column = (name: string) => raw(contact.fields.get(name)!.column)
  const today = kernel.clock.startOfDay(kernel.clock.today(context.now))
  const tomorrow = kernel.clock.endOfDays(context.now, 0)
  // Only what is due is looked at: of everything owned there may be hundreds of thousands.
  const due = await kernel.db.query<{ id: string; today: number; overdue: number }>(
    sql`SELECT owner_id AS id, count(*) FILTER (WHERE next_follow_up_at >= ${today}) AS today, count(*) FILTER (WHERE next_follow_up_at < ${today}) AS overdue
    FROM ${raw(`${owned.table} t`)} WHERE owner_id = ANY(${mine}::uuid[]) AND next_follow_up_at < ${tomorrow} AND ${seenBy(kernel, context, owned)} GROUP BY 1`,
  )
  const owners = await kernel.db.query<{ id: string }>(
    sql`SELECT p.id FROM unnest(${mine}::uuid[]) AS p(id) WHERE EXISTS (SELECT 1 FROM ${raw(`${owned.table} t`)} WHERE t.owner_id = p.id AND t.deleted_at IS NULL)`,
  )
  const done = await kernel.db.query<{ id: string; done: number; valid: number }>(
    sql`SELECT owner_id AS id, count(*) AS done, count(*) FILTER (WHERE ${column(valid)}) AS valid FROM ${raw(`${contact.table} t`)}
    WHERE owner_id = ANY(${mine}::uuid[]) AND ${column(at)} >= ${today} AND ${seenBy(kernel, context, contact)} GROUP BY 1`,
  )
  const byDue = new Map(due.rows.map((row) => [row.id, row]))
  const byDone = new Map(done.rows.map((row) => [row.id, row]))
  const data = owners.rows.map(({ id }) => ({
    employee: { id, name: people.get(id)?.name ?? null },
    today: byDue.get(id)?.today ?? 0,
    overdue: byDue.get(id)?.overdue ?? 0,
    done: byDone.get(id)?.done ?? 0,
    followUps: byDone.get(id)?.valid ?? 0,
  }))
  return { data: data.sort((a, b) => b.overdue - a.overdue || b.today - a.today) }
}

/**
 * `GET /distribution` (F24): how customers are spread over the caller's people and the caller: how many, by level, left
 * alone too long, about to lapse; counted within what the caller may see.
 */
const distribution = async (kernel: Kernel, { context }: Call): Promise<Reply> => {
  const owned = [...kernel.registry().objects.values()].find((object) => object.def.traits.pooled === true)
  if (owned === undefined || !kernel.access.may(context.principal, owned, 'read')) return { body: { data: [] } }
  return { body: await keptForMany(context, 'distribution', () => countDistribution(kernel, context, owned)) }
}

const countDistribution = async (kernel: Kernel, context: Context, owned: CompiledObject): Promise<Row> => {
  const { people } = kernel.directory()
  const mine = [...context.principal.subordinateIds, context.principal.employeeId].filter((id) => id !== null)
  const week = kernel.clock.endOfDays(context.now, 7)
  const idle = Object.entries(kernel.thresholds(context.now)).flatMap(([name, days]) =>
    name.startsWith('idleDays.') && days !== null
      ? [{ level: name.slice(9), before: kernel.clock.endOfDays(context.now, -days - 1) }]
      : [],
  )
  const { rows } = await kernel.db.query<{
    id: string
    level: string | null
    n: number
    idle: number
    lapsing: number
  }>(
    sql`SELECT t.owner_id AS id, t.level, count(*) AS n, count(*) FILTER (WHERE coalesce(t.last_follow_up_at, t.owned_at) < i.before) AS idle, count(*) FILTER (WHERE t.protected_until < ${week}) AS lapsing
      FROM ${raw(`${owned.table} t`)} LEFT JOIN jsonb_to_recordset(${JSON.stringify(idle)}::jsonb) AS i(level text, before timestamptz) ON i.level = t.level
      WHERE t.owner_id = ANY(${mine}::uuid[]) AND ${seenBy(kernel, context, owned)} GROUP BY 1, 2`,
  )
  const byOwner = new Map<string, { owned: number; idle: number; lapsing: number; levels: Record<string, number> }>()
  for (const { id, level, n, idle: alone, lapsing } of rows) {
    const one = byOwner.get(id) ?? { owned: 0, idle: 0, lapsing: 0, levels: {} }
    one.levels[level ?? ''] = n
    byOwner.set(id, { ...one, owned: one.owned + n, idle: one.idle + alone, lapsing: one.lapsing + lapsing })
  }
  const data = mine
    .filter((id) => byOwner.has(id) || people.get(id)?.status === 'active')
    .map((id) => ({
      employee: { id, name: people.get(id)?.name ?? null, status: people.get(id)?.status ?? null },
      ...(byOwner.get(id) ?? { owned: 0, idle: 0, lapsing: 0, levels: {} }),
    }))
  return { data: data.sort((a, b) => b.owned - a.owned) }
}

/** A filter in words, for who decides by it: saved views, reminders, what a rule says. */
const describeRoute = async (call: Call): Promise<Reply> => {
  const { kernel } = call
  const object = objectOf(call)
  const { filter } = bodyObject(call.body)
  filterOf(kernel, call.context, object, filter ?? {})
  const { people, units } = kernel.directory()
  const nameOf = (to: string, id: string) => (to === 'employees' ? people.get(id)?.name : units.get(id)?.name) ?? null
  return { body: describeFilter({ registry: kernel.registry(), nameOf }, object, (filter ?? {}) as JsonObject) }
}

export const insightEngine = (kernel: () => Kernel): Engine => ({
  name: 'insight',
  jobs: [dailyReminders(kernel)],
  routes: [
    { method: 'GET', path: '/reminders', query: ['employeeId'], run: reminders },
    { method: 'GET', path: '/team', query: [], run: (call) => team(kernel(), call) },
    { method: 'GET', path: '/distribution', query: [], run: (call) => distribution(kernel(), call) },
    { method: 'GET', path: '/:object/groups', query: ['by', 'sum', 'filter'], run: groups },
    { method: 'GET', path: '/:object/:id/timeline', run: timeline },
    { method: 'POST', path: '/:object/describe', run: describeRoute },
  ],
})
