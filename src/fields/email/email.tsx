import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { PointsInput } from '../phone/Points.tsx'
import { pointsOf } from '../phone/points.ts'
import { TextInput } from '../text/text.tsx'

const EmailCell = ({ value, place }: CellProps) => {
  const all = typeof value === 'string' && value !== '' ? [value] : pointsOf(value ?? null).map((point) => point.value)
  const shown = place === 'table' ? all.slice(0, 1) : all
  return (
    <span title={all.join('\n')}>
      {shown.map((address, index) => (
        <span key={address}>
          {index > 0 && '，'}
          {address.includes('*') ? address : <a href={`mailto:${address}`}>{address}</a>}
        </span>
      ))}
      {all.length > shown.length && <span className="gs-count-more">+{all.length - shown.length}</span>}
    </span>
  )
}

const EmailInput = (props: InputProps) =>
  props.field.many === true ? <PointsInput {...props} /> : <TextInput {...props} />

export const emailWeb: WebFieldType = {
  name: 'email',
  width: 180,
  Cell: EmailCell,
  Input: EmailInput,
  Operand: (props) => <TextInput {...props} record={{}} />,
}
