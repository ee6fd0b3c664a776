import { InputNumber } from 'antd'
import { isObject, type Json, type JsonObject } from '../../../model/label.ts'
import type { RecordRow } from '../../records.ts'
import { useWords } from '../../words.ts'
import { SmallTable } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { poolWords } from './pools.words.ts'
import { type ClockSetting, type Clocks, clockSettings, clocksOf } from './reading.ts'
import { useOptions } from './use-options.ts'

interface Props {
  readonly pool: RecordRow
  readonly setting: ClockSetting
  readonly onChange: (value: Json) => void
}

/** Other days for some levels, classes or product lines; what is left empty takes the pool's own. */
export const ClocksBy = ({ pool, setting, onChange }: Props) => {
  const t = useWords(poolWords)
  const s = useWords(settingsWords)
  const options = useOptions(clockSettings[setting])
  const set = (level: string, name: keyof Clocks, value: number | null) => {
    const all = isObject(pool[setting]) ? (pool[setting] as JsonObject) : {}
    const former = isObject(all[level]) ? (all[level] as JsonObject) : {}
    const { [name]: _replaced, ...others } = former
    const own = value === null ? others : { ...others, [name]: value }
    const { [level]: _level, ...rest } = all
    onChange(Object.keys(own).length === 0 ? rest : { ...rest, [level]: own })
  }
  const input = (level: string, text: string, name: keyof Clocks, title: string) => (
    <span className="gs-beside gs-end">
      <InputNumber
        className="gs-number"
        min={1}
        precision={0}
        aria-label={`${text} ${title}`}
        placeholder={typeof pool[name] === 'number' ? String(pool[name]) : s('notSet')}
        value={clocksOf(pool, setting, level)[name]}
        onChange={(next) => set(level, name, next)}
      />
      <span className="gs-unit">{s('days')}</span>
    </span>
  )
  return (
    <div className="gs-setting is-block">
      <div className="gs-setting-words">
        <div className="gs-setting-title">{t(setting)}</div>
        <div className="gs-setting-text">{t(setting === 'byLevel' ? 'byLevelText' : 'byLongestText')}</div>
      </div>
      <SmallTable
        label={t(setting)}
        rows={options}
        keyOf={(level) => level.key}
        columns={[
          { key: 'level', title: t(clockSettings[setting]), cell: (level) => level.text },
          {
            key: 'follow',
            title: t('withoutFollowUp'),
            right: true,
            cell: (level) => input(level.key, level.text, 'daysWithoutFollowUp', t('withoutFollowUp')),
          },
          {
            key: 'deal',
            title: t('withoutDeal'),
            right: true,
            cell: (level) => input(level.key, level.text, 'daysWithoutDeal', t('withoutDeal')),
          },
        ]}
      />
    </div>
  )
}
