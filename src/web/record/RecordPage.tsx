import { Button } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { ApprovalBanner } from '../approval/RecordApproval.tsx'
import { ApiProblem } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { duplicatesWords } from '../duplicates/duplicates.words.ts'
import { openForm } from '../form-host.ts'
import { Page, PageHeader, RightPanel } from '../frame/Page.tsx'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { may, type ObjectMeta, useObject } from '../meta.ts'
import { type RecordRow, useRecord, verdict } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { showToast } from '../toast.tsx'
import { say, useLabel, useWords } from '../words.ts'
import { FactStrip } from './FactStrip.tsx'
import { linesOf } from './LinesTab.tsx'
import { Loss, useLoss } from './Loss.tsx'
import { placeOf } from './place.ts'
import { RecordHead } from './RecordHead.tsx'
import { RecordPanel } from './RecordPanel.tsx'
import { RecordTabs } from './RecordTabs.tsx'
import { hasTimeline, useContactLog } from './record.hooks.ts'
import { recordWords } from './record.words.ts'
import './record.css'
import './record-panel.css'
import './record-phone.css'

/** One record of any object, from its address. */
export const RecordPage = () => {
  const { object: path = '', id = '' } = useParams()
  const object = useObject(path)
  const t = useWords(commonWords)
  if (object === undefined)
    return (
      <Page header={<PageHeader title={t('notFoundTitle')} />}>
        <Empty title={t('notFoundTitle')} text={t('notFoundText')} />
      </Page>
    )
  return <Loaded key={`${path}/${id}`} object={object} id={id} />
}

const Loaded = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { data, error, refetch } = useRecord(object.path, id)
  useEffect(() => {
    if (data === undefined || data.id === id) return
    // An id that was merged away: the page is the winner's from here on.
    showToast({ text: say(duplicatesWords, 'led', { name: String(data[object.title] ?? '') }) })
    void navigate(`/o/${object.path}/${data.id}`, { replace: true })
  }, [data, id, object, navigate])
  const gone = error instanceof ApiProblem && (error.status === 404 || error.status === 403)
  const loss = useLoss(object.path, id, gone && object.traits.pooled === true)
  if (data !== undefined) return <Shown object={object} record={data} />
  if (error === null)
    return (
      <Page header={<div className="gs-record-head" aria-busy="true" />}>
        <SkeletonRows rows={10} columns={[360, 80]} />
      </Page>
    )
  return (
    <Page header={<PageHeader title={label(object.label)} />}>
      {gone ? (
        <>
          <Empty
            title={loss === undefined ? t('missing') : t('noLongerYours', { object: label(object.label) })}
            text={loss === undefined ? error.detail || t('missingText') : t('noLongerSeen')}
          >
            <Button type="primary" onClick={() => navigate(`/o/${object.path}`)}>
              {t('backToList', { object: label(object.label) })}
            </Button>
          </Empty>
          <Loss data={loss} />
        </>
      ) : (
        <Failure title={t('unloaded')} error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Shown = ({ object, record }: { object: ObjectMeta; record: RecordRow }) => {
  const t = useWords(recordWords)
  const navigate = useNavigate()
  const width = useWidth()
  const phone = width === 'phone'
  const [search, setSearch] = useSearchParams()
  const box = useRef<TextAreaRef>(null)
  const log = useContactLog(object.path)
  const [place] = useState(() => placeOf(object.path, record.id))
  const tells = hasTimeline(object)
  const tab =
    search.get('tab') ??
    (object.path === 'approvals' ? 'course' : undefined) ??
    linesOf(object, record)[0]?.name ??
    (tells ? 'timeline' : 'details')
  const openTab = (key: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        after.set('tab', key)
        return after
      },
      { replace: true },
    )

  const followUps = useObject('follow-ups')
  const ofContact = object.path === 'contacts' && typeof record.customerId === 'string' && may(followUps, 'create')
  const writes = (log !== undefined || ofContact) && record.deletedAt == null
  const write = () => {
    if (ofContact)
      return openForm({
        object: 'follow-ups',
        initial: { customerId: record.customerId, contactId: record.id },
        onSaved: () => {},
      })
    if (log === undefined) return
    if (phone) return openForm({ object: log.object.path, initial: { [log.on]: record.id }, onSaved: () => {} })
    if (tab !== 'timeline') openTab('timeline')
    setTimeout(() => box.current?.focus(), 0)
  }
  const go = (id: string | null | undefined) => {
    if (id !== null && id !== undefined) void navigate(`/o/${object.path}/${id}${location.search}`, { replace: true })
  }
  useKeys({
    j: () => go(place?.next),
    k: () => go(place?.previous),
    f: () => (writes ? write() : false),
    e: () => {
      if (!verdict(record, 'update').can) return false
      openForm({ object: object.path, id: record.id })
    },
    m: () => {
      const first =
        document.querySelector<HTMLElement>('.gs-event [data-comment]') ??
        document.querySelector<HTMLElement>('[data-comment]')
      if (first === null) return false
      first.click()
    },
    n: () => createFor('contacts', object.path, record),
    t: () => createFor('tasks', object.path, record),
  })

  const panel = useMemo(() => <RecordPanel object={object} record={record} />, [object, record])
  const head = (
    <RecordHead object={object} record={record} place={place} onGo={go} onWrite={writes ? write : undefined} />
  )
  const facts = <FactStrip object={object} record={record} />
  const tabs = (
    <>
      {object.traits.approvable === true && (
        <ApprovalBanner object={object} record={record} onOpen={() => openTab('approval')} />
      )}
      <RecordTabs
        object={object}
        record={record}
        tab={tab}
        onTab={openTab}
        box={box}
        log={log}
        details={phone || !tells ? panel : null}
      />
    </>
  )
  if (phone)
    return (
      <Page header={null}>
        {head}
        {facts}
        {tabs}
      </Page>
    )
  return (
    <Page
      header={head}
      under={facts}
      panel={
        tells ? (
          <RightPanel title={null} label={t('basics')}>
            {panel}
          </RightPanel>
        ) : undefined
      }
    >
      {tabs}
    </Page>
  )
}

const createFor = (target: string, path: string, record: RecordRow): boolean => {
  if (path !== 'customers') return false
  openForm({
    object: target,
    initial: { customerId: record.id, customer: { id: record.id, name: String(record.name ?? '') } },
    onSaved: () => {},
  })
  return true
}
