import sql, { raw } from 'sql-template-tag'
import { superiorOf } from '../../kernel/directory.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { heldBy } from '../../kernel/records/gates.ts'
import type { ActionScope, Outcome } from '../../kernel/records/parts.ts'
import { refusedByWhen } from '../../kernel/records/view.ts'
import { create, update } from '../../kernel/records/write.ts'
import type { AutomationStep, Meant } from '../../model/automation.ts'
import { conflict } from '../../model/errors.ts'
import { isObject, type Json, type JsonObject, type Row } from '../../model/label.ts'
import type { Automation, AutomationParts } from './parts.ts'

/** What a step did, for the log: its kind, and whom or what it concerned. */
export interface Told {
  readonly kind: string
  readonly what: Json
}

const dayMilliseconds = 86_400_000

/** The steps of an automation in turn, on a locked record. `trial`: nobody is told and nothing leaves the house. */
export const perform = async (
  parts: AutomationParts,
  scope: ActionScope,
  automation: Automation,
  row: Readonly<Row>,
  trial: boolean,
): Promise<Told[]> => {
  const told: Told[] = []
  let current: Row = { ...row }
  for (const step of automation.steps) {
    const what = await one(parts, scope, automation, step, current, trial)
    told.push({ kind: step.kind, what })
    if (step.kind === 'set' && isObject(what)) current = { ...current, ...(what as Row) }
    if (step.kind === 'assign' && typeof what === 'string') current = { ...current, ownerId: what }
  }
  return told
}

const one = async (
  parts: AutomationParts,
  scope: ActionScope,
  automation: Automation,
  step: AutomationStep,
  row: Row,
  trial: boolean,
): Promise<Json> => {
  const kernel = parts.kernel()
  const { context, object, tx } = scope
  const id = String(row.id)
  switch (step.kind) {
    case 'set': {
      const held = heldBy(kernel, context, object, row, 'update')
      if (held !== undefined) throw held
      const values = valuesFor(kernel, context.now, step.values, row)
      done(
        await update(kernel, { ...context, tx }, object, [{ id, values }], {
          trusted: true,
          cause: 'automate',
          noUndo: true,
        }),
      )
      return values
    }
    case 'task': {
      const due = new Date(Date.parse(context.now) + step.days * dayMilliseconds).toISOString()
      const owners = peopleFor(kernel, step.to, row)
      const on = linkTo(kernel, parts.tasks, scope, row)
      const tasks = kernel.registry().objects.get(parts.tasks)!
      done(
        await create(
          kernel,
          { ...context, tx },
          tasks,
          owners.map((ownerId) => ({ title: filled(step.title, row, object.def.title), dueAt: due, ownerId, ...on })),
          { trusted: true, noUndo: true, cause: 'automate' },
        ),
      )
      return owners
    }
    case 'create': {
      const target = kernel.registry().objects.get(step.object)
      if (target === undefined)
        throw conflict('not_now', `没有对象“${step.object}”`, `There is no object "${step.object}"`)
      const values = {
        ownerId: row.ownerId ?? null,
        ...linkTo(kernel, target.path, scope, row),
        ...valuesFor(kernel, context.now, step.values, row),
      }
      const [made] = done(
        await create(kernel, { ...context, tx }, target, [values], { trusted: true, noUndo: true, cause: 'automate' }),
      )
      return { object: target.path, id: made ?? null }
    }
    case 'assign': {
      const to = await chosen(parts, scope, automation, step, row)
      if (to === null) throw conflict('nobody', '没有可以分配的在职员工', 'There is nobody at work to assign it to')
      done(
        await update(kernel, { ...context, tx }, object, [{ id, values: { ownerId: to } }], {
          trusted: true,
          cause: 'assign',
          noUndo: true,
        }),
      )
      return to
    }
    case 'notify': {
      const people = peopleFor(kernel, step.to, row)
      if (!trial && people.length > 0)
        await tx.query(
          sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${object.path}, ${id}, 'automation-notice', ${JSON.stringify({ employeeIds: people, content: filled(step.text, row, object.def.title) })}::jsonb, NULL, ${context.now})`,
        )
      return people
    }
    case 'act': {
      const handler = kernel.actions.get(`${object.path}.${step.action}`)
      const refusal = handler === undefined ? undefined : refusedByWhen(object, step.action, row)
      if (handler === undefined)
        throw conflict('not_now', `没有动作“${step.action}”`, `There is no action "${step.action}"`)
      if (refusal !== undefined) throw refusal
      const [outcome] = await handler.run(scope, [row], valuesFor(kernel, context.now, step.input, row))
      if (outcome !== undefined && !outcome.ok) throw outcome.refusal
      return step.action
    }
    case 'webhook': {
      const { host } = new URL(step.url)
      if (!parts.mayPost(step.url)) throw conflict('not_allowed', `不允许通知 ${host}`, `${host} may not be told`)
      const body = { automation: automation.name, object: object.path, id, title: row[object.def.title] ?? null }
      // Sent after this is done, by itself: a service that is slow or down keeps nobody waiting.
      if (!trial)
        await tx.query(
          sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${object.path}, NULL, 'automation-webhook', ${JSON.stringify({ url: step.url, body })}::jsonb, NULL, ${context.now})`,
        )
      return host
    }
  }
}

/** The ids of what was written; throws the first refusal. */
const done = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((outcome) => {
    if ('refusal' in outcome) throw outcome.refusal
    return String(outcome.row.id)
  })

/** Names of fields in double braces give their values; `{{title}}` the name of the record. */
const filled = (text: string, row: Readonly<Row>, title: string): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = row[name === 'title' && row.title === undefined ? title : name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : value === null ? '' : whole
  })

const valuesFor = (kernel: Kernel, now: string, values: JsonObject, row: Readonly<Row>): Row =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Json] => {
      if (typeof value !== 'string') return [name, value ?? null]
      const day = /^@today([+-]\d{1,4})?$/.exec(value)
      if (day !== null)
        return [
          name,
          new Date(Date.parse(kernel.clock.today(now)) + Number(day[1] ?? 0) * dayMilliseconds)
            .toISOString()
            .slice(0, 10),
        ]
      return [name, value === '@now' ? now : value === '@owner' ? (row.ownerId ?? null) : filled(value, row, 'name')]
    }),
  )

const peopleFor = (kernel: Kernel, to: Meant, row: Readonly<Row>): string[] => {
  const { people } = kernel.directory()
  const owner = typeof row.ownerId === 'string' ? row.ownerId : null
  const meant =
    to === 'owner' ? [owner] : to === 'superior' ? [owner === null ? null : superiorOf(kernel.directory(), owner)] : to
  return [...new Set(meant)].filter((id): id is string => id !== null && people.get(id)?.status === 'active')
}

/** How a new record points to this one: by its reference to this object, and along to what both belong to. */
const linkTo = (kernel: Kernel, path: string, { object }: ActionScope, row: Readonly<Row>): Row => {
  const target = kernel.registry().objects.get(path)
  const link: Row = {}
  for (const field of target?.fields.values() ?? []) {
    if (field.type.name !== 'reference') continue
    if (field.def.to === object.path) link[field.name] ??= row.id ?? null
    else if (object.fields.get(field.name)?.def.to === field.def.to && row[field.name] != null)
      link[field.name] = row[field.name] ?? null
  }
  return link
}

/** 分配规则: in turn (whoever was given one longest ago), to whoever owns fewest, or by the region people work in. */
const chosen = async (
  parts: AutomationParts,
  { object, tx }: ActionScope,
  automation: Automation,
  step: AutomationStep & { kind: 'assign' },
  row: Readonly<Row>,
): Promise<string | null> => {
  const { people } = parts.kernel().directory()
  const open = step.ids.filter((id) => people.get(id)?.status === 'active')
  if (step.how === 'region') {
    const region = typeof row.region === 'string' ? row.region : ''
    const covers = (id: string) => {
      const own = people.get(id)?.region ?? ''
      return own !== '' && region.startsWith(own.replace(/0+$/, ''))
    }
    const near = open
      .filter(covers)
      .sort(
        (a, b) =>
          (people.get(b)?.region ?? '').replace(/0+$/, '').length -
          (people.get(a)?.region ?? '').replace(/0+$/, '').length,
      )
    return near[0] ?? open[0] ?? null
  }
  if (open.length === 0) return null
  // One at a time: two records that come at once go to different people.
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`automation ${automation.id}`}, 0))`)
  const { rows } = await tx.query<{ id: string }>(
    step.how === 'load'
      ? sql`SELECT p.id FROM unnest(${open}::uuid[]) WITH ORDINALITY AS p(id, n) ORDER BY (SELECT count(*) FROM ${raw(object.table)} t WHERE t.owner_id = p.id AND t.deleted_at IS NULL), p.n LIMIT 1`
      : sql`SELECT p.id FROM unnest(${open}::uuid[]) WITH ORDINALITY AS p(id, n)
          ORDER BY (SELECT max(r.id::text) FROM automation_runs r WHERE r.automation_id = ${automation.id} AND r.state = 'done' AND r.steps @> jsonb_build_array(jsonb_build_object('kind', 'assign', 'what', p.id::text))) NULLS FIRST, p.n LIMIT 1`,
  )
  return rows[0]?.id ?? null
}
