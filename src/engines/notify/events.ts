import { PassThrough } from 'node:stream'
import sql from 'sql-template-tag'
import type { Consumer, Engine, Kernel } from '../../kernel/kernel.ts'
import type { Principal } from '../../kernel/principal.ts'
import { isObject, type Row } from '../../model/label.ts'
import { evaluate, localPart } from '../../model/predicate.ts'

const channel = 'greensea_events'

interface Message {
  readonly type: 'notification' | 'record-changed' | 'job-progress'
  /** Whom it is for; without it, everybody who may see the record. */
  readonly to?: string
  readonly data: Row
  /** What access needs to know of the record: as it was and as it is. */
  readonly rows?: readonly Row[]
}

interface Subscriber {
  principal: Principal
  readonly sessionId: string | null
  readonly keyId: string | null
  readonly stream: PassThrough
}

/** Sends to every process; called by the dispatcher's consumers and by long work, never by a write itself (DESIGN §4). */
export const publish = async (kernel: Kernel, message: Message): Promise<void> => {
  const payload = JSON.stringify(message)
  // NOTIFY carries under 8,000 bytes; what is longer is asked for, not sent.
  if (Buffer.byteLength(payload) < 7900) await kernel.db.query(sql`SELECT pg_notify(${channel}, ${payload})`)
}

const consumer = (kernel: () => Kernel): Consumer => ({
  name: 'events',
  wants: (event) => event.recordId !== null && kernel().registry().objects.has(event.object),
  run: async (event) => {
    // What is private is so unless the event says otherwise.
    const hidden = kernel().registry().objects.get(event.object)?.def.traits.privateWhen
    const unsaid = hidden === undefined ? {} : { [hidden]: true }
    const places = Array.isArray(event.payload.places) ? event.payload.places.filter(isObject) : [{}]
    await publish(kernel(), {
      type: 'record-changed',
      data: { object: event.object, id: event.recordId, event: event.event },
      rows: places.map((place) => ({
        ...unsaid,
        ...place,
        id: event.recordId,
        createdById: event.actorId,
      })),
    })
  },
})

/** Whether somebody may hear that a record changed: judged by what the message carries; when that is not enough, not. */
const mayHear = (kernel: Kernel, principal: Principal, message: Message): boolean => {
  if (message.to !== undefined)
    return message.to === principal.employeeId && principal.mayKey?.('notifications', 'read') !== false
  const object = kernel.registry().objects.get(String(message.data.object))
  if (object === undefined || message.rows === undefined) return false
  const reach = localPart(kernel.access.rows(principal, object, 'read', kernel.clock.now()))
  return message.rows.some((row) => evaluate(object, reach, row))
}

/** `GET /events`: server-sent events of what concerns the listener. */
export const createEvents = (kernel: () => Kernel): Engine & { readonly stop: () => Promise<void> } => {
  const subscribers = new Set<Subscriber>()
  let listening: Promise<() => void> | undefined
  const listen = async (): Promise<() => void> => {
    const client = await kernel().db.pool.connect()
    let isOver = false
    const end = (error?: Error) => {
      if (!isOver) client.release(error ?? true)
      isOver = true
    }
    // A broken connection is taken up again by the next beat, or by who listens before that.
    client.on('error', (error) => {
      listening = undefined
      end(error)
    })
    client.on('notification', (notice) => {
      if (isOver) return
      const message = JSON.parse(notice.payload ?? '{}') as Message
      for (const { principal, stream } of subscribers)
        if (mayHear(kernel(), principal, message))
          stream.write(`event: ${message.type}\ndata: ${JSON.stringify(message.data)}\n\n`)
    })
    await client.query(`LISTEN ${channel}`)
    return end
  }
  const hear = (): Promise<() => void> => {
    listening ??= listen().catch((error: unknown) => {
      listening = undefined
      throw error
    })
    return listening
  }
  /** Who has signed out hears no more; who has other rights now hears by those. */
  const renew = async () => {
    if (subscribers.size > 0) await hear()
    const open = [...subscribers].flatMap(({ sessionId }) => sessionId ?? [])
    const { rows } = await kernel().db.query<{ id: string }>(
      sql`SELECT id FROM sessions WHERE id = ANY(${open}::uuid[])`,
    )
    const alive = new Set(rows.map((row) => row.id))
    for (const subscriber of subscribers) {
      const isOpen = alive.has(subscriber.sessionId ?? subscriber.keyId ?? '')
      const principal = isOpen ? await kernel().principalFor(subscriber.principal.employeeId ?? '') : undefined
      if (principal === undefined) subscriber.stream.end()
      else {
        subscriber.principal = { ...principal, mayKey: subscriber.principal.mayKey }
        subscriber.stream.write(': still here\n\n')
      }
    }
  }
  // A database that does not answer now is asked again at the next beat.
  const beat = setInterval(() => void renew().catch(() => undefined), 25_000)
  beat.unref()
  return {
    name: 'events',
    consumers: [consumer(kernel)],
    routes: [
      {
        method: 'GET',
        path: '/events',
        run: async ({ context, session, keyId }) => {
          await hear()
          const stream = new PassThrough()
          const subscriber: Subscriber = { principal: context.principal, sessionId: session?.id ?? null, keyId, stream }
          subscribers.add(subscriber)
          stream.on('close', () => subscribers.delete(subscriber))
          stream.write('retry: 3000\n\n')
          return {
            stream,
            headers: {
              'Content-Type': 'text/event-stream; charset=utf-8',
              'X-Accel-Buffering': 'no',
              Connection: 'close',
            },
          }
        },
      },
    ],
    stop: async () => {
      clearInterval(beat)
      for (const { stream } of subscribers) stream.end()
      const end = await listening?.catch(() => undefined)
      end?.()
    },
  }
}
