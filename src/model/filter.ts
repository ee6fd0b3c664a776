import { type Fault, fault } from './errors.ts'
import { type Operator, operators } from './field.ts'
import { isObject, type Json, type JsonObject } from './label.ts'
import { all, any, never, not, type Predicate, test } from './predicate.ts'
import type { CompiledField, CompiledObject, Registry } from './registry.ts'
import { addDays, dayOf, idsOf, type Tokens } from './tokens.ts'

export interface FilterContext {
  readonly registry: Registry
  readonly tokens: Tokens
  /** Which fields the caller may filter by; an unreadable field is as unknown as one that is not there. */
  readonly isReadable: (object: CompiledObject, field: string) => boolean
  /** For `under` on departments: the department and everything below it. */
  readonly departmentsUnder: (id: string) => readonly string[]
}

const maxDepth = 8
const maxTests = 200
const maxList = 1000

/**
 * The filter language of the API (`{"level":{"in":["A"]},"or":[…],"not":{…},"customer.region":{"under":"330000"}}`)
 * as a predicate, or every fault in it, each with its path.
 */
export const parseFilter = (
  json: unknown,
  object: CompiledObject,
  context: FilterContext,
): { predicate: Predicate } | { faults: readonly Fault[] } => {
  const faults: Fault[] = []
  let tests = 0

  const group = (value: unknown, on: CompiledObject, path: string, depth: number): Predicate => {
    if (depth > maxDepth)
      return wrong(path, 'filter_too_deep', `筛选最多嵌套 ${maxDepth} 层`, `A filter nests at most ${maxDepth} levels`)
    if (!isObject(value)) return wrong(path, 'filter_malformed', '筛选应是一个对象', 'A filter is an object')
    return all(...Object.entries(value).map(([key, operand]) => entry(key, operand, on, `${path}.${key}`, depth)))
  }

  const entry = (key: string, operand: unknown, on: CompiledObject, path: string, depth: number): Predicate => {
    if (key === 'or' || key === 'and') {
      if (!Array.isArray(operand))
        return wrong(path, 'filter_malformed', `“${key}”后面应是数组`, `"${key}" takes an array`)
      const parts = operand.map((part, i) => group(part, on, `${path}[${i}]`, depth + 1))
      return key === 'or' ? any(...parts) : all(...parts)
    }
    if (key === 'not') return not(group(operand, on, path, depth + 1))
    const dot = key.indexOf('.')
    if (dot > 0) return through(key.slice(0, dot), key.slice(dot + 1), operand, on, path, depth)
    const field = on.fields.get(key)
    if (field === undefined || !context.isReadable(on, key)) return unknownField(path, key, on)
    const conditions = isObject(operand) ? Object.entries(operand) : [['eq', operand] as const]
    return all(...conditions.map(([operator, value]) => condition(field, operator, value, path)))
  }

  const through = (
    name: string,
    rest: string,
    operand: unknown,
    on: CompiledObject,
    path: string,
    depth: number,
  ): Predicate => {
    const field = on.fields.get(`${name}Id`)
    const target = field === undefined ? undefined : context.registry.objects.get(targetOf(field) ?? '')
    if (field === undefined || target === undefined || !context.isReadable(on, field.name))
      return unknownField(path, `${name}.${rest}`, on)
    if (depth + 1 > maxDepth) return group(null, target, path, depth + 1)
    return { kind: 'via', field: field.name, to: target.path, where: entry(rest, operand, target, path, depth + 1) }
  }

  const condition = (field: CompiledField, name: string, value: unknown, path: string): Predicate => {
    if (++tests > maxTests)
      return wrong(
        path,
        'filter_too_long',
        `筛选最多 ${maxTests} 个条件`,
        `A filter has at most ${maxTests} conditions`,
      )
    if (!operators.includes(name as Operator) || !field.type.operators.includes(name as Operator)) {
      const known = field.type.operators.join(' ')
      return wrong(
        path,
        'unknown_operator',
        `“${field.def.zh}”没有运算“${name}”，可用：${known}`,
        `"${field.name}" has no operator "${name}"; it knows: ${known}`,
      )
    }
    const operator = name as Operator
    if (operator === 'isNull') {
      if (typeof value !== 'boolean')
        return wrong(path, 'invalid_operand', 'isNull 后面应是 true 或 false', 'isNull takes true or false')
      return test(field.name, 'isNull', value)
    }
    if (value === null) {
      if (operator === 'eq') return test(field.name, 'isNull', true)
      if (operator === 'ne') return test(field.name, 'isNull', false)
      return wrong(path, 'invalid_operand', `“${name}”后面不能是空`, `"${name}" does not take null`)
    }
    if (operator === 'in' || operator === 'nin') {
      const list = typeof value === 'string' && value.startsWith('@') ? [value] : value
      if (!Array.isArray(list))
        return wrong(path, 'invalid_operand', `“${name}”后面应是数组`, `"${name}" takes an array`)
      if (list.length > maxList)
        return wrong(path, 'filter_too_long', `一个列表最多 ${maxList} 个值`, `A list has at most ${maxList} values`)
      const values = list.flatMap((v) => operandsOf(field, operator, v, path))
      const found = test(field.name, 'in', [...new Set(values)])
      return operator === 'in'
        ? values.length === 0
          ? never
          : found
        : values.length === 0
          ? all()
          : test(field.name, 'nin', [...new Set(values)])
    }
    if (operator === 'between') {
      if (!Array.isArray(value) || value.length !== 2)
        return wrong(path, 'invalid_operand', 'between 后面应是两个值', 'between takes two values')
      return all(condition(field, 'gte', value[0], path), condition(field, 'lte', value[1], path))
    }
    if (field.type.name === 'dateTime' && typeof value === 'string') {
      const day = dayOf(value, context.tokens) ?? (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined)
      if (day !== undefined) return onDay(field, operator, day, path)
    }
    const values = operandsOf(field, operator, value, path)
    if (operator === 'under' && field.type.name === 'department')
      return test(
        field.name,
        'in',
        values.flatMap((id) => [...context.departmentsUnder(String(id))]),
      )
    if (values.length === 1) return test(field.name, operator, values[0]!)
    return operator === 'eq'
      ? test(field.name, 'in', values)
      : operator === 'ne'
        ? test(field.name, 'nin', values)
        : never
  }

  /** A calendar day against a moment: the whole company-local day. */
  const onDay = (field: CompiledField, operator: Operator, day: string, path: string): Predicate => {
    const at = Date.parse(`${day}T00:00:00Z`)
    if (!/^(19|2\d)\d\d-/.test(day) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
      return wrong(path, 'invalid_operand', `“${day}”不是日期`, `"${day}" is not a date`)
    const start = context.tokens.startOfDay(day)
    const end = context.tokens.startOfDay(addDays(day, 1))
    switch (operator) {
      case 'eq':
        return all(test(field.name, 'gte', start), test(field.name, 'lt', end))
      case 'ne':
        return not(all(test(field.name, 'gte', start), test(field.name, 'lt', end)))
      case 'lt':
        return test(field.name, 'lt', start)
      case 'gte':
        return test(field.name, 'gte', start)
      case 'lte':
        return test(field.name, 'lt', end)
      default:
        return test(field.name, 'gte', end)
    }
  }

  const operandsOf = (field: CompiledField, operator: Operator, value: unknown, path: string): Json[] => {
    if (typeof value === 'string' && value.startsWith('@')) {
      const ids = standsFor(field, value) ? idsOf(value, context.tokens) : undefined
      if (ids !== undefined) return [...ids]
      const day = field.type.name === 'date' ? dayOf(value, context.tokens) : undefined
      if (day !== undefined) return [day]
      if (value === '@now' && field.type.name === 'dateTime') return [context.tokens.now]
    }
    const parsed = (field.type.parseOperand ?? ((_, v, f) => field.type.parse(v, f)))(operator, value, field.def)
    if (parsed.ok) return [parsed.value]
    faults.push({ path, code: 'invalid_operand', message: parsed.message })
    return []
  }

  const wrong = (path: string, code: string, zh: string, en: string): Predicate => {
    faults.push(fault(path, code, zh, en))
    return never
  }
  const unknownField = (path: string, name: string, on: CompiledObject) =>
    wrong(path, 'unknown_field', `${on.label.zh}没有字段“${name}”`, `${on.path} has no field "${name}"`)

  const predicate = group(json, object, 'filter', 1)
  return faults.length > 0 ? { faults } : { predicate }
}

/** Whether a token of people or departments can be a value of this field. */
const standsFor = ({ name, def, type }: CompiledField, token: string): boolean => {
  const to = ['members', 'references'].includes(type.name) ? def.to : type.name
  return token === '@myDepartments'
    ? to === 'department' || to === 'departments'
    : to === 'employee' || to === 'employees' || name === 'id'
}

/** The object a reference field points to. */
export const targetOf = (field: CompiledField): string | undefined => {
  if (field.type.name === 'employee') return 'employees'
  if (field.type.name === 'department') return 'departments'
  return field.type.name === 'reference' ? String(field.def.to) : undefined
}

/** A filter without tokens, as `when` of an action: fields, operators and plain values, taken as they stand. */
export const constantFilter = (filter: JsonObject): Predicate =>
  all(
    ...Object.entries(filter).map(([key, operand]) => {
      if (key === 'or' && Array.isArray(operand))
        return any(...operand.map((part) => constantFilter(part as JsonObject)))
      if (key === 'not' && isObject(operand)) return not(constantFilter(operand as JsonObject))
      if (!isObject(operand)) return operand === null ? test(key, 'isNull', true) : test(key, 'eq', operand as Json)
      return all(...Object.entries(operand).map(([operator, value]) => test(key, operator as Operator, value as Json)))
    }),
  )
