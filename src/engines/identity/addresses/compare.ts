import { featureNames, featuresOf } from './features.ts'
import type { Address } from './parse.ts'
import { constant, weights } from './weights.ts'

/** How sure two addresses are one: 0 to 1, the same both ways; and whether nothing in them tells them apart. */
export interface ComparedAddress {
  readonly score: number
  /** The same road and number, or the same text, and no building or room that differs: one door. */
  readonly isSame: boolean
}

const apart = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one))

const bare = (numbers: readonly string[]): string[] => numbers.map((number) => number.replace(/\D+$/, ''))

/** How much alike two addresses are (C9). An empty one is like none. */
export const compareAddresses = (a: Address, b: Address): ComparedAddress => {
  if (a.text.length < 2 || b.text.length < 2) return { score: 0, isSame: false }
  const features = featuresOf(a, b)
  const sum = featureNames.reduce((total, name, at) => total + weights[name] * features[at]!, constant)
  const of = (name: (typeof featureNames)[number]) => features[featureNames.indexOf(name)]!
  const isTold =
    apart(bare(a.buildings), bare(b.buildings)) || apart(bare(a.rooms), bare(b.rooms)) || of('otherRegion') === 1
  const isDetailed = a.numbers.length + a.buildings.length + a.rooms.length > 0
  const isOneDoor =
    isDetailed && (a.text === b.text || (of('sameRoad') === 1 && of('sameNumber') === 1)) && !isTold && roomsAgree(a, b)
  return { score: 1 / (1 + Math.exp(-sum)), isSame: isOneDoor }
}

/** Where only one names a room, the other may be any in the house. */
const roomsAgree = (a: Address, b: Address): boolean => a.rooms.length > 0 === b.rooms.length > 0

/**
 * What an address is looked up by: its road with the number, and a place of its own with the building. Without the
 * region, which people leave out.
 */
export const addressKeys = (address: Address): string[] => {
  const road = address.roads[0]?.replace(/(?:[东西南北中][段路街]?|\d+段)$/, '')
  const number = bare(address.numbers)[0]
  const place = address.places.find((one) => one.length > 3)
  const house = bare(address.buildings)[0] ?? number
  return [
    ...(road === undefined || number === undefined ? [] : [`${road.slice(-3)}|${number}`]),
    ...(place === undefined || house === undefined ? [] : [`${place.slice(-8)}|${house}`]),
  ]
}
