import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { DayOperand } from '../date-time/day-operand.tsx'
import { dayInTable, dayInText } from '../date-time/day-words.tsx'
import { wallOf } from '../date-time/moment-text.ts'
import { given } from '../given.ts'
import '../fields.css'

const DateCell = ({ value, context, place }: CellProps) => {
  if (typeof value !== 'string') return null
  const today = wallOf(context.now, context.timeZone).date
  return (
    <time dateTime={value} title={value}>
      {place === 'table' ? dayInTable(value, today, context.locale) : dayInText(value, today, context.locale)}
    </time>
  )
}

const DateInput = (props: InputProps) => (
  <DatePicker
    {...given(props)}
    defaultOpen={props.startOpen === true}
    className="gs-full"
    value={typeof props.value === 'string' ? dayjs(props.value) : null}
    onChange={(next) => props.onChange(next?.format('YYYY-MM-DD') ?? null)}
  />
)

export const dateWeb: WebFieldType = { name: 'date', width: 128, Cell: DateCell, Input: DateInput, Operand: DayOperand }
