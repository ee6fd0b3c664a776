import { Button, Input, Modal } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { isEmpty, type Json, type Row } from '../../model/label.ts'
import { AskingPart, useAsking } from '../approval/Asking.tsx'
import { approvalWords } from '../approval/approval.words.ts'
import { withStations } from '../approval/return-to.ts'
import { ApiProblem } from '../client.ts'
import { FieldRow } from '../form/FieldRow.tsx'
import { formWords } from '../form/form.words.ts'
import { keyName, useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import type { ActionMeta, ObjectMeta } from '../meta.ts'
import { hintOf } from '../records.ts'
import { showProblem } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { actionWords } from './actions.words.ts'
import { FailedList } from './FailedList.tsx'
import { RefusalHelp } from './RefusalHelp.tsx'
import { RefusalFacts } from './Refused.tsx'
import { type Failed, runMany, runOne } from './run.ts'
import './actions.css'

export interface ActionDialogProps {
  readonly object: ObjectMeta
  readonly action: ActionMeta
  /** One id runs the action of that record, several the bulk action. */
  readonly ids: readonly string[]
  readonly record?: Row
  /** Filled in to begin with. */
  readonly initial?: Row
  /** After it ran, whether or not every record took it; the dialog has shown its own toast. */
  readonly onDone: () => void
  readonly onClose: () => void
}

const dangerous = 10

/**
 * Runs an action. Without input it runs at once and shows nothing but a toast; input makes a form; what cannot be
 * taken back is asked first. A refusal says rule, fact and moment, and what helps.
 */
export const ActionDialog = ({ object, ids, record, initial, onDone, onClose, ...props }: ActionDialogProps) => {
  const action = withStations(props.action, record)
  const t = useWords(actionWords)
  const f = useWords(formWords)
  const a = useWords(approvalWords)
  const label = useLabel()
  const locale = useLocale()
  const phone = useWidth() === 'phone'
  const [input, setInput] = useState<Row>(() => ({
    ...Object.fromEntries(action.input.flatMap((one) => (one.default === undefined ? [] : [[one.name, one.default]]))),
    ...initial,
  }))
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [refusal, setRefusal] = useState<ApiProblem | null>(null)
  const [failed, setFailed] = useState<readonly Failed[]>([])
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const started = useRef(false)
  const [first] = ids
  const many = ids.length > 1
  const verb = label(action.label)
  const noun = label(object.label)
  const name = String(record?.[object.title] ?? record?.name ?? noun)
  const hint = hintOf(record, action.name)
  const asking = useAsking(object, action, ids)
  const silent = action.input.length === 0 && action.irreversible !== true && asking.preview === undefined

  const run = async () => {
    if (busy || first === undefined) return
    const lacking = Object.fromEntries(
      action.input
        .filter((one) => one.required === true && isEmpty(input[one.name]))
        .map((one) => [one.name, f('requiredFault', { field: label(one.label) })]),
    )
    setFaults(lacking)
    if (Object.keys(lacking).length > 0) return
    setBusy(true)
    try {
      if (many) {
        const refused = await runMany({ object, action, input, locale, ids })
        onDone()
        if (refused.length > 0) return setFailed(refused)
      } else {
        await runOne({ object, action, input: { ...input, ...asking.body }, locale, id: first, name })
        onDone()
      }
      onClose()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const at = Object.fromEntries(error.errors.map((one) => [one.path.replace(/^input\./, ''), one.message]))
      if (error.status === 422 && action.input.some((one) => at[one.name] !== undefined)) return setFaults(at)
      if ([403, 409, 422, 423, 429].includes(error.status)) return setRefusal(error)
      showProblem(error)
      if (silent) onClose()
    } finally {
      setBusy(false)
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: an action without questions runs once, when asked for
  useEffect(() => {
    if (!silent || asking.loading || started.current) return
    started.current = true
    void run()
  }, [silent, asking.loading])
  const settled = refusal !== null || failed.length > 0
  const blocked = action.irreversible === true && ids.length >= dangerous && typed !== String(ids.length)
  useKeys({ 'mod+enter': () => void (blocked ? undefined : run()) }, !silent && !settled)

  if (failed.length > 0)
    return <FailedList object={object} action={action} failed={failed} total={ids.length} onClose={onClose} />
  if (refusal !== null)
    return (
      <Modal
        open
        width={460}
        title={t('notNow', { action: verb })}
        onCancel={onClose}
        footer={
          <RefusalHelp
            code={refusal.code}
            until={refusal.members.opensAt}
            record={record}
            onClose={onClose}
            onClaimed={() => {
              setRefusal(null)
              void run()
            }}
          />
        }
      >
        <div className="gs-refusal-text">
          <RefusalFacts problem={refusal} />
        </div>
      </Modal>
    )
  if (silent || asking.loading) return null
  const asks = action.irreversible === true
  const title = asks
    ? many
      ? t('askMany', { action: verb, count: ids.length, object: noun })
      : t('askOne', { action: verb, name })
    : many
      ? t('titleMany', { action: verb, count: ids.length, object: noun })
      : verb
  return (
    <Modal
      open
      width={480}
      title={title}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" danger={asks} loading={busy} disabled={blocked} onClick={() => void run()}>
            {asking.preview !== undefined
              ? a('submit')
              : many
                ? t('verbMany', { action: verb, count: ids.length })
                : verb}
            {!phone && !asks && <kbd className="gs-kbd">{keyName('mod+enter')}</kbd>}
          </Button>
        </>
      }
    >
      {!many && !asks && record !== undefined && <p className="gs-action-of">{name}</p>}
      {!many && hint !== undefined && <p className="gs-action-hint">{hint}</p>}
      <Inputs action={action} input={input} faults={faults} record={record}>
        {(key, value) => {
          setInput((before) => ({ ...before, [key]: value }))
          setFaults(({ [key]: _gone, ...rest }) => rest)
        }}
      </Inputs>
      <AskingPart asking={asking} />
      {asks && (
        <>
          <p>
            <b>{t('forGood')}</b>
          </p>
          {ids.length >= dangerous && (
            <Input
              className="gs-action-count"
              aria-label={t('typeCount', { count: ids.length })}
              placeholder={t('typeCount', { count: ids.length })}
              value={typed}
              inputMode="numeric"
              onChange={(event) => setTyped(event.target.value.trim())}
            />
          )}
        </>
      )}
    </Modal>
  )
}

interface InputsProps {
  readonly action: ActionMeta
  readonly input: Row
  readonly faults: Readonly<Record<string, string>>
  readonly record: Row | undefined
  readonly children: (name: string, value: Json) => void
}

const Inputs = ({ action, input, faults, record, children: change }: InputsProps): ReactNode =>
  [...action.input]
    .sort((a, b) => Number(b.required === true) - Number(a.required === true))
    .map((field, index) => (
      <FieldRow
        key={field.name}
        field={field}
        values={{ customerId: record?.customerId, ...input }}
        onChange={change}
        fault={faults[field.name]}
        autoFocus={index === 0}
      />
    ))
