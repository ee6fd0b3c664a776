import { englishName, type Region, regionRank, regionsByName, regionTree } from './tree.ts'

/**
 * The deepest region that a text begins with: `浙江`, `浙江省杭州市`, `浙江 杭州 西湖区`, `广东省深圳市南山区科技园1号`, `杭州市`, `330106`.
 * `undefined` when it begins with none, `'ambiguous'` when it could be several (`朝阳区`).
 */
export const readRegionText = (cell: string): Region | 'ambiguous' | undefined => {
  // 内蒙 alone is how lists of four signs write 内蒙古.
  const text = withoutCountry(separated(cell.slice(0, 300).normalize('NFKC'))).replace(/^内蒙(?!古)/, '内蒙古')
  const coded = /^(\d{2}|\d{4}|\d{6})$/.exec(text)
  if (coded !== null) return byCode(text.padEnd(6, '0'))
  const start = startOf(text)
  return start === undefined || start === 'ambiguous' ? start : descend(start.region, start.rest)
}

/** A region by its code; the codes of mere groups mean the province. */
export const byCode = (code: string): Region | undefined => {
  const tree = regionTree()
  return tree.byCode.get(code) ?? tree.groups.get(code)
}

interface Found {
  readonly region: Region
  readonly rest: string
}

interface Names {
  /** Every name a text may begin with, and the regions it may mean. */
  readonly starts: ReadonlyMap<string, readonly Region[]>
  readonly longest: number
  readonly english: ReadonlyMap<string, Region>
}

let made: Names | undefined
const names = (): Names => {
  made ??= makeNames()
  return made
}

const makeNames = (): Names => {
  const starts = regionsByName()
  const english = new Map<string, Region>()
  for (const region of regionTree().byCode.values()) {
    const name = englishName(region)
    if (name !== undefined) english.set(name.toLowerCase().replace(/\s/g, ''), region)
  }
  return { starts, longest: Math.max(...[...starts.keys()].map((name) => name.length)), english }
}

/** After a short name, these make it the name of something else: 大同路, 朝阳公园. */
const otherThings = /^(?:[东南西北中]?[大一二三]?(?:路|街|道|巷)|镇|乡|村|公园|广场|大厦|小区|大学|学院)/

/** The longest name at the beginning; of the same name, what stands higher. */
const startOf = (text: string): Found | 'ambiguous' | undefined => {
  const { starts, longest, english } = names()
  const latin = /^[a-z][a-z ]*/i.exec(text)
  if (latin !== null) return englishStart(text, latin[0], english)
  for (let length = Math.min(longest, text.length); length >= 2; length--) {
    const rest = text.slice(length)
    const found = (starts.get(text.slice(0, length)) ?? []).filter((region) => isMeant(region, length, rest))
    if (found.length === 0) continue
    const highest = Math.min(...found.map((region) => regionRank[region.level]))
    const top = found.filter((region) => regionRank[region.level] === highest)
    return top.length > 1 ? 'ambiguous' : { region: top[0]!, rest }
  }
  return undefined
}

/** The most words at the beginning that name a province: `Inner Mongolia`, `Zhejiang Province`. */
const englishStart = (text: string, latin: string, english: ReadonlyMap<string, Region>): Found | undefined => {
  const words = latin.trim().toLowerCase().split(' ')
  for (let count = Math.min(words.length, 4); count > 0; count--) {
    const region = english.get(words.slice(0, count).join(''))
    if (region !== undefined)
      return { region, rest: text.slice(words.slice(0, count).join(' ').length).replace(/^[a-z ]+/i, '') }
  }
  return undefined
}

/** Whether a name of this length means the region: a short name only when nothing follows that makes it something else. */
const isMeant = (region: Region, length: number, rest: string): boolean =>
  !rest.startsWith('场') &&
  (length === region.name.length || (region.level === 'county' ? /^(?:\s|$)/.test(rest) : !otherThings.test(rest)))

const descend = (region: Region, after: string): Region => {
  const rest = withoutRepeat(region, after)
  if (rest === '' || region.children.length === 0) return region
  const within = longestIn(region.children, rest) ?? longestIn(grandchildren(region), rest)
  return within === undefined ? region : descend(within.region, within.rest)
}

const grandchildren = (region: Region): readonly Region[] => region.children.flatMap((child) => child.children)

const longestIn = (regions: readonly Region[], rest: string): Found | undefined => {
  let best: Found | undefined
  let length = 0
  let isUnique = true
  for (const region of regions)
    for (const name of region.names) {
      if (name.length < length || !rest.startsWith(name) || !isMeant(region, name.length, rest.slice(name.length)))
        continue
      isUnique = name.length > length || best?.region === region
      best = { region, rest: rest.slice(name.length) }
      length = name.length
    }
  return isUnique ? best : undefined
}

/** 上海市 上海市 浦东新区 and 上海市 市辖区 浦东新区 repeat what is said already. */
const withoutRepeat = (region: Region, after: string): string => {
  const rest = after.replace(/^\s*(?:自由贸易试验区|自贸试验区|自贸区)?\s*/, '')
  if (region.level !== 'province' || region.children.some((child) => child.level === 'city'))
    return rest.replace(/^(?:省直辖县级行政区划|自治区直辖县级行政区划)\s*/, '')
  const again = [region.name, region.short].find((name) => rest.startsWith(name))
  return (again === undefined ? rest : rest.slice(again.length))
    .replace(/^\s*(?:市辖区|市辖县|县(?=\s|$))\s*/, '')
    .trimStart()
}

const separated = (text: string): string => text.replace(/[\s/\\,，、>|·.()-]+/g, ' ').trim()

const withoutCountry = (text: string): string => text.replace(/^(?:中华人民共和国|中国|China\b)\s*(?=.)/i, '')
