import { api } from '../client.ts'

const scope = '/push/'

export type PushState = 'unsupported' | 'insecure' | 'refused' | 'off' | 'on'

/** Whether this browser can be reached while no page is open, and is. */
export const pushState = async (): Promise<PushState> => {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'refused'
  const registration = await navigator.serviceWorker.getRegistration(scope)
  return (await registration?.pushManager.getSubscription()) == null ? 'off' : 'on'
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const told = async (subscription: PushSubscription): Promise<void> => {
  const { endpoint, keys } = subscription.toJSON()
  await api.post('/me/push', { endpoint, keys })
}

/** Asks the person, subscribes at the push service of the browser, and tells the server. False: the person said no. */
export const turnPushOn = async (publicKey: string): Promise<boolean> => {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope })
  const known = await registration.pushManager.getSubscription()
  const subscription =
    known ??
    (await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    }))
  await told(subscription)
  return true
}

export const turnPushOff = async (): Promise<void> => {
  const registration = await navigator.serviceWorker.getRegistration(scope)
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

/** The subscription belongs to a session: the one of today is told of it. */
export const renewPush = async (): Promise<void> => {
  if ((await pushState()) !== 'on') return
  const registration = await navigator.serviceWorker.getRegistration(scope)
  const subscription = await registration?.pushManager.getSubscription()
  if (subscription != null) await told(subscription)
}
