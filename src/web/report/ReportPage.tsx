import { Button, Input, Segmented } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { dayWithWeekday, momentInText } from '../../fields/date-time/day-words.tsx'
import { wallOf } from '../../fields/date-time/moment-text.ts'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { Page, PageHeader } from '../frame/Page.tsx'
import { keyName, useKeys } from '../keys.ts'
import { useMe, useObject } from '../meta.ts'
import { type RecordRow, recordsChanged, useRecords } from '../records.ts'
import { Labelled } from '../settings/parts.tsx'
import { useSaving } from '../settings/saving.ts'
import { showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { LineInput } from './LineInput.tsx'
import { keepReport, keptReport, type Line, type ReportDraft, useMissing } from './report.data.ts'
import { reportWords } from './report.words.ts'
import { Written } from './Written.tsx'
import '../settings/settings.css'
import './report.css'

const kinds = ['daily', 'urgent', 'periodic'] as const

/** 写报告 (E25–E27): what was done today is there already; visits added here become follow-ups of their customers. */
export const ReportPage = () => {
  const t = useWords(reportWords)
  const context = useWebContext()
  const navigate = useNavigate()
  const me = useMe()
  const followUps = useObject('follow-ups')
  const today = wallOf(context.now, context.timeZone).date
  const [draft, setDraft] = useState<ReportDraft>(() => keptReport(today))
  const { busy, faultOf, run } = useSaving()
  const { data: missing } = useMissing(true)
  const sent = useRecords('work-reports', {
    filter: { ownerId: me.employee.id, day: today, kind: draft.kind },
    limit: 1,
    count: 'none',
  })
  const existing = draft.kind === 'urgent' ? undefined : sent.data?.data[0]
  const change = (part: Partial<ReportDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    keepReport(today, next)
  }
  const changeLine = (key: number, part: Partial<Line>) =>
    change({ lines: draft.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) })
  const addLine = () =>
    change({
      lines: [
        ...draft.lines,
        {
          key: Math.max(0, ...draft.lines.map((line) => line.key)) + 1,
          customerId: null,
          customer: {},
          kind: 'visit',
          content: '',
          next: null,
        },
      ],
    })
  const send = () =>
    run(async () => {
      const { data, undo } = await api.post<RecordRow>('/work-reports', {
        kind: draft.kind,
        day: today,
        summary: draft.summary,
        problems: draft.problems === '' ? null : draft.problems,
        plan: draft.plan === '' ? null : draft.plan,
        ...(draft.lines.length === 0
          ? {}
          : {
              lines: draft.lines.map(({ customerId, kind, content, next }) => ({
                customerId,
                kind,
                content,
                nextFollowUpAt: next,
              })),
            }),
      })
      keepReport(today, null)
      showToast({ text: t(data.late === true ? 'sentLate' : 'sent', { title: String(data.title) }), undo })
      await recordsChanged('work-reports', 'follow-ups', 'customers')
      void navigate(`/o/work-reports/${data.id}`, { replace: true })
    })
  useKeys({ 'mod+enter': () => void send() })
  const due = missing === undefined ? null : momentInText(missing.dueAt, context)
  return (
    <Page header={<PageHeader title={t('title')} aside={dayWithWeekday(today, today, context.locale)} />}>
      <div className="gs-report">
        <Segmented
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(kind) }))}
          onChange={(kind) => change({ kind: kind as ReportDraft['kind'] })}
        />
        {draft.kind === 'daily' && due !== null && existing === undefined && (
          <p className={missing?.isOver === true ? 'gs-late' : 'gs-muted'}>
            {t(missing?.isOver === true ? 'overdue' : 'due', { moment: due })}
          </p>
        )}
        {existing !== undefined && (
          <p className="gs-advice is-wait">
            {t('already')} <Link to={`/o/work-reports/${existing.id}`}>{t('open')}</Link>
          </p>
        )}
        <section>
          <h2>{t('visits')}</h2>
          <Written owner={me.employee.id} />
          <ul className="gs-report-lines">
            {followUps !== undefined &&
              draft.lines.map((line, at) => (
                <LineInput
                  key={line.key}
                  object={followUps}
                  line={line}
                  faultOf={(name) => faultOf(`lines.${at}.${name}`)}
                  onChange={(part) => changeLine(line.key, part)}
                  onRemove={() => change({ lines: draft.lines.filter((one) => one.key !== line.key) })}
                />
              ))}
          </ul>
          <Button icon={<Plus aria-hidden />} onClick={addLine}>
            {t('add')}
          </Button>
        </section>
        <Texts draft={draft} faultOf={faultOf} onChange={change} />
        <div className="gs-report-acts">
          <Button
            type="primary"
            loading={busy}
            disabled={draft.summary.trim() === '' || existing !== undefined}
            onClick={() => void send()}
          >
            {t('send')}
            <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>
          </Button>
        </div>
      </div>
    </Page>
  )
}

interface TextsProps {
  readonly draft: ReportDraft
  readonly faultOf: (path: string) => string | undefined
  readonly onChange: (part: Partial<ReportDraft>) => void
}

const Texts = ({ draft, faultOf, onChange }: TextsProps) => {
  const object = useObject('work-reports')
  const { locale } = useWebContext()
  return (['summary', 'problems', 'plan'] as const).map((name) => {
    const field = object?.fields.find((one) => one.name === name)
    if (field === undefined) return null
    return (
      <Labelled key={name} label={field.label[locale]} required={field.required} error={faultOf(name)}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 12 }}
            maxLength={10_000}
            value={draft[name]}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        )}
      </Labelled>
    )
  })
}
