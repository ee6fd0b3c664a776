import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { isEmpty, type Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { FieldValue, useWebContext } from '../field.tsx'
import { type FieldMeta, fieldOf, type ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { recordsChanged } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { useLabel, useWords } from '../words.ts'
import type { Cluster } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'

const compared = ['ownerId', 'customerId', 'level', 'phone', 'region', 'lastFollowUpAt', 'createdAt']

type Question = 'keep' | 'discard'

/** One group of records that may be the same, side by side, and what can be done about it. */
export const ClusterCard = ({ object, cluster }: { object: ObjectMeta; cluster: Cluster }) => {
  const t = useWords(duplicatesWords)
  const label = useLabel()
  const context = useWebContext()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Question | null>(null)
  const seen = cluster.records.filter((record) => record.id !== null)
  const fields = compared
    .map((name) => fieldOf(object, name))
    .filter((field): field is FieldMeta => field !== undefined)
    .filter((field) => seen.some((record) => !isEmpty(record[field.name])))
  // Moments nearly always differ, and say little of whether two are one; of a masked value nobody can tell.
  const differs = (field: FieldMeta) => {
    const values = seen.map((record) => JSON.stringify(record[field.name] ?? null))
    return field.type !== 'dateTime' && new Set(values.filter((value) => !value.includes('**'))).size > 1
  }
  const decide = async (decision: string, more: Row = {}) => {
    try {
      await api.post(`/duplicates/clusters/${cluster.id}/decide`, { decision, ...more })
      setAsking(null)
      if (decision === 'keep') showToast({ text: t('keptApart') })
      if (decision === 'discard') showToast({ text: t('discarded', { count: (more.recordIds as string[]).length }) })
      await queryClient.invalidateQueries({ queryKey: ['duplicates'] })
      if (decision === 'reopen' && cluster.state === 'discarded') showToast({ text: t('broughtBack') })
      if (decision !== 'keep') await recordsChanged(object.path)
    } catch (error) {
      showProblem(error)
    }
  }
  const toMerge = `/duplicates/merge?object=${object.path}&ids=${seen.map((record) => record.id).join(',')}`
  return (
    <section className="gs-cluster">
      <header>
        <span className="gs-tag is-wait">{t('likeness', { percent: Math.round(cluster.score * 100) })}</span>
        <span>{cluster.reasons.map((reason) => reason.message).join(' · ')}</span>
        <span className="gs-muted gs-cluster-found">
          {t(`source_${cluster.source}`)}
          {cluster.foundBy?.name != null && ` · ${cluster.foundBy.name}`} · {momentInText(cluster.foundAt, context)}
        </span>
      </header>
      {cluster.insistReason !== null && <p className="gs-muted">{t('insisted', { reason: cluster.insistReason })}</p>}
      <div className="gs-cluster-scroll">
        <table>
          <thead>
            <tr>
              <th />
              {cluster.records.map((record, at) => (
                <th key={record.id ?? at} scope="col">
                  {record.id === null ? (
                    <span title={t('hidden')}>{String(record[object.title] ?? '')}</span>
                  ) : (
                    <Link to={`/o/${object.path}/${record.id}`}>{String(record[object.title] ?? '')}</Link>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name} className={differs(field) ? 'is-different' : ''}>
                <th scope="row">{label(field.label)}</th>
                {cluster.records.map((record, at) => (
                  <td key={record.id ?? at}>
                    {record.id === null || isEmpty(record[field.name]) ? (
                      <span className="gs-muted">
                        {record.id !== null && field.name === 'ownerId' ? t('inPool') : '—'}
                      </span>
                    ) : (
                      <FieldValue field={field} record={record} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        {cluster.state === 'open' ? (
          <>
            <Button type="primary" disabled={seen.length < 2} onClick={() => void navigate(toMerge)}>
              {t('merge')}
            </Button>
            <Button onClick={() => setAsking('keep')}>{t('keep')}</Button>
            <Button type="text" onClick={() => setAsking('discard')}>
              {t('discard')}
            </Button>
          </>
        ) : (
          <>
            <span className="gs-muted">
              {t('decided', {
                who: cluster.decidedBy?.name ?? '',
                at: cluster.decidedAt === null ? '' : momentInText(cluster.decidedAt, context),
              })}
              {cluster.decisionReason !== null && ` · ${cluster.decisionReason}`}
            </span>
            {cluster.state !== 'merged' && (
              <Button type="link" size="small" onClick={() => void decide('reopen')}>
                {t('reopen')}
              </Button>
            )}
          </>
        )}
      </footer>
      {asking !== null && (
        <Decision object={object} cluster={cluster} asking={asking} onDecide={decide} onClose={() => setAsking(null)} />
      )}
    </section>
  )
}

interface DecisionProps {
  readonly object: ObjectMeta
  readonly cluster: Cluster
  readonly asking: Question
  readonly onDecide: (decision: Question, more: Row) => Promise<void>
  readonly onClose: () => void
}

const Decision = ({ object, cluster, asking, onDecide, onClose }: DecisionProps) => {
  const t = useWords(duplicatesWords)
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [saving, setSaving] = useState(false)
  const seen = cluster.records.filter((record) => record.id !== null)
  const blocked = asking === 'discard' && (chosen.length === 0 || chosen.length >= cluster.records.length)
  const confirm = async () => {
    if (saving || blocked) return
    setSaving(true)
    await onDecide(asking, {
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(asking === 'discard' ? { recordIds: [...chosen] } : {}),
    })
    setSaving(false)
  }
  return (
    <Modal
      open
      width={440}
      title={t(`${asking}Title`)}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            danger={asking === 'discard'}
            disabled={blocked}
            loading={saving}
            onClick={() => void confirm()}
          >
            {t('confirm')}
          </Button>
        </>
      }
    >
      <p className="gs-muted">{t(`${asking}Text`)}</p>
      {asking === 'discard' && (
        <Checkbox.Group
          className="gs-cluster-choice"
          value={[...chosen]}
          onChange={(values) => setChosen(values.map(String))}
          options={seen.map((record) => ({ value: String(record.id), label: String(record[object.title] ?? '') }))}
        />
      )}
      <Input
        aria-label={t('why')}
        placeholder={t('why')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => void confirm()}
      />
    </Modal>
  )
}
