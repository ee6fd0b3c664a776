import { Select } from 'antd'
import { X } from 'lucide-react'
import type { Operator } from '../../model/field.ts'
import type { Json } from '../../model/label.ts'
import type { FieldMeta, WebContext } from '../../model/web-field.ts'
import { useWebContext, webField } from '../field.tsx'
import type { ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import type { Condition } from './filter-tree.ts'
import { listWords, operatorWords } from './list.words.ts'

interface ConditionRowProps {
  readonly object: ObjectMeta
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

export const filterable = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter(
    (field) => field.readable && field.operators.length > 0 && field.type !== 'json' && field.type !== 'id',
  )

/** A fresh condition on a field, with the operator people mostly mean. */
export const freshCondition = (field: FieldMeta): Condition => {
  const wished: readonly Operator[] =
    field.type === 'region'
      ? ['under', 'in']
      : /^(text|longText|url|email|phone|serial)$/.test(field.type)
        ? ['contains']
        : /^(date|dateTime|money|decimal|integer|percent)$/.test(field.type)
          ? ['gte']
          : ['in']
  const operator = wished.find((one) => field.operators.includes(one)) ?? field.operators[0] ?? 'eq'
  return {
    kind: 'condition',
    field: field.name,
    operator,
    value: operator === 'in' ? [] : operator === 'isNull' ? true : null,
  }
}

/** One line of the filter builder: field, relation, value. */
export const ConditionRow = ({ object, condition, onChange, onRemove }: ConditionRowProps) => {
  const t = useWords(listWords)
  const operators = useWords(operatorWords)
  const label = useLabel()
  const context = useWebContext()
  const field = object.fields.find((one) => one.name === condition.field)
  const isTime = field?.type === 'date' || field?.type === 'dateTime'
  const word = (operator: Operator): string =>
    operators(
      isTime && operator === 'lt'
        ? 'before'
        : isTime && operator === 'lte'
          ? 'until'
          : isTime && operator === 'gt'
            ? 'after'
            : isTime && operator === 'gte'
              ? 'since'
              : operator,
    )
  const relations = (field?.operators ?? []).flatMap((operator) =>
    operator === 'isNull'
      ? [
          { value: 'isNull', label: operators('isNull') },
          { value: 'notNull', label: operators('notNull') },
        ]
      : [{ value: operator as string, label: word(operator) }],
  )
  const relation = condition.operator === 'isNull' && condition.value === false ? 'notNull' : condition.operator
  return (
    <div className="gs-condition">
      <Select
        aria-label={t('field')}
        showSearch={{ optionFilterProp: 'label' }}
        value={condition.field}
        options={filterable(object).map((one) => ({ value: one.name, label: label(one.label) }))}
        onChange={(name: string) => {
          const next = object.fields.find((one) => one.name === name)
          if (next !== undefined) onChange(freshCondition(next))
        }}
      />
      <Select
        aria-label={t('operator')}
        value={relation}
        options={relations}
        onChange={(next: string) => onChange(withOperator(condition, next))}
      />
      {field === undefined || condition.operator === 'isNull' ? (
        <span />
      ) : (
        <Operand
          field={field}
          condition={condition}
          context={context}
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
      <button
        type="button"
        className="gs-plain gs-icon-button"
        aria-label={t('removeFilter', { field: field === undefined ? condition.field : label(field.label) })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </div>
  )
}

/** Keeps what was entered where the new relation takes the same kind of value. */
const withOperator = (condition: Condition, next: string): Condition => {
  if (next === 'isNull' || next === 'notNull') return { ...condition, operator: 'isNull', value: next === 'isNull' }
  const operator = next as Operator
  const single = Array.isArray(condition.value) ? (condition.value[0] as Json | undefined) : condition.value
  const kept = condition.operator === 'isNull' ? null : (single ?? null)
  const value: Json =
    operator === 'in' || operator === 'nin'
      ? kept === null
        ? []
        : [kept]
      : operator === 'between'
        ? [kept, null]
        : kept
  return { ...condition, operator, value }
}

interface OperandProps {
  readonly field: FieldMeta
  readonly condition: Condition
  readonly context: WebContext
  readonly onChange: (value: Json) => void
}

const Operand = ({ field, condition, context, onChange }: OperandProps) => {
  const type = webField(field.type)
  const { operator, value } = condition
  const shared = { field, context, onChange }
  if (type.Operand !== undefined) return <type.Operand {...shared} value={value} operator={operator} />
  if (operator === 'between') {
    const pair = Array.isArray(value) ? (value as readonly Json[]) : [null, null]
    return (
      <div className="gs-operand-pair">
        <type.Input {...shared} record={{}} value={pair[0]} onChange={(next) => onChange([next, pair[1] ?? null])} />
        <type.Input {...shared} record={{}} value={pair[1]} onChange={(next) => onChange([pair[0] ?? null, next])} />
      </div>
    )
  }
  if (operator === 'in' || operator === 'nin')
    return (
      <Select
        mode="tags"
        className="gs-full"
        open={false}
        suffixIcon={null}
        aria-label={field.label[context.locale]}
        tokenSeparators={[',', '，', '、', '\n']}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(next: string[]) => onChange(next)}
      />
    )
  return <type.Input {...shared} record={{}} value={value} />
}
