import type { Engine } from '../../kernel/kernel.ts'
import { calendarHandlers, calendarUndoers } from './actions.ts'
import { agenda, type CalendarParts } from './agenda.ts'
import { feedSchema, listFeeds, makeFeed, readFeed, revokeFeed } from './feed.ts'
import { eventHooks } from './hooks.ts'
import { importCalendar } from './ics-import.ts'
import { moveItem } from './move.ts'
import { people } from './people.ts'
import { remindJob } from './remind.ts'

/** 日程: what takes time, what is due and whom to contact, together (V1, V6); files in, a feed out, reminders. */
export const calendarEngine = (parts: CalendarParts): Engine => ({
  name: 'calendar',
  schema: feedSchema,
  hooks: eventHooks(parts.kernel, parts.events),
  actions: calendarHandlers(parts.kernel, parts.events),
  undoers: calendarUndoers(parts.kernel),
  jobs: [remindJob(parts)],
  routes: [
    { method: 'GET', path: '/calendar', run: (call) => agenda(parts, call) },
    { method: 'GET', path: '/calendar/people', run: async (call) => people(call, parts.events) },
    { method: 'POST', path: '/calendar/import', multipart: true, run: (call) => importCalendar(parts, call) },
    { method: 'POST', path: '/calendar/move', run: (call) => moveItem(parts, call) },
    { method: 'GET', path: '/calendar/feeds', run: listFeeds },
    { method: 'POST', path: '/calendar/feeds', secret: true, run: (call) => makeFeed(parts, call) },
    { method: 'DELETE', path: '/calendar/feeds/:id', run: revokeFeed },
  ],
})

/** The text behind the secret of a feed, for the address outside of the API. */
export const calendarFeed = (parts: CalendarParts, token: string) => readFeed(parts, token)
