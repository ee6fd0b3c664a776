import { useQuery } from '@tanstack/react-query'
import { dayTokenText } from '../../fields/date-time/day-operand.tsx'
import { industryLabel } from '../../fields/industry/industry.ts'
import { grouped } from '../../fields/money/money-text.ts'
import { regionText, useRegions } from '../../fields/region/region-tree.ts'
import type { Json } from '../../model/label.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import { findRecords } from '../find.ts'
import { useMe } from '../meta.ts'
import { type Say, useLocale, useWords } from '../words.ts'
import type { Condition } from './filter-tree.ts'
import { operatorWords } from './list.words.ts'

type OperatorWord = (typeof operatorWords)['keys'][number]

const timed: Readonly<Record<string, OperatorWord>> = {
  lt: 'before',
  lte: 'until',
  gt: 'after',
  gte: 'since',
  eq: 'eq',
}

/** Says only whether there is a value at all. */
const isBare = ({ operator, value }: Condition): boolean =>
  operator === 'isNull' || (value === null && (operator === 'eq' || operator === 'ne'))

/** The operator in words; nothing where the value alone says it ("级别 A、B"). */
export const operatorText = (condition: Condition, field: FieldMeta | undefined, t: Say<OperatorWord>): string => {
  const { operator, value } = condition
  if (isBare(condition)) return t(operator === 'ne' || value === false ? 'notNull' : 'isNull')
  if (operator === 'eq' || operator === 'in') return ''
  if (operator === 'nin') return t('ne')
  const isTime = field?.type === 'date' || field?.type === 'dateTime'
  return t((isTime ? timed[operator] : undefined) ?? operator)
}

/** `级别 A、B`, `地区 在 浙江`, with the value in the darker ink. */
export const ConditionText = ({ condition, field }: { condition: Condition; field: FieldMeta | undefined }) => {
  const t = useWords(operatorWords)
  const locale = useLocale()
  const operator = operatorText(condition, field, t)
  return (
    <>
      <span className="gs-filter-chip-field">
        {field?.label[locale] ?? condition.field}
        {operator !== '' && ` ${operator}`}
      </span>
      {!isBare(condition) && (
        <span className="gs-filter-chip-value">
          <ValueText
            field={field}
            value={condition.value}
            between={condition.operator === 'between' ? t('to') : null}
          />
        </span>
      )}
    </>
  )
}

interface ValueTextProps {
  readonly field: FieldMeta | undefined
  readonly value: Json
  readonly between: string | null
}

const ValueText = ({ field, value, between }: ValueTextProps) => {
  const locale = useLocale()
  const all = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const separator = between === null ? (locale === 'zh' ? '、' : ', ') : ` ${between} `
  if (field !== undefined && /^(employee|department|reference|references|members)$/.test(field.type))
    return <NamesText field={field} ids={all.map(String)} separator={separator} />
  if (field?.type === 'region') return <RegionsText codes={all.map(String)} separator={separator} />
  return <>{all.map((one) => plainText(one, field, locale)).join(separator)}</>
}

const plainText = (value: Json, field: FieldMeta | undefined, locale: 'zh' | 'en'): string => {
  if (typeof value === 'boolean') return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  const text = String(value ?? '')
  const option = field?.options?.find((one) => one.key === text)
  if (option !== undefined) return /^[A-Z]$/.test(option.key) ? option.key : option.label[locale]
  if (text.startsWith('@')) return dayTokenText(text, locale) ?? text
  if (field?.type === 'money' || field?.type === 'decimal') return grouped(text)
  if (field?.type === 'industry') return industryLabel(text)[locale]
  return field?.type === 'percent' ? `${text}%` : text.length > 24 ? `${text.slice(0, 24)}…` : text
}

const RegionsText = ({ codes, separator }: { codes: readonly string[]; separator: string }) => {
  const regions = useRegions()
  const locale = useLocale()
  if (regions === undefined) return <>…</>
  return <>{codes.map((code) => regionText(code, regions, locale, 'table')).join(separator)}</>
}

const tokens = {
  zh: { '@me': '我', '@mySubordinates': '我的下属', '@myDepartments': '我的部门' },
  en: { '@me': 'me', '@mySubordinates': 'my subordinates', '@myDepartments': 'my departments' },
} as const

const NamesText = ({ field, ids, separator }: { field: FieldMeta; ids: readonly string[]; separator: string }) => {
  const locale = useLocale()
  const { employee } = useMe()
  const object =
    field.type === 'employee' ? 'employees' : field.type === 'department' ? 'departments' : (field.to ?? '')
  const unknown = ids.filter((id) => !id.startsWith('@') && id !== employee.id)
  const { data } = useQuery({
    queryKey: ['names', object, unknown],
    queryFn: () => findRecords({ object, text: '', ids: unknown }),
    enabled: unknown.length > 0 && object !== '',
    staleTime: 5 * 60_000,
  })
  const nameOf = (id: string): string =>
    id in tokens.zh
      ? tokens[locale][id as keyof typeof tokens.zh]
      : id === employee.id
        ? employee.name
        : (data?.find((one) => one.id === id)?.title ?? '…')
  return <>{ids.map(nameOf).join(separator)}</>
}
