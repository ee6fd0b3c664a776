import { Button, Input, Segmented } from 'antd'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Row } from '../../model/label.ts'
import { ApiProblem } from '../client.ts'
import { openForm } from '../form-host.ts'
import { may, useMeta } from '../meta.ts'
import { Empty, Failure, SkeletonRows, useSlow } from '../states.tsx'
import { useWords } from '../words.ts'
import { type Candidate, useCheck } from './duplicates.data.ts'
import { duplicatesWords } from './duplicates.words.ts'
import { StateTag } from './State.tsx'

interface Identity {
  readonly kind: 'company' | 'person'
  readonly name: string
  readonly codes?: readonly string[]
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
}

/** What somebody typed is a mailbox, a code, a number or a name: by its looks. */
export const valuesOf = (typed: string, identity: Identity): Row => {
  const text = typed.normalize('NFKC').trim()
  const [code] = identity.codes ?? []
  const [phone] = identity.phones ?? []
  const [email] = identity.emails ?? []
  const compact = text.replace(/[\s-]/g, '')
  if (email !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { [email]: text }
  if (code !== undefined && /^[0-9A-Za-z]{15,18}$/.test(compact) && /\d{6}/.test(compact)) return { [code]: compact }
  if (phone !== undefined && /^\+?[\d()\s-]{7,20}$/.test(text)) return { [phone]: text }
  return [...text].length < 2 ? {} : { [identity.name]: text }
}

/** 查重 (F21): free, in the pool, or whose it is, without opening anything. */
export const LookUp = () => {
  const t = useWords(duplicatesWords)
  const objects = useMeta().objects.filter((object) => object.traits.identity !== undefined)
  const [path, setPath] = useState(objects[0]?.path ?? 'customers')
  const [typed, setTyped] = useState('')
  const object = objects.find((one) => one.path === path)
  const identity = object?.traits.identity as Identity | undefined
  const values = identity === undefined ? {} : valuesOf(typed, identity)
  const asks = Object.keys(values).length > 0
  const { data, error, isFetching } = useCheck(path, values, { enabled: asks })
  const slow = useSlow(isFetching && data === undefined)
  return (
    <div className="gs-look">
      <Segmented
        aria-label={t('title')}
        value={path}
        onChange={setPath}
        options={objects.map((one) => ({
          value: one.path,
          label: t(`kind_${(one.traits.identity as Identity).kind}`),
        }))}
      />
      <Input
        size="large"
        allowClear
        autoFocus
        prefix={<Search aria-hidden className="gs-look-icon" />}
        aria-label={t(identity?.kind === 'person' ? 'askPerson' : 'ask')}
        placeholder={t(identity?.kind === 'person' ? 'askPerson' : 'ask')}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div aria-live="polite">
        {!asks ? (
          <p className="gs-muted gs-look-lead">{t('lead')}</p>
        ) : error !== null ? (
          <Failure
            title={t(error instanceof ApiProblem && error.code === 'daily_limit' ? 'tooMany' : 'failed')}
            error={error}
          />
        ) : data === undefined ? (
          slow && <SkeletonRows rows={3} columns={[260, 120]} />
        ) : data.candidates.length === 0 ? (
          <Empty title={t('free')} text={t('freeText')}>
            {may(object, 'create') && (
              <Button type="primary" onClick={() => openForm({ object: path, initial: values })}>
                {t('enter', { name: typed.trim() })}
              </Button>
            )}
          </Empty>
        ) : (
          <>
            <h2 className="gs-look-count">{t('found', { count: data.candidates.length })}</h2>
            <ul className="gs-look-list">
              {data.candidates.map((one, at) => (
                <Found key={one.id ?? `${one.name}/${at}`} one={one} />
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

const Found = ({ one }: { one: Candidate }) => {
  const t = useWords(duplicatesWords)
  const percent = Math.round(one.score * 100)
  return (
    <li className="gs-look-found">
      <div className="gs-look-name">
        {one.id === null ? <b>{one.name}</b> : <Link to={`/o/${one.object}/${one.id}`}>{one.name}</Link>}
        <StateTag of={one} />
      </div>
      <div className="gs-muted gs-look-why">
        <span className="gs-look-score" title={t('likeness', { percent })}>
          <i style={{ width: `${percent}%` }} />
        </span>
        <span>{t('likeness', { percent })}</span>
        <span>{one.reasons.map((reason) => reason.message).join(' · ')}</span>
        {one.state === 'pool' && one.id !== null && <Link to={`/pool?record=${one.id}`}>{t('toPool')}</Link>}
      </div>
    </li>
  )
}
