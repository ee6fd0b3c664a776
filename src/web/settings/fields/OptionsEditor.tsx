import { Button, Input, Select } from 'antd'
import { ArrowUp, Plus, X } from 'lucide-react'
import { useWords } from '../../words.ts'
import type { DraftOption } from './field-record.ts'
import { fieldWords } from './fields.words.ts'

interface OptionsEditorProps {
  readonly options: readonly DraftOption[]
  readonly onChange: (options: readonly DraftOption[]) => void
}

const tones = [
  ['', 'tonePlain'],
  ['neutral', 'toneNeutral'],
  ['info', 'toneInfo'],
  ['good', 'toneGood'],
  ['wait', 'toneWait'],
  ['bad', 'toneBad'],
] as const

export const blankOption: DraftOption = { key: '', zh: '', en: '', parent: null, color: null, stored: false }

/** The options of a choice, in order, each with labels, the one above it, and a tone. */
export const OptionsEditor = ({ options, onChange }: OptionsEditorProps) => {
  const t = useWords(fieldWords)
  const put = (place: number, change: Partial<DraftOption>) =>
    onChange(options.map((option, index) => (index === place ? { ...option, ...change } : option)))
  const up = (place: number) => {
    const next = [...options]
    const [moved] = next.splice(place, 1)
    if (moved !== undefined) next.splice(place - 1, 0, moved)
    onChange(next)
  }
  const above = (option: DraftOption) =>
    options
      .filter((other) => other.stored && other.key !== option.key)
      .map(({ key, zh, en }) => ({ value: key, label: zh || en }))
  return (
    <div className="gs-options">
      {options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a new option has nothing else yet
        <div key={place} className="gs-option">
          <Input
            aria-label={`${t('optionZh')} ${place + 1}`}
            placeholder={t('optionZh')}
            value={option.zh}
            onChange={(event) => put(place, { zh: event.target.value })}
          />
          <Input
            aria-label={`${t('optionEn')} ${place + 1}`}
            placeholder={t('optionEn')}
            value={option.en}
            onChange={(event) => put(place, { en: event.target.value })}
          />
          <Select
            aria-label={`${t('parent')} ${place + 1}`}
            allowClear
            placeholder={t('noParent')}
            value={option.parent}
            options={above(option)}
            onChange={(parent: string | undefined) => put(place, { parent: parent ?? null })}
          />
          <Select
            aria-label={`${t('tone')} ${place + 1}`}
            value={option.color ?? ''}
            options={tones.map(([value, word]) => ({ value, label: t(word) }))}
            onChange={(color: string) => put(place, { color: color === '' ? null : color })}
          />
          <Button
            type="text"
            icon={<ArrowUp aria-hidden />}
            disabled={place === 0}
            aria-label={`${t('up')} ${option.zh}`}
            onClick={() => up(place)}
          />
          <Button
            type="text"
            icon={<X aria-hidden />}
            aria-label={`${t('remove')} ${option.zh}`}
            onClick={() => onChange(options.filter((_, index) => index !== place))}
          />
        </div>
      ))}
      <Button size="small" icon={<Plus aria-hidden />} onClick={() => onChange([...options, blankOption])}>
        {t('addOption')}
      </Button>
    </div>
  )
}
