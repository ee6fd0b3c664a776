import { Button, Input, Tooltip } from 'antd'
import { Plus, Star, X } from 'lucide-react'
import type { Json } from '../../model/label.ts'
import type { InputProps } from '../../model/web-field.ts'
import { type Point, pointsOf } from './points.ts'

const words = {
  zh: { label: '用途', add: '再加一个', remove: '移除', primary: '设为首选', isPrimary: '首选' },
  en: { label: 'Label', add: 'Add another', remove: 'Remove', primary: 'Make primary', isPrimary: 'Primary' },
} as const

/** Several phones or addresses, each with what it is for; one of them comes first. */
export const PointsInput = ({ id, value, onChange, disabled, status, field, context, onBlur }: InputProps) => {
  const t = words[context.locale]
  const known = pointsOf(value ?? null)
  const points: readonly Point[] = known.length === 0 ? [{ value: '', label: null, primary: true }] : known
  const put = (next: readonly Point[]) =>
    onChange((next.every((point) => point.value === '' && point.label === null) ? null : next) as Json)
  const change = (index: number, part: Partial<Point>) =>
    put(
      points.map((point, i) =>
        i === index ? { ...point, ...part } : part.primary === true ? { ...point, primary: false } : point,
      ),
    )
  return (
    <div className="gs-points">
      {points.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have nothing else to be known by
        <div key={index}>
          <Input
            {...(id !== undefined && index === 0 ? { id } : {})}
            {...(status === undefined ? {} : { status })}
            {...(onBlur === undefined ? {} : { onBlur })}
            aria-label={`${field.label[context.locale]} ${index + 1}`}
            value={point.value}
            disabled={disabled === true}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <Input
            className="gs-point-label"
            aria-label={t.label}
            placeholder={t.label}
            value={point.label ?? ''}
            disabled={disabled === true}
            onChange={(event) => change(index, { label: event.target.value === '' ? null : event.target.value })}
          />
          <Tooltip title={point.primary ? t.isPrimary : t.primary}>
            <Button
              type="text"
              aria-label={t.primary}
              aria-pressed={point.primary}
              icon={<Star fill={point.primary ? 'currentColor' : 'none'} />}
              onClick={() => change(index, { primary: true })}
            />
          </Tooltip>
          <Button
            type="text"
            aria-label={t.remove}
            icon={<X />}
            disabled={known.length === 0}
            onClick={() => put(points.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          type="text"
          icon={<Plus />}
          disabled={disabled === true || points.at(-1)?.value === ''}
          onClick={() => put([...points, { value: '', label: null, primary: false }])}
        >
          {t.add}
        </Button>
      </div>
    </div>
  )
}
