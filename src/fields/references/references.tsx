import { Link } from 'react-router'
import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { asFound, namedList } from '../reference/named.ts'
import { Picker } from '../reference/Picker.tsx'

const ReferencesCell = ({ value, field, record, context }: CellProps) => {
  const named = namedList(record, field.name)
  if (named.length === 0) return Array.isArray(value) && value.length > 0 ? <span>{value.length}</span> : null
  return (
    <span title={named.map((one) => one.name).join('\n')}>
      {named.map((one, index) => (
        <span key={one.id}>
          {index > 0 && (context.locale === 'zh' ? '、' : ', ')}
          <Link to={`/o/${field.to ?? ''}/${one.id}`}>{one.name}</Link>
        </span>
      ))}
    </span>
  )
}

const ReferencesInput = (props: InputProps) => (
  <Picker
    {...props}
    object={props.field.to ?? ''}
    multiple
    known={namedList(props.record, props.field.name).map(asFound)}
  />
)

const ReferencesOperand = (props: OperandProps) => (
  <Picker {...props} object={props.field.to ?? ''} multiple={props.operator === 'in' || props.operator === 'nin'} />
)

export const referencesWeb: WebFieldType = {
  name: 'references',
  width: 168,
  Cell: ReferencesCell,
  Input: ReferencesInput,
  Operand: ReferencesOperand,
}
