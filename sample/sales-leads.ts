import { regionTree } from '../src/fields/region/tree.ts'
import type { Row } from '../src/model/label.ts'
import { leads } from '../src/modules/sales/leads.object.ts'
import { iso } from './days.ts'
import { idOf, kinds, mobile } from './identifiers.ts'
import { companyName, personName } from './names.ts'
import { weigh } from './random.ts'
import { score } from './sales-chances.ts'
import type { Shop } from './sales-shop.ts'
import { createWriter, type Trail } from './sales-trail.ts'
import { territories } from './words/places.ts'
import { leadDetails, leadInvalid, leadNotes } from './words/sales.ts'
import { sectors } from './words/sectors.ts'

const sources = weigh([
  ['website', 26],
  ['exhibition', 22],
  ['advertisement', 14],
  ['referral', 10],
  ['call', 12],
  ['directory', 8],
  ['partner', 4],
  ['other', 4],
] as const)
const states = weigh([
  ['new', 40],
  ['confirmed', 32],
  ['invalid', 28],
] as const)

/** Interest that has not become a customer: new, confirmed, or invalid for a reason. */
export function* generateLeads(shop: Shop, trail: Trail): Generator<Row> {
  const { world, counts } = shop
  const { seed, days, organisation, random } = world
  const reps = organisation.sellers.filter((one) => one.role === 'rep')
  const marketer = organisation.staff.find((one) => one.role === 'marketing')!
  for (let i = 0; i < counts.leads; i++) {
    random.restart(kinds.looseLead, i)
    const seller = reps[i % reps.length]!
    const writer = createWriter(shop, i, trail)
    const sector = random.pickWeighted(sectors)
    const place = random.pick(territories[seller.territory]!.places)
    const company = companyName(random, world.counts.customers + i, world.counts.customers, sector, place)
    const person = personName(random)
    const source = random.pickWeighted(sources)
    const status = random.pickWeighted(states)
    const since = { new: -14, confirmed: -45, invalid: -150 }[status]
    const day = random.whole(since, status === 'new' ? 0 : -2)
    const created = Math.min(days.now, days.at(days.weekday(day) > 5 ? Math.max(since, day - 2) : day, random.share()))
    const county = random.pick([
      place.code,
      ...(regionTree()
        .byCode.get(place.code)
        ?.children.map((one) => one.code) ?? []),
    ])
    const isCampaign = source === 'website' || source === 'exhibition' || source === 'advertisement'
    const row: Row = {
      id: idOf(seed, 'looseLead', i),
      version: 1,
      createdAt: iso(created),
      updatedAt: iso(created),
      createdById: isCampaign ? marketer.id : seller.id,
      deletedAt: null,
      ownerId: seller.id,
      departmentId: seller.departmentId,
      memberIds: [],
      memberDepartmentIds: [],
      name: person.name,
      company: random.chance(0.86) ? company.name : null,
      phone: random.chance(0.88) ? mobile(400_000_000 + i) : null,
      email: random.chance(0.35) ? `${person.mailbox}@${company.domain}` : null,
      source,
      sourceDetail: leadDetails[source] === undefined ? null : random.pick(leadDetails[source]),
      introducerId: null,
      region: random.chance(0.8) ? county : null,
      note: random.chance(0.7) ? random.pick(leadNotes) : null,
      status: 'new',
      invalidReason: null,
      convertedAt: null,
      customerId: null,
      contactId: null,
      opportunityId: null,
    }
    score(row)
    writer.made(leads, row)
    const at = writer.moment(row, Math.min(0, day + random.whole(0, 2)))
    if (status === 'confirmed') writer.step(leads, row, { at, actorId: seller.id, action: 'confirm' }, { status })
    if (status === 'invalid')
      writer.step(
        leads,
        row,
        { at, actorId: seller.id, action: 'invalidate' },
        { status, invalidReason: random.pick(leadInvalid) },
      )
    yield row
  }
}
