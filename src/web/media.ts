import { useCallback, useSyncExternalStore } from 'react'

export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        const list = matchMedia(query)
        list.addEventListener('change', listener)
        return () => list.removeEventListener('change', listener)
      },
      [query],
    ),
    () => matchMedia(query).matches,
  )

/** phone below 768, narrow below 1200, wide from there (interface §4). */
export const useWidth = (): 'phone' | 'narrow' | 'wide' => {
  const phone = useMedia('(max-width: 767px)')
  const narrow = useMedia('(max-width: 1199px)')
  return phone ? 'phone' : narrow ? 'narrow' : 'wide'
}
