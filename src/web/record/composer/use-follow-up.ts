import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { momentInText } from '../../../fields/date-time/day-words.tsx'
import { momentOf, wallOf } from '../../../fields/date-time/moment-text.ts'
import type { Row } from '../../../model/label.ts'
import { useClaimFirst } from '../../actions/use-claim-first.ts'
import { ApiProblem, api } from '../../client.ts'
import { useWebContext } from '../../field.tsx'
import { fieldOf, useObject } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import { type RecordRow, recordKey, recordsChanged } from '../../records.ts'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { ebbOf, extendedTo, protectionOf } from '../protection.ts'
import { composerWords } from './composer.words.ts'
import { proposedDay } from './dates.ts'
import { type ValidFollowUp, validityOf } from './validity.ts'

export interface Draft {
  readonly content: string
  readonly kind: string
  readonly contactId: string | null
  /** `undefined`: as proposed; `null`: none. */
  readonly next: string | null | undefined
  readonly outcome: string
  readonly minutes: number | null
  readonly metKeyPerson: boolean
  /** Of a revisit. */
  readonly satisfaction: string | null
  readonly suggestion: string
}

const fresh: Draft = {
  content: '',
  kind: 'call',
  contactId: null,
  next: undefined,
  outcome: '',
  minutes: null,
  metKeyPerson: false,
  satisfaction: null,
  suggestion: '',
}

const draftKey = (id: string) => `greensea.draft.${id}`

const keptDraft = (id: string): Draft => {
  try {
    return { ...fresh, ...(JSON.parse(localStorage.getItem(draftKey(id)) ?? '{}') as Partial<Draft>) }
  } catch {
    return fresh
  }
}

export interface SavedFollowUp {
  readonly record: RecordRow
  readonly next: string | null
}

interface FollowUpOptions {
  readonly on: string
  readonly customer: RecordRow | undefined
  readonly initial?: Partial<Draft>
  readonly onSaved: (saved: SavedFollowUp) => void
}

/** The published policy, where this person may read it. */
export const useValidRule = (): ValidFollowUp | undefined =>
  useQuery({
    queryKey: ['policy'],
    queryFn: () => api.get<{ policy?: { validFollowUp?: ValidFollowUp } }>('/policy'),
    retry: false,
    staleTime: 10 * 60_000,
  }).data?.policy?.validFollowUp

/** A follow-up being written: kept as a draft in this browser until the server has it. */
export const useFollowUp = ({ on, customer, initial, onSaved }: FollowUpOptions) => {
  const t = useWords(composerWords)
  const label = useLabel()
  const followUps = useObject('follow-ups')
  const reasons = followUps === undefined ? [] : (fieldOf(followUps, 'invalidReason')?.options ?? [])
  const context = useWebContext()
  const rule = useValidRule()
  const claimFirst = useClaimFirst()
  const id = customer?.id
  const [draft, setDraft] = useState<Draft>(() => ({ ...(id === undefined ? fresh : keptDraft(id)), ...initial }))
  const [recovered] = useState(() => id !== undefined && keptDraft(id).content !== '')
  const [saving, setSaving] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  const change = useCallback(
    (part: Partial<Draft>) => {
      setFault(null)
      setDraft((before) => {
        const after = { ...before, ...part }
        if (id !== undefined) {
          if (after.content === '') localStorage.removeItem(draftKey(id))
          else localStorage.setItem(draftKey(id), JSON.stringify(after))
        }
        return after
      })
    },
    [id],
  )

  const protection = customer === undefined ? undefined : protectionOf(customer)
  const today = wallOf(context.now, context.timeZone).date
  const proposed = useMemo(() => {
    const until = typeof customer?.protectedUntil === 'string' ? customer.protectedUntil : null
    const last = until === null ? null : wallOf(Date.parse(until) - 60_000, context.timeZone).date
    return proposedDay({
      today,
      level: typeof customer?.level === 'string' ? customer.level : null,
      lastProtectedDay: last,
    })
  }, [customer, today, context.timeZone])
  const next = draft.next === undefined ? proposed : draft.next

  const validity =
    rule === undefined || draft.content.trim() === '' ? undefined : validityOf(draft.content, draft.kind, rule)
  const extended = protection === undefined ? undefined : extendedTo(protection, context)
  const hint =
    validity === undefined
      ? null
      : validity.valid
        ? { good: true, text: extended === undefined ? t('willCount') : t('willExtend', { moment: extended }) }
        : {
            good: false,
            text:
              validity.why === 'short'
                ? t('tooShort', { count: validity.lacking })
                : t(validity.why === 'kind' ? 'kindNot' : 'generic'),
          }

  const save = async () => {
    if (saving) return
    if (customer === undefined) return setFault(t('needCustomer'))
    if (draft.content.trim() === '') return setFault(t('needContent'))
    setSaving(true)
    const body: Row = {
      [on]: customer.id,
      kind: draft.kind,
      content: draft.content.trim(),
      ...(draft.contactId === null ? {} : { contactId: draft.contactId }),
      ...(next === null ? {} : { nextFollowUpAt: momentOf(next, '00:00', context.timeZone) }),
      ...(draft.outcome === '' ? {} : { outcome: draft.outcome }),
      ...(draft.minutes === null ? {} : { durationSeconds: Math.round(draft.minutes * 60) }),
      ...(draft.metKeyPerson ? { metKeyPerson: true } : {}),
      ...(draft.kind !== 'revisit' || draft.satisfaction === null ? {} : { satisfaction: draft.satisfaction }),
      ...(draft.kind !== 'revisit' || draft.suggestion.trim() === '' ? {} : { suggestion: draft.suggestion.trim() }),
    }
    try {
      const { data, undo } = await api.post<RecordRow>('/follow-ups', body)
      localStorage.removeItem(draftKey(customer.id))
      setDraft(fresh)
      onSaved({ record: data, next })
      void tell({ customer, saved: data, undo })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.status === 422) setFault(error.errors[0]?.message ?? error.detail)
      else
        showToast({
          tone: 'failed',
          text: t('kept', { reason: error.detail }),
          ...(error.code === 'in_pool' && claimFirst !== undefined
            ? {
                action: {
                  label: t('claimFirst'),
                  run: () => void claimFirst({ id: customer.id, name: String(customer.name) }, () => void save()),
                },
              }
            : {}),
        })
    } finally {
      setSaving(false)
    }
  }

  /** Says what the follow-up did to the clock, from what the server now says. */
  const tell = async ({
    customer: before,
    saved,
    undo,
  }: {
    customer: RecordRow
    saved: RecordRow
    undo: string | null
  }) => {
    await recordsChanged('follow-ups', 'customers')
    const reason = reasons.find((one) => one.key === saved.invalidReason)
    if (saved.isValid === false && reason !== undefined)
      return showToast({ text: t('savedInvalid', { reason: label(reason.label) }), undo })
    const key = recordKey('customers', before.id)
    const after = await queryClient.fetchQuery({
      queryKey: key,
      queryFn: () => api.get<RecordRow>(`/customers/${before.id}`),
      staleTime: 5_000,
    })
    const until = after.protectedUntil
    const moved = typeof until === 'string' && until !== before.protectedUntil
    showToast({
      text: moved ? t('savedExtended', { moment: ebbOf(until, null, context).exact }) : t('saved'),
      undo,
    })
  }

  return {
    draft,
    change,
    next,
    proposed,
    today,
    hint,
    fault,
    saving,
    recovered,
    save,
    discard: () => change({ ...fresh, next: undefined }),
    dayText: (day: string) => momentInText(momentOf(day, '00:00', context.timeZone), context),
  }
}

export type FollowUp = ReturnType<typeof useFollowUp>
