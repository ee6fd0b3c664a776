import { Button, Input, InputNumber, Switch } from 'antd'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Json } from '../../../model/label.ts'
import { ApiProblem, api } from '../../client.ts'
import { FieldInput } from '../../field.tsx'
import { fieldOf, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged, useRecord } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Loaded, Section, Setting, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { ClocksBy } from './ClocksBy.tsx'
import { poolWords } from './pools.words.ts'
import { isClock, readingOf } from './reading.ts'
import { ProposeChange, WaitingChanges } from './SecondPerson.tsx'
import { useClockOptions } from './use-options.ts'

/** A pool that is not there yet. */
const blank: RecordRow = {
  id: '',
  name: '',
  isDefault: false,
  memberIds: [],
  memberDepartmentIds: [],
  adminIds: [],
  byLevel: {},
  byClass: {},
  byProductLine: {},
  afterRecycle: 'open',
  warnDays: 7,
}

/** One pool: who, when taken back, how claimed; saved together, for the clocks are counted anew. */
export const PoolEditor = ({ id }: { id: string }) => {
  const query = useRecord('pools', id === 'new' ? '' : id)
  if (id === 'new') return <Editor saved={blank} />
  return <Loaded query={query}>{(pool) => <Editor key={pool.version ?? 0} saved={pool} />}</Loaded>
}

const Editor = ({ saved }: { saved: RecordRow }) => {
  const t = useWords(poolWords)
  const s = useWords(settingsWords)
  const navigate = useNavigate()
  const options = useClockOptions()
  const { busy, faultOf, run } = useSaving()
  const [draft, setDraft] = useState<Readonly<Record<string, Json | undefined>>>({})
  const fresh = saved.id === ''
  // Pools from before the choice was there let what ends go into the pool.
  const pool: RecordRow = { ...saved, afterRecycle: saved.afterRecycle ?? 'open', ...draft }
  const changed = Object.keys(draft).filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(saved[name]))
  const set = (name: string) => (value: Json) => setDraft((before) => ({ ...before, [name]: value }))
  const name = textOf(pool, 'name')
  const [refused, setRefused] = useState<string | null>(null)
  const clocks = changed.filter((key) => isClock(key))
  const save = () =>
    run(async () => {
      setRefused(null)
      const body = Object.fromEntries(changed.map((key) => [key, draft[key]]))
      const written = await (fresh
        ? api.post<RecordRow>('/pools', body)
        : api.patch<RecordRow>(`/pools/${saved.id}`, body, {
            ...(saved.version === undefined ? {} : { ifMatch: saved.version }),
          })
      ).catch((error: unknown) => {
        if (!(error instanceof ApiProblem && error.code === 'needs_second_person')) throw error
        setRefused(error.message)
        return undefined
      })
      if (written === undefined) return
      const { data, undo } = written
      showToast({ text: t(fresh ? 'created' : 'saved', { name }), undo })
      await recordsChanged('pools', 'customers')
      if (fresh) void navigate(`/settings/pools/${data.id}`, { replace: true })
    })
  const parts = { pool, set, faultOf }
  return (
    <Topic
      title={
        <>
          <Link to="/settings/pools" className="gs-crumb">
            {s('pools')}
          </Link>
          <ChevronRight aria-hidden className="gs-crumb" />
          {fresh ? t('newPool') : textOf(saved, 'name')}
        </>
      }
    >
      {!fresh && <WaitingChanges pool={saved} options={options} />}
      <Section title={t('reads')}>
        <p className="gs-advice">{readingOf(pool, options, t)}</p>
      </Section>
      <Section title={t('who')}>
        <Setting title={t('name')} text={<Fault text={faultOf('name')} />}>
          <Input
            className="gs-wide-input"
            aria-label={t('name')}
            maxLength={60}
            value={name}
            autoFocus={fresh}
            onChange={(event) => set('name')(event.target.value)}
          />
        </Setting>
        <Setting title={t('isDefault')} text={t('isDefaultText')}>
          <Switch
            aria-label={t('isDefault')}
            checked={pool.isDefault === true}
            disabled={saved.isDefault === true}
            onChange={(next) => set('isDefault')(next)}
          />
        </Setting>
        <Declared
          {...parts}
          name="memberDepartmentIds"
          title={t('memberDepartments')}
          text={t('memberDepartmentsText')}
        />
        <Declared {...parts} name="memberIds" title={t('members')} text={t('membersText')} />
        <Declared {...parts} name="adminIds" title={t('admins')} text={t('adminsText')} />
      </Section>
      <Section title={t('clocks')} text={t('clocksText')}>
        <Count
          {...parts}
          name="daysWithoutFollowUp"
          title={t('withoutFollowUp')}
          text={t('withoutFollowUpText')}
          unit={s('days')}
        />
        <Count
          {...parts}
          name="daysWithoutDeal"
          title={t('withoutDeal')}
          text={t('withoutDealText')}
          unit={s('days')}
        />
        <ClocksBy pool={pool} setting="byLevel" onChange={set('byLevel')} />
        <ClocksBy pool={pool} setting="byClass" onChange={set('byClass')} />
        <ClocksBy pool={pool} setting="byProductLine" onChange={set('byProductLine')} />
        <Declared {...parts} name="afterRecycle" title={t('afterRecycle')} text={t('afterRecycleText')} />
        {pool.afterRecycle === 'extend' && (
          <Count {...parts} name="extendDays" title={t('extendDays')} text={t('extendDaysText')} unit={s('days')} />
        )}
        <Count {...parts} name="warnDays" title={t('warnDays')} text={t('warnDaysText')} unit={s('days')} />
      </Section>
      <Section title={t('claiming')}>
        <Count
          {...parts}
          name="dailyClaims"
          title={t('daily')}
          text={t('dailyText')}
          unit={s('pieces')}
          empty={s('unlimited')}
        />
        <Count
          {...parts}
          name="previousOwnerCooldownDays"
          title={t('previous')}
          text={t('previousText')}
          unit={s('days')}
        />
        <Count {...parts} name="priorityHours" title={t('priority')} text={t('priorityText')} unit={s('hours')} />
        <Count {...parts} name="newInPoolCooldownHours" title={t('fresh')} text={t('freshText')} unit={s('hours')} />
        <Count
          {...parts}
          name="capacity"
          title={t('capacity')}
          text={t('capacityText')}
          unit={s('pieces')}
          empty={s('unlimited')}
        />
        <Declared {...parts} name="maskedFields" title={t('masked')} text={t('maskedText')} />
      </Section>
      {refused !== null && clocks.length > 0 && (
        <ProposeChange
          poolId={saved.id}
          values={Object.fromEntries(clocks.map((key) => [key, draft[key] ?? null]))}
          why={refused}
          onDone={() => {
            setRefused(null)
            setDraft(Object.fromEntries(Object.entries(draft).filter(([key]) => !isClock(key))))
          }}
          onClose={() => setRefused(null)}
        />
      )}
      {changed.length > 0 && (
        <div className="gs-save-bar">
          <span>
            <b>{t('changes', { count: changed.length })}</b>{' '}
            <span className="gs-muted">{fresh ? '' : t('effect')}</span>
          </span>
          <Button onClick={() => setDraft({})}>{t('discard')}</Button>
          <Button type="primary" loading={busy} disabled={name.trim() === ''} onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      )}
    </Topic>
  )
}

interface PartProps {
  readonly pool: RecordRow
  readonly set: (name: string) => (value: Json) => void
  readonly faultOf: (path: string) => string | undefined
  readonly name: string
  readonly title: string
  readonly text: string
}

const Fault = ({ text, children }: { text: string | undefined; children?: ReactNode }) =>
  text === undefined ? children : <span className="gs-late">{text}</span>

const Count = ({
  pool,
  set,
  faultOf,
  name,
  title,
  text,
  unit,
  empty,
}: PartProps & { unit: string; empty?: string }) => {
  const s = useWords(settingsWords)
  const value = pool[name]
  return (
    <Setting title={title} text={<Fault text={faultOf(name)}>{text}</Fault>}>
      <InputNumber
        aria-label={title}
        className="gs-number"
        min={0}
        precision={0}
        placeholder={empty ?? s('notSet')}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => set(name)(next)}
      />
      <span className="gs-unit">{unit}</span>
    </Setting>
  )
}

const Declared = ({ pool, set, faultOf, name, title, text }: PartProps) => {
  const object = useObject('pools')
  const field = object === undefined ? undefined : fieldOf(object, name)
  if (field === undefined) return null
  return (
    <Setting title={title} text={<Fault text={faultOf(name)}>{text}</Fault>}>
      <div className="gs-wide-input">
        <FieldInput field={field} value={pool[name]} record={pool} onChange={set(name)} />
      </div>
    </Setting>
  )
}
