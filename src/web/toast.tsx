import { Check, CircleAlert } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { ApiProblem, api } from './client.ts'
import { commonWords } from './common.words.ts'
import { keyName, useKeys } from './keys.ts'
import { queryClient } from './query.ts'
import { say, useWords } from './words.ts'
import './toast.css'

export interface Toast {
  /** What has happened, in one line, past tense with a number. */
  readonly text: string
  readonly tone?: 'done' | 'failed'
  /** The token of the answer's `Undo` header: the toast offers to take it back for 8 s. */
  readonly undo?: string | null
  /** Runs after it was taken back; lists and records are read again anyway. */
  readonly onUndone?: () => void
  /** One thing to do next: "看哪两个", "写跟进". */
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface Shown extends Toast {
  readonly id: number
  readonly until: number
}

let shown: readonly Shown[] = []
let last = 0
const listeners = new Set<() => void>()
const put = (next: readonly Shown[]): void => {
  shown = next
  for (const listener of listeners) listener()
}

/** Says what has happened. At most three stand at once. */
export const showToast = (toast: Toast): void => {
  last += 1
  const seconds = toast.undo || toast.action || toast.tone === 'failed' ? 8 : 4
  put([...shown, { ...toast, id: last, until: Date.now() + seconds * 1000 }].slice(-3))
}

/** Says why something did not happen, in the words of the server. */
export const showProblem = (error: unknown): void =>
  showToast({ tone: 'failed', text: error instanceof ApiProblem ? error.detail : String(error) })

const dismiss = (id: number): void => put(shown.filter((toast) => toast.id !== id))

const takeBack = async (toast: Shown): Promise<void> => {
  dismiss(toast.id)
  try {
    await api.post('/undo', { token: toast.undo })
    showToast({ text: say(commonWords, 'undone') })
    toast.onUndone?.()
  } catch (error) {
    const reason = error instanceof ApiProblem ? error.detail : String(error)
    showToast({ tone: 'failed', text: say(commonWords, 'notUndone', { reason }) })
  }
  await queryClient.invalidateQueries()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear; stands once in the page. */
export const Toaster = () => {
  const toasts = useSyncExternalStore(subscribe, () => shown)
  const undoable = [...toasts].reverse().find((toast) => Boolean(toast.undo))
  useKeys({
    'mod+z': () => {
      if (undoable === undefined) return false
      void takeBack(undoable)
    },
  })
  return (
    <div className="gs-toasts">
      <div role="status" aria-live="polite" className="gs-toast-stack">
        {toasts
          .filter((toast) => toast.tone !== 'failed')
          .map((toast) => (
            <Line key={toast.id} toast={toast} newest={toast === undoable} />
          ))}
      </div>
      <div role="alert" aria-live="assertive" className="gs-toast-stack">
        {toasts
          .filter((toast) => toast.tone === 'failed')
          .map((toast) => (
            <Line key={toast.id} toast={toast} newest={toast === undoable} />
          ))}
      </div>
    </div>
  )
}

const Line = ({ toast, newest }: { toast: Shown; newest: boolean }) => {
  const t = useWords(commonWords)
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), toast.until - Date.now())
    return () => clearTimeout(timer)
  }, [toast])
  return (
    <div className={`gs-toast ${toast.tone === 'failed' ? 'is-failed' : ''}`}>
      {toast.tone === 'failed' ? <CircleAlert aria-hidden /> : <Check aria-hidden />}
      <span className="gs-toast-text">{toast.text}</span>
      {toast.action !== undefined && (
        <button
          type="button"
          className="gs-plain gs-toast-act"
          onClick={() => {
            dismiss(toast.id)
            toast.action?.run()
          }}
        >
          {toast.action.label}
        </button>
      )}
      {toast.undo && (
        <button type="button" className="gs-plain gs-toast-act" onClick={() => void takeBack(toast)}>
          {t('undo')}
          {newest && <kbd className="gs-kbd">{keyName('mod+z')}</kbd>}
        </button>
      )}
    </div>
  )
}
