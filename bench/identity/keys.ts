import { companyName as inventedName } from '../../sample/names.ts'
import { createRandom } from '../../sample/random.ts'
import { territories } from '../../sample/words/places.ts'
import { sectors } from '../../sample/words/sectors.ts'
import { companyName } from '../../src/engines/identity/names/company.ts'
import { nameKeys, probeKeys } from '../../src/engines/identity/names/keys.ts'

const slots = 2 ** 26

/** A place of the table for a key; two keys in one place only make a bucket look larger. */
const slotOf = (key: string): number => {
  let h = key.length
  for (let at = 0; at < key.length; at++) {
    h = Math.imul(h ^ key.charCodeAt(at), 0x5bd1e995)
    h ^= h >>> 15
  }
  h = Math.imul(h, 0x85ebca6b)
  return (h ^ (h >>> 13)) & (slots - 1)
}

export interface Selectivity {
  readonly names: number
  readonly keysPerName: number
  readonly mostKeys: number
  readonly largest: readonly (readonly [key: string, rows: number])[]
  readonly touched: readonly (readonly [what: string, p50: number, p95: number, most: number])[]
}

/** Company `index` of a million invented ones. */
const invented = (count: number): ((index: number) => string) => {
  const random = createRandom(7)
  const spots = territories.flatMap((territory) => [...territory.places])
  return (index) => {
    random.restart(3, index)
    return inventedName(random, index, count, random.pickWeighted(sectors), random.pick(spots)).name
  }
}

/** How many rows share a key when a million invented names stand beside the real ones, and how many one look-up touches. */
export const selectivity = (count: number, real: readonly string[], shorts: readonly string[]): Selectivity => {
  const counts = new Uint32Array(slots)
  const nameAt = invented(count)
  let keys = 0
  let mostKeys = 0
  const add = (text: string) => {
    const found = nameKeys(companyName(text))
    keys += found.length
    mostKeys = Math.max(mostKeys, found.length)
    for (const key of found) counts[slotOf(key)]!++
  }
  for (let index = 0; index < count; index++) add(nameAt(index))
  for (const name of real) add(name)
  const rowsOf = (key: string) => counts[slotOf(key)]!
  const largest = new Map<string, number>()
  const note = (key: string) => {
    if (rowsOf(key) > 150) largest.set(key, rowsOf(key))
  }
  for (let index = 0; index < count; index += 7) for (const key of nameKeys(companyName(nameAt(index)))) note(key)
  for (const name of real) for (const key of nameKeys(companyName(name))) note(key)
  const touchedBy = (what: string, texts: readonly string[]) => {
    const sums = texts
      .map((text) => probeKeys(companyName(text)).reduce((sum, key) => sum + rowsOf(key), 0))
      .sort((a, b) => a - b)
    const at = (share: number) => sums[Math.min(sums.length - 1, Math.floor(sums.length * share))]!
    return [what, at(0.5), at(0.95), sums.at(-1)!] as const
  }
  const some = Array.from({ length: 20_000 }, (_, at) => nameAt(Math.floor((at * count) / 20_000)))
  return {
    names: count + real.length,
    keysPerName: keys / (count + real.length),
    mostKeys,
    largest: [...largest].sort((a, b) => b[1] - a[1]),
    touched: [
      touchedBy('invented full name', some),
      touchedBy('real full name', real),
      touchedBy('short name', shorts),
    ],
  }
}
