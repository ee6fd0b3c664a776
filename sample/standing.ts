import type { Row } from '../src/model/label.ts'
import { dateOf } from './days.ts'
import { idOf, kinds } from './identifiers.ts'
import type { Identity } from './identity.ts'
import { createRandom, hash } from './random.ts'
import { numbers, products, rivals } from './words/products.ts'
import {
  activities,
  competitorNames,
  credits,
  educations,
  ethnicities,
  families,
  habits,
  hobbies,
  images,
  incidents,
  needNotes,
  problems,
  reputations,
  strategies,
  strengths,
  styles,
  terms,
  units,
  uses,
  valued,
} from './words/standing.ts'
import type { World } from './world.ts'

/** So many customers are described closely; of a million the rest would only take time. */
export const closely = 5000

const targets: Readonly<Record<string, number>> = { A: 90, B: 80, C: 70, D: 60 }

/** How we stand with a customer; looked for last, as it starts chance anew. */
export const standingOf = (world: World, index: number, identity: Identity, customer: Readonly<Row>): Row => {
  if (index >= closely) return {}
  const random = world.random.restart(kinds.standing, index)
  const isOwned = customer.ownerId !== null
  const hasBought = customer.dealStatus !== 'none'
  const isKey = customer.level === 'A' && (hasBought || random.chance(0.35))
  const creditLevel = hasBought && random.chance(0.7) ? random.pickWeighted(credits) : null
  const isTold = isOwned && random.chance(hasBought ? 0.5 : 0.12)
  const signed = (name: string, words: readonly string[]) =>
    isTold
      ? {
          [name]: random.pick(words),
          [`${name}EditedAt`]: customer.updatedAt ?? null,
          [`${name}EditedById`]: customer.ownerId ?? null,
        }
      : {}
  return {
    isKey,
    completenessTarget: isKey ? (targets[String(customer.level)] ?? null) : null,
    customerValues: isOwned && random.chance(hasBought ? 0.6 : 0.2) ? random.pick(valued) : null,
    ...signed('salesActivity', activities),
    ...signed('problems', problems),
    ...signed('strengths', strengths),
    ...signed('strategy', strategies),
    creditLevel,
    tradeTerms: creditLevel === null ? null : random.pick(terms),
    reputation: creditLevel === null ? null : random.pick(reputations),
    publicImage: creditLevel === null ? null : random.pick(images),
    agencyRegion: customer.class === 'distributor' ? `${String(identity.region).slice(0, 2)}0000` : null,
    agencyLevel: customer.class === 'distributor' ? random.pick(['general', 'first', 'second'] as const) : null,
    usage: customer.class === 'endCustomer' && random.chance(0.5) ? random.pick(uses) : null,
    currentSupplier: customer.class === 'prospect' && random.chance(0.4) ? random.pick(rivals) : null,
  }
}

export interface Parts {
  readonly needs: readonly Row[]
  readonly encounters: readonly Row[]
  readonly incidents: readonly Row[]
}

/** What was learned of a customer who has an owner: needs, competitors met, credit problems. */
export const partsOf = (world: World, index: number, customer: Readonly<Row>, followUps: readonly Row[]): Parts => {
  if (index >= closely || customer.ownerId === null) return { needs: [], encounters: [], incidents: [] }
  const { seed, days } = world
  const random = world.random.restart(kinds.need, index)
  const hasBought = customer.dealStatus !== 'none'
  const born = followUps.map((row) => String(row.createdAt)).filter((at) => at >= String(customer.createdAt))
  const base = (id: string): Row => {
    const at = born.length === 0 ? String(customer.updatedAt) : random.pick(born)
    return {
      id,
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdById: customer.ownerId ?? null,
      deletedAt: null,
      ownerId: customer.ownerId ?? null,
      departmentId: customer.departmentId ?? null,
      customerId: customer.id ?? null,
    }
  }
  const dayFrom = (from: number, to: number) => dateOf(days.start(random.whole(from, to)) + 43_200_000)
  const some = (most: number, share: number) => (random.chance(share) ? random.whole(1, most) : 0)
  const quantity = () => Number(random.pick(numbers))
  const needs = Array.from({ length: some(2, hasBought ? 0.55 : 0.3) }, (_, k): Row => {
    const count = quantity()
    return {
      ...base(idOf(seed, 'need', index * 4 + k)),
      product: random.pick(products),
      quantity: String(count),
      unit: random.pick(units),
      neededOn: dayFrom(-20, 200),
      budget: random.chance(0.6) ? `${count * random.whole(12, 90) * 100}.00` : null,
      contactId: null,
      status: random.pick(['open', 'open', 'proposed', hasBought ? 'met' : 'open', 'dropped'] as const),
      note: random.chance(0.7) ? random.pick(needNotes) : null,
    }
  })
  const encounters = Array.from({ length: some(2, 0.22) }, (_, k): Row => {
    const outcome = hasBought
      ? random.pick(['won', 'won', 'lost'] as const)
      : random.pick(['open', 'open', 'lost', 'none'] as const)
    return {
      ...base(idOf(seed, 'encounter', index * 4 + k)),
      competitorId: idOf(seed, 'competitor', random.whole(0, competitorNames.length - 1)),
      subject: `${random.pick(uses)}的${random.pick(products)}`,
      metOn: dayFrom(-150, -3),
      outcome,
      theirPrice: random.chance(0.4) ? `${random.whole(8, 160) * 1000}.00` : null,
      note: null,
    }
  })
  const isBad = customer.creditLevel === 'poor' || customer.creditLevel === 'fair'
  const told = Array.from({ length: isBad ? some(2, 0.7) : 0 }, (_, k): Row => {
    const [summary, kind] = random.pick(incidents)
    return {
      ...base(idOf(seed, 'incident', index * 4 + k)),
      summary,
      kind,
      happenedOn: dayFrom(-400, -30),
      amount: `${random.whole(2, 60) * 5000}.00`,
      settledOn: random.chance(0.7) ? dayFrom(-29, -2) : null,
      note: null,
    }
  })
  return { needs, encounters, incidents: told }
}

export const generateCompetitors = ({ seed, organisation }: World): Row[] =>
  competitorNames.map(([name, strong, weak], i) => ({
    id: idOf(seed, 'competitor', i),
    version: 1,
    createdAt: organisation.departments[0]!.createdAt ?? null,
    updatedAt: organisation.departments[0]!.createdAt ?? null,
    createdById: organisation.operationsId,
    deletedAt: null,
    name,
    strengths: strong,
    weaknesses: weak,
  }))

/** A contact as a person; of its own chance, so that nothing else changes with it. */
export const personalOf = ({ seed }: World, number: number): Row => {
  if (number >= closely * 8) return {}
  const random = createRandom(hash(seed, kinds.person, number))
  const maybe = <T>(share: number, value: () => T): T | null => (random.chance(share) ? value() : null)
  return {
    gender: maybe(0.7, () => (random.chance(0.74) ? 'male' : 'female')),
    education: maybe(0.3, () => random.pickWeighted(educations)),
    ethnicity: maybe(0.15, () => random.pickWeighted(ethnicities)),
    family: maybe(0.14, () => random.pick(families)),
    habits: maybe(0.16, () => random.pick(habits)),
    hobbies: maybe(0.22, () => random.pick(hobbies)),
    style: maybe(0.35, () => random.pick(styles)),
  }
}

/** Who reports to whom at one customer: to the decider, users to whoever influences. */
export const chained = (contacts: readonly Row[]): void => {
  const first = (role: string) => contacts.find((one) => one.decisionRole === role)
  const top = first('decider') ?? null
  const middle = first('influencer') ?? top
  for (const one of contacts) {
    const boss = one.decisionRole === 'decider' || one.decisionRole === 'influencer' ? top : middle
    one.reportsToId = boss === null || boss === one ? null : (boss.id ?? null)
  }
}
