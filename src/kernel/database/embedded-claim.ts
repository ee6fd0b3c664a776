import { spawnSync } from 'node:child_process'
import { readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { trouble } from './trouble.ts'

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'
const read = (path: string) =>
  readFile(path, 'utf8').catch((error) => {
    if (isMissing(error)) return ''
    throw error
  })

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Name, state and start of a process, where the system tells. */
const describeProcess = async (pid: number) => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const end = line.lastIndexOf(')')
  const [state = '', ...rest] = line.slice(end + 2).split(' ')
  return { name: line.slice(line.indexOf('(') + 1, end), state, start: rest[18] ?? '' }
}

/** Whether a live pid is a PostgreSQL of this cluster and not a later process that was given the same number. */
const isPostgresOf = async (pid: number, cluster: string): Promise<boolean> => {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform === 'linux') {
    const { name, state } = await describeProcess(pid)
    if (name !== 'postgres' || state === 'Z') return false
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => cluster)
    return folder === cluster
  }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  return stdout.includes('postgres')
}

/** What `postmaster.pid` says: the pid, the port, and whether connections are accepted. */
export const readPostmaster = async (cluster: string) => {
  const lines = (await read(join(cluster, 'postmaster.pid'))).split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), isReady: lines[7] === 'ready' } : undefined
}

/** The port of a PostgreSQL that works in this cluster now. */
export const findRunning = async (cluster: string): Promise<{ port: number } | undefined> => {
  const found = await readPostmaster(cluster)
  return found?.isReady === true && (await isPostgresOf(found.pid, cluster)) ? found : undefined
}

interface Owner {
  readonly pid: number
  readonly start: string
  readonly postmaster: number
}

const ownerFile = (cluster: string) => join(cluster, 'greensea.owner')

/** Notes which process a running PostgreSQL belongs to, so that the next start can tell an orphan from a rival. */
export const writeOwner = async (cluster: string, postmaster: number): Promise<void> => {
  const { start } = await describeProcess(process.pid)
  const owner: Owner = { pid: process.pid, start, postmaster }
  await writeFile(ownerFile(cluster), JSON.stringify(owner), { mode: 0o600 })
}

const parseOwner = (text: string): Owner | undefined => {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return undefined
  }
}

const isOwnerAlive = async (owner: Owner) =>
  isAlive(owner.pid) && (owner.start === '' || owner.start === (await describeProcess(owner.pid)).start)

const inUse = (cluster: string, pid: number) =>
  trouble(
    `数据文件夹 ${cluster} 正被进程 ${pid} 使用。请先停止那个进程，或用 GREENSEA_DATA 指定另一个文件夹`,
    `The data folder ${cluster} is in use by process ${pid}. Stop that process first, or choose another folder with GREENSEA_DATA`,
  )

const interrupt = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    // It has just ended by itself, or belongs to somebody else: what follows finds out.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

const until = async (isDone: () => Promise<boolean>, seconds: number): Promise<boolean> => {
  const end = performance.now() + seconds * 1000
  while (!(await isDone())) {
    if (performance.now() > end) return false
    await sleep(20)
  }
  return true
}

/**
 * Makes sure nobody else works in the cluster: ends a PostgreSQL whose own Node process is gone, removes the lock of
 * one that was killed, and refuses, naming the process, when somebody alive has it.
 */
export const claimCluster = async (cluster: string): Promise<void> => {
  const found = await readPostmaster(cluster)
  if (found === undefined) return
  if (!(await isPostgresOf(found.pid, cluster))) return rm(join(cluster, 'postmaster.pid'), { force: true })
  const isGone = async () => !(await isPostgresOf(found.pid, cluster))
  const owner = parseOwner(await read(ownerFile(cluster)))
  if (owner?.postmaster !== found.pid) {
    if (await until(isGone, 3)) return claimCluster(cluster)
    throw inUse(cluster, found.pid)
  }
  if (await isOwnerAlive(owner)) throw inUse(cluster, owner.pid)
  interrupt(found.pid)
  if (await until(isGone, 60)) return claimCluster(cluster)
  throw inUse(cluster, found.pid)
}
