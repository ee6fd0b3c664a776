import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { FieldValue } from '../field.tsx'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import type { RecordRow } from '../records.ts'
import { SmallTable } from '../settings/parts.tsx'
import { useWords } from '../words.ts'
import { countsOf, spread, type Target } from './hand-over.data.ts'
import { handOverWords } from './hand-over.words.ts'
import { TargetSelect, type Targets } from './TargetSelect.tsx'

interface AllotmentProps extends Targets {
  readonly object: ObjectMeta
  readonly rows: readonly RecordRow[]
  readonly total: number
  readonly chosen: ReadonlyMap<string, Target>
  readonly common: Target
  readonly onChoose: (ids: readonly string[], target: (id: string) => Target) => void
}

/** The customers one by one, each with where it goes; several at once by selecting. */
export const Allotment = ({ object, rows, total, chosen, common, heirs, pools, onChoose }: AllotmentProps) => {
  const t = useWords(handOverWords)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const nameOf = (row: RecordRow) => String(row[object.title] ?? row.id)
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    setSelected(next)
  }
  const cell = (name: string) => (row: RecordRow) => {
    const field = fieldOf(object, name)
    return field === undefined ? null : <FieldValue field={field} record={row} place="table" />
  }
  const give = (target: (id: string) => Target) => {
    onChoose([...selected], target)
    setSelected(new Set())
  }
  return (
    <>
      <div className="gs-allot-bar">
        <Checkbox
          checked={rows.length > 0 && selected.size === rows.length}
          indeterminate={selected.size > 0 && selected.size < rows.length}
          onChange={({ target }) => setSelected(new Set(target.checked ? rows.map((row) => row.id) : []))}
        >
          {selected.size > 0 ? t('chosen', { count: selected.size }) : t('selectAll')}
        </Checkbox>
        {selected.size > 0 && (
          <>
            <TargetSelect
              heirs={heirs}
              pools={pools}
              value={null}
              label={t('giveTo')}
              placeholder={t('giveTo')}
              onChange={(target) => give(() => target)}
            />
            {heirs.length > 1 && (
              <Button
                onClick={() => {
                  const others = new Map([...chosen].filter(([id]) => !selected.has(id)))
                  const plan = spread([...selected], heirs, countsOf(total - selected.size, others, common))
                  give((id) => plan.get(id) ?? common)
                }}
              >
                {t('spread')}
              </Button>
            )}
          </>
        )}
        <span className="gs-muted gs-allot-count">
          {t(rows.length < total ? 'shown' : 'all', { shown: rows.length, total })}
        </span>
      </div>
      <SmallTable<RecordRow>
        label={t('customers')}
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          {
            key: 'name',
            title: t('name'),
            cell: (row) => (
              <Checkbox
                checked={selected.has(row.id)}
                aria-label={t('select', { name: nameOf(row) })}
                onChange={({ target }) => toggle(row.id, target.checked)}
              >
                <span className="gs-allot-name">{nameOf(row)}</span>
              </Checkbox>
            ),
          },
          { key: 'level', title: t('level'), wide: true, cell: cell('level') },
          { key: 'last', title: t('last'), wide: true, cell: cell('lastFollowUpAt') },
          { key: 'next', title: t('next'), wide: true, cell: cell('nextFollowUpAt') },
          {
            key: 'to',
            title: t('goesTo'),
            cell: (row) => (
              <TargetSelect
                heirs={heirs}
                pools={pools}
                value={chosen.get(row.id) ?? common}
                label={`${t('goesTo')} ${nameOf(row)}`}
                onChange={(target) => onChoose([row.id], () => target)}
              />
            ),
          },
        ]}
      />
    </>
  )
}
