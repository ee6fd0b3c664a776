import { bad, type Operator, ok, type Parsed } from '../../model/field.ts'
import { isObject, type Json, type JsonObject } from '../../model/label.ts'
import { parseText } from '../text/text.ts'

/** One of several phone numbers or e-mail addresses: what it is for, and whether it is the first to use. */
export interface Point {
  readonly value: string
  readonly label: string | null
  readonly primary: boolean
}

const maxPoints = 20
const keys = new Set(['value', 'label', 'primary'])

/** A list of points; plain texts are taken as values. Equal values become one. */
export const parsePoints = (value: unknown, parse: (value: unknown) => Parsed): Parsed => {
  if (!Array.isArray(value)) return bad('wrong_type', '应为数组', 'It should be an array')
  if (value.length > maxPoints) return bad('too_many', `最多 ${maxPoints} 个`, `At most ${maxPoints}`)
  const points = new Map<string, Point>()
  for (const [i, entry] of value.entries()) {
    const parsed = parsePoint(entry, parse)
    if (!parsed.ok)
      return {
        ...parsed,
        message: { zh: `第 ${i + 1} 个：${parsed.message.zh}`, en: `No. ${i + 1}: ${parsed.message.en}` },
      }
    if (parsed.value === null) continue
    const point = parsed.value as unknown as Point
    const same = points.get(point.value)
    points.set(
      point.value,
      same === undefined
        ? point
        : { ...same, label: same.label ?? point.label, primary: same.primary || point.primary },
    )
  }
  const list = [...points.values()]
  if (list.filter((point) => point.primary).length > 1)
    return bad('two_primaries', '只能有一个首选', 'Only one can be the primary one')
  return ok(list.length === 0 ? null : (list as unknown as Json))
}

const parsePoint = (entry: unknown, parse: (value: unknown) => Parsed): Parsed => {
  const point = typeof entry === 'string' ? { value: entry } : entry
  if (!isObject(point))
    return bad('wrong_type', '应为文字或 {value, label, primary}', 'It should be text or {value, label, primary}')
  const unknown = Object.keys(point).find((key) => !keys.has(key))
  if (unknown !== undefined)
    return bad('unknown_key', `没有“${unknown.slice(0, 40)}”这一项`, `There is no "${unknown.slice(0, 40)}"`)
  const { primary = false } = point
  if (typeof primary !== 'boolean' && primary !== null)
    return bad('wrong_type', 'primary 应为 true 或 false', 'primary should be true or false')
  const value = parse(point.value ?? '')
  if (!value.ok || value.value === null) return value
  const label = parseText(point.label ?? '', { max: 40, lines: false })
  return label.ok ? ok({ value: value.value, label: label.value, primary: primary === true }) : label
}

/** Import text of several points, `138 0000 0000 (办公)、0571-88886631`; a remark in brackets is the label. */
export const readPoints = (cell: string, parse: (value: unknown) => Parsed): Parsed => {
  if (cell.length > 5000) return bad('too_long', '内容太长', 'It is too long')
  const parts = cell.split(/[,，;；、|\n]/).filter((part) => part.trim() !== '')
  return parsePoints(parts.map(labelled), parse)
}

/** What stands in brackets at the end is a label, unless it is digits, as in `(0571) 88886631`. */
const labelled = (part: string): unknown => {
  const text = part.trim()
  const open = Math.max(text.lastIndexOf('('), text.lastIndexOf('（'))
  const label = text.slice(open + 1, -1)
  return open > 0 && /[)）]$/.test(text) && /[^\d\s-]/.test(label) ? { value: text.slice(0, open), label } : text
}

/** Points as text that `readPoints` understands. */
export const writePoints = (value: Json, write: (value: string) => string): string =>
  pointsOf(value)
    .map((point) =>
      point.label === null
        ? write(point.value)
        : `${write(point.value)} (${point.label.replace(/[(),;|（），；、]/g, ' ')})`,
    )
    .join('; ')

/** The points of a canonical value. */
export const pointsOf = (value: Json): readonly Point[] =>
  Array.isArray(value)
    ? value.filter((one) => isObject(one) && typeof one.value === 'string').map((one) => one as unknown as Point)
    : []

/** A list is filtered by whole values: `eq` and `contains` that it is one of the points, `in` that one of them is. */
export const testPoints = (operator: Operator, value: Json, operand: Json): boolean | undefined => {
  const values = pointsOf(value).map((point) => point.value)
  const wanted = (Array.isArray(operand) ? operand : [operand]).map(String)
  const has = () => wanted.some((one) => values.includes(one))
  switch (operator) {
    case 'eq':
    case 'contains':
    case 'in':
      return has()
    case 'ne':
    case 'nin':
      return !has()
    default:
      return undefined
  }
}

/** The schema of a list of points whose values are of this format. */
export const pointsSchema = (format: JsonObject): JsonObject => ({
  type: 'array',
  maxItems: maxPoints,
  items: {
    type: 'object',
    required: ['value'],
    additionalProperties: false,
    properties: {
      value: { type: 'string', ...format },
      label: { type: ['string', 'null'], maxLength: 40 },
      primary: { type: 'boolean' },
    },
  },
})
