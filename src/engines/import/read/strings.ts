import { textTooLong, tooBig } from './refuse.ts'
import { limits } from './table.ts'
import { parseAll } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** `_x000D_` stands for the character with that code; a literal one is written `_x005F_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** Joins the text of rich-text runs and leaves out reading aids (`rPh`). */
export interface TextCollector {
  open(name: string): void
  close(name: string): void
  text(text: string): void
  take(): string
}

export const collectText = (): TextCollector => {
  let parts = ''
  let inText = false
  let aids = 0
  return {
    open(name) {
      if (name === 't') inText = true
      else if (name === 'rPh') aids++
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') aids--
    },
    text(text) {
      if (!inText || aids > 0) return
      parts += text
      if (parts.length > limits.cellCharacters * 7) throw textTooLong()
    },
    take() {
      const text = unescapeText(parts)
      parts = ''
      if (text.length > limits.cellCharacters) throw textTooLong()
      return text
    },
  }
}

/** The texts that cells refer to by number. */
export const readStrings = async (entry: ZipEntry | undefined): Promise<readonly string[]> => {
  const strings: string[] = []
  if (entry === undefined) return strings
  const collector = collectText()
  await parseAll(
    entry,
    {
      open: collector.open,
      text: collector.text,
      close(name) {
        collector.close(name)
        if (name !== 'si') return
        if (strings.push(collector.take()) > limits.sharedStrings) throw tooBig()
      },
    },
    limits.sharedStringBytes,
  )
  return strings
}
