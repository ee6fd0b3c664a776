import { Select, TreeSelect } from 'antd'
import type { CellProps, InputProps, OperandProps, OptionMeta, WebFieldType } from '../../model/web-field.ts'
import { given } from '../given.ts'
import '../fields.css'

const tones: Readonly<Record<string, string>> = {
  neutral: '',
  grey: '',
  gray: '',
  info: 'is-info',
  blue: 'is-info',
  good: 'is-good',
  green: 'is-good',
  wait: 'is-wait',
  amber: 'is-wait',
  orange: 'is-wait',
  bad: 'is-bad',
  red: 'is-bad',
  draft: 'is-draft',
}

/** A level: its letter in a box, by ink and never by colour. */
export const LevelBox = ({ letter, rank, title }: { letter: string; rank: number; title?: string }) => (
  <span className={`gs-level is-${rank}`} title={title}>
    {letter}
  </span>
)

const isLevel = (options: readonly OptionMeta[]): boolean =>
  options.length > 1 && options.every((option) => /^[A-Z]$/.test(option.key))

/** What is chosen: plain text, a tag when the option has a tone, a letter in a box for levels. */
export const OptionText = ({
  option,
  options,
  text,
}: {
  option: OptionMeta
  options: readonly OptionMeta[]
  text: string
}) => {
  if (isLevel(options)) return <LevelBox letter={option.key} rank={options.indexOf(option) + 1} title={text} />
  if (option.color === undefined) return <span title={text}>{text}</span>
  return <span className={`gs-tag ${tones[option.color] ?? ''}`}>{text}</span>
}

const ChoiceCell = ({ value, field, context }: CellProps) => {
  const options = field.options ?? []
  const option = options.find((one) => one.key === value)
  if (option !== undefined) return <OptionText option={option} options={options} text={option.label[context.locale]} />
  return typeof value === 'string' ? <span>{value}</span> : null
}

interface Branch {
  value: string
  title: string
  children?: Branch[]
}

export const branchesOf = (options: readonly OptionMeta[], locale: 'zh' | 'en', parent?: string): Branch[] =>
  options
    .filter((option) => option.parent === parent)
    .map((option) => {
      const children = branchesOf(options, locale, option.key)
      return { value: option.key, title: option.label[locale], ...(children.length > 0 ? { children } : {}) }
    })

const ChoiceInput = (props: InputProps) => {
  const { value, onChange, field, context } = props
  const options = field.options ?? []
  const chosen = typeof value === 'string' ? value : null
  if (options.some((option) => option.parent !== undefined))
    return (
      <TreeSelect
        {...given(props)}
        defaultOpen={props.startOpen === true}
        className="gs-full"
        allowClear={field.required !== true}
        showSearch={{ treeNodeFilterProp: 'title' }}
        {...(chosen === null ? {} : { value: chosen })}
        treeData={branchesOf(options, context.locale)}
        onChange={(next: string | undefined) => onChange(next ?? null)}
      />
    )
  return (
    <Select
      {...given(props)}
      defaultOpen={props.startOpen === true}
      className="gs-full"
      allowClear={field.required !== true}
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      value={chosen}
      options={options.map((option) => ({ value: option.key, label: option.label[context.locale] }))}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

/** Several options for `in`, one otherwise. */
export const ChoiceOperand = (props: OperandProps) => {
  const { value, onChange, field, context, operator } = props
  const options = (field.options ?? []).map((option) => ({ value: option.key, label: option.label[context.locale] }))
  if (operator !== 'in' && operator !== 'nin')
    return (
      <Select
        {...given(props)}
        defaultOpen={props.startOpen === true}
        className="gs-full"
        value={typeof value === 'string' ? value : null}
        options={options}
        onChange={(next: string) => onChange(next)}
      />
    )
  return (
    <Select
      {...given(props)}
      defaultOpen={props.startOpen === true}
      mode="multiple"
      className="gs-full"
      showSearch={{ optionFilterProp: 'label' }}
      value={Array.isArray(value) ? (value as string[]) : []}
      options={options}
      onChange={(next: string[]) => onChange(next)}
    />
  )
}

export const choiceWeb: WebFieldType = {
  name: 'choice',
  width: 84,
  Cell: ChoiceCell,
  Input: ChoiceInput,
  Operand: ChoiceOperand,
}
