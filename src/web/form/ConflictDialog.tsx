import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { isEmpty, type Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { formWords } from './form.words.ts'
import type { Stale } from './save.ts'
import './form.css'

interface ConflictDialogProps {
  readonly object: ObjectMeta
  readonly stale: Stale
  readonly onSettle: (chosen: Row) => void
  readonly onDropMine: () => void
}

/** Both values side by side, field by field; mine is chosen to begin with, for I changed it last. */
export const ConflictDialog = ({ object, stale, onSettle, onDropMine }: ConflictDialogProps) => {
  const t = useWords(formWords)
  const label = useLabel()
  const context = useWebContext()
  const [sides, setSides] = useState<Readonly<Record<string, 'theirs' | 'mine'>>>({})
  const { current, mine, names } = stale
  const { data: last } = useQuery({
    queryKey: ['history', object.path, current.id, 'last', current.version],
    queryFn: () =>
      api.get<{ data: { at: string; by: { name: string } | null }[] }>(`/${object.path}/${current.id}/history`, {
        query: { limit: 1 },
      }),
    retry: false,
  })
  const who = last?.data[0]?.by?.name
  const at = last?.data[0]?.at
  const chosen = (): Row =>
    Object.fromEntries(names.map((name) => [name, sides[name] === 'theirs' ? current[name] : mine[name]]))
  return (
    <Modal
      open
      width={560}
      title={t('staleTitle', { who: who ?? t('staleSomebody'), object: label(object.label) })}
      onCancel={onDropMine}
      closable={false}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onDropMine}>{t('dropMine')}</Button>
          <Button type="primary" autoFocus onClick={() => onSettle(chosen())}>
            {t('keepChosen')}
          </Button>
        </>
      }
    >
      <p className="gs-muted">{t('staleText')}</p>
      <table className="gs-conflict">
        <thead>
          <tr>
            <th scope="col">
              <span className="gs-hidden">{t('field')}</span>
            </th>
            <th scope="col">
              {who ?? t('theirs')} {at !== undefined && momentInText(at, context)}
            </th>
            <th scope="col">{t('mine')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const field = fieldOf(object, name)
            if (field === undefined) return null
            const side = sides[name] ?? 'mine'
            return (
              <tr key={name}>
                <th scope="row">{label(field.label)}</th>
                {(['theirs', 'mine'] as const).map((one) => (
                  <td key={one}>
                    <button
                      type="button"
                      className={`gs-plain gs-conflict-side ${side === one ? 'is-chosen' : ''}`}
                      aria-pressed={side === one}
                      onClick={() => setSides((before) => ({ ...before, [name]: one }))}
                    >
                      {isEmpty((one === 'mine' ? mine : current)[name]) ? (
                        t('empty')
                      ) : (
                        <FieldValue field={field} record={one === 'mine' ? mine : current} />
                      )}
                    </button>
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Modal>
  )
}
