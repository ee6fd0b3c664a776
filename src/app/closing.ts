import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How long answers under way may take once the process is asked to stop, in milliseconds. */
const grace = 10_000

/**
 * How to stop listening: answers under way may finish. A browser opens connections ahead of its next request, and Node
 * counts those as busy for a minute; nobody waits for one that has asked nothing.
 */
export const closing = ({ server, close }: FastifyInstance): (() => Promise<void>) => {
  const silent = new Set<Socket>()
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return async () => {
    const sweep = setInterval(() => {
      server.closeIdleConnections()
      for (const socket of silent) socket.destroy()
    }, 50)
    const end = setTimeout(() => server.closeAllConnections(), grace)
    try {
      await close()
    } finally {
      clearInterval(sweep)
      clearTimeout(end)
    }
  }
}
