import { dateTime, dateTimeType } from '../../fields/date-time/date-time.ts'
import { isId } from '../../kernel/ids.ts'
import { act } from '../../kernel/records/act.ts'
import type { Outcome } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { single, update } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply, versionOf } from '../../kernel/rest/route.ts'
import { type Fault, fault, invalid, notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { recurs } from './actions.ts'
import type { CalendarParts } from './agenda.ts'

const at = dateTime({ zh: '开始', en: 'Starts' })

interface Asked {
  readonly object: string
  readonly id: string
  readonly at: string
  readonly end: string | null
  readonly allDay: boolean | null
  readonly occurrence: string | null
  readonly reach: string | null
}

const known = new Set(['object', 'id', 'at', 'end', 'allDay', 'occurrence', 'reach'])

const readBody = (call: Call): Asked => {
  const body = bodyObject(call.body)
  const faults: Fault[] = Object.keys(body)
    .filter((key) => !known.has(key))
    .map((key) => fault(key, 'unknown_field', `没有参数“${key}”`, `There is no parameter "${key}"`))
  const moment = (name: 'at' | 'end'): string | null => {
    const value = body[name] ?? null
    if (value === null) return null
    const parsed = dateTimeType.parse(value, at)
    if (parsed.ok) return String(parsed.value)
    faults.push({ path: name, code: parsed.code, message: parsed.message })
    return null
  }
  const text = (name: string): string | null => (typeof body[name] === 'string' ? (body[name] as string) : null)
  const found = {
    object: text('object') ?? '',
    id: text('id')?.toLowerCase() ?? '',
    at: moment('at') ?? '',
    end: moment('end'),
    allDay: typeof body.allDay === 'boolean' ? body.allDay : null,
    occurrence: text('occurrence'),
    reach: text('reach'),
  }
  if (found.at === '' && !faults.some((one) => one.path === 'at'))
    faults.push(fault('at', 'required', '说明移到什么时候', 'Say where to move it'))
  if (found.object === '') faults.push(fault('object', 'required', '说明移动什么', 'Say what to move'))
  if (faults.length > 0) throw invalid(faults)
  if (!isId(found.id)) throw notFound()
  return found
}

/**
 * `POST /calendar/move`: what stands on the calendar, to another time, by the way its kind is written: an event or one
 * of its occurrences, a field, an action. All rules and rights of that way hold; what it undoes, it undoes.
 */
export const moveItem = async (parts: CalendarParts, call: Call): Promise<Reply> => {
  const asked = readBody(call)
  const version = versionOf(call)
  const target = { id: asked.id, ...(version === undefined ? {} : { version }) }
  const [outcome] =
    asked.object === parts.events
      ? await moveEvent(parts, call, asked, target)
      : await moveDated(parts, call, asked, target)
  const { row, undo } = single(outcome === undefined ? [] : [outcome])
  return {
    body: row,
    headers: {
      ...(typeof row.version === 'number' ? { ETag: `"${row.version}"` } : {}),
      ...(undo === undefined ? {} : { Undo: undo }),
    },
  }
}

interface Target {
  readonly id: string
  readonly version?: number
}

const moveDated = (
  parts: CalendarParts,
  { kernel, context }: Call,
  asked: Asked,
  target: Target,
): Promise<Outcome[]> => {
  const source = parts.dated.find((one) => one.object === asked.object)
  const object = kernel.registry().objects.get(asked.object)
  if (source === undefined || object === undefined) throw notFound()
  const values = { [source.at]: asked.at }
  return source.moves.by === 'action'
    ? act(kernel, context, object, source.moves.name, [target], values)
    : update(kernel, context, object, [{ ...target, values }])
}

const moveEvent = async (
  parts: CalendarParts,
  { kernel, context }: Call,
  asked: Asked,
  target: Target,
): Promise<Outcome[]> => {
  const events = kernel.registry().objects.get(parts.events)!
  const [row] = await rowsOf(kernel, context, events, [asked.id])
  if (row === undefined) throw notFound()
  const values: Row = {
    startsAt: asked.at,
    ...(asked.end === null ? {} : { endsAt: asked.end }),
    ...(asked.allDay === null ? {} : { allDay: asked.allDay }),
  }
  if (!recurs(row, kernel.clock.timeZone)) return update(kernel, context, events, [{ ...target, values }])
  if (asked.occurrence === null)
    throw invalid([
      fault('occurrence', 'required', '这个日程会重复，说明移动哪一次', 'It recurs; say which occurrence to move'),
    ])
  const input = { occurrence: asked.occurrence, reach: asked.reach ?? 'one', ...values }
  return act(kernel, context, events, 'edit-occurrence', [target], input)
}
