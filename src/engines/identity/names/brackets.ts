import { isHan, withoutBrackets } from './fold.ts'
import { type Located, locate, regionNamed } from './regions.ts'

const namedOther =
  /^(?:从属名称|曾用名称?|原名称?|原企业名称|原公司名称|原公司|又名|别名|简称|以下简称|英文名称?|现名|更名前|前身|原) ?(?=.{2})/
const inlineOther = / ?(?:曾用名称?|原名称?|又名|别名) ?(?=.{2})/
const capital =
  /^(?:集团|控股|股份|有限合伙|普通合伙|特殊普通合伙|个人独资|中外合资|中外合作|外商独资|合资|独资|个体|本部|总部|筹)$/

/** A name without its brackets, and what they said. */
export interface Opened {
  spelled: string
  text: string
  regions: Located[]
  isNational: boolean
  others: string[]
}

/** Takes the brackets away: a region counts as a prefix, a former name is another name, anything else stays in its place. */
export const open = (folded: string): Opened => {
  const opened: Opened = {
    spelled: withoutBrackets(folded).replace(/ /g, ''),
    text: folded,
    regions: [],
    isNational: false,
    others: [],
  }
  for (let step = 0; step < 8 && opened.text.includes('('); step++) {
    const match = /\(([^()]*)\)/.exec(opened.text)
    if (match === null) break
    const inside = match[1]!.trim()
    const before = opened.text.slice(0, match.index)
    const after = opened.text.slice(match.index + match[0].length)
    const region = regionNamed(inside)
    const other = namedOther.exec(inside)
    let kept = ''
    if (other !== null && before.length > 1) opened.others.push(inside.slice(other[0].length))
    else if (inside === '中国') opened.isNational = true
    else if (region !== undefined)
      opened.regions.push({
        regions: [region],
        short: region.short,
        place: '',
        isNational: false,
        rest: '',
        isDoubtful: false,
      })
    else if (/^.{4,}公司$/.test(inside) && before.length > 3) opened.others.push(inside)
    else if (isHan(before) && !isHan(inside) && /[a-z]{4}/.test(inside)) opened.others.push(inside)
    else if (!capital.test(inside)) {
      const located = inside.length > 3 ? locate(`${inside}某某`) : undefined
      if (located?.rest === '某某' && located.regions.length > 0) opened.regions.push(located)
      else kept = inside
    }
    const left = isHan(before + kept + after) ? before + kept + after : `${before} ${kept} ${after}`
    opened.text = left.replace(/ +/g, ' ').trim()
  }
  opened.text = withoutBrackets(opened.text).trim()
  const other = inlineOther.exec(opened.text)
  if (other !== null && other.index > 2) {
    opened.others.push(opened.text.slice(other.index + other[0].length))
    opened.text = opened.text.slice(0, other.index)
  }
  return opened
}
