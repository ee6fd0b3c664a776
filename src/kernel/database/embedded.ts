import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, executable, prepareBinaries } from './embedded-binaries.ts'
import { claimCluster, findRunning, readPostmaster, writeOwner } from './embedded-claim.ts'
import { cleanEnvironment, nameOf, openCluster, readPassword } from './embedded-cluster.ts'
import { findSystemUser, type SystemUser } from './embedded-user.ts'
import { trouble } from './trouble.ts'

/** A running PostgreSQL of our own. */
export interface Embedded {
  /** `postgres://…` of the database `greensea`. */
  readonly url: string
  /** Settles when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Ends it in order; connections still open are cut. */
  stop(): Promise<void>
}

const database = 'greensea'

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

const bufferSize = (): string => {
  const size = process.env.GREENSEA_DB_BUFFERS ?? '256MB'
  if (/^\d+(kB|MB|GB)$/.test(size)) return size
  throw trouble(
    `GREENSEA_DB_BUFFERS 写的是 ${size}，应为 256MB 这样的大小`,
    `GREENSEA_DB_BUFFERS is ${size}; it should be a size like 256MB`,
  )
}

const settings = (options: {
  readonly port: number
  readonly buffers: string
  readonly isDurable: boolean
}): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  port: options.port,
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: options.buffers,
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: 1.1,
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  ...(options.isDurable ? {} : { fsync: 'off', full_page_writes: 'off' }),
})

const addressOf = (options: { readonly password: string; readonly port: number; readonly name: string }) =>
  `postgres://greensea:${options.password}@127.0.0.1:${options.port}/${options.name}`

const logLimit = 5_000_000

/** PostgreSQL writes its log to a file, not to a pipe, which a busy or dead reader would block. */
const openLog = async (path: string) => {
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  if (size > logLimit) await rename(path, `${path}.1`)
  const handle = await open(path, 'a', 0o600)
  const from = (await handle.stat()).size
  const since = async () => (await readFile(path)).subarray(from).toString('utf8').trim()
  return { handle, since }
}

const hasDeathSignal = () =>
  process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', 'true'], { stdio: 'ignore' }).status === 0

/** Where the system can't tie the life of a child to its parent's: a shell that waits for the parent's pipe to close. */
const watchOver = (postmaster: number): void => {
  if (process.platform === 'win32') return
  const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null'
  const watcher = spawn('sh', ['-c', script, 'sh', String(postmaster)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => undefined)
  watcher.unref()
  const { stdin } = watcher
  if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
}

const launch = async (options: {
  readonly binaries: Binaries
  readonly cluster: string
  readonly user: SystemUser | undefined
  readonly isDurable: boolean
  readonly buffers: string
  readonly logFile: string
}) => {
  const { cluster, user } = options
  const port = await freePort()
  const values = Object.entries(settings({ ...options, port }))
  const program = executable(options.binaries.folder, 'postgres')
  const args = ['-D', await nameOf(cluster, user), ...values.flatMap(([key, value]) => ['-c', `${key}=${value}`])]
  const isTied = hasDeathSignal()
  const log = await openLog(options.logFile)
  const [command, ...rest] = isTied ? ['setpriv', '--pdeathsig', 'INT', program, ...args] : [program, ...args]
  const child = spawn(command ?? program, rest, {
    ...user,
    cwd: cluster,
    env: cleanEnvironment(),
    stdio: ['ignore', log.handle.fd, log.handle.fd],
    // Its own process group: Ctrl-C in the terminal must reach only us, who end it when our work is done.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  )
  await log.handle.close()
  child.unref()
  if (!isTied && child.pid !== undefined) watchOver(child.pid)
  return { child, port, ended, complaint: log.since }
}

const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/** Waits until connections are accepted; a recovery after a crash may take its time. False when it ended instead. */
const isUp = async (child: ChildProcess, cluster: string): Promise<boolean> => {
  let isOwned = false
  while (isRunning(child)) {
    const postmaster = await readPostmaster(cluster)
    if (postmaster !== undefined && postmaster.pid === child.pid) {
      if (!isOwned) await writeOwner(cluster, postmaster.pid)
      isOwned = true
      if (postmaster.isReady) return true
    }
    await sleep(10)
  }
  return false
}

const ensureDatabase = async (urlOf: (name: string) => string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } finally {
    await client.end()
  }
}

const end = async (child: ChildProcess, ended: Promise<void>, program: string, cluster: string): Promise<void> => {
  if (!isRunning(child)) return
  child.ref()
  if (process.platform === 'win32') spawnSync(program, ['stop', '-D', cluster, '-m', 'fast'], { stdio: 'ignore' })
  else child.kill('SIGINT')
  const patience = setTimeout(() => child.kill('SIGQUIT'), 60_000)
  await ended
  clearTimeout(patience)
}

/** A start may find the port just taken, or the last processes of a killed PostgreSQL not gone yet. */
const isPassing = (complaint: string) => /could not bind|pre-existing shared memory block/.test(complaint)

/**
 * Starts the PostgreSQL that npm brought, in `<dataDir>/postgres`, on a free local port. It makes the cluster the
 * first time, recovers by itself after a crash, and ends with this process, however that ends.
 */
export const startEmbedded = async (options: {
  readonly dataDir: string
  readonly log?: (line: string) => void
  /** False for tests only: faster, and lost when the machine stops. */
  readonly isDurable?: boolean
}): Promise<Embedded> => {
  const { log = () => undefined, isDurable = true } = options
  const buffers = bufferSize()
  await mkdir(resolve(options.dataDir), { recursive: true })
  const dataDir = await realpath(options.dataDir)
  const cluster = join(dataDir, 'postgres')
  const user = await findSystemUser(cluster)
  const binaries = await prepareBinaries({ dataDir, user })
  await claimCluster(cluster)
  const password = await openCluster({ cluster, binaries, user, isDurable })
  const logFile = join(dataDir, 'postgres.log')
  for (let attempt = 1; ; attempt++) {
    const { child, port, ended, complaint } = await launch({ binaries, cluster, user, isDurable, buffers, logFile })
    if (await isUp(child, cluster)) {
      const urlOf = (name: string) => addressOf({ password, port, name })
      const stop = () => end(child, ended, executable(binaries.folder, 'pg_ctl'), cluster)
      try {
        await ensureDatabase(urlOf)
      } catch (error) {
        await stop()
        throw error
      }
      log(`PostgreSQL ${binaries.major} · 127.0.0.1:${port} · ${cluster}`)
      return {
        url: urlOf(database),
        ended,
        stop: () => stop().then(() => rm(join(cluster, 'greensea.owner'), { force: true })),
      }
    }
    const said = await complaint()
    if (/lock file "postmaster.pid" already exists/.test(said)) await claimCluster(cluster)
    if (isPassing(said) && attempt < 20) {
      await sleep(250)
      continue
    }
    throw trouble(
      `内置数据库没有启动成功：${said.split('\n').slice(-5).join('\n')}\n完整日志：${logFile}`,
      `The embedded database did not start; the log above is in ${logFile}`,
    )
  }
}

/**
 * For a visit beside the server, such as a backup: the PostgreSQL that already works in the folder, which `stop` then
 * leaves running; else one of our own.
 */
export const joinEmbedded = async (options: { readonly dataDir: string }): Promise<Pick<Embedded, 'url' | 'stop'>> => {
  const cluster = join(await realpath(options.dataDir).catch(() => resolve(options.dataDir)), 'postgres')
  const running = await findRunning(cluster)
  if (running === undefined) return startEmbedded(options)
  const url = addressOf({ password: await readPassword(cluster), port: running.port, name: database })
  return { url, stop: async () => undefined }
}
