import { Input } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import { TextInput } from '../text/text.tsx'

const LongTextCell = ({ value, place }: CellProps) => {
  if (typeof value !== 'string') return null
  if (place === 'table') return <span title={value}>{value.replace(/\s+/g, ' ')}</span>
  return <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</span>
}

const LongTextInput = (props: InputProps) => (
  <Input.TextArea
    {...given(props)}
    autoSize={{ minRows: 2, maxRows: 10 }}
    value={typeof props.value === 'string' ? props.value : ''}
    onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
  />
)

export const longTextWeb: WebFieldType = {
  name: 'longText',
  width: 240,
  Cell: LongTextCell,
  Input: LongTextInput,
  Operand: TextInput as WebFieldType['Operand'] & object,
}
