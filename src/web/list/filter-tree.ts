import type { Operator } from '../../model/field.ts'
import { isObject, type Json, type JsonObject } from '../../model/label.ts'

/** One condition as a person edits it. */
export interface Condition {
  readonly kind: 'condition'
  readonly field: string
  readonly operator: Operator
  readonly value: Json
}

export interface FilterGroup {
  readonly kind: 'group'
  readonly join: 'and' | 'or'
  readonly items: readonly FilterItem[]
}

/** What the builder cannot edit is kept as it is. */
export interface RawFilter {
  readonly kind: 'raw'
  readonly json: JsonObject
}

export type FilterItem = Condition | FilterGroup | RawFilter

export const emptyGroup: FilterGroup = { kind: 'group', join: 'and', items: [] }

/** The filter of the API as something to edit. */
export const toGroup = (json: JsonObject): FilterGroup => {
  const items = Object.entries(json).flatMap(([key, operand]) => itemsOf(key, operand ?? null))
  const only = items[0]
  return items.length === 1 && only?.kind === 'group' ? only : { kind: 'group', join: 'and', items }
}

const itemsOf = (key: string, operand: Json): readonly FilterItem[] => {
  if (key === 'or' || key === 'and') {
    const parts = Array.isArray(operand) ? (operand as readonly Json[]).filter((part) => isObject(part)) : []
    const items = parts.flatMap((part) => {
      const group = toGroup(part as JsonObject)
      return group.items.length === 1 || (key === 'and' && group.join === 'and') ? group.items : [group]
    })
    return key === 'and' ? items : [{ kind: 'group', join: 'or', items }]
  }
  if (key === 'not') return [{ kind: 'raw', json: { not: operand } }]
  if (!isObject(operand)) return [{ kind: 'condition', field: key, operator: 'eq', value: operand }]
  return Object.entries(operand as JsonObject).map(([operator, value]) => ({
    kind: 'condition',
    field: key,
    operator: operator as Operator,
    value: value ?? null,
  }))
}

/** What was edited as a filter of the API. Conditions without a value are left out. */
export const toFilter = (group: FilterGroup): JsonObject => {
  const parts = group.items.map(partOf).filter((part) => Object.keys(part).length > 0)
  if (group.join === 'or') return parts.length === 0 ? {} : parts.length === 1 ? parts[0]! : { or: parts }
  const merged: Record<string, Json> = {}
  const rest: JsonObject[] = []
  for (const part of parts) {
    const [key, value] = Object.entries(part)[0]!
    const before = merged[key]
    if (Object.keys(part).length > 1 || key === 'or' || key === 'and' || key === 'not') rest.push(part)
    else if (before === undefined) merged[key] = value ?? null
    else if (isObject(before) && isObject(value) && Object.keys(value).every((operator) => !(operator in before)))
      merged[key] = { ...(before as JsonObject), ...(value as JsonObject) }
    else rest.push(part)
  }
  if (rest.length === 0) return merged
  const [first] = rest
  const key = Object.keys(first!)[0]!
  return rest.length === 1 && !(key in merged) ? { ...merged, ...first } : { ...merged, and: rest }
}

const partOf = (item: FilterItem): JsonObject => {
  if (item.kind === 'raw') return item.json
  if (item.kind === 'group') return toFilter(item)
  return isComplete(item) ? { [item.field]: { [item.operator]: item.value } } : {}
}

/** Has everything it needs to be asked. */
export const isComplete = ({ operator, value }: Condition): boolean => {
  if (operator === 'in' || operator === 'nin')
    return Array.isArray(value) ? value.length > 0 : typeof value === 'string'
  if (operator === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((part) => part !== null && part !== '')
  return value !== null && value !== ''
}
