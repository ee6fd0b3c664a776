import { Select } from 'antd'
import type { CellProps, InputProps, WebFieldType } from '../../model/web-field.ts'
import { ChoiceOperand } from '../choice/choice.tsx'
import { given } from '../given.ts'

const MultiChoiceCell = ({ value, field, context }: CellProps) => {
  if (!Array.isArray(value)) return null
  const text = value
    .map((key) => field.options?.find((option) => option.key === key)?.label[context.locale] ?? String(key))
    .join(context.locale === 'zh' ? '、' : ', ')
  return <span title={text}>{text}</span>
}

const MultiChoiceInput = (props: InputProps) => (
  <Select
    {...given(props)}
    mode="multiple"
    className="gs-full"
    showSearch={{ optionFilterProp: 'label' }}
    value={Array.isArray(props.value) ? (props.value as string[]) : []}
    options={(props.field.options ?? []).map((option) => ({
      value: option.key,
      label: option.label[props.context.locale],
    }))}
    onChange={(next: string[]) => props.onChange(next.length === 0 ? null : next)}
  />
)

export const multiChoiceWeb: WebFieldType = {
  name: 'multiChoice',
  width: 160,
  Cell: MultiChoiceCell,
  Input: MultiChoiceInput,
  Operand: ChoiceOperand,
}
