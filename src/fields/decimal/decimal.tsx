import { InputNumber } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import { grouped } from '../money/money-text.ts'
import '../fields.css'

const DecimalCell = ({ value }: CellProps) =>
  typeof value === 'string' || typeof value === 'number' ? <span>{grouped(String(value))}</span> : null

/** Numbers stay text on the way: no digit is lost to floating point. */
export const DecimalInput = (props: InputProps & { prefix?: string; scale?: number }) => (
  <InputNumber<string>
    {...given(props)}
    className="gs-full"
    stringMode
    controls={false}
    {...(props.prefix === undefined ? {} : { prefix: props.prefix })}
    {...(props.scale === undefined ? {} : { precision: props.scale })}
    {...(typeof props.field.min === 'number' ? { min: String(props.field.min) } : {})}
    {...(typeof props.field.max === 'number' ? { max: String(props.field.max) } : {})}
    formatter={(text) => grouped(text ?? '')}
    parser={(text) => (text ?? '').replace(/[,，\s¥]/g, '')}
    value={typeof props.value === 'string' || typeof props.value === 'number' ? String(props.value) : null}
    onChange={(next) => props.onChange(next === null || next === '' ? null : String(next))}
  />
)

export const decimalWeb: WebFieldType = {
  name: 'decimal',
  align: 'right',
  width: 104,
  Cell: DecimalCell,
  Input: (props) => (
    <DecimalInput {...props} {...(typeof props.field.scale === 'number' ? { scale: props.field.scale } : {})} />
  ),
}
