import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import type { Row } from '../../model/label.ts'
import { ApiProblem, api } from '../client.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { fieldOf, may, type ObjectMeta, useMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { recordsChanged } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showProblem, showToast } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import { type Merge, type Named, type Since, useMerges } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'

/** 合并记录: what was merged, by whom and why; each can be taken back. */
export const Merges = () => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const objects = useMeta().objects.filter((one) => one.traits.identity !== undefined && may(one, 'merge'))
  const [path, setPath] = useState(objects[0]?.path ?? 'customers')
  const object = objects.find((one) => one.path === path)
  const query = useMerges(path)
  const merges = query.data?.pages.flatMap((page) => page.data) ?? []
  if (object === undefined) return null
  return (
    <div className="gs-centre">
      {objects.length > 1 && (
        <div className="gs-centre-bar">
          <Select
            aria-label={t('merges')}
            value={path}
            onChange={setPath}
            options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
          />
        </div>
      )}
      {query.error !== null ? (
        <Failure title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={5} columns={[240, 160]} />
      ) : merges.length === 0 ? (
        <Empty title={t('noMerges')} text={t('noMergesText')} />
      ) : (
        <ul className="gs-merges">
          {merges.map((merge) => (
            <Merged key={merge.id} object={object} merge={merge} />
          ))}
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </ul>
      )}
    </div>
  )
}

const Merged = ({ object, merge }: { object: ObjectMeta; merge: Merge }) => {
  const t = useWords(duplicatesWords)
  const context = useWebContext()
  const [since, setSince] = useState<readonly Since[] | null>(null)
  const [saving, setSaving] = useState(false)
  const undo = async (assign: Readonly<Record<string, string>>) => {
    setSaving(true)
    try {
      const { data } = await api.post<{ records: readonly Row[] }>(`/duplicates/merges/${merge.id}/undo`, { assign })
      setSince(null)
      showToast({ text: t('unmerged', { count: data.records.length }) })
      await queryClient.invalidateQueries({ queryKey: ['duplicates'] })
      await recordsChanged(object.path)
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'changed_since')
        setSince(error.members.changes as readonly Since[])
      else showProblem(error)
    } finally {
      setSaving(false)
    }
  }
  return (
    <li className="gs-merges-one">
      <div>
        <span>{merge.losers.map((loser) => loser.name ?? '').join('、')}</span>
        <span className="gs-muted"> {t('into')} </span>
        <Link to={`/o/${object.path}/${merge.winner.id}`}>{merge.winner.name}</Link>
      </div>
      <div className="gs-muted">
        {merge.by?.name} · {momentInText(merge.at, context)}
        {merge.reason !== null && ` · ${merge.reason}`}
      </div>
      {merge.undoneAt === null ? (
        <Button size="small" loading={saving} onClick={() => void undo({})}>
          {t('unmerge')}
        </Button>
      ) : (
        <span className="gs-muted gs-merges-undone">
          {t('undone', { who: merge.undoneBy?.name ?? '', at: momentInText(merge.undoneAt, context) })}
        </span>
      )}
      {since !== null && (
        <Assign
          object={object}
          merge={merge}
          since={since}
          saving={saving}
          onAssign={undo}
          onClose={() => setSince(null)}
        />
      )}
    </li>
  )
}

interface AssignProps {
  readonly object: ObjectMeta
  readonly merge: Merge
  readonly since: readonly Since[]
  readonly saving: boolean
  readonly onAssign: (assign: Readonly<Record<string, string>>) => Promise<void>
  readonly onClose: () => void
}

/** Each later change goes to one of the records; it stays with the winner unless somebody says otherwise. */
const Assign = ({ object, merge, since, saving, onAssign, onClose }: AssignProps) => {
  const t = useWords(duplicatesWords)
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const sides: readonly Named[] = [merge.winner, ...merge.losers]
  const assign = Object.fromEntries(since.map((change) => [change.id, chosen[change.id] ?? merge.winner.id]))
  return (
    <Modal
      open
      width={640}
      title={t('sinceTitle')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={saving} onClick={() => void onAssign(assign)}>
            {t('unmerge')}
          </Button>
        </>
      }
    >
      <p className="gs-muted">{t('sinceText')}</p>
      <ul className="gs-since">
        {since.map((change) => (
          <li key={change.id}>
            <Change object={object} change={change} />
            <span className="gs-muted">{t('goesTo')}</span>
            <Select
              aria-label={t('goesTo')}
              value={assign[change.id] ?? null}
              onChange={(id) => setChosen((before) => ({ ...before, [change.id]: String(id) }))}
              options={sides.map((side) => ({ value: side.id, label: side.name ?? side.id }))}
            />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

const Change = ({ object, change }: { object: ObjectMeta; change: Since }) => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const { objects } = useMeta()
  if (change.kind === 'record') {
    const of = objects.find((one) => one.path === change.place)
    const place = change.place.replace('table:', '')
    const named =
      of !== undefined
        ? label(of.label).toLowerCase()
        : place === 'comments' || place === 'attachments'
          ? t(`oneOf_${place}`)
          : place
    return <span>{t('added', { object: named, title: change.title })}</span>
  }
  const field = fieldOf(object, change.field)
  if (field === undefined) return <span>{change.field}</span>
  return (
    <span>
      {label(field.label)} <FieldValue field={field} record={{ [field.name]: change.from }} /> →{' '}
      <FieldValue field={field} record={{ [field.name]: change.to }} />
    </span>
  )
}
