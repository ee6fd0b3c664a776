import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import sql from 'sql-template-tag'
import type { System } from './boot.ts'

export interface Metrics {
  readonly observe: (method: string, route: string, status: number, seconds: number) => void
  readonly registry: Registry
}

export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'greensea_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'greensea_http_request_seconds',
    help: 'Time to answer, in seconds',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe: (method, route, status, seconds) => {
      requests.inc({ method, route, status: String(status) })
      durations.observe({ method, route }, seconds)
    },
  }
}

/** Alive, ready, and how it goes. */
export const serveHealth = (app: FastifyInstance, system: System, metrics: Metrics): void => {
  new Gauge({
    name: 'greensea_outbox_pending',
    help: 'Events not yet handed over',
    registers: [metrics.registry],
    async collect() {
      const { rows } = await system.kernel.db.query<{ n: number }>(
        sql`SELECT count(*) AS n FROM outbox WHERE state = 'pending'`,
      )
      this.set(rows[0]?.n ?? 0)
    },
  })
  new Gauge({
    name: 'greensea_database_connections',
    help: 'Connections of this process',
    labelNames: ['state'],
    registers: [metrics.registry],
    collect() {
      const { pool } = system.kernel.db
      this.set({ state: 'total' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await system.kernel.db.query(sql`SELECT 1`)
      return { status: 'ready' }
    } catch {
      return reply.status(503).send({ status: 'unavailable' })
    }
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
