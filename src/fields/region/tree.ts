import { divisions } from './divisions.ts'
import { provinceNames } from './provinces.ts'

/** A province, city or county. */
export interface Region {
  readonly code: string
  /** As the standard has it: 浙江省, 杭州市, 西湖区. */
  readonly name: string
  /** As people say it: 浙江, 杭州, 西湖. */
  readonly short: string
  /** Every name it goes by: those two, and 凉山州 for 凉山彝族自治州. */
  readonly names: readonly string[]
  readonly level: 'province' | 'city' | 'county'
  readonly parent: Region | undefined
  readonly children: readonly Region[]
  /** What codes of regions within it start with. */
  readonly prefix: string
}

export interface RegionTree {
  readonly provinces: readonly Region[]
  readonly byCode: ReadonlyMap<string, Region>
  /** Codes that only group counties (310100 市辖区) and the province they stand for. */
  readonly groups: ReadonlyMap<string, Region>
}

/** Regions of which the standard names no parts. */
const undivided = ['71台湾省', '81香港特别行政区', '82澳门特别行政区']

let made: RegionTree | undefined

/** All regions, made on first use. */
export const regionTree = (): RegionTree => {
  made ??= makeTree()
  return made
}

/** What stands above what. */
export const regionRank = { province: 0, city: 1, county: 2 } as const

/** Every name a text may begin with, and the regions it may mean; `further` adds names to those of the tree. */
export const regionsByName = (
  further: (region: Region) => readonly string[] = () => [],
): ReadonlyMap<string, readonly Region[]> => {
  const found = new Map<string, Region[]>()
  for (const region of regionTree().byCode.values())
    for (const name of [...region.names, ...further(region)]) {
      const list = found.get(name)
      if (list === undefined) found.set(name, [region])
      else list.push(region)
    }
  return found
}

type Draft = Region & { readonly children: Region[] }

const makeTree = (): RegionTree => {
  const byCode = new Map<string, Region>()
  const groups = new Map<string, Region>()
  const make = (level: Region['level'], prefix: string, name: string, parent: Draft | undefined): Draft => {
    const short = shortOf(name, level)
    const names = [...new Set([name, short, ...(name.endsWith('自治州') ? [`${short}州`] : [])])]
    const region = { code: prefix.padEnd(6, '0'), name, short, names, level, parent, children: [], prefix }
    parent?.children.push(region)
    byCode.set(region.code, region)
    return region
  }
  const provinces = [...divisions.split('\n'), ...undivided].map((line) => {
    const [head = '', ...cities] = line.split('|')
    const province = make('province', head.slice(0, 2), head.slice(2), undefined)
    for (const city of cities) {
      const [cityHead = '', counties = ''] = city.split(':')
      const prefix = `${province.prefix}${cityHead.slice(0, 2)}`
      const name = cityHead.slice(2)
      if (name === '') groups.set(prefix.padEnd(6, '0'), province)
      const above = name === '' ? province : make('city', prefix, name, province)
      for (const county of counties.split(','))
        if (county !== '') make('county', `${prefix}${county.slice(0, 2)}`, county.slice(2), above)
    }
    return province
  })
  return { provinces, byCode, groups }
}

const peoples =
  /(?:蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|怒族|普米族|裕固族|保安族|独龙族|各族)+自治[州县旗]$/

const shortOf = (name: string, level: Region['level']): string => {
  const bare =
    level === 'province'
      ? name.replace(/(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/, '')
      : peoples.test(name)
        ? name.replace(peoples, '')
        : name.replace(level === 'city' ? /(?:市|地区|盟|自治州)$/ : /(?:市|区|县|自治县|自治旗|旗)$/, '')
  return bare.length < 2 ? name : bare
}

/** English name: provinces have one, everything below keeps its Chinese one. */
export const englishName = (region: Region): string | undefined =>
  region.level === 'province' ? provinceNames[region.prefix] : undefined
