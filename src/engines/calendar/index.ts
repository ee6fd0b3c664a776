import type { Engine } from '../../kernel/kernel.ts'
import { calendarHandlers, calendarUndoers } from './actions.ts'
import { agenda, type CalendarParts } from './agenda.ts'
import { eventHooks } from './hooks.ts'
import { importCalendar } from './ics-import.ts'
import { moveItem } from './move.ts'
import { people } from './people.ts'

/** 日程: what takes time, what is due and whom to contact, together (V1, V6). */
export const calendarEngine = (parts: CalendarParts): Engine => ({
  name: 'calendar',
  hooks: eventHooks(parts.kernel, parts.events),
  actions: calendarHandlers(parts.kernel, parts.events),
  undoers: calendarUndoers(parts.kernel),
  routes: [
    { method: 'GET', path: '/calendar', run: (call) => agenda(parts, call) },
    { method: 'GET', path: '/calendar/people', run: async (call) => people(call, parts.events) },
    {
      method: 'POST',
      path: '/calendar/import',
      multipart: true,
      run: (call) => importCalendar(parts, call),
    },
    { method: 'POST', path: '/calendar/move', run: (call) => moveItem(parts, call) },
  ],
})
