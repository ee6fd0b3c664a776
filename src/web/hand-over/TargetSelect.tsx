import { Select } from 'antd'
import { useWords } from '../words.ts'
import type { Heir, Target } from './hand-over.data.ts'
import { handOverWords } from './hand-over.words.ts'

export interface Targets {
  readonly heirs: readonly Heir[]
  readonly pools: readonly { readonly id: string; readonly name: string }[]
}

interface TargetSelectProps extends Targets {
  readonly value: Target | null
  readonly label: string
  readonly placeholder?: string
  readonly onChange: (target: Target) => void
}

/** Who takes it: an heir, with the room left, or a pool. */
export const TargetSelect = ({ heirs, pools, value, label, placeholder, onChange }: TargetSelectProps) => {
  const t = useWords(handOverWords)
  return (
    <Select<Target>
      className="gs-target"
      aria-label={label}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      options={[
        {
          label: t('heirs'),
          options: heirs.map(({ id, name, capacity }) => ({
            value: `heir:${id}` as Target,
            label: capacity?.limit == null ? name : `${name} ${capacity.used}/${capacity.limit}`,
          })),
        },
        {
          label: t('pools'),
          options: [
            { value: 'pool:' as Target, label: t('ownPool') },
            ...pools.map(({ id, name }) => ({ value: `pool:${id}` as Target, label: name })),
          ],
        },
      ]}
    />
  )
}
