import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { joinEmbedded, startEmbedded } from './embedded.ts'
import { isAlive } from './embedded-claim.ts'

let dataDir = ''
let made = ''

/** A cluster made once; tests that aren't about making one begin with a copy. */
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'greensea-made-'))
  await startEmbedded({ dataDir: made, isDurable: false }).then(({ stop }) => stop())
})

afterAll(async () => {
  await rm(made, { recursive: true, force: true })
})

const copyMade = () => cp(made, dataDir, { recursive: true })

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'greensea-embedded-'))
})

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true })
})

const start = () => startEmbedded({ dataDir, isDurable: false })

const ask = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])

const untilGone = async (pid: number) => {
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
}

/** Another Node process that starts the cluster of the folder, tells its address, and stays. */
const startElsewhere = async (env: NodeJS.ProcessEnv = process.env): Promise<{ owner: ChildProcess; url: string }> => {
  const script = `
    import { joinEmbedded, startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
    const { url } = await startEmbedded({ dataDir: process.argv[1], isDurable: false })
    console.log(url)
    setInterval(() => undefined, 1000)`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, dataDir]
  const owner = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(owner.stdout!, 'data')) as [Buffer]
  return { owner, url: line.toString().trim() }
}

const kill = async (process: ChildProcess) => {
  const exit = once(process, 'exit')
  process.kill('SIGKILL')
  await exit
}

test('starts, keeps its data over a restart, and stops', async () => {
  const first = await start()
  const pid = await postmasterPid()
  await ask(first.url, "CREATE TABLE t AS SELECT '绿海' AS name")
  await first.stop()
  await first.ended
  expect(isAlive(pid)).toBe(false)
  const second = await start()
  try {
    expect(await ask(second.url, 'SELECT name, current_database() AS base FROM t')).toEqual([
      { name: '绿海', base: 'greensea' },
    ])
    expect(await ask(second.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  } finally {
    await second.stop()
  }
})

test('listens on this machine only, asks for the password, and keeps it unreadable to others', async () => {
  await copyMade()
  const { url, stop } = await start()
  try {
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
    expect(await ask(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const password = join(dataDir, 'postgres', 'greensea.password')
    expect(await readFile(password, 'utf8')).toBe(new URL(url).password)
    expect((await stat(password)).mode & 0o077).toBe(0)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o077).toBe(0)
  } finally {
    await stop()
  }
})

test('refuses a folder in use, naming the process and the folder', async () => {
  await copyMade()
  const { stop, url } = await start()
  try {
    const refused = start()
    await expect(refused).rejects.toThrow(`正被进程 ${process.pid} 使用`)
    await expect(refused).rejects.toThrow(`${join(dataDir, 'postgres')} is in use by process ${process.pid}`)
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  } finally {
    await stop()
  }
})

test('a visitor joins a running PostgreSQL and leaves it running, or brings its own', async () => {
  await copyMade()
  const host = await start()
  const visitor = await joinEmbedded({ dataDir })
  expect(visitor.url).toBe(host.url)
  await visitor.stop()
  await ask(host.url, 'CREATE TABLE t AS SELECT 1 AS one')
  await host.stop()
  const alone = await joinEmbedded({ dataDir })
  expect(await ask(alone.url, 'SELECT one FROM t')).toEqual([{ one: 1 }])
  await alone.stop()
})

test('of two that start at once in a new folder, one wins and the other is refused', async () => {
  const both = await Promise.allSettled([start(), start()])
  const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const lost = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  for (const { stop } of won) await stop()
  expect(won).toHaveLength(1)
  expect(lost.join()).toContain('is in use by process')
})

describe.skipIf(process.platform === 'win32')('when the process is killed', () => {
  beforeEach(copyMade)

  test.skipIf(process.platform !== 'linux')('PostgreSQL ends with it, and the next start has everything', async () => {
    const { owner, url } = await startElsewhere()
    const pid = await postmasterPid()
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await kill(owner)
    await untilGone(pid)
    const next = await start()
    expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await next.stop()
  })

  test('it ends as well where setpriv is missing, and the next start waits for it', async () => {
    const bin = await mkdtemp(join(tmpdir(), 'greensea-path-'))
    await writeFile(join(bin, 'setpriv'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const { owner, url } = await startElsewhere({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` })
    const pid = await postmasterPid()
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await kill(owner)
    const next = await start()
    await untilGone(pid)
    expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await next.stop()
    await rm(bin, { recursive: true })
  })

  test('a killed PostgreSQL recovers, though its number now belongs to another process', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    process.kill(await postmasterPid(), 'SIGKILL')
    await first.ended
    const lock = join(dataDir, 'postgres', 'postmaster.pid')
    const lines = (await readFile(lock, 'utf8')).split('\n')
    await writeFile(lock, [process.ppid, ...lines.slice(1)].join('\n'))
    const next = await start()
    expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await next.stop()
  })
})

test('refuses a folder of another version, pointing to backup and restore', async () => {
  await mkdir(join(dataDir, 'postgres'))
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n')
  await expect(start()).rejects.toThrow(/属于 PostgreSQL 16[\s\S]*npm run restore[\s\S]*belongs to PostgreSQL 16/)
})

test('leaves a folder alone that holds something else', async () => {
  await mkdir(join(dataDir, 'postgres'))
  await writeFile(join(dataDir, 'postgres', 'letters.txt'), 'mine')
  await expect(start()).rejects.toThrow(/neither empty nor a database/)
})

test('names a wrong setting', async () => {
  process.env.GREENSEA_DB_BUFFERS = 'much'
  try {
    await expect(start()).rejects.toThrow(/GREENSEA_DB_BUFFERS is much/)
  } finally {
    delete process.env.GREENSEA_DB_BUFFERS
  }
})

test.runIf(process.getuid?.() === 0)('as root, works below a folder that only root may enter', async () => {
  await chmod(dataDir, 0o700)
  const inside = join(dataDir, 'deep', 'data')
  const umask = process.umask(0o077)
  try {
    const { url, stop } = await startEmbedded({ dataDir: inside, isDurable: false })
    expect(await ask(url, "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = 'greensea'")).toEqual([
      { n: 1 },
    ])
    await stop()
    expect((await stat(join(inside, 'postgres'))).uid).not.toBe(0)
  } finally {
    process.umask(umask)
  }
})
