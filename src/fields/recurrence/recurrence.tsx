import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { Repeat } from 'lucide-react'
import { useState } from 'react'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { wallOf } from '../date-time/moment-text.ts'
import { given } from '../given.ts'
import { parseRule, type Rule, weekdays, writeRule } from './rule.ts'
import { ruleWords } from './rule-words.ts'
import '../fields.css'

const words = {
  zh: {
    never: '不重复',
    custom: '自己写规则…',
    always: '一直',
    until: '到某天',
    count: '若干次',
    times: '次',
    ends: '到什么时候',
    rule: '规则',
  },
  en: {
    never: 'Does not repeat',
    custom: 'Write a rule…',
    always: 'Always',
    until: 'Until a day',
    count: 'A number of times',
    times: 'times',
    ends: 'How long',
    rule: 'Rule',
  },
} as const

const RecurrenceCell = ({ value, context }: CellProps) =>
  typeof value !== 'string' ? null : (
    <span title={value}>
      <Repeat className="gs-field-sign" size={13} aria-hidden /> {ruleWords(value, context.locale)}
    </span>
  )

/** What is proposed for something that first happens on this date. */
const proposals = (date: string): readonly string[] => {
  const at = new Date(`${date}T00:00:00.000Z`)
  const weekday = weekdays[(at.getUTCDay() + 6) % 7] ?? 'MO'
  const nth = Math.ceil(at.getUTCDate() / 7)
  return [
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    `FREQ=WEEKLY;BYDAY=${weekday}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`,
    `FREQ=MONTHLY;BYMONTHDAY=${at.getUTCDate()}`,
    `FREQ=MONTHLY;BYDAY=${nth > 4 ? -1 : nth}${weekday}`,
    'FREQ=YEARLY',
  ]
}

const ruleOf = (value: unknown): Rule | null => {
  const found = typeof value === 'string' && value !== '' ? parseRule(value) : undefined
  return found?.ok === true ? found.rule : null
}

const endless = (rule: Rule): string => writeRule({ ...rule, count: null, until: null })

const RecurrenceInput = (props: InputProps) => {
  const { value, onChange, record, field, context } = props
  const t = words[context.locale]
  const rule = ruleOf(value)
  const [writing, setWriting] = useState(typeof value === 'string' && value !== '' && rule === null)
  const from = record[String(field.from)]
  const { date } = wallOf(typeof from === 'string' ? Date.parse(from) : context.now, context.timeZone)
  const proposed = proposals(date)
  const shown = rule === null ? null : endless(rule)
  const options = [
    { value: '', label: t.never },
    ...[...new Set([...proposed, ...(shown === null ? [] : [shown])])].map((one) => ({
      value: one,
      label: ruleWords(one, context.locale),
    })),
    { value: 'custom', label: t.custom },
  ]
  const end = rule === null ? 'always' : rule.count !== null ? 'count' : rule.until !== null ? 'until' : 'always'
  const keep = (changed: Partial<Rule>) => {
    if (rule !== null) onChange(writeRule({ ...rule, count: null, until: null, ...changed }))
  }
  return (
    <div className="gs-recurrence">
      <Select<string>
        {...given(props)}
        className="gs-full"
        value={writing ? 'custom' : (shown ?? '')}
        onChange={(next) => {
          setWriting(next === 'custom')
          if (next === 'custom') return
          const chosen = ruleOf(next)
          if (chosen === null) onChange(null)
          else onChange(writeRule({ ...chosen, count: rule?.count ?? null, until: rule?.until ?? null }))
        }}
        options={options}
      />
      {writing && (
        <Input
          aria-label={t.rule}
          placeholder="FREQ=WEEKLY;BYDAY=MO"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )}
      {rule !== null && !writing && (
        <div className="gs-recurrence-end">
          <Select<string>
            aria-label={t.ends}
            value={end}
            onChange={(next) =>
              keep(
                next === 'count'
                  ? { count: 10 }
                  : next === 'until'
                    ? { until: dayjs(date).add(3, 'month').format('YYYYMMDD') }
                    : {},
              )
            }
            options={(['always', 'until', 'count'] as const).map((one) => ({ value: one, label: t[one] }))}
          />
          {end === 'count' && (
            <InputNumber<number>
              aria-label={t.count}
              min={1}
              max={999}
              precision={0}
              suffix={t.times}
              value={rule.count}
              onChange={(next) => keep({ count: next ?? 1 })}
            />
          )}
          {end === 'until' && (
            <DatePicker
              aria-label={t.until}
              allowClear={false}
              value={dayjs((rule.until ?? '').slice(0, 8))}
              onChange={(next) => keep({ until: next === null ? rule.until : next.format('YYYYMMDD') })}
            />
          )}
        </div>
      )}
    </div>
  )
}

export const recurrenceWeb: WebFieldType = {
  name: 'recurrence',
  width: 180,
  Cell: RecurrenceCell,
  Input: RecurrenceInput,
}
