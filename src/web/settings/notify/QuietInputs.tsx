import { Select } from 'antd'
import { useWords } from '../../words.ts'
import type { QuietHours } from './notify.data.ts'
import { notifyWords } from './notify.words.ts'
import './notify.css'

const halfHours = Array.from(
  { length: 48 },
  (_, step) => `${String(Math.floor(step / 2)).padStart(2, '0')}:${step % 2 === 0 ? '00' : '30'}`,
)

interface TimeProps {
  readonly label: string
  readonly value: string
  readonly onChange: (time: string) => void
  /** Another way to say a time, "次日 08:00". */
  readonly spoken?: (time: string) => string
}

/** A time of day by half hours; one that was set otherwise stays to be chosen. */
export const TimeSelect = ({ label, value, onChange, spoken = (time) => time }: TimeProps) => (
  <Select
    className="gs-time"
    aria-label={label}
    value={value}
    onChange={onChange}
    popupMatchSelectWidth={false}
    options={[...new Set([...halfHours, value])].sort().map((time) => ({ value: time, label: spoken(time) }))}
  />
)

interface Props {
  readonly value: QuietHours
  readonly onChange: (next: QuietHours) => void
}

export const QuietTimes = ({ value, onChange }: Props) => {
  const t = useWords(notifyWords)
  return (
    <span className="gs-inline">
      <TimeSelect label={t('quietFrom')} value={value.from} onChange={(from) => onChange({ ...value, from })} />
      <span className="gs-unit">–</span>
      <TimeSelect
        label={t('quietTo')}
        value={value.to}
        onChange={(to) => onChange({ ...value, to })}
        spoken={(time) => (time <= value.from ? t('nextDay', { time }) : time)}
      />
    </span>
  )
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The days of the week as seven buttons, each on or off. */
export const QuietDays = ({ value, onChange }: Props) => {
  const t = useWords(notifyWords)
  const toggle = (day: number) =>
    onChange({
      ...value,
      days: value.days.includes(day) ? value.days.filter((one) => one !== day) : [...value.days, day].sort(),
    })
  return (
    <fieldset className="gs-days">
      <legend className="gs-hidden">{t('quietDays')}</legend>
      {days.map((name, place) => (
        <button
          key={name}
          type="button"
          className="gs-day"
          aria-pressed={value.days.includes(place + 1)}
          onClick={() => toggle(place + 1)}
        >
          {t(name)}
        </button>
      ))}
    </fieldset>
  )
}
