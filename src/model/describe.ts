import type { Operator } from './field.ts'
import { isObject, type Json, type JsonObject, type Label } from './label.ts'
import type { Predicate } from './predicate.ts'
import type { CompiledObject, Registry } from './registry.ts'

const operators: Record<Operator, Label> = {
  eq: { zh: '是', en: 'is' },
  ne: { zh: '不是', en: 'is not' },
  in: { zh: '是其中之一：', en: 'is one of' },
  nin: { zh: '不是其中任何一个：', en: 'is none of' },
  lt: { zh: '小于', en: 'is below' },
  lte: { zh: '不大于', en: 'is at most' },
  gt: { zh: '大于', en: 'is above' },
  gte: { zh: '不小于', en: 'is at least' },
  between: { zh: '介于', en: 'is between' },
  contains: { zh: '包含', en: 'contains' },
  startsWith: { zh: '开头是', en: 'begins with' },
  isNull: { zh: '为空', en: 'is empty' },
  under: { zh: '属于', en: 'is under' },
}

/** Moments and days read better as earlier and later. */
const timeOperators: Partial<Record<Operator, Label>> = {
  lt: { zh: '早于', en: 'is before' },
  lte: { zh: '不晚于', en: 'is no later than' },
  gt: { zh: '晚于', en: 'is after' },
  gte: { zh: '不早于', en: 'is no earlier than' },
}

const tokens: Record<string, Label> = {
  '@me': { zh: '我', en: 'me' },
  '@myDepartments': { zh: '我的部门', en: 'my departments' },
  '@mySubordinates': { zh: '我的下属', en: 'my people' },
  '@now': { zh: '现在', en: 'now' },
  '@today': { zh: '今天', en: 'today' },
  '@startOfWeek': { zh: '本周一', en: 'the start of this week' },
  '@startOfMonth': { zh: '本月初', en: 'the start of this month' },
  '@startOfQuarter': { zh: '本季初', en: 'the start of this quarter' },
  '@startOfYear': { zh: '今年初', en: 'the start of this year' },
}

export interface Namer {
  readonly registry: Registry
  /** Names of people and departments, where they are known. */
  readonly nameOf?: (object: string, id: string) => string | null
}

const join = (parts: readonly Label[], zh: string, en: string): Label => ({
  zh: parts.map((part) => part.zh).join(zh),
  en: parts.map((part) => part.en).join(en),
})
const bracket = (text: Label): Label => ({ zh: `（${text.zh}）`, en: `(${text.en})` })

/** A predicate in words, for an administrator who decides by it: the same tree that is compiled and evaluated. */
export const describe = (namer: Namer, object: CompiledObject, p: Predicate): Label => {
  switch (p.kind) {
    case 'all':
      if (p.of.length === 0) return { zh: '全部', en: 'everything' }
      return join(
        p.of.map((of) => nested(namer, object, of)),
        '，且 ',
        ' and ',
      )
    case 'any':
      if (p.of.length === 0) return { zh: '没有任何一条', en: 'nothing' }
      return join(
        p.of.map((of) => nested(namer, object, of)),
        '，或 ',
        ' or ',
      )
    case 'not': {
      const inner = bracket(describe(namer, object, p.of))
      return { zh: `不满足${inner.zh}`, en: `not ${inner.en}` }
    }
    case 'via': {
      const target = namer.registry.objects.get(p.to)
      const field = object.fields.get(p.field)
      if (target === undefined || field === undefined) return { zh: p.field, en: p.field }
      const inner = bracket(describe(namer, target, p.where))
      return { zh: `${field.def.zh}满足${inner.zh}`, en: `${field.def.en} with ${inner.en}` }
    }
    case 'has': {
      const source = namer.registry.objects.get(p.from)
      if (source === undefined) return { zh: p.from, en: p.from }
      const inner = bracket(describe(namer, source, p.where))
      return { zh: `有${source.label.zh}满足${inner.zh}`, en: `a ${source.label.en} of it with ${inner.en}` }
    }
    case 'shared':
      return { zh: '我是相关员工，或我的部门是相关部门', en: 'I or my department are listed on it' }
    case 'test':
      return describeTest(namer, object, p.field, p.operator, p.value)
  }
}

const nested = (namer: Namer, object: CompiledObject, p: Predicate): Label => {
  const text = describe(namer, object, p)
  return (p.kind === 'any' || p.kind === 'all') && p.of.length > 1 ? bracket(text) : text
}

const describeTest = (namer: Namer, object: CompiledObject, name: string, operator: Operator, operand: Json): Label => {
  const field = object.fields.get(name)
  if (field === undefined) return { zh: name, en: name }
  const { zh, en } = field.def
  if (operator === 'isNull')
    return operand === true
      ? { zh: `${zh}为空`, en: `${en} is empty` }
      : { zh: `${zh}不为空`, en: `${en} is not empty` }
  const word =
    (field.type.name === 'date' || field.type.name === 'dateTime' ? timeOperators[operator] : undefined) ??
    operators[operator]
  const value = (one: Json): Label => {
    const text = String(one)
    const token = /^(@[A-Za-z]+)([+-]\d+)?$/.exec(text)
    const known = token === null ? undefined : tokens[token[1]!]
    if (known !== undefined)
      return { zh: `${known.zh}${shift(token![2], 'zh')}`, en: `${known.en}${shift(token![2], 'en')}` }
    const to =
      field.type.name === 'employee'
        ? 'employees'
        : field.type.name === 'department'
          ? 'departments'
          : String(field.def.to ?? '')
    const named = to === '' ? null : (namer.nameOf?.(to, text) ?? null)
    if (named !== null) return { zh: named, en: named }
    return { zh: field.type.write(one, field.def, 'zh') || text, en: field.type.write(one, field.def, 'en') || text }
  }
  const values = Array.isArray(operand) ? join((operand as readonly Json[]).map(value), '、', ', ') : value(operand)
  return { zh: `${zh}${word.zh}${values.zh}`, en: `${en} ${word.en} ${values.en}` }
}

const shift = (days: string | undefined, locale: 'zh' | 'en'): string => {
  if (days === undefined) return ''
  const n = Math.abs(Number(days))
  if (locale === 'zh') return days.startsWith('-') ? `的 ${n} 天前` : `的 ${n} 天后`
  return days.startsWith('-') ? ` less ${n} days` : ` plus ${n} days`
}

/** Filter JSON with its tokens left standing, in words: what a saved view or a reminder means. */
export const describeFilter = (namer: Namer, object: CompiledObject, filter: JsonObject): Label =>
  describe(namer, object, literal(namer, object, filter))

const literal = (namer: Namer, object: CompiledObject, filter: JsonObject): Predicate => ({
  kind: 'all',
  of: Object.entries(filter).map(([key, operand]): Predicate => {
    if ((key === 'or' || key === 'and') && Array.isArray(operand))
      return {
        kind: key === 'or' ? 'any' : 'all',
        of: operand.map((part) => literal(namer, object, part as JsonObject)),
      }
    if (key === 'not' && isObject(operand)) return { kind: 'not', of: literal(namer, object, operand as JsonObject) }
    const dot = key.indexOf('.')
    const field = dot < 0 ? undefined : object.fields.get(`${key.slice(0, dot)}Id`)
    const target =
      field === undefined ? undefined : namer.registry.objects.get(String(field.def.to ?? `${field.type.name}s`))
    if (field !== undefined && target !== undefined)
      return {
        kind: 'via',
        field: field.name,
        to: target.path,
        where: literal(namer, target, { [key.slice(dot + 1)]: operand ?? null }),
      }
    if (!isObject(operand))
      return operand === null
        ? { kind: 'test', field: key, operator: 'isNull', value: true }
        : { kind: 'test', field: key, operator: 'eq', value: operand as Json }
    const tests = Object.entries(operand).map(
      ([operator, value]): Predicate => ({
        kind: 'test',
        field: key,
        operator: operator as Operator,
        value: value as Json,
      }),
    )
    return tests.length === 1 ? tests[0]! : { kind: 'all', of: tests }
  }),
})
