import type { Row } from '../src/model/label.ts'
import { leads } from '../src/modules/sales/leads.object.ts'
import { leadScore } from '../src/modules/sales/leads.rules.ts'
import { opportunities } from '../src/modules/sales/opportunities.object.ts'
import { entering, weightedOf } from '../src/modules/sales/stages.actions.ts'
import { dateOf, iso } from './days.ts'
import { idOf } from './identifiers.ts'
import { dayDate } from './sales-catalogue.ts'
import type { Chance } from './sales-course.ts'
import { type Desk, mostPapers } from './sales-desk.ts'
import { products } from './words/products.ts'
import {
  approvals,
  laterSubjects,
  leadDetails,
  leadNotes,
  lostSummaries,
  needs,
  notes,
  refusals,
  returned,
  subjects,
  wonSummaries,
} from './words/sales.ts'
import { competitorNames } from './words/standing.ts'

/** Days until the signature somebody expects, by stage. */
const outlook = [100, 75, 50, 32, 16, 6]

/** The opportunity as it was entered; what became of it follows when its papers are there. */
export const opened = (desk: Desk, place: number): Row => {
  const { shop, course, customer, index } = desk
  const { world, funnel } = shop
  const { random, days } = world
  const chance = course.chances[place]!
  const { number, share } = shop.numbers.next('opportunities', chance.day)
  const created = desk.born(days.at(chance.day, share), chance.day)
  const total = Number(desk.bundleOf(chance.bundle, dayDate(world, chance.day)).total)
  const subject = random.pick(chance.isLater ? laterSubjects : subjects)
  const hope = (chance.closed ?? outlook[chance.stage]!) + random.whole(-20, 25)
  const isBare = chance.phase === 'draft' && random.chance(0.4)
  const row: Row = {
    ...desk.base(idOf(world.seed, 'opportunity', index * mostPapers + place), created),
    registrationNo: number,
    name: `${String(customer.shortName)}${subject
      .replace('{line}', random.pick(course.identity.sector.lines))
      .replace('{product}', random.pick(products))}`,
    contactId: desk.contactId,
    source: customer.source ?? null,
    region: customer.region ?? null,
    note: isBare ? null : random.pick(notes),
    needs: isBare && chance.stage < 2 ? null : random.pick(needs),
    amount: isBare ? null : `${Math.max(1, Math.round(total / 1000))}000.00`,
    currency: 'CNY',
    ...entering(shop.clock, iso(created), funnel.stages[0]!),
    expectedSigningOn: isBare ? null : dayDate(world, Math.max(chance.day + 3, hope)),
    phase: 'draft',
    registeredAt: null,
    collisions: null,
    decision: null,
    competitorId: random.chance(0.3) ? competitor(desk) : null,
    contractId: null,
    lostReasonId: null,
    summary: null,
    closedOn: null,
    isKey: total > 400_000,
  }
  row.weighted = weightedOf(row)
  desk.writer.made(opportunities, row)
  return row
}

const competitor = ({ shop: { world } }: Desk): string =>
  idOf(world.seed, 'competitor', world.random.whole(0, competitorNames.length - 1))

const decisions = { registered: approvals, won: approvals, lost: approvals, returned, refused: refusals } as const
const verbs = { returned: 'send-back', refused: 'refuse' } as const

/** Leads an opportunity to where it stands: reviewed, driven through its stages, won by a contract or lost for a reason. */
export const driven = (desk: Desk, row: Row, chance: Chance, contractId: string | null): void => {
  const { shop, superiorId, ownerId, writer } = desk
  const { random } = shop.world
  const go = (day: number, action: string, actorId: string, values: (at: number) => Row) => {
    const at = writer.moment(row, day)
    const set = values(at)
    const weighted = weightedOf({ ...row, ...set })
    writer.step(opportunities, row, { at, action, actorId }, { ...set, weighted })
  }
  if (chance.submitted === null) return
  go(chance.submitted, 'submit', ownerId, () => ({ phase: 'review' }))
  if (chance.decided === null || chance.phase === 'draft' || chance.phase === 'review') return
  const decision = random.pick<string | null>(decisions[chance.phase])
  if (chance.phase === 'returned' || chance.phase === 'refused') {
    const { phase } = chance
    go(chance.decided, verbs[phase], superiorId, () => ({ phase, decision }))
    return
  }
  go(chance.decided, 'register', superiorId, (at) => ({ phase: 'registered', decision, registeredAt: iso(at) }))
  for (let stage = 1; stage <= chance.stage; stage++) {
    const day = chance.decided + Math.round(((chance.stageDay - chance.decided) * stage) / chance.stage)
    go(day, 'move-stage', ownerId, (at) => entering(shop.clock, iso(at), shop.funnel.stages[stage]!))
  }
  if (chance.closed === null) return
  const closing = (at: number) => ({ closedOn: dateOf(at) })
  if (chance.phase === 'lost')
    go(chance.closed, 'lose', ownerId, (at) => ({
      ...closing(at),
      phase: 'lost',
      lostReasonId: random.pick(shop.funnel.lostReasonIds),
      competitorId: row.competitorId ?? (random.chance(0.6) ? competitor(desk) : null),
      summary: random.pick(lostSummaries),
      probability: 0,
    }))
  else if (contractId !== null)
    go(chance.closed, 'win', ownerId, (at) => ({
      ...closing(at),
      phase: 'won',
      contractId,
      summary: random.pick(wonSummaries),
      probability: 100,
    }))
}

/** The lead an opportunity was converted from. */
export const leadBefore = (desk: Desk, place: number, opportunity: Row): Row | undefined => {
  const { shop, course, customer, index, ownerId, writer } = desk
  const { world } = shop
  const { random, days } = world
  const { leadDay } = course.chances[place]!
  const contact = desk.contact
  if (leadDay === null || contact === undefined) return undefined
  const converted = Date.parse(String(opportunity.createdAt))
  const born = desk.born(days.at(leadDay, random.share()), leadDay)
  const created = Math.min(born, converted - random.whole(20, 300) * 60_000)
  const source = random.pick(['website', 'website', 'exhibition', 'referral', 'advertisement', 'partner'])
  const row: Row = {
    ...desk.base(idOf(world.seed, 'lead', index * mostPapers + place), created),
    customerId: null,
    name: contact.name ?? null,
    company: customer.name ?? null,
    phone: contact.phone ?? null,
    email: contact.email ?? null,
    source,
    sourceDetail: leadDetails[source] === undefined ? null : random.pick(leadDetails[source]),
    introducerId: null,
    region: customer.region ?? null,
    note: random.pick(leadNotes),
    status: 'new',
    invalidReason: null,
    convertedAt: null,
    contactId: null,
    opportunityId: null,
  }
  score(row)
  writer.made(leads, row)
  const confirmed = created + Math.round((converted - created) * 0.6)
  writer.step(leads, row, { at: confirmed, action: 'confirm', actorId: ownerId }, { status: 'confirmed' })
  writer.step(
    leads,
    row,
    { at: converted, action: 'convert', actorId: ownerId },
    {
      status: 'converted',
      convertedAt: iso(converted),
      customerId: customer.id ?? null,
      contactId: contact.id ?? null,
      opportunityId: opportunity.id ?? null,
    },
  )
  return row
}

/** As the rule reckons. */
export const score = (row: Row): void => {
  leadScore.run([{ before: null, after: row }], { now: String(row.createdAt), timeZone: 'Asia/Shanghai' })
}
