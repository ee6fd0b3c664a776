import { Cascader, TreeSelect } from 'antd'
import { useMemo } from 'react'
import type { CellProps, InputProps, OperandProps, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import { choicesOf, pathOf, regionText, useRegions } from './region-tree.ts'
import '../fields.css'

const RegionCell = ({ value, place, context }: CellProps) => {
  const regions = useRegions()
  if (typeof value !== 'string' || regions === undefined) return null
  return (
    <span title={regionText(value, regions, context.locale, 'text')}>
      {regionText(value, regions, context.locale, place ?? 'text')}
    </span>
  )
}

const useChoices = (locale: 'zh' | 'en') => {
  const regions = useRegions()
  const choices = useMemo(
    () => (regions === undefined ? [] : choicesOf(regions.tree.provinces, regions, locale)),
    [regions, locale],
  )
  return { regions, choices }
}

const RegionInput = (props: InputProps) => {
  const { value, onChange, context } = props
  const { regions, choices } = useChoices(context.locale)
  const path =
    typeof value === 'string' && regions !== undefined ? pathOf(value, regions).map((region) => region.code) : []
  return (
    <Cascader
      {...given(props)}
      defaultOpen={props.startOpen === true}
      className="gs-full"
      changeOnSelect
      loading={regions === undefined}
      options={choices}
      showSearch={{ limit: 30 }}
      value={path}
      displayRender={(labels) => labels.join(' ')}
      onChange={(next) => onChange(next?.at(-1) === undefined ? null : String(next.at(-1)))}
    />
  )
}

const RegionOperand = (props: OperandProps) => {
  const { value, operator, context } = props
  const { choices } = useChoices(context.locale)
  const multiple = operator === 'in' || operator === 'nin'
  const chosen = multiple
    ? Array.isArray(value)
      ? (value as string[])
      : []
    : typeof value === 'string'
      ? value
      : undefined
  return (
    <TreeSelect
      {...given(props)}
      defaultOpen={props.startOpen === true}
      className="gs-full"
      multiple={multiple}
      showSearch={{ treeNodeFilterProp: 'label' }}
      treeData={choices}
      fieldNames={{ label: 'label', value: 'value', children: 'children' }}
      {...(chosen === undefined ? {} : { value: chosen })}
      onChange={(next: string | string[] | undefined) => props.onChange(next ?? null)}
    />
  )
}

export const regionWeb: WebFieldType = {
  name: 'region',
  width: 96,
  Cell: RegionCell,
  Input: RegionInput,
  Operand: RegionOperand,
}
