import { Button, Checkbox } from 'antd'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { namedOf } from '../../../fields/reference/named.ts'
import { api } from '../../client.ts'
import { may, type ObjectMeta } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Moment, SmallTable } from '../parts.tsx'
import { Question } from '../Question.tsx'
import { binWords } from './bin.words.ts'

interface BinTableProps {
  readonly object: ObjectMeta
  readonly rows: readonly RecordRow[]
  readonly total: number
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
}

interface BulkAnswer {
  readonly results: readonly { readonly id: string; readonly ok: boolean; readonly message?: string }[]
}

export const BinTable = ({ object, rows, total, chosen, onChoose }: BinTableProps) => {
  const t = useWords(binWords)
  const name = useLabel()(object.label)
  const [purging, setPurging] = useState<readonly string[] | null>(null)
  const titleOf = (row: RecordRow) => textOf(row, object.title) || textOf(row, 'name') || t('unnamed')
  const act = async (verb: 'restore' | 'purge', ids: readonly string[]) => {
    try {
      const { data, undo } = await api.post<BulkAnswer>(`/${object.path}/bulk/${verb}`, { ids, input: {} })
      const failed = data.results.filter((result) => !result.ok)
      const done = ids.length - failed.length
      if (failed.length > 0)
        showToast({
          tone: 'failed',
          text: t('partly', { done, failed: failed.length, reason: failed[0]?.message ?? '' }),
          undo,
        })
      else showToast({ text: t(verb === 'restore' ? 'restored' : 'purged', { count: done, object: name }), undo })
      onChoose(new Set())
    } catch (error) {
      showProblem(error)
    }
    setPurging(null)
    await recordsChanged(object.path)
  }
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    onChoose(next)
  }
  const picked = rows.filter((row) => chosen.has(row.id)).map((row) => row.id)
  const purge = may(object, 'purge')
  const restore = may(object, 'delete') || may(object, 'restore')
  return (
    <>
      <div className="gs-bar gs-bin-bar">
        <Checkbox
          checked={picked.length === rows.length}
          indeterminate={picked.length > 0 && picked.length < rows.length}
          onChange={(event) => onChoose(new Set(event.target.checked ? rows.map((row) => row.id) : []))}
        >
          {picked.length === 0 ? t('all') : t('chosen', { count: picked.length })}
        </Checkbox>
        {picked.length > 0 && (
          <>
            {restore && (
              <Button size="small" icon={<RotateCcw aria-hidden />} onClick={() => void act('restore', picked)}>
                {t('restoreCount', { count: picked.length })}
              </Button>
            )}
            {purge && (
              <Button size="small" danger icon={<Trash2 aria-hidden />} onClick={() => setPurging(picked)}>
                {t('purgeCount', { count: picked.length })}
              </Button>
            )}
          </>
        )}
        <span className="gs-muted gs-bar-count">{t('count', { count: total })}</span>
      </div>
      <SmallTable<RecordRow>
        label={name}
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          {
            key: 'name',
            title: t('name'),
            cell: (row) => (
              <span className="gs-inline">
                <Checkbox
                  checked={chosen.has(row.id)}
                  aria-label={t('select', { name: titleOf(row) })}
                  onChange={(event) => toggle(row.id, event.target.checked)}
                />
                {titleOf(row)}
              </span>
            ),
          },
          {
            key: 'owner',
            title: t('by'),
            wide: true,
            cell: (row) => namedOf(row, 'ownerId')?.name ?? '',
          },
          {
            key: 'at',
            title: t('deletedAt'),
            cell: (row) => (typeof row.deletedAt === 'string' ? <Moment at={row.deletedAt} /> : null),
          },
          {
            key: 'act',
            title: '',
            right: true,
            wide: true,
            cell: (row) => (
              <span className="gs-row-acts">
                {restore && (
                  <Button size="small" type="text" onClick={() => void act('restore', [row.id])}>
                    {t('restore')}
                  </Button>
                )}
                {purge && (
                  <Button size="small" type="text" danger onClick={() => setPurging([row.id])}>
                    {t('purge')}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
      {purging !== null && (
        <Question
          title={t('purgeTitle', { count: purging.length, object: name })}
          act={t('purgeCount', { count: purging.length })}
          count={purging.length}
          onAct={() => act('purge', purging)}
          onClose={() => setPurging(null)}
        >
          <p>
            {t('purgeText')}
            <b>{t('purgeNever')}</b>
            {t('purgeStays')}
          </p>
        </Question>
      )}
    </>
  )
}
