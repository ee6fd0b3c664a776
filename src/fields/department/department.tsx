import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { asFound, namedOf } from '../reference/named.ts'
import { Picker } from '../reference/Picker.tsx'

const DepartmentCell = ({ record, field }: CellProps) => {
  const named = namedOf(record, field.name)
  return named === undefined ? null : <span title={named.name}>{named.name}</span>
}

const DepartmentInput = (props: InputProps) => {
  const named = namedOf(props.record, props.field.name)
  return <Picker {...props} object="departments" {...(named === undefined ? {} : { known: [asFound(named)] })} />
}

const DepartmentOperand = (props: OperandProps) => (
  <Picker
    {...props}
    object="departments"
    first={[{ id: '@myDepartments', title: props.context.locale === 'zh' ? '我的部门' : 'My departments', hint: '' }]}
    multiple={props.operator === 'in' || props.operator === 'nin'}
  />
)

export const departmentWeb: WebFieldType = {
  name: 'department',
  width: 120,
  Cell: DepartmentCell,
  Input: DepartmentInput,
  Operand: DepartmentOperand,
}
