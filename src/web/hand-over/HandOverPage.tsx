import { Button, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { FieldInput } from '../field.tsx'
import { Page, PageHeader, RightPanel } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { useMeta, useObject } from '../meta.ts'
import { useRecords } from '../records.ts'
import { Labelled, Loaded } from '../settings/parts.tsx'
import { Empty } from '../states.tsx'
import { showProblem } from '../toast.tsx'
import { useWords } from '../words.ts'
import { Allotment } from './Allotment.tsx'
import { Done } from './Done.tsx'
import { Forecast } from './Forecast.tsx'
import { choicesOf, countsOf, type Holdings, heirOf, poolOf, type Target, useHoldings } from './hand-over.data.ts'
import { handOverWords } from './hand-over.words.ts'
import { TargetSelect } from './TargetSelect.tsx'
import { type Outcome, useHandOver } from './use-hand-over.ts'
import '../settings/settings.css'
import '../settings/controls.css'
import './hand-over.css'

/** 移交: everything somebody holds, and who takes it. */
export const HandOverPage = () => {
  const { id = '' } = useParams()
  const [added, setAdded] = useState<readonly string[]>([])
  const query = useHoldings(id, added)
  return (
    <Loaded query={query}>
      {(holdings) => (
        <HandOver key={id} holdings={holdings} onAdd={(heirId) => setAdded((before) => [...before, heirId])} />
      )}
    </Loaded>
  )
}

const HandOver = ({ holdings, onAdd }: { holdings: Holdings; onAdd: (heirId: string) => void }) => {
  const t = useWords(handOverWords)
  const navigate = useNavigate()
  const meta = useMeta()
  const customers = useObject('customers')
  const { employee } = holdings
  const total = holdings.held.find((one) => one.pooled)?.count ?? 0
  const owned = useRecords(
    'customers',
    { filter: { ownerId: employee.id }, limit: 200 },
    customers !== undefined && total > 0,
  )
  const pools = (useRecords(
    'pools',
    { limit: 200, fields: ['name'] },
    meta.objects.some((one) => one.path === 'pools'),
  ).data?.data ?? []) as unknown as readonly { id: string; name: string }[]
  const [cause, setCause] = useState<'leaving' | 'moving'>('leaving')
  const [reason, setReason] = useState('')
  const [common, setCommon] = useState<Target>(
    holdings.heirs[0] === undefined ? 'pool:' : (`heir:${holdings.heirs[0].id}` as Target),
  )
  const [chosen, setChosen] = useState<ReadonlyMap<string, Target>>(new Map())
  const [asked, setAsked] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { moved, run } = useHandOver(employee.id)
  const { heirs } = holdings
  const isLeaving = cause === 'leaving'
  const isPhone = useWidth() === 'phone'
  const heirField = useObject('employees')
    ?.actions.find((action) => action.name === 'hand-over')
    ?.input.find((one) => one.name === 'heirId')
  const choose = (ids: readonly string[], target: (id: string) => Target) => {
    const next = new Map(chosen)
    for (const id of ids) next.set(id, target(id))
    setChosen(next)
  }
  const start = async () => {
    setAsked(false)
    const heirId = heirOf(common)
    const poolId = poolOf(common)
    try {
      setOutcome(
        await run({
          cause,
          ...(heirId === null ? {} : { heirId }),
          // Said even of the own pool: a call that names records alone would leave the others.
          ...(heirId === null ? { poolId } : {}),
          ...(reason.trim() === '' ? {} : { reason }),
          choices: choicesOf(chosen, common),
        }),
      )
      setChosen(new Map())
    } catch (error) {
      showProblem(error)
    }
  }
  const title = t('title', { name: employee.name })
  const go = isLeaving
    ? holdings.held.length === 0
      ? t('close')
      : t('goClose', { count: total })
    : t('go', { count: total })
  if (outcome !== null)
    return (
      <Page header={<PageHeader title={title} />}>
        <Done outcome={outcome} onAgain={() => setOutcome(null)} />
      </Page>
    )
  const targets = { heirs, pools }
  const acts = (
    <>
      <Button onClick={() => void navigate(-1)}>{t('cancel')}</Button>
      <Button
        type="primary"
        loading={moved !== null}
        disabled={!isLeaving && holdings.held.length === 0}
        onClick={() => setAsked(true)}
      >
        {moved === null ? go : t('running', { done: moved })}
      </Button>
    </>
  )
  return (
    <Page
      header={<PageHeader title={title} {...(isPhone ? {} : { actions: acts })} />}
      panel={
        <RightPanel title={t('forecast')} label={t('forecast')}>
          <Forecast
            holdings={holdings}
            counts={total === 0 ? new Map() : countsOf(total, chosen, common)}
            heirs={heirs}
            pools={pools}
            isLeaving={isLeaving}
          />
        </RightPanel>
      }
    >
      <div className="gs-hand-over">
        <p className="gs-muted">{t('lead')}</p>
        <Radio.Group
          className="gs-choices gs-causes"
          aria-label={t('cause')}
          value={cause}
          onChange={(event) => setCause(event.target.value as typeof cause)}
        >
          <Radio value="leaving">
            {t('leaving')}
            <span className="gs-setting-text">{t('leavingText')}</span>
          </Radio>
          <Radio value="moving">
            {t('moving')}
            <span className="gs-setting-text">{t('movingText')}</span>
          </Radio>
        </Radio.Group>
        <div className="gs-hand-over-row">
          <Labelled label={t('common')}>
            {() => <TargetSelect {...targets} value={common} label={t('common')} onChange={setCommon} />}
          </Labelled>
          {heirField !== undefined && (
            <Labelled label={t('other')}>
              {() => (
                <FieldInput
                  field={heirField}
                  value={null}
                  record={{}}
                  onChange={(heirId) => {
                    if (typeof heirId !== 'string') return
                    onAdd(heirId)
                    setCommon(`heir:${heirId}`)
                  }}
                />
              )}
            </Labelled>
          )}
          <Labelled label={t('reason')} help={t('reasonHint')}>
            {(inputId) => (
              <Input id={inputId} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Labelled>
        </div>
        {holdings.held.length === 0 ? (
          <Empty title={t('nothing', { name: employee.name })} text={t('nothingText')} />
        ) : (
          customers !== undefined &&
          total > 0 && (
            <Loaded query={owned}>
              {({ data }) => (
                <Allotment
                  {...targets}
                  object={customers}
                  rows={data}
                  total={total}
                  chosen={chosen}
                  common={common}
                  onChoose={choose}
                />
              )}
            </Loaded>
          )
        )}
        {isPhone && <div className="gs-hand-over-acts">{acts}</div>}
      </div>
      <Modal
        open={asked}
        title={holdings.held.length === 0 ? `${t('close')}？` : t('sure', { name: employee.name, count: total })}
        okText={go}
        cancelText={t('cancel')}
        onOk={() => void start()}
        onCancel={() => setAsked(false)}
      >
        <p>{t('sureText')}</p>
        {isLeaving && <p>{t('closes')}</p>}
      </Modal>
    </Page>
  )
}
