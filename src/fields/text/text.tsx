import { Input } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

export const TextCell = ({ value }: CellProps) =>
  typeof value === 'string' || typeof value === 'number' ? <span title={String(value)}>{value}</span> : null

export const TextInput = (props: InputProps) => (
  <Input
    {...given(props)}
    value={typeof props.value === 'string' || typeof props.value === 'number' ? String(props.value) : ''}
    onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
    {...(typeof props.field.max === 'number' ? { maxLength: props.field.max } : {})}
    autoComplete="off"
  />
)

export const textWeb: WebFieldType = { name: 'text', width: 160, Cell: TextCell, Input: TextInput }
