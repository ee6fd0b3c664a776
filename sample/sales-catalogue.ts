import type { Priced } from '../src/engines/documents/lines.ts'
import type { Row } from '../src/model/label.ts'
import { dateOf, iso } from './days.ts'
import { idOf } from './identifiers.ts'
import { categories, type Item, items, servicesCode } from './words/catalogue.ts'
import type { World } from './world.ts'

/** What is sold, and what it costs whom when. */
export interface Catalogue {
  readonly categories: readonly Row[]
  readonly products: readonly Row[]
  readonly priceLists: readonly Row[]
  /** Products that are still sold, as they stand in lines. */
  readonly offered: readonly (Item & { readonly id: string })[]
  readonly service: string
  /** By the ids of products, as the engine asks. */
  readonly priced: ReadonlyMap<string, Priced>
  /** The price list that holds on a day (`2026-11-21`) for a class of customers. */
  readonly listOn: (date: string, isDistributor: boolean) => Row | undefined
}

const money = (value: number): string => value.toFixed(2)
/** From these quantities on, in hundredths of the price. */
const tiers = [
  ['0', 100],
  ['10', 96],
  ['50', 91],
] as const
const toDealers = 84
/** By so many hundredths prices rose with the new year. */
const yearlyRise = 3

/** The catalogue as it stood since the founding, with the price lists of this year and the one before. */
export const createCatalogue = ({ seed, days, organisation }: World): Catalogue => {
  const born = iso(days.start(-1050) + 36_000_000)
  const row = (id: string, at = born): Row => ({
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
    createdById: organisation.operationsId,
    deletedAt: null,
  })
  const kinds: Row[] = []
  const categoryIds = new Map<string, string>()
  for (const [name, below] of categories) {
    const parentId = idOf(seed, 'category', kinds.length)
    kinds.push({ ...row(parentId), name, parentId: null })
    for (const child of below) {
      const id = idOf(seed, 'category', kinds.length)
      categoryIds.set(child, id)
      kinds.push({ ...row(id), name: child, parentId })
    }
  }
  const known = items.map((item, i) => ({ ...item, id: idOf(seed, 'product', i) }))
  const products = known.map(
    (item): Row => ({
      ...row(item.id),
      code: item.code,
      name: item.name,
      categoryId: categoryIds.get(item.category) ?? null,
      specification: item.specification,
      unit: item.unit,
      price: money(item.price),
      cost: money((item.price * item.cost) / 100),
      taxRate: item.taxRate,
      status: item.isRetired ? 'retired' : 'active',
      description: null,
    }),
  )
  const offered = known.filter((item) => !item.isRetired)
  const year = Number(days.today.slice(0, 4))
  const lists = [year - 1, year].flatMap((one, i) =>
    [false, true].map((isDistributor, j): Row => {
      const share = (100 - yearlyRise * (1 - i)) / 100
      const at = (hundredths: number, price: number) => money(Math.round((price * share * hundredths) / 100))
      return {
        // Made in the last weeks of the year before.
        ...row(idOf(seed, 'priceList', i * 2 + j), iso(Date.parse(`${one - 1}-12-15T02:00:00.000Z`))),
        name: isDistributor ? `${one} 经销商价` : `${one} 标准价`,
        currency: 'CNY',
        validFrom: `${one}-01-01`,
        validTo: one === year ? null : `${one}-12-31`,
        customerClass: isDistributor ? 'distributor' : null,
        lines: offered.flatMap((item) =>
          isDistributor
            ? [{ productId: item.id, minQuantity: '0', price: at(toDealers, item.price) }]
            : tiers
                .filter(([from]) => Number(from) <= item.most)
                .map(([minQuantity, hundredths]) => ({
                  productId: item.id,
                  minQuantity,
                  price: at(hundredths, item.price),
                })),
        ),
      }
    }),
  )
  return {
    categories: kinds,
    products,
    priceLists: lists,
    offered,
    service: offered.find((item) => item.code === servicesCode)!.id,
    priced: new Map(
      products.map((one) => [
        String(one.id),
        { price: one.price ?? null, cost: one.cost ?? null, taxRate: one.taxRate ?? null },
      ]),
    ),
    listOn: (date, isDistributor) =>
      lists.find(
        (list) =>
          (list.customerClass !== null) === isDistributor &&
          String(list.validFrom) <= date &&
          (list.validTo === null || String(list.validTo) >= date),
      ),
  }
}

/** The date of a day that is counted from today. */
export const dayDate = (world: World, day: number): string => dateOf(world.days.start(day))
