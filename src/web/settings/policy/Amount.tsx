import { InputNumber } from 'antd'
import { useWords } from '../../words.ts'
import { settingsWords } from '../settings.words.ts'

interface AmountProps {
  readonly label: string
  readonly value: number | null
  readonly unit?: string
  readonly max?: number
  readonly onChange: (value: number | null) => void
}

/** A number of something, with its unit; empty means no limit. */
export const Amount = ({ label, value, unit, max, onChange }: AmountProps) => {
  const s = useWords(settingsWords)
  return (
    <>
      <InputNumber
        className="gs-number"
        aria-label={label}
        min={0}
        {...(max === undefined ? {} : { max })}
        precision={0}
        placeholder={s('unlimited')}
        value={value}
        onChange={onChange}
      />
      <span className="gs-unit">{unit ?? s('pieces')}</span>
    </>
  )
}
