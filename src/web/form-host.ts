import { useSyncExternalStore } from 'react'
import type { Row } from '../model/label.ts'

/** A form somebody asked for, from anywhere: a shortcut, the command bar, an empty list. */
export interface FormRequest {
  readonly object: string
  readonly id?: string
  readonly initial?: Row
  /** A picture the form is filled from; it is kept with the record as an attachment. */
  readonly photo?: File
  /** Without it, a created record is opened. */
  readonly onSaved?: (record: Row) => void
}

let asked: FormRequest | null = null
const listeners = new Set<() => void>()

export const openForm = (request: FormRequest | null): void => {
  asked = request
  for (const listener of listeners) listener()
}

export const useAskedForm = (): FormRequest | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
