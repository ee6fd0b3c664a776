import type { featureNames } from './features.ts'

/**
 * Logistic regression on one half of the public pairs of CCKS 2021 (full match against none; the classes weigh the
 * same, L2 0.003), fitted by `npx tsx bench/identity/addresses.ts <folder> fit`; figures are in bench/RESULTS.md.
 */
export const constant = -5.098
export const weights: Readonly<Record<(typeof featureNames)[number], number>> = {
  shared: 1.23,
  contained: -2.825,
  rare: -0.123,
  run: 0.577,
  place: 2.103,
  placeTail: 0.098,
  sameRoad: 0.998,
  otherRoad: -0.322,
  sameNumber: 1.313,
  otherNumber: -0.931,
  sameBuilding: 0.794,
  otherBuilding: 0.354,
  sameTown: 0.789,
  otherTown: 0.221,
  otherRegion: 0.015,
  numberAndRoad: 1.021,
  placeAndRoad: -0.024,
  otherNumberSameRoad: -0.968,
  length: 0.822,
  weighted: 4.972,
  weightedLeast: 0.327,
  signs: 2.141,
  placeWithin: 1.248,
  noRoads: -0.421,
  noPlaces: 0.342,
}
