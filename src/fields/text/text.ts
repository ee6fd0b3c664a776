import {
  bad,
  builder,
  controlCharacters,
  type FieldDef,
  type FieldType,
  loneSurrogate,
  type Operator,
  ok,
  type Parsed,
} from '../../model/field.ts'
import type { Json } from '../../model/label.ts'
import { textual } from '../operators.ts'

export interface TextKeys {
  /** Longest value, in characters. Default 200. */
  readonly max?: number
}

/** One line of text. */
export const text = builder<TextKeys>('text')

export const textType: FieldType = {
  name: 'text',
  label: { zh: '文字', en: 'Text' },
  keys: { max: 'number' },
  operators: textual,
  sortable: true,
  addable: true,
  parse: (value, field) => parseText(value, { max: maxOf(field, 200), lines: false }),
  read: (cell, field) => parseText(onOneLine(cell), { max: maxOf(field, 200), lines: false }),
  write: (value) => (typeof value === 'string' ? value : ''),
  jsonSchema: (field) => ({ type: 'string', maxLength: maxOf(field, 200) }),
  parseOperand: (operator, value, field) => parseTextOperand(operator, value, { max: maxOf(field, 200), lines: false }),
  test: testText,
}

/** The declared longest length, or the type's own. */
export const maxOf = (field: FieldDef, otherwise: number): number =>
  typeof field.max === 'number' && field.max > 0 ? field.max : otherwise

export interface TextLimits {
  readonly max: number
  /** Whether line breaks and tabs may stand in it. */
  readonly lines: boolean
}

/** Canonical text: composed, trimmed, without invisible marks; empty text is `null`. */
export const parseText = (value: unknown, limits: TextLimits): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为文字', 'It should be text')
  if (value.length > limits.max * 6 + 100_000) return tooLong(limits.max)
  const trimmed = value.trim()
  // Composition shortens text to a third at most, so what is longer than that needs no closer look.
  if (trimmed.length > limits.max * 6 + 64) return tooLong(limits.max)
  if (loneSurrogate.test(trimmed)) return bad('broken_text', '含有残缺的字符', 'It contains half a character')
  if (controlCharacters.test(trimmed))
    return bad('control_characters', '含有控制字符', 'It contains control characters')
  if (!limits.lines && lineBreaks.test(trimmed))
    return bad('line_break', '不能换行，也不能有制表符', 'It cannot contain line breaks or tabs')
  const clean = trimmed.replace(/\r\n?/g, '\n').replace(invisible, '').normalize('NFC').trim()
  if (lengthOf(clean) > limits.max) return tooLong(limits.max)
  return ok(clean === '' ? null : clean)
}

const parseTextOperand = (operator: Operator, value: unknown, limits: TextLimits): Parsed => {
  const parsed = parseText(
    value,
    operator === 'contains' || operator === 'startsWith' ? { ...limits, max: 200 } : limits,
  )
  return parsed.ok && parsed.value === null ? emptyOperand : parsed
}

/** An operand that is empty text means nothing; asking for empty values is `isNull`. */
export const emptyOperand: Parsed = bad(
  'empty_operand',
  '筛选值不能为空，要找空值请用 isNull',
  'A filter value cannot be empty; use isNull',
)

/** Whole texts are compared as they are, parts without regard to case. */
export function testText(operator: Operator, value: Json, operand: Json): boolean | undefined {
  if (operator !== 'contains' && operator !== 'startsWith') return undefined
  if (typeof value !== 'string' || typeof operand !== 'string') return false
  const [whole, part] = [value.toLowerCase(), operand.toLowerCase()]
  return operator === 'contains' ? whole.includes(part) : whole.startsWith(part)
}

/** Zero-width space, word joiner and byte-order mark: they come with pasted text and make equal names differ. */
const invisible = /[\u200B\u2060\uFEFF]/g
const lineBreaks = /[\t\n\r\u0085\u2028\u2029]/

/** A cell with line breaks in it means one line; what is far too long is refused anyway. */
const onOneLine = (cell: string): string =>
  cell.length > 100_000 ? cell : cell.replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ')

const lengthOf = (clean: string): number => {
  let pairs = 0
  for (let i = 0; i < clean.length; i++) if ((clean.charCodeAt(i) & 0xfc00) === 0xd800) pairs++
  return clean.length - pairs
}

const tooLong = (max: number): Parsed => bad('too_long', `最多 ${max} 个字`, `At most ${max} characters`)
