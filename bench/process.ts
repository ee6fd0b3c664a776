import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '..')

/** A server of its own process, being measured. */
export interface Server {
  readonly name: string
  readonly url: string
  readonly pid: number
  /** From spawning until it answered that it is ready. */
  readonly startedIn: number
  stop(): Promise<void>
  kill(): Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

const isReady = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

const start = async (options: {
  name: string
  args: readonly string[]
  env: Record<string, string>
  ready: string
}): Promise<Server> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child: ChildProcess = spawn(process.execPath, [...options.args], {
    cwd: root,
    env: { ...process.env, ...options.env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000)
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  while (!(await isReady(`${url}${options.ready}`))) {
    if (!isRunning()) throw new Error(`${options.name} ended before it was ready:\n${said}`)
    await sleep(10)
  }
  const endBy = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (isRunning()) child.kill(signal)
    await ended
    process.off('exit', kill)
  }
  return {
    name: options.name,
    url,
    pid: child.pid ?? 0,
    startedIn: performance.now() - began,
    stop: () => endBy('SIGTERM'),
    kill: () => endBy('SIGKILL'),
  }
}

const quiet = { GREENSEA_LOG: 'off', NODE_ENV: 'production', GREENSEA_SAMPLE: '' }
const built = join('dist', 'server', 'server.js')

/** The built application on a database that runs already. */
export const startApplication = (databaseUrl: string): Promise<Server> =>
  start({
    name: 'Greensea',
    args: [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), built],
    env: { ...quiet, DATABASE_URL: databaseUrl },
    ready: '/readyz',
  })

/** The built application as `npm start` runs it: it brings its database along. */
export const startWithDatabase = (dataDir: string): Promise<Server> =>
  start({
    name: 'Greensea',
    args: [join('scripts', 'start.mjs')],
    env: { ...quiet, DATABASE_URL: '', GREENSEA_DATA: dataDir },
    ready: '/readyz',
  })

/** The denominator: a bare Fastify with hand-written SQL. */
export const startBare = (databaseUrl: string, facts: unknown): Promise<Server> =>
  start({
    name: 'bare',
    args: ['--import', 'tsx', join('bench', 'bare', 'server.ts')],
    env: { NODE_ENV: 'production', DATABASE_URL: databaseUrl, BENCH_FACTS: JSON.stringify(facts) },
    ready: '/readyz',
  })

const procText = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // Not Linux: these columns stay empty.
    return undefined
  }
}

/** Seconds of processor time a process has used; Linux only. */
export const cpuSeconds = (pid: number): number | undefined => {
  const text = procText(pid, 'stat')
  if (text === undefined) return undefined
  const parts = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(parts[11]) + Number(parts[12])) / 100
}

/** Memory of a process in MB, now and at its highest; Linux only. */
export const memoryOf = (pid: number): { now: number; peak: number } | undefined => {
  const text = procText(pid, 'status')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1] ?? 0) / 1024
  return text === undefined ? undefined : { now: read('VmRSS'), peak: read('VmHWM') }
}

/** Seconds of processor time of PostgreSQL and its connections; Linux only. */
export const databaseSeconds = (dataDir: string): number | undefined => {
  if (process.platform !== 'linux') return undefined
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  let sum = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const pid = Number(name)
    const stat = procText(pid, 'stat')
    const parent = stat === undefined ? 0 : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (pid === postmaster || parent === postmaster) sum += cpuSeconds(pid) ?? 0
  }
  return sum
}
