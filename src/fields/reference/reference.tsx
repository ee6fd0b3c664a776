import { Link } from 'react-router'
import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { asFound, namedOf } from './named.ts'
import { Picker } from './Picker.tsx'

const unseen = { zh: '你看不到的记录', en: 'a record you cannot see' } as const

const ReferenceCell = ({ value, field, record, context }: CellProps) => {
  const named = namedOf(record, field.name)
  if (named === undefined) return typeof value === 'string' ? <span>{value.slice(0, 8)}</span> : null
  // It is there, but not for this person: no name and nothing to open.
  if ((named.name as string | null) === null) return <span className="gs-muted">{unseen[context.locale]}</span>
  return (
    <Link to={`/o/${field.to ?? ''}/${named.id}`} title={named.name}>
      {named.name}
    </Link>
  )
}

const ReferenceInput = (props: InputProps) => {
  const named = namedOf(props.record, props.field.name)
  const { [props.field.name]: _own, ...others } = props.record
  return (
    <Picker
      {...props}
      object={props.field.to ?? ''}
      record={others}
      {...(named === undefined ? {} : { known: [asFound(named)] })}
    />
  )
}

const ReferenceOperand = (props: OperandProps) => (
  <Picker {...props} object={props.field.to ?? ''} multiple={props.operator === 'in' || props.operator === 'nin'} />
)

export const referenceWeb: WebFieldType = {
  name: 'reference',
  width: 168,
  Cell: ReferenceCell,
  Input: ReferenceInput,
  Operand: ReferenceOperand,
}
