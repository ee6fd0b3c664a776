import { SaxesParser } from 'saxes'
import { Refusal } from '../../../model/errors.ts'
import { brokenXml, textTooLong } from './refuse.ts'
import type { ZipEntry } from './zip.ts'

export type Attributes = Readonly<Record<string, string | undefined>>

/** What to do at each tag; names come without their namespace prefix. Keep the handlers cheap: they run per cell. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}

/** No tag, comment or text of a table is longer; without this, one endless text would fill the memory. */
const LONGEST = 1024 * 1024

const local = (name: string): string => {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

const decoderOf = (first: Uint8Array): TextDecoder => {
  const mark = (first[0] ?? 0) * 256 + (first[1] ?? 0)
  return new TextDecoder(mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8')
}

/** Parses one part of a package piece by piece: each step has handed some more of it to the handlers. */
export async function* parseXml(entry: ZipEntry, handlers: XmlHandlers, limit?: number): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let decoder: TextDecoder | undefined
  let waiting = 0
  parser.on('error', () => {
    throw brokenXml(entry.path)
  })
  parser.on('opentag', (tag) => {
    waiting = 0
    handlers.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    waiting = 0
    handlers.close?.(local(tag.name))
  })
  const text = handlers.text
  if (text !== undefined) {
    parser.on('text', (value) => text(value))
    parser.on('cdata', (value) => text(value))
  }
  for await (const bytes of entry.read(limit)) {
    decoder ??= decoderOf(bytes)
    waiting += bytes.length
    feed(entry, () => parser.write(decoder!.decode(bytes, { stream: true })))
    if (waiting > LONGEST) throw textTooLong()
    yield
  }
  feed(entry, () => parser.close())
  yield
}

const feed = (entry: ZipEntry, step: () => void): void => {
  try {
    step()
  } catch (error) {
    throw error instanceof Refusal ? error : brokenXml(entry.path)
  }
}

/** Parses a whole part. */
export const parseAll = async (entry: ZipEntry, handlers: XmlHandlers, limit?: number): Promise<void> => {
  for await (const _ of parseXml(entry, handlers, limit));
}
