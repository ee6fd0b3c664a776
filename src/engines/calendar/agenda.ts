import { setImmediate } from 'node:timers/promises'
import { DateTime } from 'luxon'
import sql, { raw } from 'sql-template-tag'
import { calendarDay } from '../../fields/date/date.ts'
import { dateTimeType } from '../../fields/date-time/date-time.ts'
import { realNow } from '../../kernel/clock.ts'
import { compile } from '../../kernel/compile.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { noRight } from '../../kernel/records/write.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import type { Dated } from '../../model/dated.ts'
import { type Fault, fault, invalid } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import { all, any, not, test } from '../../model/predicate.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { allRows, eventRows, mostRows } from './event-rows.ts'
import { askedPeople, eventsOf } from './people.ts'
import { isRecurring, type Occurrence, occurrencesOf, seriesOf } from './series.ts'
import { day, iso, momentOf, wallOf } from './wall.ts'

export interface CalendarParts {
  readonly kernel: () => Kernel
  /** The path of events, and the moments of other objects that stand beside them. */
  readonly events: string
  readonly dated: readonly Dated[]
}

const mostDays = 100
const mostOccurrences = 5000
/** A calendar of thousands of series shares its process, and is shown as far as some seconds go. */
const seriesPerTurn = 20
const mostMilliseconds = 3000

export interface Range {
  readonly from: string
  readonly to: string
}

/** `from` and `to` of a query: moments, or dates of the company's zone. */
export const rangeOf = (query: Readonly<Record<string, string>>, zone: string): Range => {
  const faults: Fault[] = []
  const read = (name: 'from' | 'to'): number => {
    const given = query[name] ?? ''
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given)
    if (date !== null && calendarDay(Number(date[1]), Number(date[2]), Number(date[3])) !== undefined)
      return momentOf(Date.parse(`${given}T00:00:00.000Z`), zone)
    const parsed = dateTimeType.parse(given, { type: 'dateTime', zh: '', en: '' })
    if (parsed.ok) return Date.parse(String(parsed.value))
    faults.push(
      given === ''
        ? fault(name, 'required', '要给出从哪天到哪天', 'Say from when to when')
        : fault(name, 'not_a_time', '应是时间或日期，如 2026-11-22', 'It should be a time or a date, like 2026-11-22'),
    )
    return 0
  }
  const [from, to] = [read('from'), read('to')]
  if (faults.length === 0 && to <= from)
    faults.push(fault('to', 'out_of_range', '结束应在开始之后', 'It ends after it starts'))
  if (faults.length === 0 && to - from > mostDays * day)
    faults.push(fault('to', 'range_too_long', `一次最多看 ${mostDays} 天`, `At most ${mostDays} days at a time`))
  if (faults.length > 0) throw invalid(faults)
  return { from: iso(from), to: iso(to) }
}

const may = (row: Row, verb: string): boolean => isObject(row.can) && row.can[verb] === true

const peopleOf = (row: Row, people: readonly string[]): string[] =>
  people.filter((id) => row.ownerId === id || (Array.isArray(row.memberIds) && row.memberIds.includes(id)))

const eventItem = (
  events: CompiledObject,
  row: Row,
  one: Occurrence,
  people: readonly string[],
  isSeries: boolean,
): Row => ({
  object: events.path,
  kind: 'event',
  id: row.id ?? null,
  occurrence: one.key,
  version: row.version ?? null,
  at: one.startsAt,
  end: one.endsAt,
  allDay: one.allDay,
  title: one.override?.title ?? row.title ?? null,
  location: one.override?.location ?? row.location ?? null,
  recurring: isSeries,
  changed: one.override !== null,
  private: row.isPrivate === true,
  busy: false,
  done: false,
  employeeIds: peopleOf(row, people),
  owner: row.owner ?? null,
  customer: row.customer ?? null,
  link: `/o/${events.path}/${String(row.id)}`,
  can: {
    move: may(row, isSeries ? 'edit-occurrence' : 'update'),
    edit: may(row, 'update'),
    delete: may(row, 'delete'),
  },
})

export interface Found {
  readonly items: Row[]
  readonly capped: boolean
}

/** Occurrences of the events of these people within a range. */
export const eventItems = async (
  parts: CalendarParts,
  context: Context,
  people: readonly string[],
  range: Range,
): Promise<Found> => {
  const kernel = parts.kernel()
  const events = eventsOf(kernel, parts.events)
  const { rows, more } = await eventRows(kernel, context, events, people, range)
  const { items, capped } = await unrolled(rows, kernel.clock.timeZone, range, (row, one, isSeries) =>
    eventItem(events, row, one, people, isSeries),
  )
  return { items, capped: more || capped }
}

/** The occurrences of all these rows, as far as one answer holds and some seconds go; others have their turn between. */
const unrolled = async (
  rows: readonly Row[],
  zone: string,
  range: Range,
  make: (row: Row, one: Occurrence, isSeries: boolean) => Row,
): Promise<Found> => {
  const items: Row[] = []
  const over = realNow().getTime() + mostMilliseconds
  let capped = false
  for (const [at, row] of rows.entries()) {
    if (at % seriesPerTurn === 0) await setImmediate()
    if (items.length >= mostOccurrences || realNow().getTime() > over) return { items, capped: true }
    const series = seriesOf(row, zone)
    const found = occurrencesOf(series, { ...range, limit: mostOccurrences - items.length })
    capped ||= found.capped
    for (const one of found.occurrences) items.push(make(row, one, isRecurring(series)))
  }
  return { items, capped }
}

/** Private events of others whose calendar is within reach: that the time is taken, and nothing else. */
const busyItems = async (
  parts: CalendarParts,
  context: Context,
  people: readonly string[],
  range: Range,
): Promise<Found> => {
  const kernel = parts.kernel()
  const events = eventsOf(kernel, parts.events)
  const { principal, now } = context
  const hidden = all(
    kernel.access.rows(principal, events, 'busy', now),
    not(kernel.access.rows(principal, events, 'read', now)),
    test('deletedAt', 'isNull', true),
    test('isPrivate', 'eq', true),
    test('ownerId', 'in', [...people]),
    test('startsAt', 'lt', range.to),
    any(test('lastEndsAt', 'isNull', true), test('lastEndsAt', 'gte', range.from)),
  )
  const names = ['ownerId', 'startsAt', 'endsAt', 'allDay', 'timeZone', 'recurrence', 'excluded', 'added', 'overrides']
  const columns = raw(names.map((name) => `t.${events.fields.get(name)!.column} AS "${name}"`).join(', '))
  const condition = compile({ registry: kernel.registry(), types: kernel.types }, events, hidden, 't')
  const { rows } = await (context.tx ?? kernel.db).query<Row>(
    sql`SELECT ${columns} FROM ${raw(`${events.table} t`)} WHERE ${condition} ORDER BY t.starts_at, t.id LIMIT ${mostRows}`,
  )
  return unrolled(rows, kernel.clock.timeZone, range, (row, one) => ({
    object: null,
    kind: 'event',
    id: null,
    occurrence: null,
    at: one.startsAt,
    end: one.endsAt,
    allDay: one.allDay,
    title: null,
    private: true,
    busy: true,
    done: false,
    recurring: false,
    employeeIds: [String(row.ownerId)],
    link: null,
    can: { move: false, edit: false, delete: false },
  }))
}

const isMidnight = (at: string, zone: string) => wallOf(Date.parse(at), zone) % day === 0

/** Moments of one other object: what is due, whom to contact. A moment at midnight is of the whole day. */
export const datedItems = async (
  parts: CalendarParts,
  context: Context,
  source: Dated,
  people: readonly string[],
  range: Range,
): Promise<Found> => {
  const kernel = parts.kernel()
  const object = kernel.registry().objects.get(source.object)
  const readable =
    object !== undefined &&
    kernel.access.may(context.principal, object, 'read') &&
    ['read', 'write'].includes(kernel.access.field(context.principal, object, source.at))
  if (!readable) return { items: [], capped: false }
  const zone = kernel.clock.timeZone
  const filter = {
    and: [source.filter, { ownerId: { in: people } }, { [source.at]: { gte: range.from, lt: range.to } }],
  }
  const { rows, more } = await allRows(kernel, context, object, filter)
  const moving = source.moves.by === 'action' ? source.moves.name : 'update'
  const writable = source.moves.by === 'action' || kernel.access.field(context.principal, object, source.at) === 'write'
  const items = rows.map((row): Row => {
    const at = String(row[source.at])
    const allDay = isMidnight(at, zone)
    const start = DateTime.fromISO(at, { zone })
    return {
      object: object.path,
      kind: source.kind,
      id: row.id ?? null,
      occurrence: null,
      version: row.version ?? null,
      at,
      end: iso((allDay ? start.plus({ days: 1 }) : start.plus({ minutes: 30 })).toMillis()),
      allDay,
      title: row[object.def.title] ?? null,
      location: null,
      recurring: false,
      changed: false,
      private: false,
      busy: false,
      done: source.done !== undefined && (row[source.done] ?? null) !== null,
      employeeIds: peopleOf(row, people),
      owner: row.owner ?? null,
      customer: row.customer ?? null,
      link: `/o/${object.path}/${String(row.id)}`,
      can: { move: writable && may(row, moving), edit: may(row, 'update'), delete: false },
    }
  })
  return { items, capped: more }
}

/** `GET /calendar`: the events, tasks and next contacts of a person, or of several, within a range (V1, V6). */
export const agenda = async (parts: CalendarParts, call: Call): Promise<Reply> => {
  const { kernel, context, query } = call
  const events = eventsOf(kernel, parts.events)
  if (!kernel.access.may(context.principal, events, 'read')) throw noRight(events, 'read')
  const range = rangeOf(query, kernel.clock.timeZone)
  const people = askedPeople(call, parts.events)
  const found = [await eventItems(parts, context, people, range)]
  for (const source of parts.dated) found.push(await datedItems(parts, context, source, people, range))
  found.push(await busyItems(parts, context, people, range))
  const items = found.flatMap((one) => one.items)
  items.sort((a, b) => (String(a.at) < String(b.at) ? -1 : String(a.at) > String(b.at) ? 1 : 0))
  const { people: directory } = kernel.directory()
  return {
    body: {
      ...range,
      timeZone: kernel.clock.timeZone,
      people: people.map((id) => ({ id, name: directory.get(id)?.name ?? null })),
      data: items,
      // There is more than one answer holds: the screen says so.
      truncated: found.some((one) => one.capped),
    },
  }
}
