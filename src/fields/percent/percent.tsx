import { InputNumber } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

/** Five ticks of 20 % each, for quality that grows. */
export const Ticks = ({ value, withNumber = true }: { value: number; withNumber?: boolean }) => (
  <span className="gs-ticks" role="img" aria-label={`${value}%`} title={`${value}%`}>
    {[20, 40, 60, 80, 100].map((step) => (
      <i key={step} className={value >= step || (step === 20 && value > 0) ? 'is-on' : ''} />
    ))}
    {withNumber && <span aria-hidden="true">{value}%</span>}
  </span>
)

const PercentCell = ({ value, field, place }: CellProps) => {
  if (typeof value !== 'number') return null
  if (field.name === 'completeness') return <Ticks value={value} withNumber={place !== 'table'} />
  return <span>{value}%</span>
}

const PercentInput = (props: InputProps) => (
  <InputNumber<number>
    {...given(props)}
    className="gs-full"
    suffix="%"
    min={0}
    max={100}
    precision={0}
    controls={false}
    value={typeof props.value === 'number' ? props.value : null}
    onChange={(next) => props.onChange(next)}
  />
)

export const percentWeb: WebFieldType = { name: 'percent', width: 80, Cell: PercentCell, Input: PercentInput }
