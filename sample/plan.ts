import { dealtSlots } from './fate.ts'
import { capacity, type Organisation } from './organisation.ts'
import { createRandom, shuffled } from './random.ts'
import { territories } from './words/places.ts'

/** Who owns which customers, before anything else is known of them. */
export interface Plan {
  /** Index into the sellers, -1 in a pool. */
  readonly sellerOf: Int32Array
  /** The place among the owner's customers, from 0; it decides when the customer is due. */
  readonly slotOf: Int32Array
  readonly territoryOf: Uint8Array
  /** Customers of each seller, by slot. */
  readonly customersOf: readonly Int32Array[]
}

/** What somebody holds at least, so that each of the next days has something to do. */
const fewest = 38

/**
 * Shares customers out. Sellers hold 38 to 48 of the 50 they may, and some that have bought and don't count; in a
 * company with many more customers than that, as many as make 60 % owned.
 */
export const createPlan = ({
  seed,
  organisation,
  customers,
  buyers,
}: {
  seed: number
  organisation: Organisation
  customers: number
  /** The share of everybody's customers that has bought. */
  buyers: number | null
}): Plan => {
  const random = createRandom(seed).restart(12, 0)
  const { sellers } = organisation
  const average = Math.round((customers * 0.6) / sellers.length)
  const wanted = sellers.map((seller) => {
    const own = seller.role === 'rep' ? random.whole(fewest + 1, 48) : random.whole(fewest, 41)
    const few = random.whole(8, 14)
    const isLarge = seller.role === 'rep' && average > capacity * 2
    const bought = buyers === null ? few : Math.round((isLarge ? average : own) * buyers)
    return { counted: isLarge ? average - bought : own, bought }
  })
  const total = wanted.reduce((sum, { counted, bought }) => sum + counted + bought, 0)
  if (total > customers)
    throw new Error(`${sellers.length} sellers hold ${total} customers, but there are ${customers}`)
  const order = shuffled(seed, customers)
  const sellerOf = new Int32Array(customers).fill(-1)
  const slotOf = new Int32Array(customers).fill(-1)
  const territoryOf = new Uint8Array(customers)
  let next = 0
  const customersOf = wanted.map(({ counted, bought }, s) => {
    const mine = new Int32Array(counted + bought)
    for (let i = 0; i < mine.length; i++) {
      const index = order[next++]!
      mine[i] = index
      sellerOf[index] = s
      slotOf[index] = i < counted ? i : dealtSlots + i - counted
      territoryOf[index] = sellers[s]!.territory
    }
    return mine
  })
  for (; next < customers; next++) {
    const at = random.share()
    territoryOf[order[next]!] =
      at < territories[0]!.share ? 0 : at < territories[0]!.share + territories[1]!.share ? 1 : 2
  }
  return { sellerOf, slotOf, territoryOf, customersOf }
}
