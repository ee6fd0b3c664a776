import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { EmployeeMark } from '../employee/EmployeeMark.tsx'
import { asFound, namedList } from '../reference/named.ts'
import { Picker } from '../reference/Picker.tsx'
import '../fields.css'

const MembersCell = ({ value, field, record, context }: CellProps) => {
  const named = namedList(record, field.name)
  if (named.length === 0) return Array.isArray(value) && value.length > 0 ? <span>{value.length}</span> : null
  const names = named.map((one) => one.name).join(context.locale === 'zh' ? '、' : ', ')
  return (
    <span className="gs-employee" title={names}>
      {field.to === 'employees' &&
        named.slice(0, 3).map((one) => <EmployeeMark key={one.id} name={one.name} id={one.id} />)}
      <span className="gs-ellipsis">{names}</span>
    </span>
  )
}

const MembersInput = (props: InputProps) => (
  <Picker
    {...props}
    object={props.field.to ?? 'employees'}
    multiple
    known={namedList(props.record, props.field.name).map(asFound)}
  />
)

const MembersOperand = (props: OperandProps) => {
  const own = props.context.locale === 'zh' ? '我' : 'Me'
  return (
    <Picker
      {...props}
      object={props.field.to ?? 'employees'}
      first={props.field.to === 'departments' ? [] : [{ id: '@me', title: own, hint: '' }]}
      multiple={props.operator === 'in' || props.operator === 'nin'}
    />
  )
}

export const membersWeb: WebFieldType = {
  name: 'members',
  width: 160,
  Cell: MembersCell,
  Input: MembersInput,
  Operand: MembersOperand,
}
