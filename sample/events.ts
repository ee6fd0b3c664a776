import type { Row } from '../src/model/label.ts'
import { iso } from './days.ts'
import { idOf, kinds } from './identifiers.ts'
import { eventPlaces, eventTitles } from './words/events.ts'
import type { World } from './world.ts'

const hour = 3_600_000
/** Visits and the like from so many days ago to so many days on. */
const [firstDay, lastDay] = [-10, 25]

const plain = {
  version: 1,
  deletedAt: null,
  memberIds: [],
  memberDepartmentIds: [],
  participantIds: [],
  description: null,
  contactId: null,
  reminderMinutes: null,
  timeZone: 'Asia/Shanghai',
  excluded: null,
  added: null,
  overrides: null,
  uid: null,
  nextReminderAt: null,
} as const

/** What stands on everybody's calendar: the weekly meeting, visits and calls, now and then a fair, an hour of one's own. */
export function* generateEvents(world: World): Generator<Row> {
  const { seed, days, organisation, plan, random } = world
  let number = 0
  for (const person of organisation.staff) {
    random.restart(kinds.event, person.index)
    const sellerIndex = organisation.sellers.findIndex((one) => one.id === person.id)
    const mine = sellerIndex < 0 ? [] : (plan.customersOf[sellerIndex] ?? [])
    const made = (day: number, from: number, length: number, more: Row): Row => {
      const start = days.start(day) + from * hour
      const written = iso(days.at(Math.min(0, day) - random.whole(1, 5), random.share()))
      return {
        ...plain,
        id: idOf(seed, 'event', number++),
        createdAt: written,
        updatedAt: written,
        createdById: person.id,
        ownerId: person.id,
        departmentId: person.departmentId,
        startsAt: iso(start),
        endsAt: iso(start + length * hour),
        lastEndsAt: iso(start + length * hour),
        allDay: false,
        location: null,
        customerId: null,
        recurrence: null,
        isPrivate: false,
        ...more,
      }
    }
    const monday = -13 + ((15 - days.weekday(-13) - 7) % 7)
    yield made(monday, 9, 1, {
      title: '部门周会',
      location: '三楼会议室',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
      lastEndsAt: null,
    })
    for (let day = firstDay; day <= lastDay; day++) {
      if (days.weekday(day) > 5 || random.chance(0.45)) continue
      const isVisit = mine.length > 0
      yield made(day, random.pick([10, 10.5, 13.5, 14, 15, 16]), random.pick([1, 1, 1.5, 2]), {
        title: random.pick(isVisit ? eventTitles.sales : eventTitles.office),
        location: random.pick(isVisit ? eventPlaces.sales : eventPlaces.office),
        customerId: isVisit ? idOf(seed, 'customer', random.pick([...mine.slice(0, 48)])) : null,
      })
    }
    const fair = random.whole(2, 12)
    if (random.chance(0.3)) yield made(fair, 0, 48, { title: '上海工博会', location: '国家会展中心', allDay: true })
    const own = random.whole(1, 9)
    if (random.chance(0.4)) yield made(own, 17.5, 1, { title: '接孩子', isPrivate: true })
  }
}
