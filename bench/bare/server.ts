import fastify from 'fastify'
import pg from 'pg'
import { claimHandler, updateHandler } from './claim.ts'
import { createHandler } from './create.ts'
import { listHandler } from './list.ts'
import { recordHandler } from './record.ts'
import type { Bare, Facts } from './session.ts'

const bare: Bare = {
  pool: new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 10,
    application_name: 'bare',
    options: '-c TimeZone=UTC -c jit=off',
  }),
  facts: JSON.parse(process.env.BENCH_FACTS ?? '{}') as Facts,
  counts: new Map(),
}

const app = fastify({ logger: false })
app.get('/readyz', async () => ({ status: 'ready' }))
app.get('/list/:scope', listHandler(bare))
app.get('/customers/:id', recordHandler(bare))
app.post('/customers', createHandler(bare))
app.post('/customers/:id/claim', claimHandler(bare))
app.post('/customers/:id/update', updateHandler(bare))
process.on(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => bare.pool.end())
      .then(() => process.exit(0)),
)
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
