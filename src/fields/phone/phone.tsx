import type { Json } from '../../model/label.ts'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { TextInput } from '../text/text.tsx'
import { PointsInput } from './Points.tsx'
import { pointsOf } from './points.ts'

const groups = (number: string): readonly string[] =>
  /^1\d{10}$/.test(number) ? [number.slice(0, 3), number.slice(3, 7), number.slice(7)] : [number]

/** A number grouped 3-4-4 by spacing alone: copied, it is bare digits. */
export const PhoneText = ({ number }: { number: string }) => {
  const parts = groups(number)
  const text = (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one number
        <span key={index}>{part}</span>
      ))}
    </>
  )
  if (number.includes('*')) return <span className="gs-phone">{text}</span>
  return (
    <a className="gs-phone" href={`tel:${number}`}>
      {text}
    </a>
  )
}

const texts = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [value] : pointsOf(value ?? null).map((point) => point.value)

const PhoneCell = ({ value, place }: CellProps) => {
  const primary = pointsOf(value ?? null).find((point) => point.primary)?.value
  const numbers = texts(value)
  const first = primary ?? numbers[0]
  if (first === undefined) return null
  if (place !== 'table')
    return (
      <span>
        {numbers.map((number, index) => (
          <span key={number}>
            {index > 0 && '，'}
            <PhoneText number={number} />
          </span>
        ))}
      </span>
    )
  return (
    <span title={numbers.join('\n')}>
      <PhoneText number={first} />
      {numbers.length > 1 && <span className="gs-count-more">+{numbers.length - 1}</span>}
    </span>
  )
}

const PhoneInput = (props: InputProps) =>
  props.field.many === true ? <PointsInput {...props} /> : <TextInput {...props} />

export const phoneWeb: WebFieldType = {
  name: 'phone',
  width: 132,
  Cell: PhoneCell,
  Input: PhoneInput,
  Operand: (props) => <TextInput {...props} record={{}} />,
}
