import { hash } from './random.ts'

/** What an id is made for; ids of different kinds never meet. */
export const kinds = {
  department: 1,
  employee: 2,
  pool: 3,
  customer: 4,
  contact: 5,
  followUp: 6,
  task: 7,
  interval: 8,
  comment: 9,
  member: 10,
  audit: 11,
  plan: 12,
  organisation: 13,
  claim: 14,
  position: 15,
  event: 16,
  need: 17,
  encounter: 18,
  incident: 19,
  customerTie: 20,
  contactTie: 21,
  competitor: 22,
  standing: 23,
  person: 24,
  category: 25,
  product: 26,
  priceList: 27,
  lead: 28,
  opportunity: 29,
  quote: 30,
  contract: 31,
  order: 32,
  receipt: 33,
  ledgerEntry: 34,
  allocation: 35,
  saleAudit: 36,
  fact: 37,
  course: 38,
  bundle: 39,
  looseLead: 40,
  papers: 41,
} as const
export type Kind = keyof typeof kinds

const epoch = Date.UTC(2024, 0, 1)
const bytes = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
const hex16 = (value: number): string => bytes[(value >>> 8) & 0xff]! + bytes[value & 0xff]!
const hex32 = (value: number): string => hex16(value >>> 16) + hex16(value)

/** A UUIDv7 that is always the same for a seed, a kind and an index; ids of a kind ascend with the index. */
export const idOf = (seed: number, kind: Kind, index: number): string => {
  const time = epoch + kinds[kind] * 200_000_000 + index
  const high = Math.floor(time / 0x10000)
  const a = hash(seed, kinds[kind], index)
  const b = hash(seed + 1, kinds[kind], index)
  const c = hash(seed + 2, kinds[kind], index)
  const version = hex16(0x7000 | (a & 0xfff))
  const variant = hex16(0x8000 | ((a >>> 12) & 0x3fff))
  return `${hex32(high)}-${hex16(time % 0x10000)}-${version}-${variant}-${hex32(b)}${hex16(c)}`
}

/** The same whole numbers below `size` in another order: nothing repeats before `size` of them. `size` is a power of ten. */
export const scatter = (index: number, size: number): number => (index * 7_368_787 + 2_654_435) % size

const codeSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const codeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const bodySigns = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th sign of a 统一社会信用代码 (GB 32100-2015), from the 17 before it. */
export const creditCheckSign = (first17: string): string => {
  const sum = codeWeights.reduce((total, weight, i) => total + codeSigns.indexOf(first17[i]!) * weight, 0)
  return codeSigns[(31 - (sum % 31)) % 31]!
}

/** The 9th sign of a 组织机构代码 (GB 11714-1997), from the 8 before it. */
export const bodyCheckSign = (first8: string): string => {
  const sum = bodyWeights.reduce((total, weight, i) => total + bodySigns.indexOf(first8[i]!) * weight, 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/**
 * A code with both check signs right. Its body starts with MZ, a range not handed out to companies, so that it is
 * nobody's; five signs of base 31 keep 28 million indexes apart.
 */
export const creditCode = (index: number, regionCode: string): string => {
  let rest = (index * 7_368_787 + 11_003) % 28_629_151
  let serial = ''
  for (let i = 0; i < 5; i++) {
    serial = codeSigns[rest % 31]! + serial
    rest = Math.floor(rest / 31)
  }
  const body = `MZ${index % 10}${serial}`
  const first17 = `91${regionCode}${body}${bodyCheckSign(body)}`
  return first17 + creditCheckSign(first17)
}

// Segments that no carrier has been given and subscriber numbers that start with 9: nobody is called by mistake.
const segments = ['154', '161', '163', '164', '168', '169']

/** A mobile number of nobody, another one for each index below 600 million. */
export const mobile = (index: number): string =>
  segments[index % segments.length]! +
  String(scatter(Math.floor(index / segments.length), 100_000_000)).padStart(8, '0')

/** A landline of nobody, another one for each index below ten million. */
export const landline = (index: number, areaCode: string): string =>
  `${areaCode}-9${String(scatter(index, 10_000_000)).padStart(7, '0')}`
