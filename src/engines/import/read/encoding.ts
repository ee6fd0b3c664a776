import { isUtf8 } from 'node:buffer'
import { getDecoder } from 'iconv-lite'
import { slices } from './zip.ts'

/** `UTF-8`, `UTF-16LE`, `UTF-16BE` or `GB18030` (which contains GBK and GB2312). */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030'

/** A byte order mark decides; else bytes that are valid UTF-8 are UTF-8, and anything else comes from a Chinese Windows. */
export const detectEncoding = (bytes: Buffer): Encoding => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8'
  return isUtf8(bytes) || mostlyUtf8(bytes) ? 'UTF-8' : 'GB18030'
}

/** A UTF-8 file with a few broken characters (cut in the middle, say) is still UTF-8; GBK text hardly ever decodes as such. */
const mostlyUtf8 = (bytes: Buffer): boolean => {
  const sample = bytes.subarray(0, 1024 * 1024).toString('utf8')
  let wide = 0
  let broken = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) wide++
  }
  return wide > 50 * broken
}

/** The text, piece by piece, without its byte order mark. */
export function* decode(bytes: Buffer, encoding: Encoding): Generator<string> {
  const decoder = getDecoder(encoding)
  for (const slice of slices(bytes)) yield decoder.write(slice)
  yield decoder.end() ?? ''
}
