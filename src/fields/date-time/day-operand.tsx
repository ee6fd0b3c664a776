import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import type { Json } from '../../model/label.ts'
import type { OperandProps } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

const tokens = [
  ['@today', '今天', 'Today'],
  ['@today+1', '明天', 'Tomorrow'],
  ['@today-1', '昨天', 'Yesterday'],
  ['@today+7', '7 天后', 'In 7 days'],
  ['@today-7', '7 天前', '7 days ago'],
  ['@today-30', '30 天前', '30 days ago'],
  ['@startOfWeek', '本周一', 'Start of this week'],
  ['@startOfMonth', '本月初', 'Start of this month'],
  ['@startOfQuarter', '本季初', 'Start of this quarter'],
  ['@startOfYear', '今年初', 'Start of this year'],
] as const

/** What a day token is called. */
export const dayTokenText = (token: string, locale: 'zh' | 'en'): string | undefined => {
  const known = tokens.find(([key]) => key === token)
  if (known !== undefined) return locale === 'zh' ? known[1] : known[2]
  const match = /^@today([+-])(\d+)$/.exec(token)
  if (match === null) return undefined
  const after = match[1] === '+'
  return locale === 'zh'
    ? `${match[2]} 天${after ? '后' : '前'}`
    : after
      ? `in ${match[2]} days`
      : `${match[2]} days ago`
}

const OneDay = (props: OperandProps & { part: Json | undefined; put: (value: Json) => void }) => {
  const { part, put, context } = props
  const text = typeof part === 'string' ? part : null
  const fixed = text !== null && !text.startsWith('@')
  const zh = context.locale === 'zh'
  return (
    <div className="gs-points">
      <Select
        {...given(props)}
        className="gs-full"
        value={text === null ? null : fixed ? 'fixed' : text}
        options={[
          ...tokens.map(([key, cn, en]) => ({ value: key as string, label: zh ? cn : en })),
          { value: 'fixed', label: zh ? '某一天' : 'A date' },
        ]}
        onChange={(next: string) => put(next === 'fixed' ? dayjs().format('YYYY-MM-DD') : next)}
      />
      {fixed && (
        <DatePicker
          className="gs-full"
          allowClear={false}
          aria-label={zh ? '日期' : 'Date'}
          value={dayjs(text.slice(0, 10))}
          onChange={(day) => put(day?.format('YYYY-MM-DD') ?? null)}
        />
      )}
    </div>
  )
}

/** A day of a filter: in words that move with the calendar, or fixed. */
export const DayOperand = (props: OperandProps) => {
  if (props.operator !== 'between') return <OneDay {...props} part={props.value} put={props.onChange} />
  const pair = Array.isArray(props.value) ? (props.value as readonly Json[]) : []
  return (
    <div className="gs-points">
      <OneDay {...props} part={pair[0]} put={(next) => props.onChange([next, pair[1] ?? null])} />
      <OneDay {...props} part={pair[1]} put={(next) => props.onChange([pair[0] ?? null, next])} />
    </div>
  )
}
