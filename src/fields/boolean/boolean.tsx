import { Select, Switch } from 'antd'
import { Check } from 'lucide-react'
import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

const words = { zh: { yes: '是', no: '否' }, en: { yes: 'Yes', no: 'No' } } as const

const BooleanCell = ({ value, context, place }: CellProps) =>
  value === true ? (
    <Check className="gs-check" role="img" aria-label={words[context.locale].yes} />
  ) : value === false && place !== 'table' ? (
    <span>{words[context.locale].no}</span>
  ) : null

const BooleanInput = ({ id, value, onChange, disabled, autoFocus, field, context }: InputProps) => (
  <Switch
    {...(id === undefined ? {} : { id })}
    size="small"
    aria-label={field.label[context.locale]}
    checked={value === true}
    disabled={disabled === true}
    autoFocus={autoFocus === true}
    onChange={(next) => onChange(next)}
  />
)

const BooleanOperand = (props: OperandProps) => (
  <Select
    {...given(props)}
    className="gs-full"
    value={props.value === true ? 'yes' : props.value === false ? 'no' : null}
    options={[
      { value: 'yes', label: words[props.context.locale].yes },
      { value: 'no', label: words[props.context.locale].no },
    ]}
    onChange={(next: string) => props.onChange(next === 'yes')}
  />
)

export const booleanWeb: WebFieldType = {
  name: 'boolean',
  width: 72,
  Cell: BooleanCell,
  Input: BooleanInput,
  Operand: BooleanOperand,
}
