import { Button, Input, InputNumber, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { settingsWords } from '../settings.words.ts'
import { policyWords } from './policy.words.ts'

interface CapacityByProps {
  readonly part: 'byRole' | 'byGrade' | 'byEmployee'
  readonly values: Readonly<Record<string, number>>
  readonly onChange: (values: Readonly<Record<string, number>>) => void
}

const usual = 50

/** Names of what a capacity is given to. */
export const useCapacityNames = (): ((part: CapacityByProps['part'], key: string) => string) => {
  const roles = useAll('roles', { sort: 'name' }).data ?? []
  const people = useAll('employees', { fields: ['name'] }).data ?? []
  return (part, key) => {
    if (part === 'byGrade') return key
    const known = (part === 'byRole' ? roles : people).find((one) => one.id === key || one.key === key)
    return known === undefined ? key : textOf(known, 'name')
  }
}

/** Other capacities for some roles, grades or people. */
export const CapacityBy = ({ part, values, onChange }: CapacityByProps) => {
  const t = useWords(policyWords)
  const s = useWords(settingsWords)
  const nameOf = useCapacityNames()
  const [adding, setAdding] = useState(false)
  const title = t(part)
  const add = (key: string) => {
    setAdding(false)
    if (key.trim() !== '' && values[key.trim()] === undefined) onChange({ ...values, [key.trim()]: usual })
  }
  const remove = (key: string) => {
    const { [key]: _gone, ...others } = values
    onChange(others)
  }
  return (
    <div className="gs-setting is-top">
      <div className="gs-setting-words">
        <div className="gs-setting-title">{title}</div>
        <div className="gs-setting-text">{part === 'byEmployee' ? t('byEmployeeText') : t('byText')}</div>
      </div>
      <div className="gs-capacities">
        {Object.entries(values).map(([key, value]) => (
          <div key={key} className="gs-beside">
            <span className="gs-capacity-name">{nameOf(part, key)}</span>
            <InputNumber
              className="gs-number"
              aria-label={`${title} ${nameOf(part, key)}`}
              min={0}
              precision={0}
              value={value}
              onChange={(next) => onChange({ ...values, [key]: next ?? 0 })}
            />
            <span className="gs-unit">{s('pieces')}</span>
            <Button
              type="text"
              size="small"
              icon={<X aria-hidden />}
              aria-label={`${t('take')} ${nameOf(part, key)}`}
              onClick={() => remove(key)}
            />
          </div>
        ))}
        {adding ? (
          <Chooser part={part} taken={Object.keys(values)} onChoose={add} />
        ) : (
          <Button size="small" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface ChooserProps {
  readonly part: CapacityByProps['part']
  readonly taken: readonly string[]
  readonly onChoose: (key: string) => void
}

const Chooser = ({ part, taken, onChoose }: ChooserProps) => {
  const t = useWords(policyWords)
  const records = useAll(
    part === 'byRole' ? 'roles' : 'employees',
    part === 'byRole' ? { sort: 'name' } : { fields: ['name'] },
  )
  if (part === 'byGrade')
    return (
      <Input
        autoFocus
        className="gs-bar-search"
        aria-label={t('grade')}
        placeholder={t('grade')}
        onPressEnter={(event) => onChoose(event.currentTarget.value)}
        onBlur={(event) => onChoose(event.currentTarget.value)}
      />
    )
  return (
    <Select
      autoFocus
      defaultOpen
      className="gs-wide-input"
      placeholder={t(part === 'byRole' ? 'role' : 'employee')}
      showSearch={{ optionFilterProp: 'label' }}
      options={(records.data ?? [])
        .filter((one) => !taken.includes(one.id))
        .map((one) => ({ value: one.id, label: textOf(one, 'name') }))}
      onChange={(key: string) => onChoose(key)}
      onBlur={() => onChoose('')}
    />
  )
}
