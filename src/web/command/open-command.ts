import { useSyncExternalStore } from 'react'

let open = false
const listeners = new Set<() => void>()

/** Opens or closes the command bar, from wherever there is a place for it. */
export const showCommand = (next: boolean): void => {
  open = next
  for (const listener of listeners) listener()
}

export const useCommandOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
