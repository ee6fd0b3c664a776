import { TreeSelect } from 'antd'
import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import { industries } from './gbt4754.ts'
import { industryLabel } from './industry.ts'
import '../fields.css'

const IndustryCell = ({ value, context, place }: CellProps) => {
  if (typeof value !== 'string') return null
  const name = industryLabel(value)[context.locale]
  return <span title={`${value} ${name}`}>{place === 'table' ? name : `${value} ${name}`}</span>
}

interface Branch {
  value: string
  title: string
  children?: Branch[]
}

const tree = (locale: 'zh' | 'en'): Branch[] => {
  const sections = new Map<string, Branch>()
  for (const { code, ...name } of industries) {
    const branch = { value: code, title: `${code} ${name[locale]}` }
    if (code.length === 1) sections.set(code, { ...branch, children: [] })
    else sections.get(code.slice(0, 1))?.children?.push(branch)
  }
  return [...sections.values()]
}

const IndustryInput = (props: InputProps) => (
  <TreeSelect
    {...given(props)}
    defaultOpen={props.startOpen === true}
    className="gs-full"
    allowClear={props.field.required !== true}
    showSearch={{ treeNodeFilterProp: 'title' }}
    treeData={tree(props.context.locale)}
    {...(typeof props.value === 'string' ? { value: props.value } : {})}
    onChange={(next: string | undefined) => props.onChange(next ?? null)}
  />
)

const IndustryOperand = (props: OperandProps) =>
  props.operator === 'in' || props.operator === 'nin' ? (
    <TreeSelect
      {...given(props)}
      defaultOpen={props.startOpen === true}
      className="gs-full"
      multiple
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree(props.context.locale)}
      value={Array.isArray(props.value) ? (props.value as string[]) : []}
      onChange={(next: string[]) => props.onChange(next)}
    />
  ) : (
    <IndustryInput {...props} record={{}} />
  )

export const industryWeb: WebFieldType = {
  name: 'industry',
  width: 136,
  Cell: IndustryCell,
  Input: IndustryInput,
  Operand: IndustryOperand,
}
