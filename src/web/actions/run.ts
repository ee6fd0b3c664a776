import { isObject, type Label, type Locale, type Row } from '../../model/label.ts'
import { approvalWords } from '../approval/approval.words.ts'
import { api } from '../client.ts'
import type { ActionMeta, ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'
import { type RecordRow, recordKey, recordsChanged } from '../records.ts'
import { showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { actionWords } from './actions.words.ts'

export interface Failed {
  readonly id: string
  readonly code: string
  readonly message: string
}

const past = {
  claim: 'claimed',
  release: 'released',
  assign: 'assigned',
  transfer: 'transferred',
  lock: 'lockedIt',
  unlock: 'unlockedIt',
  complete: 'completedIt',
  reschedule: 'rescheduled',
} as const

/** What has happened to one record, in one line. */
export const saidOne = (
  action: { readonly name: string; readonly label: Label },
  name: string,
  locale: Locale,
): string => {
  const known = past[action.name as keyof typeof past]
  return known === undefined
    ? say(actionWords, 'didOne', { action: action.label[locale], name })
    : say(actionWords, known, { name })
}

/** Of what was not done but asked for. */
const saidAsked = (data: Row | null): string | undefined => {
  const approval = data?.approval
  if (!isObject(approval)) return undefined
  return say(approvalWords, 'asked', { node: String(approval.node ?? '') })
}

/** Of an act on many records at once: how many, and what did not go. */
const saidCount = (action: ActionMeta, data: Row | null, locale: Locale): string | undefined => {
  if (typeof data?.assigned !== 'number') return undefined
  const refused = Array.isArray(data.refused) ? (data.refused as readonly Row[]) : []
  const [first] = refused
  return first === undefined
    ? say(actionWords, 'didCount', { action: action.label[locale], count: data.assigned })
    : say(actionWords, 'didSome', { count: data.assigned, refused: refused.length, why: String(first.message) })
}

interface Run {
  readonly object: ObjectMeta
  readonly action: ActionMeta
  readonly input: Row
  readonly locale: Locale
}

/** Runs an action on one record, says so, and leaves the new record in the cache. A refusal is thrown. */
export const runOne = async ({
  object,
  action,
  input,
  locale,
  id,
  name,
  next,
}: Run & {
  readonly id: string
  readonly name: string
  /** One thing to do next, in the toast. */
  readonly next?: { readonly label: string; readonly run: () => void }
}): Promise<RecordRow> => {
  const { data, undo } = await api.post<RecordRow>(`/${object.path}/${id}/${action.name}`, input)
  showToast({
    text: saidAsked(data) ?? saidCount(action, data, locale) ?? saidOne(action, name, locale),
    undo,
    ...(next === undefined ? {} : { action: next }),
  })
  if (data !== null && data.id === id) queryClient.setQueryData(recordKey(object.path, id), data)
  void recordsChanged(object.path)
  return data
}

/** Runs an action on several records; answers those that refused. */
export const runMany = async ({
  object,
  action,
  input,
  locale,
  ids,
}: Run & { readonly ids: readonly string[] }): Promise<readonly Failed[]> => {
  const { data, undo } = await api.post<{ results: (Failed & { ok: boolean })[] }>(
    `/${object.path}/bulk/${action.name}`,
    { ids, input },
  )
  const failed = data.results.filter((result) => !result.ok)
  const done = data.results.length - failed.length
  if (done > 0)
    showToast({
      text: say(actionWords, 'didMany', { action: action.label[locale], count: done, object: object.label[locale] }),
      undo,
    })
  void recordsChanged(object.path)
  return failed
}
