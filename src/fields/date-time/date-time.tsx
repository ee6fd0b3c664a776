import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import { DayOperand } from './day-operand.tsx'
import { momentInTable, momentInText } from './day-words.tsx'
import { momentOf, wallOf } from './moment-text.ts'
import '../fields.css'

/** A date that was promised and has passed is late. */
const promised = /^(next|due)[A-Z]/

const DateTimeCell = ({ value, field, record, context, place }: CellProps) => {
  if (typeof value !== 'string') return null
  const wall = wallOf(Date.parse(value), context.timeZone)
  const open = record.doneAt === undefined || record.doneAt === null
  // A midnight is a day without an hour: it is late when the day is over.
  const end = Date.parse(value) + (wall.time === '00:00' ? 86_400_000 : 0)
  const late = promised.test(field.name) && open && end < context.now
  return (
    <time dateTime={value} title={`${wall.date} ${wall.time}`} className={late ? 'gs-late' : ''}>
      {place === 'table'
        ? momentInTable(value, context)
        : promised.test(field.name)
          ? momentInText(value, context).replace(/ 00:00$/, '')
          : momentInText(value, context)}
    </time>
  )
}

const DateTimeInput = (props: InputProps) => {
  const { value, onChange, context } = props
  const wall = typeof value === 'string' ? wallOf(Date.parse(value), context.timeZone) : null
  return (
    <DatePicker
      {...given(props)}
      className="gs-full"
      showTime={{ format: 'HH:mm', minuteStep: 5, defaultValue: dayjs('09:00', 'HH:mm') }}
      format="YYYY-MM-DD HH:mm"
      value={wall === null ? null : dayjs(`${wall.date}T${wall.time}`)}
      onChange={(next) =>
        onChange(next === null ? null : momentOf(next.format('YYYY-MM-DD'), next.format('HH:mm'), context.timeZone))
      }
    />
  )
}

export const dateTimeWeb: WebFieldType = {
  name: 'dateTime',
  width: 128,
  Cell: DateTimeCell,
  Input: DateTimeInput,
  Operand: DayOperand,
}
