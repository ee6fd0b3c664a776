import { regionTree } from '../src/fields/region/tree.ts'
import { creditCode, kinds, landline, mobile } from './identifiers.ts'
import { type CompanyName, companyName, sameCompany } from './names.ts'
import { type Weighted, weigh } from './random.ts'
import { compounds, type Place, roads, territories } from './words/places.ts'
import { type Sector, sectors } from './words/sectors.ts'
import type { World } from './world.ts'

/** Who a customer is, whatever happens to it. */
export interface Identity {
  readonly company: CompanyName
  readonly name: string
  readonly sector: Sector
  readonly place: Place
  readonly region: string
  readonly creditCode: string | null
  readonly address: string | null
  readonly postcode: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
}

interface Spot {
  readonly code: string
  readonly address: string
}

const placesOf: readonly Weighted<Place>[] = territories.map(({ places }) =>
  weigh(places.map((place) => [place, place.weight] as const)),
)

const spots = new Map<string, readonly Spot[]>()

/** The counties of a city, with their names in full; the city itself where there are none (东莞). */
const spotsOf = (place: Place): readonly Spot[] => {
  const known = spots.get(place.code)
  if (known !== undefined) return known
  const city = regionTree().byCode.get(place.code)
  if (city === undefined) throw new Error(`no region ${place.code} for ${place.name}`)
  const above = city.parent === undefined ? city.name : `${city.parent.name}${city.name}`
  const counties = city.children.filter((county) => county.name.length <= 6)
  const found =
    counties.length === 0
      ? [{ code: city.code, address: above }]
      : counties.map((county) => ({ code: county.code, address: `${above}${county.name}` }))
  spots.set(place.code, found)
  return found
}

/** The customer an index is another spelling of. */
const originalOf = (world: World, index: number): number | undefined => {
  const { customers, duplicates } = world.counts
  const nth = index - (customers - duplicates)
  return nth < 0 ? undefined : nth * 7
}

/** Leaves `world.random` somewhere definite: what follows for this customer may go on from there. */
export const identityOf = (world: World, index: number): Identity => {
  const original = originalOf(world, index)
  if (original !== undefined) {
    const known = identityOf(world, original)
    world.random.restart(kinds.customer, index)
    return {
      ...known,
      name: sameCompany(known.company, known.place),
      creditCode: null,
      address: null,
      website: null,
      email: null,
    }
  }
  const random = world.random.restart(kinds.customer, index)
  const sector = random.pickWeighted(sectors)
  const place = random.pickWeighted(placesOf[world.plan.territoryOf[index]!]!)
  const spot = random.pick(spotsOf(place))
  const company = companyName(random, index, world.counts.customers, sector, place)
  const road = `${random.pick(roads)}${random.whole(1, 1999)}号${random.pick(compounds)}`
  return {
    company,
    name: company.name,
    sector,
    place,
    region: spot.code,
    creditCode: random.chance(0.82) ? creditCode(index, spot.code) : null,
    address: random.chance(0.85) ? spot.address + road : null,
    postcode: random.chance(0.4) ? place.post + String(random.whole(0, 99)).padStart(2, '0') : null,
    phone: random.chance(0.93)
      ? random.chance(0.65)
        ? landline(index, place.area)
        : mobile(200_000_000 + index)
      : null,
    email: random.chance(0.45) ? `${random.pick(['info', 'sales', 'office', 'purchase'])}@${company.domain}` : null,
    website: random.chance(0.6) ? `https://www.${company.domain}` : null,
  }
}
