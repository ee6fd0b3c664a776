import type { Row } from '../src/model/label.ts'
import { dateOf, iso } from './days.ts'
import { type Fate, fateOf } from './fate.ts'
import { historyOf, recycledBy } from './history.ts'
import { idOf, mobile } from './identifiers.ts'
import { type Identity, identityOf } from './identity.ts'
import { type PersonName, personName } from './names.ts'
import type { Seller } from './organisation.ts'
import { weigh } from './random.ts'
import { chained, type Parts, partsOf, personalOf, standingOf } from './standing.ts'
import { poolReasons, remarks } from './words/other.ts'
import { contactRemarks, titles } from './words/people.ts'
import type { World } from './world.ts'
import { emptyNote, type Note, outcomeOf, strategyOf, validNote } from './writing.ts'

/** Everything about one customer, as rows with the names of the API. */
export interface Dossier {
  readonly customer: Row
  readonly contacts: readonly Row[]
  readonly followUps: readonly Row[]
  readonly intervals: readonly Row[]
  readonly claims: readonly Row[]
  readonly members: readonly Row[]
  readonly comments: readonly Row[]
  readonly audit: readonly Row[]
  readonly parts: Parts
}

const sources = weigh([
  ['website', 14],
  ['exhibition', 22],
  ['referral', 16],
  ['call', 14],
  ['visit', 8],
  ['advertisement', 6],
  ['directory', 12],
  ['partner', 6],
  ['association', 3],
  ['chamber', 2],
  ['government', 1],
  ['expert', 1],
  ['peer', 2],
  ['other', 2],
] as const)
const natures = weigh([
  ['company', 93],
  ['partner', 3],
  ['affiliate', 2],
  ['government', 2],
] as const)
const prospects = weigh([
  ['target', 50],
  ['prospect', 50],
] as const)
const buyers = weigh([
  ['customer', 60],
  ['dormant', 22],
  ['atRisk', 18],
] as const)
const strays = weigh([
  ['target', 55],
  ['prospect', 25],
  ['lost', 20],
] as const)

/** The dossier of customer number `index`; the same whatever was generated before it. */
export const dossierAt = (world: World, index: number): Dossier => {
  const { seed, days, organisation, plan, random } = world
  const identity = identityOf(world, index)
  const fate = fateOf(world, index)
  const id = idOf(seed, 'customer', index)
  const poolId = organisation.poolIds[plan.territoryOf[index]!]!
  const under = { ownerId: fate.seller?.id ?? null, departmentId: fate.seller?.departmentId ?? null, poolId }
  const creatorId = (fate.how === 'create' ? fate.seller : fate.before)?.id ?? organisation.operationsId
  const createdAt = days.at(fate.createdDay, 0.05 + random.share() * 0.2)
  const ownedAt = fate.how === 'create' ? createdAt : days.at(fate.ownedDay, 0.26 + random.share() * 0.1)
  const pooledAt = fate.before === undefined ? createdAt : days.at(fate.pooledDay, 0.26 + random.share() * 0.1)
  const updatedAt = Math.max(
    fate.seller === undefined ? pooledAt : ownedAt,
    random.chance(0.3) ? days.at(random.whole(-20, 0), random.share()) : createdAt,
  )

  const people = contactsOf(world, index, identity, { customerId: id, under, creatorId, createdAt })
  const written = followUpsOf(world, index, identity, fate, people, id)
  const valid = written.filter((row) => row.isValid === true)
  const last = written[written.length - 1]
  const lapse = fate.lapseDay === undefined ? null : iso(days.start(fate.lapseDay))
  const hasBought = fate.dealStatus !== 'none'
  const customer: Row = {
    id,
    version: 1 + (updatedAt > ownedAt ? 1 : 0),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    createdById: creatorId,
    deletedAt: null,
    ...under,
    pooledAt: fate.seller === undefined ? iso(pooledAt) : null,
    ownedAt: fate.seller === undefined ? null : iso(ownedAt),
    protectedUntil: lapse,
    protectedBy: fate.lapseBy,
    locked: fate.isLocked,
    previousOwnerId: fate.before?.id ?? null,
    poolReason: fate.how === 'release' ? random.pick(poolReasons) : fate.how === 'recycle' ? recycledBy(fate) : null,
    poolCause: fate.seller === undefined ? fate.how : null,
    name: identity.name,
    shortName: identity.company.short,
    creditCode: identity.creditCode,
    class:
      identity.sector.isDistributor === true
        ? 'distributor'
        : hasBought
          ? 'endCustomer'
          : random.chance(0.5)
            ? 'prospect'
            : 'endCustomer',
    nature: random.pickWeighted(natures),
    level: fate.level,
    source: random.pickWeighted(sources),
    industry: identity.sector.industry,
    region: identity.region,
    address: identity.address,
    postcode: identity.postcode,
    phone: identity.phone,
    phones: random.chance(0.1) ? [{ value: mobile(300_000_000 + index), label: '采购', primary: false }] : null,
    email: identity.email,
    emails: null,
    website: identity.website,
    lifecycle: hasBought
      ? fate.dealStatus === 'repeat'
        ? 'repeat'
        : random.pickWeighted(buyers)
      : random.pickWeighted(fate.seller === undefined ? strays : prospects),
    dealStatus: fate.dealStatus,
    tradeStatus: hasBought && random.chance(0.04) ? 'stopped' : 'active',
    archivedAt: null,
    dealerId: null,
    remark: random.chance(0.15) ? random.pick(remarks) : null,
    primaryContactId: people[0]?.row.id ?? null,
    lastFollowUpAt: last?.happenedAt ?? null,
    lastValidFollowUpAt: valid[valid.length - 1]?.happenedAt ?? null,
    nextFollowUpAt: last?.nextFollowUpAt ?? null,
    followUpCount: written.length,
  }
  const history = historyOf(world, index, fate, { customer, poolId })
  if (hasBought && random.chance(0.12)) customer.dealerId = dealerFor(world, index)
  Object.assign(customer, standingOf(world, index, identity, customer))
  const contacts = people.map((one) => one.row)
  chained(contacts)
  return { customer, contacts, followUps: written, ...history, parts: partsOf(world, index, customer, written) }
}

/** A distributor of the same region; looked for last, as it starts chance anew. */
const dealerFor = (world: World, index: number): string | null => {
  const { plan, counts, random, seed } = world
  const candidates = Array.from({ length: 24 }, () => random.whole(0, counts.customers - counts.duplicates - 1))
  const isNear = (one: number) => one !== index && plan.territoryOf[one] === plan.territoryOf[index]
  const found = candidates.find((one) => isNear(one) && identityOf(world, one).sector.isDistributor === true)
  return found === undefined ? null : idOf(seed, 'customer', found)
}

interface Person {
  readonly row: Row
  /** 陈经理 */
  readonly called: string
  readonly isKey: boolean
}

const contactsOf = (
  world: World,
  index: number,
  identity: Identity,
  at: { customerId: string; under: Row; creatorId: string; createdAt: number },
): Person[] => {
  const { seed, random, counts } = world
  const count =
    random.chance(0.04) && counts.contacts < 3 ? 0 : 1 + Math.floor(random.share() * (2 * counts.contacts - 1))
  return Array.from({ length: Math.min(count, 8) }, (_, k) => {
    const person = personName(random)
    const [title, decisionRole] = random.pickWeighted(titles)
    const number = index * 8 + k
    const born = iso(
      at.createdAt + (k + 1) * 60_000 > world.days.now ? world.days.now : at.createdAt + (k + 1) * 60_000,
    )
    const row: Row = {
      id: idOf(seed, 'contact', number),
      version: 1,
      createdAt: born,
      updatedAt: born,
      createdById: at.creatorId,
      deletedAt: null,
      ...at.under,
      customerId: at.customerId,
      name: person.name,
      title,
      decisionRole,
      phone: random.chance(0.92) ? mobile(number) : null,
      phones: null,
      email: random.chance(0.4) ? `${person.mailbox}@${identity.company.domain}` : null,
      emails: null,
      isPrimary: k === 0,
      birthday: random.chance(0.12)
        ? dateOf(Date.UTC(random.whole(1968, 1998), random.whole(0, 11), random.whole(1, 28)))
        : null,
      remark: random.chance(0.1) ? random.pick(contactRemarks) : null,
      kind: 'client',
      ...personalOf(world, number),
    }
    return { row, called: calledBy(person, title), isKey: decisionRole === 'decider' }
  })
}

const calledBy = (person: PersonName, title: string): string => {
  if (title.startsWith('副总')) return `${person.surname}副总`
  if (title.endsWith('总经理')) return `${person.surname}总`
  if (title.endsWith('工程师')) return `${person.surname}工`
  if (title.endsWith('经理')) return `${person.surname}经理`
  if (title === '厂长') return `${person.surname}厂`
  return title.endsWith('总监') ? `${person.surname}总监` : `${person.surname}${title.slice(-2)}`
}

interface Occasion {
  readonly day: number
  readonly share: number
  readonly isValid: boolean
  readonly writer: Seller
}

/** When somebody was in touch, the earliest first: the owner before, then the present one. */
const occasionsOf = (world: World, fate: Fate): Occasion[] => {
  const { random } = world
  const writer = fate.seller ?? fate.before
  if (writer === undefined) return []
  const at = (day: number, isValid: boolean, by: Seller): Occasion => ({
    day,
    share: 0.4 + random.share() * 0.5,
    isValid,
    writer: by,
  })
  const found = fate.validDays.map((day) => at(day, true, writer))
  if (fate.seller !== undefined && fate.before !== undefined)
    for (let i = random.whole(1, 2); i > 0; i--)
      found.push(at(random.whole(fate.beforeDay, fate.beforeDay + 20), random.chance(0.7), fate.before))
  if (fate.emptyDay !== undefined) found.push(at(fate.emptyDay, false, writer))
  return found.sort((a, b) => a.day - b.day || a.share - b.share)
}

const followUpsOf = (
  world: World,
  index: number,
  identity: Identity,
  fate: Fate,
  people: readonly Person[],
  customerId: string,
): Row[] => {
  const { seed, days, random } = world
  const line = random.pick(identity.sector.lines)
  const hasBought = fate.dealStatus !== 'none'
  const occasions = occasionsOf(world, fate)
  return occasions.map(({ day, isValid, share, writer }, k): Row => {
    const person = people.length === 0 ? undefined : random.pick(people)
    const who = person?.called ?? '设备科'
    const note: Note = isValid
      ? validNote(random, { who, line, hasBought: hasBought && k > 0 })
      : emptyNote(random, who)
    const happened = days.at(day, share)
    const written = iso(Math.min(days.now, happened + random.whole(2, 50) * 60_000))
    const next = occasions[k + 1]?.day ?? fate.nextDay
    return {
      id: idOf(seed, 'followUp', index * 24 + k),
      version: 1,
      createdAt: written,
      updatedAt: written,
      createdById: writer.id,
      deletedAt: null,
      ownerId: writer.id,
      departmentId: writer.departmentId,
      customerId,
      contactId: person?.row.id ?? null,
      kind: note.kind,
      content: note.content,
      outcome: isValid && random.chance(0.5) ? outcomeOf(random, hasBought && k > 0) : null,
      strategy: isValid && random.chance(0.55) ? strategyOf(random, hasBought && k > 0) : null,
      happenedAt: iso(happened),
      nextFollowUpAt: next === undefined ? null : iso(days.due(next, random.share())),
      durationSeconds: note.durationSeconds,
      metKeyPerson: isValid && person?.isKey === true && note.kind !== 'email',
      isValid: note.isValid,
      invalidReason: note.invalidReason,
    }
  })
}
