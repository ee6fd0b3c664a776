import { useEffect } from 'react'
import { apiUrl } from '../client.ts'
import { queryClient } from '../query.ts'

const fresh = (): void => {
  for (const queryKey of [['me'], ['notifications']]) void queryClient.invalidateQueries({ queryKey })
}

/**
 * Hears of notifications as they come, while the page is looked at: a page in the background would only hold one of
 * the few connections a browser has for a server. What came meanwhile is asked for on return.
 */
export const useLiveNotifications = (): void => {
  useEffect(() => {
    let source: EventSource | null = null
    const hear = () => {
      const looked = document.visibilityState === 'visible'
      if (looked === (source !== null)) return
      if (source !== null) {
        source.close()
        source = null
        return
      }
      source = new EventSource(apiUrl('/events'))
      source.addEventListener('notification', fresh)
    }
    hear()
    document.addEventListener('visibilitychange', hear)
    return () => {
      document.removeEventListener('visibilitychange', hear)
      source?.close()
    }
  }, [])
}
