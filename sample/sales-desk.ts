import { settleLines } from '../src/engines/documents/lines.ts'
import { linesOf } from '../src/fields/lines/lines.ts'
import type { Json, JsonObject, Row } from '../src/model/label.ts'
import { quotes } from '../src/modules/sales/quotes.object.ts'
import { iso } from './days.ts'
import type { Dossier } from './dossier.ts'
import { kinds } from './identifiers.ts'
import { createRandom, hash } from './random.ts'
import { type Course, most } from './sales-course.ts'
import type { Shop } from './sales-shop.ts'
import { createWriter, type Trail, type Writer } from './sales-trail.ts'

export const mostPapers = most.papers

export interface Bundle {
  readonly lines: Json
  readonly total: Json
  readonly tax: Json
  readonly cost: Json
  readonly grossProfit: Json
}

/** Where the papers of one customer are written. */
export interface Desk {
  readonly shop: Shop
  readonly index: number
  readonly course: Course
  readonly customer: Row
  /** Whom one deals with there. */
  readonly contact: Row | undefined
  readonly contactId: string | null
  readonly ownerId: string
  /** Who decides on what the owner submits. */
  readonly superiorId: string
  readonly isDistributor: boolean
  readonly writer: Writer
  /** What every row begins with; made by the owner unless told otherwise. */
  readonly base: (id: string, created: number, createdById?: string) => Row
  /** A moment of making, after what it follows from; never in the future. */
  readonly born: (moment: number, day: number, after?: Readonly<Row>) => number
  /** A bundle's lines, priced on the date it is first asked for, and what they come to; a further discount stays. */
  readonly bundleOf: (bundle: number, date: string, discount?: string) => Bundle
}

export const createDesk = (shop: Shop, index: number, course: Course, dossier: Dossier, trail: Trail): Desk => {
  const { world } = shop
  const { organisation, days, random } = world
  const { customer, contacts } = dossier
  const { seller } = course
  const contact = contacts[0]
  const manager = organisation.managerOf[seller.territory]!.id
  const director = organisation.sellers.find((one) => one.role === 'director')!.id
  const isDistributor = customer.class === 'distributor'
  const bundles = new Map<number, Bundle>()
  const bundleOf: Desk['bundleOf'] = (bundle, date, discount) => {
    const known = bundles.get(bundle)
    if (known !== undefined && discount === undefined) return known
    const wanted = known === undefined ? chosen(shop, index, bundle) : linesOf(known.lines)
    const row: Row = { lines: wanted.map((line) => ({ ...line, discount: discount ?? null })) }
    settleLines(quotes.traits.document!, row, shop.catalogue.priced, shop.catalogue.listOn(date, isDistributor))
    const { lines = null, total = null, tax = null, cost = null, grossProfit = null } = row
    const settled = { lines, total, tax, cost, grossProfit }
    bundles.set(bundle, settled)
    return settled
  }
  return {
    shop,
    index,
    course,
    customer,
    contact,
    contactId: contact === undefined ? null : String(contact.id),
    ownerId: seller.id,
    superiorId: seller.id === director ? organisation.adminId : seller.id === manager ? director : manager,
    isDistributor,
    writer: createWriter(shop, index, trail),
    base: (id, created, createdById = seller.id) => ({
      id,
      version: 1,
      createdAt: iso(created),
      updatedAt: iso(created),
      createdById,
      deletedAt: null,
      ownerId: seller.id,
      departmentId: seller.departmentId,
      memberIds: [],
      memberDepartmentIds: [],
      customerId: customer.id ?? null,
    }),
    born: (moment, day, after) => {
      const start = Math.max(moment, days.start(day))
      if (after === undefined) return Math.min(days.now, start)
      const since = Date.parse(String(after.updatedAt)) + random.whole(1, 20) * 60_000
      return Math.min(days.now, Math.max(start, since))
    },
    bundleOf,
  }
}

const leastWorth = 12_000

/** What somebody wants, without prices: a few products, now and then with days of service. */
const chosen = ({ world, counts, catalogue }: Shop, index: number, bundle: number): JsonObject[] => {
  const random = createRandom(hash(world.seed, kinds.bundle, index * mostPapers + bundle))
  const count = 1 + Math.floor(random.share() * (2 * counts.lines - 1))
  const found = new Map<string, number>()
  for (let tries = 0; found.size < count && tries < count * 4; tries++) {
    const item = random.pick(catalogue.offered)
    if (!found.has(item.id)) found.set(item.id, 1 + Math.floor(random.share() ** 2 * item.most))
  }
  if (count > 2 && random.chance(0.3)) found.set(catalogue.service, random.whole(2, 12))
  const worth = [...found].reduce((sum, [id, count]) => sum + count * Number(catalogue.priced.get(id)?.price), 0)
  // Nobody drives out for less.
  const times = Math.max(1, Math.ceil(leastWorth / Math.max(1, worth)))
  return [...found].map(([productId, quantity]) => ({
    productId,
    quantity: String(quantity * times),
    price: null,
    discount: null,
    taxRate: null,
    note: null,
  }))
}
