import { Button } from 'antd'
import { useState } from 'react'
import type { JsonObject } from '../../../model/label.ts'
import { Builder, ItemText } from '../../list/FilterBuilder.tsx'
import { toFilter, toGroup } from '../../list/filter-tree.ts'
import { Pop } from '../../list/Pop.tsx'
import type { ObjectMeta } from '../../meta.ts'
import { useWords } from '../../words.ts'
import { flowWords } from './flows.words.ts'

interface ConditionInputProps {
  readonly object: ObjectMeta
  readonly value: JsonObject | null
  /** Said where there is no condition. */
  readonly empty: string
  readonly onChange: (value: JsonObject | null) => void
}

const isSet = (value: JsonObject | null): value is JsonObject => value !== null && Object.keys(value).length > 0

/** A condition in words; pressed, it is edited as any filter is. */
export const ConditionInput = ({ object, value, empty, onChange }: ConditionInputProps) => {
  const t = useWords(flowWords)
  const [open, setOpen] = useState(false)
  const group = toGroup(value ?? {})
  return (
    <Pop
      open={open}
      onOpenChange={setOpen}
      label={t('editCondition')}
      content={
        <Builder
          object={object}
          start={group}
          onApply={(next) => {
            const json = toFilter(next)
            onChange(Object.keys(json).length === 0 ? null : json)
            setOpen(false)
          }}
          onClear={() => {
            onChange(null)
            setOpen(false)
          }}
        />
      }
    >
      <Button className="gs-condition-button" onClick={() => setOpen(true)}>
        {isSet(value) ? <ItemText object={object} item={group} /> : <span className="gs-muted">{empty}</span>}
      </Button>
    </Pop>
  )
}
