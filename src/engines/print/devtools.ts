import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

interface Answer {
  readonly id?: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
}

/** A browser that was started for one piece of work. */
export interface Browser {
  /** A command of the Chrome DevTools Protocol, to the browser or to one of its pages. */
  readonly ask: (
    method: string,
    params?: Readonly<Record<string, unknown>>,
    page?: string,
  ) => Promise<Readonly<Record<string, unknown>>>
  /** Ends it and everything it started, at once; resolves when it is gone. */
  readonly end: () => Promise<void>
}

const rememberedNoise = 2000

const killTree = (child: ChildProcess): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  if (process.platform === 'win32') child.kill('SIGKILL')
  else process.kill(-child.pid, 'SIGKILL')
}

/** Starts a browser and speaks with it over a pipe: no port is opened, and nobody else can join in. */
export const startBrowser = (program: string, args: readonly string[], env: NodeJS.ProcessEnv): Browser => {
  const child = spawn(program, [...args, '--remote-debugging-pipe'], {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, , noise, to, from] = child.stdio as unknown as [null, null, Readable, Writable, Readable]
  const waiting = new Map<number, { resolve: (result: Answer['result']) => void; reject: (error: Error) => void }>()
  let said = ''
  let last = 0
  let gone: Error | undefined
  const fail = (why: string) => {
    gone ??= new Error(`${why}\n${said}`.trim())
    for (const { reject } of waiting.values()) reject(gone)
    waiting.clear()
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      fail(error.message)
      resolve()
    })
    child.once('exit', (code, signal) => {
      fail(`the browser ended: ${signal ?? code}`)
      resolve()
    })
  })
  noise.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-rememberedNoise)
  })
  to.on('error', (error: Error) => fail(error.message))
  let pieces: Buffer[] = []
  from.on('data', (chunk: Buffer) => {
    let rest = chunk
    for (let at = rest.indexOf(0); at >= 0; at = rest.indexOf(0)) {
      const answer = JSON.parse(Buffer.concat([...pieces, rest.subarray(0, at)]).toString()) as Answer
      pieces = []
      rest = rest.subarray(at + 1)
      const asked = answer.id === undefined ? undefined : waiting.get(answer.id)
      if (answer.id === undefined || asked === undefined) continue
      waiting.delete(answer.id)
      if (answer.error === undefined) asked.resolve(answer.result)
      else asked.reject(new Error(answer.error.message))
    }
    if (rest.length > 0) pieces.push(rest)
  })
  return {
    ask: (method, params = {}, page) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined) return reject(gone)
        last += 1
        waiting.set(last, { resolve: (result) => resolve(result ?? {}), reject })
        to.write(
          `${JSON.stringify({ id: last, method, params, ...(page === undefined ? {} : { sessionId: page }) })}\0`,
        )
      }),
    end: () => {
      killTree(child)
      return ended
    },
  }
}
