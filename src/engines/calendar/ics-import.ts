import { setImmediate } from 'node:timers/promises'
import sql from 'sql-template-tag'
import { inTransaction, noRight } from '../../kernel/records/write.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, Refusal } from '../../model/errors.ts'
import { type Label, label } from '../../model/label.ts'
import type { CalendarParts } from './agenda.ts'
import { type Draft, readEvent } from './ics-event.ts'
import { keep, mostEvents, type Told, tell } from './ics-keep.ts'
import { partsNamed, readCalendar, textOf } from './ics-read.ts'
import { fileZones } from './ics-zones.ts'
import { eventsOf } from './people.ts'

const mostBytes = 8 * 1024 * 1024
const partsPerTurn = 20

const others: Readonly<Record<string, Label>> = {
  VTODO: label('是待办，不是日程', 'It is a to-do, not an event'),
  VJOURNAL: label('是日志，不是日程', 'It is a journal, not an event'),
  VFREEBUSY: label('是忙闲信息，不是日程', 'It says when somebody is busy, not what for'),
  VAVAILABILITY: label('是可约时间，不是日程', 'It says when somebody is available'),
}

/** `POST /calendar/import`: the events of a file into the own calendar; of each part what became of it, and why. */
export const importCalendar = async (parts: CalendarParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const events = eventsOf(kernel, parts.events)
  for (const verb of ['read', 'create', 'update'])
    if (!kernel.access.may(context.principal, events, verb)) throw noRight(events, verb)
  const { bytes } = await call.upload()
  if (bytes.length > mostBytes)
    throw new Refusal(413, 'too_large', label('日历文件最大 8 MB', 'A calendar file has 8 MB at most'))
  const { parts: found } = readCalendar(textOf(bytes))
  const wanted = partsNamed(found, (name) => name === 'VEVENT' || others[name] !== undefined)
  if (wanted.length === 0)
    throw invalid([
      found.length === 0
        ? fault('file', 'not_a_calendar', '不是日历文件（.ics）', 'It is not a calendar file (.ics)')
        : fault('file', 'no_events', '文件里没有日程', 'There is no event in the file'),
    ])
  if (wanted.length > mostEvents)
    throw invalid([
      fault('file', 'too_many', `一个文件最多 ${mostEvents} 个日程`, `A file has at most ${mostEvents} events`),
    ])
  const zones = fileZones(
    partsNamed(found, (name) => name === 'VTIMEZONE'),
    kernel.clock.timeZone,
  )
  const told: Told[] = []
  const drafts: Draft[] = []
  for (const [at, part] of wanted.entries()) {
    // Whoever else asks something meanwhile is not kept waiting for a long file.
    if (at % partsPerTurn === 0) await setImmediate()
    const note = others[part.name]
    if (note !== undefined) {
      told.push(tell(part, 'skipped', note))
      continue
    }
    const read = readEvent(part, {
      companyZone: kernel.clock.timeZone,
      zoneOf: zones,
      untitled: { zh: '（没有标题）', en: '(no title)' }[context.locale],
    })
    if (read.ok) drafts.push(read.draft)
    else told.push({ ...tell(part, 'refused', read.reason), line: read.line })
  }
  const owner = context.principal.employeeId
  await inTransaction(kernel, { ...context, via: 'import' }, async (inside) => {
    // Two imports of the same file at once would both find nothing of it.
    await inside.tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`calendar-import ${owner}`}, 0))`)
    told.push(...(await keep(kernel, inside, events, drafts)))
  })
  told.sort((a, b) => a.line - b.line)
  const count = (outcome: Told['outcome']) => told.filter((one) => one.outcome === outcome).length
  return {
    body: {
      created: count('created'),
      updated: count('updated'),
      skipped: count('skipped'),
      refused: count('refused'),
      components: told.map((one) => ({
        ...one,
        reason: one.reason === null ? null : one.reason[context.locale],
        notes: one.notes.map((note) => note[context.locale]),
      })),
    },
  }
}
