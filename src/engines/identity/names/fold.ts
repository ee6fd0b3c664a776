import { Converter } from 'opencc-js/t2cn'

const fromTaiwan = Converter({ from: 'tw', to: 'cn' })
const fromHongKong = Converter({ from: 'hk', to: 'cn' })
const simple = new Map<string, string>()

/** Sign by sign, so that a sign becomes the same one whatever stands beside it, and each is looked up once. */
const simplified = (sign: string): string => {
  let known = simple.get(sign)
  if (known === undefined) {
    known = fromTaiwan(fromHongKong(sign))
    if (simple.size < 30_000) simple.set(sign, known)
  }
  return known
}

const longest = 500
const invisible = /[\p{Cf}\p{Cc}\p{Variation_Selector}]+/gu
const onlyOrdinary = /^[\u0020-\u007e\u4e00-\u9fff\u3007]*$/
const opening = /[[{<《〈【〔「『]/g
const closing = /[\]}>》〉】〕」』]/g
const openTail = /\(([^()]*)$/
const isHanSign = /[\u3007\u3400-\u9fff\uf900-\ufaff]|[\ud840-\ud87f][\udc00-\udfff]/

/** Whether a text holds Han signs. */
export const isHan = (text: string): boolean => isHanSign.test(text)

/**
 * Width, case and traditional signs folded, every bracket `(…)`, invisible marks gone. Everything that is neither a
 * letter nor a figure nor a bracket becomes a space, and spaces beside Han signs go.
 */
export const fold = (text: string): string => {
  const cut = text.length > longest ? text.slice(0, longest) : text
  const wide = onlyOrdinary.test(cut) ? cut : cut.normalize('NFKC').replace(invisible, '')
  const lower = wide.toLowerCase().replace(opening, '(').replace(closing, ')')
  let folded = ''
  for (const sign of lower) folded += sign > '\u2e00' ? simplified(sign) : sign
  return folded
    .replace(/[^\p{L}\p{M}\p{N}()]+/gu, ' ')
    .replace(/ *([\u3007\u3400-\u9fff()]) */g, '$1')
    .replace(openTail, '($1)')
    .trim()
}

/** Folded text of letters, figures and spaces without its brackets. */
export const withoutBrackets = (folded: string): string => folded.replace(/[()]/g, '')
