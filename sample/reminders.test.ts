import { describe, expect, it } from 'vitest'
import type { Row } from '../src/model/label.ts'
import { generateTasks } from './company.ts'
import { day, wholeCompany } from './scratch.ts'

const time = (row: Row, name: string) => Date.parse(String(row[name] ?? ''))

/** What somebody's workbench shows on a day when nobody has done anything since loading and recycling has run. */
const workbench = (
  world: ReturnType<typeof wholeCompany>['world'],
  owned: readonly Row[],
  tasks: readonly Row[],
  d: number,
) => {
  const start = world.days.start(d)
  const within = (row: Row, name: string, from: number, to: number) => time(row, name) >= from && time(row, name) < to
  const kept = owned.filter((row) => row.protectedUntil === null || time(row, 'protectedUntil') > start)
  const count = (rows: readonly Row[], test: (row: Row) => boolean) => rows.filter(test).length
  return {
    today: count(kept, (row) => within(row, 'nextFollowUpAt', start, world.days.start(d + 1))),
    tomorrow: count(kept, (row) => within(row, 'nextFollowUpAt', world.days.start(d + 1), world.days.start(d + 2))),
    week: count(kept, (row) => within(row, 'nextFollowUpAt', start, world.days.start(d + 8 - world.days.weekday(d)))),
    overdue: count(kept, (row) => time(row, 'nextFollowUpAt') < start),
    lapsing: count(kept, (row) => time(row, 'protectedUntil') < world.days.start(d + 8)),
    silent: count(kept, (row) => time(row, 'lastFollowUpAt') < world.days.start(d - 14)),
    created: count(owned, (row) => time(row, 'createdAt') >= world.days.start(d - 30)),
    updated: count(owned, (row) => time(row, 'updatedAt') >= world.days.start(d - 30)),
    tasksToday: count(tasks, (row) => row.doneAt === null && within(row, 'dueAt', start, world.days.start(d + 1))),
    tasksLate: count(tasks, (row) => row.doneAt === null && time(row, 'dueAt') < start + 1),
  }
}

describe.each([[day.now], ['2026-11-20T16:00:30.000Z'], ['2026-11-21T15:59:00.000Z']])('loaded at %s', (now) => {
  const { world, dossiers } = wholeCompany({ now })
  const tasks = [...generateTasks(world)]

  it('nobody who sells finds an empty reminder on that day or on one of the next 30', () => {
    for (const seller of world.organisation.sellers) {
      const owned = dossiers.map((dossier) => dossier.customer).filter((row) => row.ownerId === seller.id)
      const mine = tasks.filter((row) => row.ownerId === seller.id)
      for (let d = 0; d <= 30; d++)
        for (const [card, count] of Object.entries(workbench(world, owned, mine, d)))
          if (count === 0 && !(card === 'tasksLate' && d === 0))
            throw new Error(`${seller.account}: "${card}" is empty on day ${d}`)
    }
  })

  it('everybody has a task each day', () => {
    for (const person of world.organisation.staff)
      for (let d = 0; d <= 30; d++)
        expect(
          tasks.some(
            (row) => row.ownerId === person.id && row.doneAt === null && world.days.of(time(row, 'dueAt')) === d,
          ),
        ).toBe(true)
  })

  it('nobody has to contact so many on the first day that it would not be believed', () => {
    for (const seller of world.organisation.sellers) {
      const owned = dossiers.map((dossier) => dossier.customer).filter((row) => row.ownerId === seller.id)
      const { today, overdue, lapsing } = workbench(world, owned, [], 0)
      expect(today).toBeGreaterThan(1)
      expect(today).toBeLessThan(9)
      expect(overdue).toBeLessThan(13)
      expect(lapsing).toBeLessThan(20)
    }
  })
})
