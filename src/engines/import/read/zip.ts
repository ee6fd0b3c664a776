import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { Refusal } from '../../../model/errors.ts'
import { brokenZip, encrypted, tooBig } from './refuse.ts'
import { limits } from './table.ts'

/** One file inside a zip; `path` is lower-case with forward slashes, as packages compare names. */
export interface ZipEntry {
  readonly path: string
  /** The unpacked bytes, never more than `limit` of them (nor more than the file's declared size). */
  read(limit?: number): AsyncGenerator<Uint8Array>
}

interface Found {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const MAX_ENTRIES = 20_000

/**
 * The entries of a zip by path, from its central directory: the part that readers agree on. Together they may declare
 * no more than the limit, and none gives more than it declares, however often the same packed bytes are listed.
 */
export const openZip = (bytes: Buffer): ReadonlyMap<string, ZipEntry> => {
  try {
    const entries = new Map<string, ZipEntry>()
    let size = 0
    for (const found of directory(bytes)) {
      size += found.size
      if (size > limits.bytes) throw tooBig()
      entries.set(found.path, { path: found.path, read: (limit) => unpack(bytes, found, limit) })
    }
    return entries
  } catch (error) {
    throw error instanceof RangeError ? brokenZip() : error
  }
}

const findEnd = (bytes: Buffer): number => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === END) return at
  }
  throw brokenZip()
}

function* directory(bytes: Buffer): Generator<Found> {
  const end = findEnd(bytes)
  let entries = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if ((entries === 0xffff || at === 0xffffffff) && end >= 20 && bytes.readUInt32LE(end - 20) === LOCATOR64) {
    const end64 = Number(bytes.readBigUInt64LE(end - 12))
    if (bytes.readUInt32LE(end64) !== END64) throw brokenZip()
    entries = Number(bytes.readBigUInt64LE(end64 + 32))
    at = Number(bytes.readBigUInt64LE(end64 + 48))
  }
  if (entries > MAX_ENTRIES) throw tooBig()
  for (let n = 0; n < entries; n++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw brokenZip()
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const sizes = {
      size: bytes.readUInt32LE(at + 24),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    }
    yield {
      path: name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase(),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...wide(sizes, bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)),
    }
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
}

/** Sizes that did not fit into 32 bits stand in the zip64 extra field, in this order. */
const wide = <S extends { size: number; packed: number; offset: number }>(sizes: S, extra: Buffer): S => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let value = at + 4
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff) continue
      sizes[key] = Number(extra.readBigUInt64LE(value))
      value += 8
    }
  }
  return sizes
}

async function* unpack(bytes: Buffer, found: Found, limit: number = limits.bytes): AsyncGenerator<Uint8Array> {
  if ((found.flags & 1) !== 0) throw encrypted()
  if (found.size > limit) throw tooBig()
  if (found.method !== 0 && found.method !== 8) throw brokenZip(found.path)
  if (found.offset + 30 > bytes.length || bytes.readUInt32LE(found.offset) !== LOCAL) throw brokenZip(found.path)
  const from = found.offset + 30 + bytes.readUInt16LE(found.offset + 26) + bytes.readUInt16LE(found.offset + 28)
  const packed = bytes.subarray(from, from + found.packed)
  if (packed.length !== found.packed) throw brokenZip(found.path)
  let size = 0
  let crc = 0
  try {
    for await (const chunk of found.method === 0 ? slices(packed) : inflate(packed)) {
      size += chunk.length
      if (size > found.size) throw brokenZip(found.path)
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (error) {
    throw error instanceof Refusal ? error : brokenZip(found.path)
  }
  if (size !== found.size || crc !== found.crc) throw brokenZip(found.path)
}

export function* slices(bytes: Buffer, size = 64 * 1024): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* inflate(packed: Buffer): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: 64 * 1024 })
  const source = Readable.from(slices(packed))
  source.pipe(inflater)
  try {
    for await (const chunk of inflater) yield chunk as Uint8Array
  } finally {
    source.destroy()
    inflater.destroy()
  }
}
