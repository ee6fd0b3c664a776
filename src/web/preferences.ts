import { useSyncExternalStore } from 'react'
import { api } from './client.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'standard' | 'loose'

/** How this person likes it; kept in the browser for the first paint and with the person for every browser. */
export interface Preferences {
  readonly theme: ThemeChoice
  readonly density: Density
  readonly collapsed: boolean
  /** Single letters as shortcuts. */
  readonly letters: boolean
  /** Object path -> columns in order. */
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** Object path -> field -> width in pixels, where somebody dragged it. */
  readonly widths: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** List and view -> the field its board is grouped by; without one it is a table. */
  readonly boards: Readonly<Record<string, string>>
  /** Import mappings by object and headings. */
  readonly mappings: Readonly<Record<string, KeptMapping>>
  readonly panelWidth: number
}

/** What was decided for a file with these headings, for the next one of the same kind. */
export interface KeptMapping {
  readonly fields: Readonly<Record<string, string | null>>
  readonly matchBy: readonly string[]
  readonly onMatch: 'skip' | 'update' | 'create'
  readonly at: number
}

const key = 'greensea.preferences'
const initial: Preferences = {
  theme: 'system',
  density: 'standard',
  collapsed: false,
  letters: true,
  columns: {},
  widths: {},
  boards: {},
  mappings: {},
  panelWidth: 340,
}

const stored = (): Preferences => {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>) }
  } catch {
    return initial
  }
}

let current = stored()
const listeners = new Set<() => void>()

const put = (next: Preferences): void => {
  current = next
  localStorage.setItem(key, JSON.stringify(next))
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const preferences = (): Preferences => current

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences)

let waiting: ReturnType<typeof setTimeout> | undefined

/** Applies at once, keeps in the browser, and writes to the person's settings a moment later. */
export const setPreferences = (change: Partial<Preferences>): void => {
  put({ ...current, ...change })
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    api.patch('/me', { preferences: current }).catch(() => {
      // The choice stays in this browser; the next change writes all of them again.
    })
  }, 800)
}

/** What the server knows wins over what this browser remembers. */
export const adoptPreferences = (known: Readonly<Record<string, unknown>>): void =>
  put({ ...current, ...(known as Partial<Preferences>) })
