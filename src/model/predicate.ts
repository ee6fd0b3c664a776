import type { Operator } from './field.ts'
import type { Json, Row } from './label.ts'
import type { CompiledObject } from './registry.ts'

/**
 * One condition on the rows of an object, as a tree. Filters, data scopes, `when` of actions and reminders are all
 * of this one shape: compiled to SQL in kernel/compile, evaluated here, printed by describe.ts.
 */
export type Predicate =
  | { readonly kind: 'all'; readonly of: readonly Predicate[] }
  | { readonly kind: 'any'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'test'; readonly field: string; readonly operator: Operator; readonly value: Json }
  /** The record that reference field `field` points to exists and satisfies `where`; `few`: find those first, they are not many. */
  | {
      readonly kind: 'via'
      readonly field: string
      readonly to: string
      readonly where: Predicate
      readonly few?: boolean
    }
  /** A record of `from` whose reference field `field` points here exists and satisfies `where`. */
  | { readonly kind: 'has'; readonly from: string; readonly field: string; readonly where: Predicate }
  /** Listed on the record: in person or through one of these departments. Large sets, so that SQL may use EXISTS. */
  | {
      readonly kind: 'shared'
      readonly employeeId: string
      readonly departmentIds: readonly string[]
      readonly write: boolean
      readonly at: string
    }

export const always: Predicate = { kind: 'all', of: [] }
export const never: Predicate = { kind: 'any', of: [] }
export const isAlways = (p: Predicate): boolean => p.kind === 'all' && p.of.length === 0
export const isNever = (p: Predicate): boolean => p.kind === 'any' && p.of.length === 0

export const test = (field: string, operator: Operator, value: Json): Predicate => ({
  kind: 'test',
  field,
  operator,
  value,
})

/** Whether one part wants nothing in a field where another wants something. */
const contradicts = (parts: readonly Predicate[]): boolean => {
  const empty = parts.flatMap((p) =>
    p.kind === 'test' && p.operator === 'isNull' && p.value === true ? [p.field] : [],
  )
  return (
    empty.length > 0 &&
    parts.some((p) => p.kind === 'test' && empty.includes(p.field) && !nullAnswers(p.operator, p.value))
  )
}

/** Conjunction, flattened; `never` wins, `always` vanishes, and so does what contradicts itself. */
export const all = (...of: readonly Predicate[]): Predicate => {
  const parts = of.flatMap((p) => (p.kind === 'all' ? p.of : [p]))
  if (parts.some(isNever) || contradicts(parts)) return never
  return parts.length === 1 ? parts[0]! : { kind: 'all', of: parts }
}

/** Disjunction, flattened; `always` wins, `never` vanishes. */
export const any = (...of: readonly Predicate[]): Predicate => {
  const parts = of.flatMap((p) => (p.kind === 'any' ? p.of : [p]))
  if (parts.some(isAlways)) return always
  return parts.length === 1 ? parts[0]! : { kind: 'any', of: parts }
}

export const not = (of: Predicate): Predicate =>
  of.kind === 'not' ? of.of : isAlways(of) ? never : isNever(of) ? always : { kind: 'not', of }

/** Whether the row alone decides it; `via`, `has` and `shared` need the database. */
export const isLocal = (p: Predicate): boolean => {
  switch (p.kind) {
    case 'all':
    case 'any':
      return p.of.every(isLocal)
    case 'not':
      return isLocal(p.of)
    case 'test':
      return true
    default:
      return false
  }
}

/** What a null value answers to an operator: only "is not" and "is empty" are true of nothing. */
export const nullAnswers = (operator: Operator, operand: Json): boolean =>
  operator === 'isNull'
    ? operand === true
    : operator === 'ne'
      ? operand !== null
      : operator === 'nin'
        ? true
        : operator === 'eq' && operand === null

/** The alternatives a row alone decides: whoever satisfies these satisfies the whole. */
export const localPart = (p: Predicate): Predicate =>
  isLocal(p)
    ? p
    : p.kind === 'any'
      ? any(...p.of.map(localPart))
      : p.kind === 'all'
        ? all(...p.of.map(localPart))
        : never

type Test = (row: Readonly<Row>) => boolean

/** Makes a function of a local predicate, for many rows. Throws on `via`, `has` and `shared`. */
export const evaluator = (object: CompiledObject, p: Predicate): Test => {
  switch (p.kind) {
    case 'all': {
      const parts = p.of.map((of) => evaluator(object, of))
      return (row) => parts.every((part) => part(row))
    }
    case 'any': {
      const parts = p.of.map((of) => evaluator(object, of))
      return (row) => parts.some((part) => part(row))
    }
    case 'not': {
      const part = evaluator(object, p.of)
      return (row) => !part(row)
    }
    case 'test':
      return testOf(object, p.field, p.operator, p.value)
    default:
      throw new Error(`a "${p.kind}" condition on ${object.path} needs the database`)
  }
}

/** Whether one row satisfies a local predicate. */
export const evaluate = (object: CompiledObject, p: Predicate, row: Readonly<Row>): boolean => evaluator(object, p)(row)

const testOf = (object: CompiledObject, name: string, operator: Operator, operand: Json): Test => {
  const field = object.fields.get(name)
  if (field === undefined) throw new Error(`${object.path} has no field ${name}`)
  const { type, def } = field
  const many = Array.isArray(operand) ? new Set(operand as readonly Json[]) : null
  return (row) => {
    const value = row[name] ?? null
    if (value === null || operator === 'isNull')
      return value === null ? nullAnswers(operator, operand) : operand === false
    const special = type.test?.(operator, value, operand, def)
    if (special !== undefined) return special
    switch (operator) {
      case 'eq':
        return value === operand
      case 'ne':
        return value !== operand
      case 'in':
        return many?.has(value) ?? false
      case 'nin':
        return !(many?.has(value) ?? false)
      case 'contains':
        return String(value).toLowerCase().includes(String(operand).toLowerCase())
      case 'startsWith':
        return String(value).toLowerCase().startsWith(String(operand).toLowerCase())
      case 'under':
        return Array.isArray(operand) ? (many?.has(value) ?? false) : String(value).startsWith(String(operand))
      case 'between': {
        const [low, high] = operand as readonly [Json, Json]
        return compare(value, low) >= 0 && compare(value, high) <= 0
      }
      case 'lt':
        return compare(value, operand) < 0
      case 'lte':
        return compare(value, operand) <= 0
      case 'gt':
        return compare(value, operand) > 0
      case 'gte':
        return compare(value, operand) >= 0
    }
  }
}

/** Numbers by value, everything else by code unit; decimals bring their own `test`. */
const compare = (a: Json, b: Json): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const left = String(a)
  const right = String(b)
  return left < right ? -1 : left > right ? 1 : 0
}
