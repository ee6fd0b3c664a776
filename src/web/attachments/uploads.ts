import { useSyncExternalStore } from 'react'
import { ApiProblem, sendFile } from '../client.ts'
import { showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { attachmentsChanged } from './attachments.data.ts'
import { attachmentWords } from './attachments.words.ts'

/** One file on its way to a record. A refused one stays, with the reason, until it is sent again or let go. */
export interface Upload {
  readonly key: string
  readonly object: string
  readonly recordId: string
  readonly file: File
  readonly state: 'waiting' | 'sending' | 'failed'
  /** From 0 to 1. */
  readonly sent: number
  readonly reason: string | null
}

const atOnce = 2
let uploads: readonly Upload[] = []
const aborts = new Map<string, AbortController>()
const listeners = new Set<() => void>()
let arrived = 0
let last: string | null = null

const put = (next: readonly Upload[]): void => {
  uploads = next
  for (const listener of listeners) listener()
}
const change = (key: string, values: Partial<Upload>): void =>
  put(uploads.map((one) => (one.key === key ? { ...one, ...values } : one)))
const drop = (key: string): void => put(uploads.filter((one) => one.key !== key))

const send = async (upload: Upload): Promise<void> => {
  const abort = new AbortController()
  aborts.set(upload.key, abort)
  change(upload.key, { state: 'sending', sent: 0, reason: null })
  try {
    const { undo } = await sendFile(`/${upload.object}/${upload.recordId}/attachments`, upload.file, {
      idempotencyKey: upload.key,
      signal: abort.signal,
      onProgress: (sent) => change(upload.key, { sent }),
    })
    await attachmentsChanged(upload.object, upload.recordId)
    arrived += 1
    last = undo
    drop(upload.key)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') drop(upload.key)
    else change(upload.key, { state: 'failed', reason: error instanceof ApiProblem ? error.detail : String(error) })
  } finally {
    aborts.delete(upload.key)
    next()
  }
}

/** Two at a time; when the last one is through, it is said once. */
const next = (): void => {
  const sending = uploads.filter((one) => one.state === 'sending').length
  const waiting = uploads.filter((one) => one.state === 'waiting')
  for (const upload of waiting.slice(0, Math.max(0, atOnce - sending))) void send(upload)
  if (sending > 0 || waiting.length > 0 || arrived === 0) return
  showToast({ text: say(attachmentWords, 'uploaded', { count: arrived }), undo: arrived === 1 ? last : null })
  arrived = 0
}

/** Puts files in line; they go on while the page is left. */
export const upload = (object: string, recordId: string, files: readonly File[]): void => {
  put([
    ...uploads,
    ...files.map((file) => ({
      key: crypto.randomUUID(),
      object,
      recordId,
      file,
      state: 'waiting' as const,
      sent: 0,
      reason: null,
    })),
  ])
  next()
}

/** Sends a refused one again, under a new key: the reason may be gone. */
export const sendAgain = (key: string): void => {
  change(key, { state: 'waiting', key: crypto.randomUUID() })
  next()
}

/** Stops one that is on its way, or lets a refused one go. */
export const letGo = (key: string): void => {
  const abort = aborts.get(key)
  if (abort === undefined) drop(key)
  else abort.abort()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is on its way to this record. */
export const useUploads = (object: string, recordId: string): readonly Upload[] =>
  useSyncExternalStore(subscribe, () => uploads).filter((one) => one.object === object && one.recordId === recordId)
