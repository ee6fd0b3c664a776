import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { renewPush } from './subscription.ts'

/** Opens here what was pressed outside, and keeps this browser subscribed for who is signed in. */
export const usePush = (): void => {
  const navigate = useNavigate()
  useEffect(() => {
    renewPush().catch((error: unknown) => console.warn(error))
    if (!('serviceWorker' in navigator)) return
    const heard = ({ data }: MessageEvent<unknown>) => {
      const path: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'open') : undefined
      if (typeof path === 'string' && path.startsWith('/') && !path.startsWith('//')) void navigate(path)
    }
    navigator.serviceWorker.addEventListener('message', heard)
    navigator.serviceWorker.startMessages()
    return () => navigator.serviceWorker.removeEventListener('message', heard)
  }, [navigate])
}
