/**
 * Runs in the browser while no page is open: shows what is pushed and opens it when pressed. Its scope is a path of its
 * own, so that it controls no page and caches nothing.
 */
interface Waiting extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void
}
interface Pushed extends Waiting {
  readonly data: { readonly json: () => unknown } | null
}
interface Pressed extends Waiting {
  readonly notification: { readonly data: unknown; readonly close: () => void }
}
interface OpenPage {
  readonly focus: () => Promise<unknown>
  readonly postMessage: (message: unknown) => void
}
interface PushWorker {
  readonly location: { readonly origin: string }
  readonly registration: { readonly showNotification: (title: string, options: object) => Promise<void> }
  readonly clients: {
    readonly matchAll: (options: object) => Promise<readonly OpenPage[]>
    readonly openWindow: (url: string) => Promise<unknown>
  }
  readonly addEventListener: <E extends Event>(name: string, hear: (event: E) => void) => void
}

const worker = self as unknown as PushWorker

const textOf = (value: unknown, name: string): string => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : ''
}

worker.addEventListener<Pushed>('push', (event) => {
  const message = event.data?.json()
  event.waitUntil(
    worker.registration.showNotification(textOf(message, 'title') || '绿海', {
      body: textOf(message, 'body'),
      tag: textOf(message, 'id'),
      data: textOf(message, 'path') || '/notifications',
    }),
  )
})

worker.addEventListener<Pressed>('notificationclick', (event) => {
  event.notification.close()
  const path = typeof event.notification.data === 'string' ? event.notification.data : '/notifications'
  const open = async () => {
    const [page] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
    if (page === undefined) return worker.clients.openWindow(new URL(path, worker.location.origin).href)
    page.postMessage({ open: path })
    return page.focus()
  }
  event.waitUntil(open())
})
