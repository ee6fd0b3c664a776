import { bad, builder, type FieldType, loneSurrogate, ok, type Parsed } from '../../model/field.ts'
import { isObject, type Json } from '../../model/label.ts'

/** Structured settings that have no fields of their own. */
export const json = builder<object>('json')

const maxDepth = 20
const maxSize = 200_000

export const jsonType: FieldType = {
  name: 'json',
  label: { zh: '结构', en: 'Structure' },
  keys: {},
  operators: ['isNull'],
  sortable: false,
  addable: false,
  parse: (value) => {
    const room = { left: maxSize }
    const found = faultOf(value, 0, room)
    return found ?? ok(value as Json)
  },
  read: (cell) => {
    if (cell.length > maxSize) return tooLarge
    try {
      return jsonType.parse(JSON.parse(cell), { type: 'json', zh: '', en: '' })
    } catch {
      return bad('not_json', '不是有效的 JSON', 'It is not valid JSON')
    }
  },
  write: (value) => (value === null ? '' : JSON.stringify(value)),
  jsonSchema: () => ({}),
}

const tooLarge = bad('too_long', '内容太大', 'It is too large')
const notJson = bad('wrong_type', '应为 JSON 的值', 'It should be a JSON value')

/** PostgreSQL keeps neither NUL nor half a character in jsonb. */
const textFault = (value: string, room: { left: number }): Parsed | undefined => {
  room.left -= value.length + 2
  if (room.left < 0) return tooLarge
  if (value.includes('\u0000') || loneSurrogate.test(value))
    return bad('broken_text', '含有不能保存的字符', 'It contains characters that cannot be stored')
  return undefined
}

const faultOf = (value: unknown, depth: number, room: { left: number }): Parsed | undefined => {
  if (depth > maxDepth) return bad('too_deep', `最多嵌套 ${maxDepth} 层`, `It nests at most ${maxDepth} levels`)
  room.left -= 2
  if (room.left < 0) return tooLarge
  if (typeof value === 'string') return textFault(value, room)
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return undefined
  if (Array.isArray(value)) {
    for (const part of value) {
      const found = faultOf(part, depth + 1, room)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isObject(value)) return notJson
  for (const key of Object.keys(value)) {
    const found = textFault(key, room) ?? (value[key] === undefined ? undefined : faultOf(value[key], depth + 1, room))
    if (found !== undefined) return found
  }
  return undefined
}
