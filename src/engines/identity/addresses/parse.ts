import { fold } from '../names/fold.ts'
import { locate } from '../names/regions.ts'

/** An address taken apart. Folded: width, traditional signs, figures for numerals, one word for each kind of building. */
export interface Address {
  /** Code of the smallest region it names, `` where none. */
  readonly region: string
  /** Street office, town or township: 泰山街道, 小渡口镇. */
  readonly towns: readonly string[]
  readonly roads: readonly string[]
  /** House numbers, `路` or not: 15号, 439弄. */
  readonly numbers: readonly string[]
  readonly buildings: readonly string[]
  /** Unit, floor, room. */
  readonly rooms: readonly string[]
  /** What is left between those: estates, villages, companies, landmarks. */
  readonly places: readonly string[]
  /** Everything behind the region, without brackets and blanks. */
  readonly text: string
}

const numerals: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 十二 -> 12, 二十 -> 20, 一〇三 -> 103. */
const figures = (written: string): string => {
  const ten = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(written)
  if (ten !== null) return String((numerals[ten[1] || '一'] ?? 1) * 10 + (numerals[ten[2] || '零'] ?? 0))
  return [...written].map((sign) => numerals[sign] ?? sign).join('')
}

const counted = /[零〇一二两三四五六七八九十]{1,4}(?=(?:号|栋|幢|座|楼|层|单元|室|期|组|弄|队|区|排|巷|号楼))/g
const repeated = /(.{4,12})\1+/g
const roadEnd = '(?:大道|大街|马路|公路|路|街(?!道)|巷|弄堂|胡同|里弄)'
const roadForm = new RegExp(
  `((?:(?!路口|街口|街道|[镇乡村区市县号栋与和近])[\\u3400-\\u9fff]|[0-9](?!号)){1,6}?${roadEnd}(?:[东西南北中][段路街]?|[0-9一二三四五六七八九十]+[段巷街])?)`,
  'g',
)
const townForm = /[\u3400-\u9fff]{2,5}?(?:街道|镇|乡)(?![\u3400-\u9fff]?(?:路|街))/g
const numberForm = /[a-z甲乙丙丁]?\d+(?:[-~至]\d+)*(?:号院|弄|号(?!楼|栋|线|门))/g
const buildingForm = /[a-z0-9]+(?:[-~]\d+)?(?:栋|座)|(?<=\D)[a-z0-9]+(?=馆)/g
const roomForm = /\d+(?:单元|层|室|楼|f)|(?<=[栋座层元楼-])\d{3,4}(?!\d|号)/g
const hints = /(?:附近|旁边?|对面|隔壁|交叉口|交汇处|路口|[东西南北]侧|[东西南北]{1,2}\d+米|\d+米|收货?$|电话.*$)/g

const longest = 300

const known = new Map<string, Address>()

/** The same as `parseAddress`, taken apart once for as long as few others were. */
export const parsedAddress = (written: string): Address => {
  let address = known.get(written)
  if (address === undefined) {
    address = parseAddress(written)
    if (known.size > 4000) known.clear()
    known.set(written, address)
  }
  return address
}

/** An address in its parts. Any text will do; the same text gives the same parts. */
export const parseAddress = (written: string): Address => {
  const folded = fold(written.slice(0, longest)).replace(/ /g, '')
  const plain = folded
    .replace(counted, figures)
    .replace(/号楼|幢|号栋/g, '栋')
    .replace(/(?<=[a-z0-9])号?楼(?!\d)/g, (found, at: number, all: string) =>
      /^[\d]{3,}/.test(all.slice(at + 1)) ? found : '楼',
    )
    .replace(repeated, '$1')
  const { regions, town, rest } = located(plain.replace(/[()]/g, '|'))
  let left = rest
  /** Cuts what has the form out of what is left. */
  const take = (form: RegExp): string[] => {
    const found: string[] = []
    left = left.replace(form, (match) => {
      found.push(match.replace(/[|]/g, ''))
      return '|'
    })
    return found
  }
  const towns = [...(town === '' ? [] : [town]), ...take(townForm)]
  const roads = take(roadForm)
  const numbers = take(numberForm)
  const buildings = take(buildingForm)
  const rooms = take(roomForm)
  const places = left
    .replace(hints, '|')
    .split('|')
    .map((part) => part.replace(/^[-~\d]+|[-~]+$/g, ''))
    .filter((part) => part.length > 1)
  return {
    region: regions.at(-1) ?? '',
    towns,
    roads,
    numbers,
    buildings,
    rooms,
    places,
    text: (town + rest).replace(/\|/g, ''),
  }
}

const located = (
  text: string,
): { readonly regions: readonly string[]; readonly town: string; readonly rest: string } => {
  const { regions, place, rest } = locate(text)
  return { regions: regions.map((region) => region.code), town: place, rest }
}
