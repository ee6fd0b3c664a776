import type { Address } from './parse.ts'

/** What two addresses have in common and what stands between them, each 0 to 1; the same both ways. */
export const featureNames = [
  'shared',
  'contained',
  'rare',
  'run',
  'place',
  'placeTail',
  'sameRoad',
  'otherRoad',
  'sameNumber',
  'otherNumber',
  'sameBuilding',
  'otherBuilding',
  'sameTown',
  'otherTown',
  'otherRegion',
  'numberAndRoad',
  'placeAndRoad',
  'otherNumberSameRoad',
  'length',
  'weighted',
  'weightedLeast',
  'signs',
  'placeWithin',
  'noRoads',
  'noPlaces',
] as const

const bigrams = (text: string): Set<string> => {
  const found = new Set<string>()
  for (let at = 0; at + 1 < text.length; at++) found.add(text.slice(at, at + 2))
  return found
}

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let n = 0
  for (const one of a.size < b.size ? a : b) if ((a.size < b.size ? b : a).has(one)) n++
  return n
}

/** Signs that addresses are made of everywhere: two of them in a row say nothing. */
const plainSigns = new Set('路街道号镇乡村区市县省栋座楼层室单元大东西南北中一二三0123456789小新园花店与和的')

const rareOf = (grams: ReadonlySet<string>): Set<string> =>
  new Set(
    [...grams].filter((gram) => !(plainSigns.has(gram[0]!) && plainSigns.has(gram[1]!)) && !/[路街号]/.test(gram)),
  )

/** The longest run of signs that both have, figures left out. */
const longestRun = (a: string, b: string): number => {
  let best = 0
  let row = new Int16Array(b.length + 1)
  for (let i = 1; i <= a.length; i++) {
    const next = new Int16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++)
      if (a[i - 1] === b[j - 1]) {
        const length = row[j - 1]! + 1
        next[j] = length
        if (length > best) best = length
      }
    row = next
  }
  return best
}

/**
 * Signs by how common they are in addresses, the commonest first: logarithms of inverse frequency among 2,985 addresses
 * of a public set for address parsing (Zhejiang), in steps of one. A sign that is not here is rare.
 */
const tiers = [
  '市号区路省镇州',
  '街道城楼东大村西县南山园兴新海北金业湖桥中',
  '栋工幢室单公电安国家小龙联阳下一场司苑上三广厦商二天台店永门发花开河塘有限四际心平水乡科',
  '口港技清环院长学五和文临高座九星里建云组头万经都务石通林福人民沙田春岭化厂后贸八六前车青泰创方寓银横明部光地品景七面机川双',
]
const worths = new Map(tiers.flatMap((signs, tier) => [...signs].map((sign) => [sign, tier + 1] as const)))

/** What a pair of signs is worth: rare ones more than those of which addresses are made. */
const worth = (gram: string): number => {
  let sum = 0
  for (const sign of gram) sum += /\d/.test(sign) ? 3 : (worths.get(sign) ?? 5.5)
  return sum / 2
}

const worthOf = (grams: Iterable<string>): number => {
  let sum = 0
  for (const gram of grams) sum += worth(gram)
  return sum
}

/** How much of a place of one stands in the text of the other. */
const within = (places: readonly string[], text: string): number => {
  let best = 0
  const grams = bigrams(text)
  for (const place of places.slice(0, 6)) {
    const own = rareOf(bigrams(place))
    if (own.size < 2) continue
    best = Math.max(best, common(own, grams) / own.size)
  }
  return best
}

const alike = (a: string, b: string): number => {
  const one = bigrams(a)
  const other = bigrams(b)
  const least = Math.min(one.size, other.size)
  if (least === 0) return 0
  const shared = common(one, other)
  return 0.5 * (shared / least) + 0.5 * ((2 * shared) / (one.size + other.size))
}

const bestOf = (a: readonly string[], b: readonly string[]): number => {
  let best = 0
  for (const one of a.slice(0, 6)) for (const other of b.slice(0, 6)) best = Math.max(best, alike(one, other))
  return best
}

const overlap = (a: readonly string[], b: readonly string[]): number => (a.some((one) => b.includes(one)) ? 1 : 0)
const apart = (a: readonly string[], b: readonly string[]): number =>
  a.length > 0 && b.length > 0 && overlap(a, b) === 0 ? 1 : 0

/** A road may have been read with the signs before it: the ends of both decide. */
const isOneRoad = (a: string, b: string): boolean =>
  a === b || (a.length > 2 && b.endsWith(a)) || (b.length > 2 && a.endsWith(b))
const sameRoads = (a: readonly string[], b: readonly string[]): number =>
  a.some((one) => b.some((other) => isOneRoad(one, other))) ? 1 : 0

const bare = (numbers: readonly string[]): string[] => numbers.map((number) => number.replace(/\D+$/, ''))
const withoutEnd = (roads: readonly string[]): string[] =>
  roads.map((road) => road.replace(/(?:[东西南北中][段路街]?|\d+段)$/, ''))

const conflictingRegions = (a: string, b: string): number => {
  if (a === '' || b === '') return 0
  const [short, long] = [a, b].map((code) => code.replace(/(?:00)+$/, '')).sort((x, y) => x.length - y.length) as [
    string,
    string,
  ]
  return long.startsWith(short) ? 0 : 1
}

/** One number a feature, in the order of `featureNames`. */
export const featuresOf = (a: Address, b: Address): number[] => {
  const gramsA = bigrams(a.text)
  const gramsB = bigrams(b.text)
  const shared = common(gramsA, gramsB)
  const least = Math.max(1, Math.min(gramsA.size, gramsB.size))
  const rareA = rareOf(gramsA)
  const rareB = rareOf(gramsB)
  const place = bestOf(a.places, b.places)
  const worthA = worthOf(gramsA)
  const worthB = worthOf(gramsB)
  const worthShared = worthOf([...gramsA].filter((gram) => gramsB.has(gram)))
  const sameRoad = sameRoads(withoutEnd(a.roads), withoutEnd(b.roads))
  const otherRoad = a.roads.length > 0 && b.roads.length > 0 && sameRoad === 0 ? 1 : 0
  const sameNumber = overlap(bare(a.numbers), bare(b.numbers))
  const otherNumber = apart(bare(a.numbers), bare(b.numbers))
  const lastA = a.places.at(-1) ?? ''
  const lastB = b.places.at(-1) ?? ''
  return [
    (2 * shared) / Math.max(1, gramsA.size + gramsB.size),
    shared / least,
    common(rareA, rareB) / Math.max(1, Math.min(rareA.size, rareB.size)),
    Math.min(10, longestRun(a.text.replace(/\d/g, ''), b.text.replace(/\d/g, ''))) / 10,
    place,
    lastA.endsWith(lastB.slice(-3)) && lastB.length > 2 ? 1 : alike(lastA, lastB),
    sameRoad,
    otherRoad,
    sameNumber,
    otherNumber,
    overlap(bare(a.buildings), bare(b.buildings)),
    apart(bare(a.buildings), bare(b.buildings)),
    overlap(a.towns, b.towns),
    apart(a.towns, b.towns),
    conflictingRegions(a.region, b.region),
    sameRoad * sameNumber,
    place * sameRoad,
    sameRoad * otherNumber,
    Math.abs(a.text.length - b.text.length) / Math.max(1, a.text.length, b.text.length),
    (2 * worthShared) / Math.max(0.1, worthA + worthB),
    worthShared / Math.max(0.1, Math.min(worthA, worthB)),
    common(new Set(a.text), new Set(b.text)) / Math.max(1, Math.min(new Set(a.text).size, new Set(b.text).size)),
    Math.max(within(a.places, b.text), within(b.places, a.text)),
    a.roads.length > 0 && b.roads.length > 0 ? 0 : 1,
    a.places.length > 0 && b.places.length > 0 ? 0 : 1,
  ]
}
