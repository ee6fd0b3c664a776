import { hashOf } from '../../model/hash.ts'
import { addressKeys } from './addresses/compare.ts'
import { parsedAddress } from './addresses/parse.ts'
import { type Facts, isMobile } from './facts.ts'
import { nameKeys, nearKeys, shortKeys } from './names/keys.ts'
import { personKeys } from './names/person.ts'

/** How the keys are made; a higher number has all of them made anew. */
export const keysVersion = 1

/** What only one holds: whoever shares it is the same, or very likely. */
const certainKeys = (facts: Facts): string[] => [
  ...facts.codes.map((code) => `C:${code}`),
  ...facts.idCards.map((card) => `I:${card}`),
]

const exactKeys = (facts: Facts): string[] => [
  ...certainKeys(facts),
  ...facts.phones.map((phone) => `T:${phone}`),
  ...facts.emails.map((email) => `M:${email}`),
  ...facts.sites.map((site) => `W:${site}`),
  ...(facts.groupId === null ? [] : [`G:${facts.groupId}`]),
  ...(facts.placeId === null ? [] : [`P:${facts.placeId}`]),
  ...(facts.address === '' ? [] : addressKeys(parsedAddress(facts.address)).map((key) => `A:${key}`)),
]

const personal = (facts: Facts): string[] => {
  if (facts.person === undefined) return []
  const keys = personKeys(facts.person).filter((key) => key.startsWith('n:'))
  return facts.companyId === null ? keys : [...keys, `N:${facts.person.text.slice(0, 30)}|${facts.companyId}`]
}

const hashed = (keys: readonly string[]): number[] => [...new Set(keys.map(hashOf))]

/** The keys a record is kept under. */
export const storedKeys = (facts: Facts): number[] =>
  hashed([...exactKeys(facts), ...personal(facts), ...facts.names.flatMap(nameKeys)])

/** What a look-up asks for: what few share, what alike names share, and what short names may stand for. */
export const askedKeys = (
  facts: Facts,
): { readonly exact: number[]; readonly alike: number[]; readonly short: number[] } => ({
  exact: hashed(exactKeys(facts)),
  alike: hashed([...personal(facts), ...facts.names.flatMap(nearKeys)]),
  short: hashed(facts.names.flatMap(shortKeys)),
})

/** What is locked while somebody with the same is being saved: codes, own numbers and whole names. */
export const lockedKeys = (facts: Facts): number[] =>
  hashed([
    ...certainKeys(facts),
    ...facts.phones.filter(isMobile).map((phone) => `T:${phone}`),
    ...facts.names.slice(0, 1).map((name) => `F:${name.spelled}`),
  ]).sort((a, b) => a - b)
