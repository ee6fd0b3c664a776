import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { trouble } from './trouble.ts'

/** A `.tar.gz` being written. It appears under its name only when it is complete. */
export interface ArchiveWriter {
  add(name: string, content: Buffer | string): Promise<void>
  /** Content of a known size that needn't fit into memory. */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>
  close(): Promise<void>
  abandon(): Promise<void>
}

export interface ArchiveEntry {
  readonly name: string
  readonly size: number
  /** To be read to its end before the next entry. */
  readonly content: AsyncIterable<Buffer>
}

const block = 512
const padding = (size: number) => Buffer.alloc((block - (size % block)) % block)

const header = (name: string, size: number, type: '0' | 'x'): Buffer => {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100)
  bytes.write('0000600\0', 100)
  bytes.write('0000000\0', 108)
  bytes.write('0000000\0', 116)
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  bytes.write('00000000000\0', 136)
  bytes.write('        ', 148)
  bytes.write(type, 156)
  bytes.write('ustar\x0000', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** A record of the extended header; its length counts its own digits. */
const pathRecord = (name: string): Buffer => {
  const rest = Buffer.byteLength(` path=${name}\n`)
  let length = rest + 1
  while (length !== rest + String(length).length) length = rest + String(length).length
  return Buffer.from(`${length} path=${name}\n`)
}

const opening = (name: string, size: number): Buffer => {
  if (Buffer.byteLength(name) <= 100) return header(name, size, '0')
  const record = pathRecord(name)
  return Buffer.concat([header('path', record.length, 'x'), record, padding(record.length), header('long', size, '0')])
}

/** Begins an archive that only its owner may read: it holds the customers. */
export const writeArchive = (path: string): ArchiveWriter => {
  const part = `${path}.part`
  const input = new PassThrough()
  const done = pipeline(input, createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600 }))
  // Reported by `write` and `close`; without this an early failure would end the process first.
  done.catch(() => undefined)
  const write = async (bytes: Buffer) => {
    if (input.destroyed) return done
    if (!input.write(bytes)) await Promise.race([new Promise((resolve) => input.once('drain', resolve)), done])
  }
  const addStream = async (name: string, size: number, content: AsyncIterable<Buffer>) => {
    await write(opening(name, size))
    let written = 0
    for await (const bytes of content) {
      written += bytes.length
      if (written > size) break
      await write(bytes)
    }
    if (written !== size) throw trouble(`备份时文件 ${name} 变了`, `The file ${name} changed during the backup`)
    await write(padding(size))
  }
  return {
    addStream,
    add: async (name, content) => {
      const bytes = Buffer.from(content)
      await write(Buffer.concat([opening(name, bytes.length), bytes, padding(bytes.length)]))
    },
    close: async () => {
      input.end(Buffer.alloc(2 * block))
      await done
      await rename(part, path)
    },
    abandon: async () => {
      input.destroy()
      await done.catch(() => undefined)
      await rm(part, { force: true })
    },
  }
}

const damaged = (path: string, cause?: unknown) =>
  trouble(
    `备份文件 ${path} 不完整或已损坏，没有恢复任何数据`,
    `The backup ${path} is incomplete or damaged; nothing was restored`,
    cause,
  )

const asTrouble = (path: string, error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? trouble(`找不到备份文件 ${path}`, `There is no backup ${path}`, error)
    : damaged(path, error)

/** Hands out bytes by the number; an archive that ends too early is damaged. */
const reader = (path: string, source: AsyncIterator<Buffer>) => {
  let rest: Buffer = Buffer.alloc(0)
  const some = async (most: number): Promise<Buffer> => {
    if (rest.length === 0) {
      const next = await source.next().catch((error) => {
        throw asTrouble(path, error)
      })
      if (next.done === true) throw damaged(path)
      rest = next.value
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }
  const exactly = async (size: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let left = size; left > 0; ) {
      const bytes = await some(left)
      parts.push(bytes)
      left -= bytes.length
    }
    return Buffer.concat(parts)
  }
  return { some, exactly }
}

const textAt = (bytes: Buffer, from: number, length: number) =>
  bytes
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/\0[\s\S]*$/, '')

/** The entries of an archive, one after the other. */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry> {
  const file = createReadStream(path)
  const unpacked = createGunzip()
  const flow = pipeline(file, unpacked)
  flow.catch(() => undefined)
  const source = reader(path, unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>)
  try {
    for (let longName = ''; ; ) {
      const head = await source.exactly(block)
      if (head[0] === 0) return
      const size = Number.parseInt(textAt(head, 124, 12), 8)
      if (textAt(head, 257, 5) !== 'ustar' || Number.isNaN(size)) throw damaged(path)
      if (head.toString('latin1', 156, 157) === 'x') {
        longName = /\d+ path=(.*)\n/.exec((await source.exactly(size)).toString('utf8'))?.[1] ?? ''
        await source.exactly(padding(size).length)
        continue
      }
      let left = size
      async function* content() {
        while (left > 0) {
          const bytes = await source.some(left)
          left -= bytes.length
          yield bytes
        }
      }
      yield { name: longName === '' ? textAt(head, 0, 100) : longName, size, content: content() }
      longName = ''
      while (left > 0) left -= (await source.exactly(Math.min(left, 65_536))).length
      await source.exactly(padding(size).length)
    }
  } finally {
    file.destroy()
  }
}
