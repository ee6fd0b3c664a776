import { InputNumber } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

const IntegerCell = ({ value }: CellProps) =>
  typeof value === 'number' ? <span>{value.toLocaleString('en-US').replace('-', '−')}</span> : null

export const IntegerInput = (props: InputProps) => (
  <InputNumber<number>
    {...given(props)}
    className="gs-full"
    precision={0}
    controls={false}
    {...(typeof props.field.min === 'number' ? { min: props.field.min } : {})}
    {...(typeof props.field.max === 'number' ? { max: props.field.max } : {})}
    value={typeof props.value === 'number' ? props.value : null}
    onChange={(next) => props.onChange(next)}
  />
)

export const integerWeb: WebFieldType = {
  name: 'integer',
  align: 'right',
  width: 88,
  Cell: IntegerCell,
  Input: IntegerInput,
}
