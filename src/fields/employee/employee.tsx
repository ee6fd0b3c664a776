import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { asFound, namedOf } from '../reference/named.ts'
import { Picker } from '../reference/Picker.tsx'
import { EmployeeMark } from './EmployeeMark.tsx'
import '../fields.css'

const EmployeeCell = ({ record, field }: CellProps) => {
  const named = namedOf(record, field.name)
  if (named === undefined) return null
  return (
    <span className="gs-employee" title={named.name}>
      <EmployeeMark name={named.name} id={named.id} />
      <span className="gs-ellipsis">{named.name}</span>
    </span>
  )
}

const EmployeeInput = (props: InputProps) => {
  const named = namedOf(props.record, props.field.name)
  return (
    <Picker
      {...props}
      object="employees"
      known={[asFound(props.context.me), ...(named === undefined ? [] : [asFound(named)])]}
    />
  )
}

const groups = {
  zh: [
    ['@me', '我'],
    ['@mySubordinates', '我的下属'],
  ],
  en: [
    ['@me', 'Me'],
    ['@mySubordinates', 'My subordinates'],
  ],
} as const

const EmployeeOperand = (props: OperandProps) => (
  <Picker
    {...props}
    object="employees"
    first={groups[props.context.locale].map(([id, title]) => ({ id, title, hint: '' }))}
    multiple={props.operator === 'in' || props.operator === 'nin'}
  />
)

export const employeeWeb: WebFieldType = {
  name: 'employee',
  width: 96,
  Cell: EmployeeCell,
  Input: EmployeeInput,
  Operand: EmployeeOperand,
}
