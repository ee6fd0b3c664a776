import type { Clock } from '../src/kernel/clock.ts'
import type { Row } from '../src/model/label.ts'
import { dateOf, dayMilliseconds } from './days.ts'
import { type Catalogue, createCatalogue } from './sales-catalogue.ts'
import { type Course, courseOf, tally } from './sales-course.ts'
import { createNumbers, type Numbers } from './sales-numbers.ts'
import type { SalesCounts, World } from './world.ts'

/** What the company had set up before it sold anything: the stages of its pipeline in order, and why deals are lost. */
export interface Funnel {
  /** `id pipelineId probability staleDays` */
  readonly stages: readonly Row[]
  readonly lostReasonIds: readonly string[]
}

/** All that the papers of one customer after another are written with. */
export interface Shop {
  readonly world: World
  readonly counts: SalesCounts
  readonly catalogue: Catalogue
  readonly funnel: Funnel
  readonly numbers: Numbers
  /** As the kernel's, in Shanghai and without looking up time zones. */
  readonly clock: Pick<Clock, 'today' | 'endOfDays'>
  readonly financeId: string
  readonly courseOf: (index: number) => Course | undefined
  /** The next number of ids that nothing points to. */
  readonly next: (kind: 'ledgerEntry' | 'allocation' | 'saleAudit' | 'fact') => number
}

const clock: Shop['clock'] = {
  today: (moment) => dateOf(Date.parse(String(moment))),
  endOfDays: (moment, days) => {
    const date = dateOf(Date.parse(moment) + (days + 1) * dayMilliseconds)
    return new Date(`${date}T00:00:00.000+08:00`).toISOString()
  },
}

/** Goes through all customers once, to know how many papers each day has. */
export const createShop = (world: World, counts: SalesCounts, funnel: Funnel): Shop => {
  if (funnel.stages.length < 6 || funnel.lostReasonIds.length === 0)
    throw new Error('the sample company needs a pipeline of six stages and reasons to lose; seed them first')
  const kept = new Map<number, Course | undefined>()
  const used = { ledgerEntry: 0, allocation: 0, saleAudit: 0, fact: 0 }
  return {
    world,
    counts,
    catalogue: createCatalogue(world),
    funnel,
    numbers: createNumbers(world.days, tally(world, counts, kept)),
    clock,
    financeId: world.organisation.staff.find((one) => one.role === 'finance')!.id,
    courseOf: (index) => (kept.has(index) ? kept.get(index) : courseOf(world, counts, index)),
    next: (kind) => used[kind]++,
  }
}
