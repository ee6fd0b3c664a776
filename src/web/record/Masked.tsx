import { useQuery } from '@tanstack/react-query'
import { Popover } from 'antd'
import { Eye } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Json, Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { FieldValue } from '../field.tsx'
import { type FieldMeta, may, type ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { showProblem } from '../toast.tsx'
import { useWords } from '../words.ts'
import { recordWords } from './record.words.ts'
import './record.css'
import './record-panel.css'
import './record-phone.css'

/** The value of this field reaches this person hidden. */
export const isMasked = (record: Row, field: FieldMeta): boolean => {
  const { masked } = record
  if (Array.isArray(masked)) return masked.includes(field.name)
  const value = record[field.name]
  return field.masked && typeof value === 'string' && value.includes('*')
}

interface Usage {
  readonly reveals?: { readonly used: number; readonly limit: number | null }
}

/** How many hidden values may still be viewed today. */
export const useRevealsLeft = (poolId: Json | undefined): number | null => {
  const { data } = useQuery({
    queryKey: ['pool-usage', poolId ?? null],
    queryFn: () =>
      api.get<Usage>('/pool-usage', { query: { poolId: typeof poolId === 'string' ? poolId : undefined } }),
    retry: false,
    staleTime: 30_000,
  })
  const reveals = data?.reveals
  return reveals === undefined || reveals.limit === null ? null : Math.max(0, reveals.limit - reveals.used)
}

interface MaskedProps {
  readonly object: ObjectMeta
  readonly record: Row
  readonly field: FieldMeta
}

/** A hidden value; viewing it is recorded, says so first, and hides again when one leaves. */
export const MaskedValue = ({ object, record, field }: MaskedProps) => {
  const t = useWords(recordWords)
  const [clear, setClear] = useState<Json>(null)
  const left = useRevealsLeft(record.poolId)
  useEffect(() => () => setClear(null), [])
  if (clear !== null) return <FieldValue field={field} record={{ ...record, [field.name]: clear }} />
  const allowed =
    may(object, 'reveal') &&
    object.actions.some((action) => action.name === 'reveal') &&
    (record.can as Row | undefined)?.reveal !== false
  const show = async () => {
    try {
      const { data } = await api.post<Row>(`/${object.path}/${String(record.id)}/reveal`, { field: field.name })
      setClear(data.value ?? data[field.name] ?? null)
      void queryClient.invalidateQueries({ queryKey: ['pool-usage'] })
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <span className="gs-masked">
      <FieldValue field={field} record={record} />
      {allowed && (
        <Popover
          content={`${t('revealNote')}${left === null ? '' : t('revealLeft', { count: left })}`}
          placement="topRight"
        >
          <button type="button" className="gs-plain gs-link" onClick={() => void show()}>
            <Eye aria-hidden />
            {t('reveal')}
          </button>
        </Popover>
      )}
    </span>
  )
}
