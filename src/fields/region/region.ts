import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import type { Locale } from '../../model/label.ts'
import { equality } from '../operators.ts'
import { byCode, readRegionText } from './read.ts'
import { englishName, type Region } from './tree.ts'

/** A province, city or county of China by its six-digit code; the deepest that is known. */
export const region = builder<object>('region')

export const regionType: FieldType = {
  name: 'region',
  label: { zh: '地区', en: 'Region' },
  keys: {},
  operators: [...equality, 'under'],
  sortable: true,
  addable: true,
  joins: ' ',
  parse: (value) => parseRegion(value),
  read: (cell) => {
    if (cell.length > 2000) return unknown
    const found = readRegionText(cell)
    if (found === 'ambiguous')
      return bad(
        'ambiguous_region',
        '有几个地方叫这个名字，请写上省市',
        'Several places have this name; write its province and city too',
      )
    return found === undefined ? unknown : ok(found.code)
  },
  write: (value, _, locale) => (typeof value === 'string' ? regionName(value, locale) : ''),
  jsonSchema: () => ({ type: 'string', pattern: '^\\d{6}$' }),
  parseOperand: (operator, value) => {
    const parsed = parseRegion(value)
    return parsed.ok && operator === 'under' ? ok(regionUnder(parsed.value as string)) : parsed
  },
  test: (operator, value, operand) =>
    operator === 'under'
      ? typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand)
      : undefined,
}

const unknown: Parsed = bad(
  'unknown_region',
  '没有这个地区，应为省、市、区县',
  'There is no such region; give a province, city or county',
)

const parseRegion = (value: unknown): Parsed => {
  if (typeof value !== 'string')
    return bad('wrong_type', '应为六位地区代码', 'It should be a region code of six digits')
  const found = value.length === 6 ? byCode(value) : undefined
  return found === undefined ? unknown : ok(found.code)
}

/** What the codes of a region and of everything within it start with: `33` of 330000, `3301` of 330100. */
export const regionUnder = (code: string): string => byCode(code)?.prefix ?? code

/** A region with those it lies in, the province first; empty when there is no such code. */
export const regionPath = (code: string): readonly Region[] => {
  const path: Region[] = []
  for (let at = byCode(code); at !== undefined; at = at.parent) path.unshift(at)
  return path
}

/** `浙江 杭州 西湖区`; in English the province by its English name. An unknown code is shown as it is. */
export const regionName = (code: string, locale: Locale): string => {
  const path = regionPath(code)
  if (path.length === 0) return code
  return path
    .map(
      (part) => (locale === 'en' ? englishName(part) : undefined) ?? (part.level === 'county' ? part.name : part.short),
    )
    .join(' ')
}
