import type { CompanyName } from './company.ts'
import { oneEdit } from './edits.ts'

/** How the regions of two names stand to each other. */
export type Relation = 'same' | 'within' | 'missing' | 'other'

const significant = (code: string): string =>
  code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code

const deepest = (codes: readonly string[]): string =>
  codes.reduce((deep, code) => (code.length > deep.length ? code : deep), '')

/** Whether the regions two names give can be those of one company. */
export const regionsOf = (a: CompanyName, b: CompanyName): Relation => {
  const one = a.regions.map(significant)
  const other = b.regions.map(significant)
  if (a.place !== '' && b.place !== '' && a.place !== b.place) return 'other'
  const fits = (code: string, list: readonly string[]) =>
    list.some((known) => known.startsWith(code) || code.startsWith(known))
  if (one.length > 0 && other.length > 0)
    if (!one.every((code) => fits(code, other)) || !other.every((code) => fits(code, one))) return 'other'
  for (const [here, there] of [
    [a, b],
    [b, a],
  ] as const) {
    if (here.place === '' || there.county === '') continue
    if (there.county.slice(0, 2) === here.place.slice(0, 2)) return 'same'
    if (here.county === '') return oneEdit(here.place, there.county) === undefined ? 'other' : 'missing'
  }
  const isPlaced = a.place !== '' && a.place === b.place
  if (one.length === 0 || other.length === 0)
    return isPlaced || (one.length === other.length && a.place === b.place) ? 'same' : 'missing'
  const isSame = deepest(one) === deepest(other) || a.regionText === b.regionText
  return isSame && a.place === b.place ? 'same' : 'within'
}
