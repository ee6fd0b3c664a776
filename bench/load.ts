import autocannon from 'autocannon'
import { cpuSeconds, databaseSeconds, type Server } from './process.ts'
import { say } from './report.ts'

export interface Shot {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  /** A fresh body for every request. */
  readonly body?: () => unknown
  /** Another path for every request. */
  readonly next?: () => string
}

export interface Load {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly failed: number
  /** Processor time per request, of the Node process and of PostgreSQL; Linux only. */
  readonly nodeMs: number | undefined
  readonly databaseMs: number | undefined
}

export const connections = 10

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (i: number) => sorted[i] ?? 0
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2
}

/** Sends these requests in turn over ten connections for a while. */
export const load = async (
  server: Server,
  shots: readonly Shot[],
  seconds: number,
  dataDir?: string,
): Promise<Load> => {
  const times: number[] = []
  let failed = 0
  const clocks = () => [cpuSeconds(server.pid), dataDir === undefined ? undefined : databaseSeconds(dataDir)] as const
  const before = clocks()
  const began = performance.now()
  const requests = shots.map(
    ({ path, method = 'GET', headers = {}, body, next }): autocannon.Request => ({
      path,
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined && next === undefined
        ? {}
        : {
            setupRequest: (request: autocannon.Request) => ({
              ...request,
              ...(body === undefined ? {} : { body: JSON.stringify(body()) }),
              ...(next === undefined ? {} : { path: next() }),
            }),
          }),
    }),
  )
  let opened = 0
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: server.url,
        connections,
        duration: seconds,
        requests,
        // Each connection begins elsewhere in the turn: ten people at once, not ten times the same one.
        setupClient: (client) => {
          const from = Math.floor((opened++ * requests.length) / connections) % requests.length
          client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
        },
      },
      (error) => (error ? reject(error) : resolve()),
    )
    instance.on('response', (_client, status, _bytes, time) => {
      times.push(time)
      if (status >= 400) failed += 1
    })
    instance.on('reqError', () => {
      failed += 1
    })
  })
  const elapsed = (performance.now() - began) / 1000
  const after = clocks()
  const perRequest = (i: 0 | 1) => {
    const [from, to] = [before[i], after[i]]
    return from === undefined || to === undefined ? undefined : ((to - from) * 1000) / Math.max(1, times.length)
  }
  times.sort((a, b) => a - b)
  return {
    perSecond: times.length / elapsed,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    failed,
    nodeMs: perRequest(0),
    databaseMs: perRequest(1),
  }
}

export interface Comparison {
  readonly app: Load
  readonly bare: Load
  /** Requests a second of the application to those of the bare handler: the median of the rounds. */
  readonly ratio: number
  readonly lowest: number
  readonly highest: number
}

const known = (values: readonly (number | undefined)[]): number | undefined => {
  const there = values.filter((value) => value !== undefined)
  return there.length === 0 ? undefined : median(there)
}

const middle = (loads: readonly Load[]): Load => ({
  perSecond: median(loads.map((one) => one.perSecond)),
  p50: median(loads.map((one) => one.p50)),
  p95: median(loads.map((one) => one.p95)),
  failed: loads.reduce((sum, one) => sum + one.failed, 0),
  nodeMs: known(loads.map((one) => one.nodeMs)),
  databaseMs: known(loads.map((one) => one.databaseMs)),
})

/** Both in turn, round by round, so that what else the machine does meets both; the order changes each time. */
export const compare = async (options: {
  readonly name: string
  readonly app: { server: Server; shots: readonly Shot[] }
  readonly bare: { server: Server; shots: readonly Shot[] }
  readonly rounds: number
  readonly seconds: number
  /** Of the cluster, to tell what PostgreSQL itself spends. */
  readonly dataDir: string
  readonly between?: () => Promise<void>
}): Promise<Comparison> => {
  const { app, bare, rounds, seconds, between } = options
  const apps: Load[] = []
  const bares: Load[] = []
  const one = async (side: typeof app, into: Load[], time: number) => {
    into.push(await load(side.server, side.shots, time, options.dataDir))
    await between?.()
  }
  await one(app, [], 1)
  await one(bare, [], 1)
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) await one(app, apps, seconds)
    await one(bare, bares, seconds)
    if (round % 2 === 1) await one(app, apps, seconds)
  }
  const ratios = apps.map((load, i) => load.perSecond / Math.max(0.001, bares[i]!.perSecond)).sort((a, b) => a - b)
  const result = {
    app: middle(apps),
    bare: middle(bares),
    ratio: median(ratios),
    lowest: ratios[0] ?? 0,
    highest: ratios.at(-1) ?? 0,
  }
  say(
    `  ${options.name.padEnd(34)} ${result.app.perSecond.toFixed(0).padStart(6)}/s  bare ${result.bare.perSecond.toFixed(0).padStart(6)}/s  ratio ${result.ratio.toFixed(2)}${result.app.failed + result.bare.failed > 0 ? `  FAILED ${result.app.failed}/${result.bare.failed}` : ''}`,
  )
  return result
}
