import { bad, builder, type FieldType, ok, type Parsed } from '../../model/field.ts'
import type { Label } from '../../model/label.ts'
import { fold } from '../../model/text.ts'
import { equality } from '../operators.ts'
import { type Industry, industries } from './gbt4754.ts'

/** An industry of GB/T 4754-2017: a section `C` or a division `C38`. */
export const industry = builder<object>('industry')

export const industryType: FieldType = {
  name: 'industry',
  label: { zh: '行业', en: 'Industry' },
  keys: {},
  operators: [...equality, 'under'],
  sortable: true,
  addable: true,
  parse: (value) => {
    if (typeof value !== 'string')
      return bad('wrong_type', '应为行业代码，如 C 或 C38', 'It should be an industry code such as C or C38')
    return index().byCode.has(value) ? ok(value) : unknown
  },
  read: (cell) => readIndustry(cell),
  write: (value, _, locale) => (typeof value === 'string' ? industryLabel(value)[locale] : ''),
  jsonSchema: () => ({ type: 'string', enum: industries.map((one) => one.code) }),
  parseOperand: (_, value, field) => industryType.parse(value, field),
  test: (operator, value, operand) =>
    operator === 'under'
      ? typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand)
      : undefined,
}

const unknown: Parsed = bad(
  'unknown_industry',
  '没有这个行业（GB/T 4754-2017），应如 C 或 C38',
  'There is no such industry in GB/T 4754-2017; write it like C or C38',
)

/** The name of an industry; a code that is not in the standard is shown as it is. */
export const industryLabel = (code: string): Label => index().byCode.get(code) ?? { zh: code, en: code }

interface Index {
  readonly byCode: ReadonlyMap<string, Industry>
  /** `38` -> `C38` */
  readonly byNumber: ReadonlyMap<string, string>
  readonly byName: ReadonlyMap<string, string>
}

let made: Index | undefined
const index = (): Index => {
  made ??= makeIndex()
  return made
}

const makeIndex = (): Index => {
  const byName = new Map<string, string>()
  const add = (name: string, code: string) => {
    if (!byName.has(name)) byName.set(name, code)
  }
  for (const { code, zh, en } of industries) {
    add(bareName(zh), code)
    add(bareName(en), code)
  }
  for (const { code, zh } of industries) if (zh.endsWith('业')) add(bareName(zh.slice(0, -1)), code)
  return {
    byCode: new Map(industries.map((one) => [one.code, one])),
    byNumber: new Map(industries.filter((one) => one.code.length === 3).map((one) => [one.code.slice(1), one.code])),
    byName,
  }
}

/** Names compare without punctuation: 农、林、牧、渔业 and 农林牧渔业 are the same. */
const bareName = (name: string): string => fold(name).replace(/[^\p{L}\p{N}]/gu, '')

/** Import text: a code, a number, a name, or a code followed by what the source calls it, as exchanges write `K 房地产`. */
const readIndustry = (cell: string): Parsed => {
  if (cell.length > 300) return unknown
  const { byCode, byNumber, byName } = index()
  const text = cell.normalize('NFKC').trim()
  const named = byName.get(bareName(text))
  if (named !== undefined) return ok(named)
  const coded = /^([A-Ta-t])?[\s.-]*(\d{2})?(?!\d)[\s.、:|/-]*(.*)$/s.exec(text)
  if (coded === null) return unknown
  const [, letter = '', number = '', rest = ''] = coded
  // A Latin word is not a letter with a remark.
  if (letter !== '' && number === '' && /^[A-Za-z]/.test(text.slice(1))) return unknown
  const code = letter === '' ? byNumber.get(number) : `${letter.toUpperCase()}${number}`
  if (code !== undefined && byCode.has(code)) return ok(code)
  const after = byName.get(bareName(rest))
  return after === undefined ? unknown : ok(after)
}
