import type { Span } from './store/store.ts'

/**
 * What a `Range` header asks of a file of this size (RFC 9110 §14): a span, `none` where it is to be answered whole
 * (no header, several spans, nothing that can be read), or `outside` where the file has no such bytes.
 */
export const rangeOf = (header: string | undefined, size: number): Span | 'none' | 'outside' => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec((header ?? '').trim())
  if (match === null) return 'none'
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return 'none'
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'none'
  return first >= size ? 'outside' : { first, last }
}
