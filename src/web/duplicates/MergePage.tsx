import { useQuery } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { namedOf } from '../../fields/reference/named.ts'
import type { Row } from '../../model/label.ts'
import { Refused } from '../actions/Refused.tsx'
import { ApiProblem, api } from '../client.ts'
import { FieldValue } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { keyName, useKeys } from '../keys.ts'
import { fieldOf, type ObjectMeta, useMeta, useObject } from '../meta.ts'
import { queryClient } from '../query.ts'
import { type RecordRow, recordsChanged } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showToast } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import type { Preview } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'
import { OtherPicker } from './OtherPicker.tsx'
import './duplicates.css'

/** 合并: the records side by side, whose value each field keeps, and what comes of it. */
export const MergePage = () => {
  const t = useWords(duplicatesWords)
  const locale = useLocale()
  const [search, setSearch] = useSearchParams()
  const path = search.get('object') ?? 'customers'
  const object = useObject(path)
  const ids = [...new Set((search.get('ids') ?? '').split(',').filter((id) => id !== ''))]
  const add = (id: string) => setSearch({ object: path, ids: [...ids, id].join(',') }, { replace: true })
  if (object === undefined) return null
  return (
    <Page
      header={
        <PageHeader
          title={t('mergeTitle', { object: locale === 'zh' ? object.label.zh : object.label.en.toLowerCase() })}
        />
      }
    >
      <div className="gs-merge">
        {ids.length < 2 ? (
          <Empty title={t('addOther')} text={t('addOtherText')}>
            <OtherPicker object={path} except={ids} onPick={add} />
          </Empty>
        ) : (
          <Table key={ids.join()} object={object} ids={ids} onAdd={add} />
        )}
      </div>
    </Page>
  )
}

interface TableProps {
  readonly object: ObjectMeta
  readonly ids: readonly string[]
  readonly onAdd: (id: string) => void
}

const Table = ({ object, ids, onAdd }: TableProps) => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const navigate = useNavigate()
  const [winnerId, setWinnerId] = useState(ids[0] ?? '')
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [saving, setSaving] = useState(false)
  const body = { object: object.path, winnerId, loserIds: ids.filter((id) => id !== winnerId), choices }
  const preview = useQuery({
    queryKey: ['duplicates', 'preview', body],
    queryFn: async ({ signal }) => (await api.post<Preview>('/duplicates/preview', body, { signal })).data,
    placeholderData: (before) => before,
    retry: false,
  })
  const forget = (name: string) =>
    setChoices((before) => Object.fromEntries(Object.entries(before).filter(([field]) => field !== name)))
  const merge = async () => {
    if (saving || preview.data === undefined) return
    setSaving(true)
    setProblem(null)
    try {
      const { data, undo } = await api.post<{ record: RecordRow }>('/duplicates/merge', {
        ...body,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      })
      showToast({ text: t('merged', { name: String(data.record[object.title] ?? '') }), undo })
      await queryClient.invalidateQueries({ queryKey: ['duplicates'] })
      await recordsChanged(object.path)
      void navigate(`/o/${object.path}/${data.record.id}`)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setSaving(false)
    }
  }
  useKeys({ 'mod+enter': () => void merge() })
  if (preview.error !== null)
    return <Failure title={t('failed')} error={preview.error} onRetry={() => void preview.refetch()} />
  if (preview.data === undefined) return <SkeletonRows rows={8} columns={[160, 200, 200]} />
  const { records, fields, children } = preview.data
  const shown = ids.map((id) => records.find((record) => record.id === id)).filter((one) => one !== undefined)
  const winner = shown.find((record) => record.id === winnerId)
  return (
    <>
      <p className="gs-muted">{t('mergeLead')}</p>
      <div className="gs-merge-scroll">
        <table className="gs-merge-table">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              {shown.map((record) => (
                <th key={record.id} scope="col" className={record.id === winnerId ? 'is-winner' : ''}>
                  <button
                    type="button"
                    className="gs-plain"
                    aria-pressed={record.id === winnerId}
                    onClick={() => setWinnerId(record.id)}
                  >
                    <b>{String(record[object.title] ?? '')}</b>
                    <span className={record.id === winnerId ? 'gs-tag is-good' : 'gs-muted'}>
                      {t(record.id === winnerId ? 'winner' : 'makeWinner')}
                    </span>
                  </button>
                </th>
              ))}
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, result, chosen }) => {
              const field = fieldOf(object, name)
              if (field === undefined) return null
              const is = (record: RecordRow) => JSON.stringify(record[name] ?? null) === JSON.stringify(result)
              const kept = chosen ?? shown.find(is)?.id ?? null
              return (
                <tr key={name}>
                  <th scope="row">{label(field.label)}</th>
                  {shown.map((record) => (
                    <td
                      key={record.id}
                      className={record.id === kept ? 'is-kept' : ''}
                      data-of={String(record[object.title] ?? '')}
                    >
                      <Radio
                        name={`keep-${name}`}
                        checked={record.id === kept}
                        onChange={() => setChoices((before) => ({ ...before, [name]: record.id }))}
                      >
                        {record[name] === null || record[name] === undefined ? (
                          <span className="gs-muted">{t('empty')}</span>
                        ) : (
                          <FieldValue field={field} record={record} />
                        )}
                      </Radio>
                    </td>
                  ))}
                  <td className={kept === null ? 'gs-merge-result is-joined' : 'gs-merge-result'} data-of={t('result')}>
                    {kept === null && <span className="gs-tag is-info">{t('joined')}</span>}
                    <FieldValue field={field} record={resultRow(shown, name, result, kept)} />
                    {chosen !== null && (
                      <Button type="link" size="small" onClick={() => forget(name)}>
                        {t('byItself')}
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="gs-muted">{t('same')}</p>
      {winner !== undefined && 'ownerId' in winner && (
        <p>
          {winner.ownerId === null
            ? t('ownerPool')
            : t('ownerStays', { owner: namedOf(winner, 'ownerId')?.name ?? '' })}
        </p>
      )}
      <Moves moves={children} />
      {problem !== null && <Refused title={t('notMerged')} problem={problem} />}
      <div className="gs-merge-foot">
        <Input
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        <OtherPicker object={object.path} except={ids} onPick={onAdd} />
        <Button onClick={() => void navigate(-1)}>{t('back')}</Button>
        <Button type="primary" loading={saving} onClick={() => void merge()}>
          {t('doMerge', { count: ids.length })}
          <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>
        </Button>
      </div>
    </>
  )
}

/** The result as a row a cell can be drawn of: references bring the name of the record they were taken from. */
const resultRow = (records: readonly RecordRow[], name: string, result: Row[string], kept: string | null): Row => {
  const from = records.find((record) => record.id === kept) ?? records[0]
  return { ...from, [name]: result ?? null }
}

const Moves = ({ moves }: { moves: Preview['children'] }) => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const { objects } = useMeta()
  const byObject = new Map<string, number>()
  for (const move of moves) byObject.set(move.object, (byObject.get(move.object) ?? 0) + move.count)
  const named = (path: string) => {
    const object = objects.find((one) => one.path === path)
    return object !== undefined ? label(object.label) : path === 'comments' || path === 'attachments' ? t(path) : path
  }
  return (
    <p>
      {byObject.size === 0
        ? t('movesNothing')
        : `${t('moves')}${[...byObject].map(([path, count]) => `${named(path)} ${count}`).join(' · ')}`}
    </p>
  )
}
