import type { CompanyName } from './company.ts'
import { branchEnd, tradeAt, tradeWeights } from './lexicon.ts'
import { branchCoreOf } from './parts.ts'
import { regionAliases } from './regions.ts'
import { soundsOf } from './sounds.ts'

const longestKey = 48
const mostKeys = 20

const cut = (text: string): string => (text.length > longestKey ? text.slice(0, longestKey) : text)

/** The region that keys carry: the smallest named one, with the four figures of its city. */
const cityOf = (name: CompanyName): string => {
  const code = name.regions.at(-1)
  return code === undefined ? name.place : code.slice(0, 4)
}

const withoutOne = (signs: readonly string[]): string[] =>
  signs.map((_, at) => signs.slice(0, at).join('') + signs.slice(at + 1).join(''))

const halves = (text: string): readonly [string, string] => {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}

const tradeOf = (name: CompanyName): string =>
  name.hasBrand ? name.stem.slice(name.stem.indexOf(name.core) + name.core.length) : ''

/**
 * The keys a name is stored under. Each begins with its kind:
 * `p:` the sound of the core · `h:` its first two signs · `d:` the core less one sign, with the trade ·
 * `e:` one of two signs of a short core, with trade and city · `q:` two signs with the city · `t:` trade with the last
 * two signs of the core · `s:` all its signs in alphabetical order · `w:` a region and the ends of a name without a brand ·
 * `h:`, `a:` and `r:` what short names are made of · `b:` a part of a company: head and branch · `x:` anything that is no name.
 */
export const nameKeys = (name: CompanyName): string[] => {
  const keys = matchKeys(name)
  if (name.branch === '' && !name.isLatin) addShortKeys(name, keys)
  return [...keys].slice(0, mostKeys)
}

/** The keys that full names are looked up by: without those for short names. */
const matchKeys = (name: CompanyName): Set<string> => {
  const keys = new Set<string>()
  addKeys(name, keys)
  if (name.text.length > 4) keys.add(cut(`s:${signsOf(name.text)}`))
  for (const other of name.others.slice(0, 2)) addKeys(other, keys)
  for (const reading of name.readings) {
    // The first two signs of such a core are a region: they would stand for everybody there.
    keys.add(cut(`p:${soundsOf(reading.core.slice(0, 20))}`))
    if (reading.core.length > 3) keys.add(`d:${endOf(reading.core)}|${tradeOf(reading).slice(0, 2)}`)
  }
  return keys
}

/** The different signs of a name in the order of the alphabet: the same when two are swapped or one is written twice. */
const signsOf = (text: string): string =>
  [...new Set(text.replace(/(?:股份)?(?:有限)?(?:责任)?公司|[省市区县]/g, ''))].sort().join('')

const addKeys = (name: CompanyName, keys: Set<string>) => {
  if (name.core === '') return
  if (name.branch !== '') return addBranchKeys(name, keys)
  if (!name.hasBrand && name.stem === name.text && name.form === '' && name.words.length === 0) {
    keys.add(cut(`x:${name.text}`))
    return
  }
  const city = cityOf(name)
  const trade = tradeOf(name)
  const signs = [...name.core]
  keys.add(cut(`p:${soundsOf(name.core.slice(0, 20))}`))
  if (name.isLatin) return addLatinKeys(name, keys)
  const first = trade.slice(0, 2)
  if (!name.hasBrand) {
    keys.add(cut(`t:${name.core}`))
    addPlaceKeys(name, keys)
    if (name.stem.length > 3) keys.add(cut(`p:${soundsOf(name.stem.slice(0, 20))}`))
  }
  if (trade.length > 1 && signs.length > 1) keys.add(cut(`t:${endOf(name.core)}${trade}`))
  if (signs.length > 1) keys.add(`q:${signs[0]}${signs[1]}|${city === '' ? trade.slice(-2) : city}`)
  for (const part of partsOf(signs)) keys.add(`d:${part}|${first}`)
  if (signs.length < 3) for (const sign of signs) keys.add(cut(`e:${sign}|${trade}|${city}`))
}

/** The beginning and the end of what follows the region: for names that are nothing but region and trade. */
const addPlaceKeys = (name: CompanyName, keys: Set<string>) => {
  const where = name.place === '' ? (name.isNational ? '中国' : name.regionText.slice(-2)) : name.place.slice(0, 2)
  if (name.stem.length > 1) keys.add(`w:${where}|${name.stem.slice(0, 2)}`)
  if (name.stem.length > 3) keys.add(`w:${where}|${name.stem.slice(-2)}`)
}

/** The end of a core; of a long one three signs, as it may end with a word of trade. */
const endOf = (core: string): string => core.slice(core.length > 4 ? -3 : -2)

/** Two signs each, so that one wrong, missing or further sign leaves a pair as it was. */
const partsOf = (signs: readonly string[]): string[] => {
  const [a = '', b = '', c = ''] = signs
  if (signs.length < 2) return []
  if (signs.length < 4) return signs.length === 2 ? [a + b] : [b + c, a + c]
  return [endOf(signs.join(''))]
}

/** What those ask for who look a company up by its short name. */
const addShortKeys = (name: CompanyName, keys: Set<string>) => {
  const { core, words } = name
  if (!name.hasBrand) {
    keys.add(`h:${name.stem.slice(0, 2)}`)
    if (name.stem.endsWith('银行') && name.stem.length > 2)
      keys.add(`p:${soundsOf(`${name.regionText.slice(-2)}银行`)}`)
    const region = name.isNational ? '中' : (aliasOf(name.regionText) ?? name.regionText.slice(0, 1))
    const initials = [region, name.regionText.slice(-2, -1), ...words.map((word) => word[0]!), formSign(name)].filter(
      (sign) => sign !== '',
    )
    if (name.regionText !== '') keys.add(`r:${name.regionText.slice(0, 2)}${name.stem.slice(0, 2)}`)
    for (const pair of pairsOf([...new Set(initials)].slice(0, 4))) keys.add(`a:${pair}`)
    return
  }
  const [c0 = '', c1 = '', c2 = '', c3 = ''] = core
  if (core.length === 1) for (const at of [0, 1]) keys.add(`h:${name.stem.slice(at, at + 2)}`)
  else if (!name.stem.startsWith(core)) keys.add(`h:${name.stem.slice(0, 2)}`)
  if (core.length > 2) keys.add(`h:${c0}${c1}`)
  if (core.length > 2) keys.add(`h:${c0}${c2}`)
  if (core.length === 3) keys.add(`h:${c1}${c2}`)
  if (core.length > 3) keys.add(`h:${c2}${c3}`)
  if (core.length > 3) keys.add(`h:${c0}${c3}`)
  if (core.length > 4) keys.add(`h:${core.slice(-2)}`)
  const sign = formSign(name)
  for (const word of words.slice(0, 2)) keys.add(`a:${c0}${word[0]}`)
  if (sign !== '') keys.add(`a:${c0}${sign}`)
  const strong = words.find((word) => tradeWeights.get(word) === 1)
  if (strong !== undefined && name.regionText !== '') keys.add(`r:${name.regionText.slice(0, 2)}${strong.slice(0, 2)}`)
  for (const word of words.slice(1, 4))
    if (word.length > 1 && tradeAt(word, 0) === '') keys.add(`h:${word.slice(0, 2)}`)
}

const aliasOf = (regions: string): string | undefined =>
  (regionAliases[regions] ?? regionAliases[regions.slice(0, 2)] ?? regionAliases[regions.slice(0, 3)])?.[0]

/** The first sign of 研究院 or 设计院 before the form of law. */
const formSign = (name: CompanyName): string =>
  name.innerForm === 'institute' ? (name.spelled[name.spelled.indexOf(name.stem) + name.stem.length] ?? '') : ''

/** Signs two by two in their order. */
const pairsOf = (signs: readonly string[]): string[] =>
  signs.flatMap((sign, at) => signs.slice(at + 1).map((other) => sign + other))

const addLatinKeys = (name: CompanyName, keys: Set<string>) => {
  if (name.core.length < 4) return
  if (name.core.length <= 6) for (const part of withoutOne([...name.core])) keys.add(`d:${part}`)
  else for (const [at, half] of halves(name.core.slice(0, 60)).entries()) keys.add(cut(`d:${half}|${at}`))
}

const headKey = (name: CompanyName): string => soundsOf([...name.core].slice(-4).join(''))

const addBranchKeys = (name: CompanyName, keys: Set<string>) => {
  const branch = name.branchCore
  const [front, back] = halves(branch)
  keys.add(cut(`b:${soundsOf(branch)}`))
  keys.add(cut(`b:${headKey(name)}|${front}|`))
  keys.add(cut(`b:${headKey(name)}||${back}`))
}

/** Where a region or the end of the head is misspelt, the name falls apart otherwise than the stored one. */
const addMisspeltKeys = (name: CompanyName, keys: Set<string>) => {
  if (name.isLatin) return
  if (name.branch !== '') {
    const branch = name.branchCore
    const middle = Math.ceil(branch.length / 2)
    for (const at of [middle - 1, middle, middle + 1]) {
      keys.add(cut(`b:${headKey(name)}|${branch.slice(0, at)}|`))
      keys.add(cut(`b:${headKey(name)}||${branch.slice(at)}`))
    }
    return
  }
  addPlaceKeys(name, keys)
  const trade = tradeOf(name)
  if (name.core.length > 4) {
    keys.add(cut(`t:${name.core.slice(-2)}${trade}`))
    keys.add(`d:${name.core.slice(-2)}|${trade.slice(0, 2)}`)
  }
  if (name.regions.length === 0)
    for (const at of [2, 3]) if (name.stem.length > at + 3) keys.add(cut(`p:${soundsOf(name.stem.slice(at, at + 20))}`))
  if (name.hasBrand && name.regions.length === 0 && name.core.length < 4 && trade.length > 3)
    keys.add(cut(`p:${soundsOf(trade.slice(0, 20))}`))
  if (name.text.length > 8 && branchEnd.test(name.text))
    for (let length = 3; length < 10; length++) keys.add(cut(`b:${soundsOf(branchCoreOf(name.text.slice(-length)))}`))
}

/** The keys a name is looked up by first: those it is stored under as it stands, and as it may have been misspelt. */
export const nearKeys = (name: CompanyName): string[] => {
  const keys = matchKeys(name)
  addMisspeltKeys(name, keys)
  return [...keys]
}

/**
 * What a short name is looked up by besides: the beginnings of the companies it may be short for, and what follows the
 * sign of a region. Many companies stand under these; they are asked for where `nearKeys` have found nobody.
 */
export const shortKeys = (name: CompanyName): string[] => {
  const { text } = name
  // Who gives place, brand and trade gives the whole name.
  const isWhole = name.hasBrand && name.regionText !== '' && tradeOf(name).length > 1
  if (name.branch !== '' || name.isLatin || text.length > 8 || isWhole) return []
  const keys = new Set<string>()
  for (const from of [0, 1, 2, 3])
    for (const length of [2, 3, 4]) {
      const part = text.slice(from, from + length)
      if (part.length === length) keys.add(`p:${soundsOf(part)}`)
    }
  if (!name.hasBrand && name.regionText !== '') keys.add(`r:${name.regionText.slice(0, 2)}${name.stem.slice(0, 2)}`)
  for (const pair of pairsOf([...text.slice(0, 4)])) {
    keys.add(`a:${pair}`)
    keys.add(`h:${pair}`)
  }
  return [...keys]
}

/** All keys a name is looked up by. */
export const probeKeys = (name: CompanyName): string[] => [...new Set([...nearKeys(name), ...shortKeys(name)])]
