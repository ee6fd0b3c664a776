import { Star } from 'lucide-react'
import { OptionText } from '../fields/choice/choice.tsx'
import type { ObjectMeta } from './meta.ts'
import type { RecordRow } from './records.ts'
import { useLabel } from './words.ts'
import './badges.css'

interface BadgesProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  /** In a list the value alone, with the field's name on hover; elsewhere both. */
  readonly short?: boolean
}

/** What a record is marked with wherever it is named: a key customer, its credit. */
export const Badges = ({ object, record, short = false }: BadgesProps) => {
  const label = useLabel()
  const marks = object.fields
    .filter((field) => field.badge === true && field.readable)
    .flatMap((field) => {
      const value = record[field.name]
      const options = field.options ?? []
      const option = options.find((one) => one.key === value)
      if (option !== undefined) {
        const both = `${label(field.label)} ${label(option.label)}`
        return [
          <span key={field.name} title={both}>
            <OptionText option={option} options={options} text={short ? label(option.label) : both} />
          </span>,
        ]
      }
      return value === true
        ? [
            <span
              key={field.name}
              className="gs-mark"
              role="img"
              aria-label={label(field.label)}
              title={label(field.label)}
            >
              <Star aria-hidden />
            </span>,
          ]
        : []
    })
  return marks.length === 0 ? null : <span className="gs-badges">{marks}</span>
}
