import type { Row } from '../src/model/label.ts'
import { iso } from './days.ts'
import { type Dossier, dossierAt } from './dossier.ts'
import { idOf, kinds } from './identifiers.ts'
import { officeTasks, salesTasks } from './words/other.ts'
import type { World } from './world.ts'

/** The dossiers of customers `from` to `until`, without `until`, one at a time. */
export function* generateDossiers(world: World, from = 0, until = world.counts.customers): Generator<Dossier> {
  for (let index = from; index < until; index++) yield dossierAt(world, index)
}

/** Customers, in the order of their ids. */
export function* generateCustomers(world: World): Generator<Row> {
  for (const { customer } of generateDossiers(world)) yield customer
}

/** Contacts, customer by customer; the first of each is the primary one. */
export function* generateContacts(world: World): Generator<Row> {
  for (const { contacts } of generateDossiers(world)) yield* contacts
}

/** Follow-ups, customer by customer, the oldest first. */
export function* generateFollowUps(world: World): Generator<Row> {
  for (const { followUps } of generateDossiers(world)) yield* followUps
}

/** The days, from today, on which everybody has something to do. */
const lastTaskDay = 35

/** Tasks of everybody: one for each of the next days, a few overdue, some done. */
export function* generateTasks(world: World): Generator<Row> {
  const { seed, days, organisation, plan, random } = world
  let number = 0
  for (const person of organisation.staff) {
    random.restart(kinds.task, person.index)
    const sellerIndex = organisation.sellers.findIndex((one) => one.id === person.id)
    const mine = sellerIndex < 0 ? undefined : plan.customersOf[sellerIndex]
    const own = officeTasks[person.role] ?? salesTasks
    for (let day = -24; day <= lastTaskDay; day++) {
      const isPast = day < 0
      // Weekends of the past were free; of what is overdue, a little is left.
      if (isPast && random.chance(0.5)) continue
      const isDone = isPast && !(day >= -6 && random.chance(0.3))
      const isSale = mine !== undefined && (person.role === 'rep' || random.chance(0.6))
      const customer = isSale ? idOf(seed, 'customer', random.pick([...mine.slice(0, 48)])) : null
      const due = days.due(day, random.share())
      const written = days.at(Math.min(0, day - random.whole(1, 6)), random.share())
      const born = days.at(Math.max(-60, Math.min(days.of(written), 0)), 0.1 + random.share() * 0.5)
      yield {
        id: idOf(seed, 'task', number++),
        version: isDone ? 2 : 1,
        createdAt: iso(born),
        updatedAt: iso(isDone ? due : born),
        createdById: person.id,
        deletedAt: null,
        ownerId: person.id,
        departmentId: person.departmentId,
        title: random.pick(isSale ? salesTasks : own),
        dueAt: iso(due),
        doneAt: isDone ? iso(due - random.whole(5, 200) * 60_000) : null,
        customerId: customer,
        remark: null,
      }
    }
  }
}
