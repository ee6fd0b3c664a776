import { useEffect, useState } from 'react'
import type { CellProps, Found, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { asFound, namedList } from '../reference/named.ts'
import { Picker } from '../reference/Picker.tsx'
import '../fields.css'

const ReferencesCell = ({ value, field, record, context }: CellProps) => {
  const along = namedList(record, field.name)
  const ids = Array.isArray(value) ? value.map(String) : []
  const asked = along.length === 0 ? ids.join(',') : ''
  const [found, setFound] = useState<readonly Found[]>([])
  const { find } = context
  const object = field.to ?? ''
  useEffect(() => {
    let current = true
    setFound([])
    // Names somebody may not read stay a number.
    const take = (names: readonly Found[]) => current && setFound(names)
    if (asked !== '') find({ object, text: '', ids: asked.split(',') }).then(take, () => take([]))
    return () => {
      current = false
    }
  }, [asked, object, find])
  const names = along.length > 0 ? along.map(asFound) : found
  if (names.length === 0) return ids.length > 0 ? <span>{ids.length}</span> : null
  return (
    <span className="gs-tags" title={names.map((one) => one.title).join('\n')}>
      {names.map((one) => (
        <span key={one.id} className="gs-tag">
          {one.title}
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
