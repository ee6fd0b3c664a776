import { type Region, regionRank, regionsByName } from '../../../fields/region/tree.ts'
import { tradeAt } from './lexicon.ts'

interface Names {
  readonly starts: ReadonlyMap<string, readonly Region[]>
  /** The longest name by its first two signs. */
  readonly longest: ReadonlyMap<string, number>
}

let made: Names | undefined
const names = (): Names => {
  made ??= makeNames()
  return made
}

const makeNames = (): Names => {
  const starts = regionsByName(({ name }) => (name.endsWith('新区') ? [name.slice(0, -2)] : []))
  const longest = new Map<string, number>()
  for (const name of starts.keys())
    longest.set(name.slice(0, 2), Math.max(longest.get(name.slice(0, 2)) ?? 0, name.length))
  return { starts, longest }
}

/** What stands before the brand: regions from the largest, a town or a district the table does not know, and what is left. */
export interface Located {
  readonly regions: readonly Region[]
  /** As people say it, one after another: 浙江杭州. */
  readonly short: string
  readonly place: string
  readonly isNational: boolean
  readonly rest: string
  /** Whether the first region may as well be a brand: 东海, 朝阳. */
  readonly isDoubtful: boolean
}

/** Cities whose short names companies all over the country are called by. */
const brandLike = new Set(
  '朝阳 安康 中山 吉安 泰安 大同 安顺 玉林 来宾 金华 丽水 兴安 海南 河南 江门 保山 平凉'.split(' '),
)

/** One-sign names of regions, as short names use them: 沪, 穗. */
export const regionAliases: Readonly<Record<string, string>> = {
  北京: '京',
  天津: '津',
  上海: '沪申',
  重庆: '渝',
  广东: '粤',
  广州: '穗',
  山东: '鲁',
  陕西: '秦',
  江苏: '苏',
  安徽: '皖',
  福建: '闽',
  江西: '赣',
  湖南: '湘',
  湖北: '鄂',
  河南: '豫',
  河北: '冀',
  山西: '晋',
  甘肃: '陇',
  内蒙古: '蒙',
  广西: '桂',
  海南: '琼',
  四川: '川蜀',
  贵州: '黔',
  云南: '滇',
  西藏: '藏',
  宁波: '甬',
  无锡: '锡',
  深圳: '圳',
  成都: '蓉',
  武汉: '汉',
  福州: '榕',
  厦门: '鹭',
  南京: '宁',
  沈阳: '沈',
  大连: '连',
}

/** After a short name these make it part of something else: 大同路, 朝阳公园; `大` and `新` begin brands. */
const otherThings = /^(?:[东南西北中]?[大一二三]?(?:路|街|道|巷)|公园|广场|大厦|大学|学院)/
const unknownCounty = /^([\u4e00-\u9fff]{1,3}?(?:自治县|自治州|新区|林区|县|市|区))(?=[\u4e00-\u9fff]{2})/
const noCounty =
  /^(?:.{0,2}[超门上城都股楼菜夜集]市|.{0,2}?(?:社|园|小|景|山|校|发|特|军|林|库|地|战|专|厂)区|.{0,2}?县(?:级|域)|市|区|县|.{0,2}市场|.{0,2}市政)/
const town = /^([\u4e00-\u9fff]{1,3}?(?:街道|镇|乡))(?=[\u4e00-\u9fff]{2})/
const noTown = /^(?:.{0,2}(?:城|乡)镇|城乡|.{0,2}乡村|.{0,2}同乡|.{0,2}水乡|.{0,2}重镇)/

const within = (region: Region, above: Region): boolean => {
  for (let at = region.parent; at !== undefined; at = at.parent) if (at === above) return true
  return false
}

/** Whether something like a brand stands here: two signs that begin no word of trade. */
const hasBrand = (rest: string): boolean =>
  rest.length >= 2 && tradeAt(rest, 0) === '' && (rest.length === 2 || tradeAt(rest, 1) === '')

const wasCounty = /^[县市区](?![场政内级域])(?=..)/

const isOnlyTrade = (rest: string): boolean => {
  for (let at = 0; at < rest.length; ) {
    const word = tradeAt(rest, at)
    if (word === '') return false
    at += word.length
  }
  return true
}

const isMeant = (region: Region, name: string, rest: string, last: Region | undefined): boolean => {
  if (name.length === region.name.length) return true
  if (otherThings.test(rest)) return false
  // A county that has since become a city or a district: 文登市, 电白县.
  if (region.level !== 'county' || wasCounty.test(rest)) return true
  // The short name of a district means it only behind its city.
  if (region.name.endsWith('区') && region.parent !== last) return false
  return hasBrand(rest) || (rest.length > 3 && isOnlyTrade(rest))
}

const nextRegion = (
  text: string,
  last: Region | undefined,
): { region: Region; name: string; isUnsure: boolean } | undefined => {
  const { starts, longest } = names()
  for (let length = Math.min(longest.get(text.slice(0, 2)) ?? 0, text.length - 1); length >= 2; length--) {
    const name = text.slice(0, length)
    const found = starts.get(name)
    if (found === undefined) continue
    const rest = text.slice(length)
    let best: Region | undefined
    for (const region of found) {
      if (last !== undefined && !within(region, last)) continue
      if (!isMeant(region, name, rest, last)) continue
      if (best === undefined || regionRank[region.level] < regionRank[best.level]) best = region
    }
    if (best === undefined) continue
    const level = best.level
    const isUnsure = last === undefined && found.filter((region) => region.level === level).length > 1
    return { region: best, name, isUnsure }
  }
  return undefined
}

/** Takes the regions off the beginning of a folded name: 浙江省杭州市, 杭州, 义乌市; `中国` as well. */
export const locate = (text: string): Located => {
  const regions: Region[] = []
  let rest = text
  let short = ''
  let place = ''
  let isNational = false
  if (rest.startsWith('中国') && rest.length > 3) {
    isNational = true
    rest = rest.slice(2)
  }
  let isDoubtful = false
  for (let step = 0; step < 4; step++) {
    const mended = /^内蒙(?!古)/.test(rest) ? `内蒙古${rest.slice(2)}` : rest
    const found = nextRegion(mended, regions.at(-1))
    if (found === undefined) break
    const { region, name, isUnsure } = found
    rest = mended.slice(name.length)
    if (name !== region.name && region.level === 'county' && wasCounty.test(rest)) rest = rest.slice(1)
    if (isUnsure) {
      place = name
      break
    }
    if (regions.length === 0)
      isDoubtful =
        name !== region.name && (region.level === 'county' || (brandLike.has(region.short) && !hasBrand(rest)))
    regions.push(region)
    short += region.short
    for (const again of [region.name, region.short])
      if (rest.startsWith(again) && rest.length > again.length + 1 && nextRegion(rest, region) === undefined) {
        rest = rest.slice(again.length)
        break
      }
  }
  for (const [form, except] of [
    [unknownCounty, noCounty],
    [town, noTown],
  ] as const) {
    const match = form.exec(rest)
    if (match === null || except.test(rest) || match[1]!.length < 2 || place !== '') continue
    const isSure = regions.length > 0 || (form === unknownCounty && /[县市]$/.test(match[1]!) && match[1]!.length > 2)
    if (!isSure) continue
    place += match[1]
    rest = rest.slice(match[1]!.length)
  }
  return { regions, short, place, isNational, rest, isDoubtful }
}

/** The region a text is, nothing else around it: what stands in `(上海)`. */
export const regionNamed = (text: string): Region | undefined => {
  const found = names().starts.get(text)
  if (found === undefined) return undefined
  return [...found].sort((a, b) => regionRank[a.level] - regionRank[b.level])[0]
}

/** Where the name of a region begins that reaches to the end of a text: 2 for 万科杭州. */
export const regionAtEnd = (text: string): number => {
  const { starts } = names()
  for (let at = 2; at <= text.length - 2; at++) if (starts.has(text.slice(at))) return at
  return -1
}
