import { bad, ok, type Parsed } from '../../model/field.ts'

const notAPhone = bad(
  'not_a_phone',
  '不像电话号码，应如 13812345678 或 0571-88886631',
  'It does not look like a phone number; write it like 13812345678 or 0571-88886631',
)

const maxLength = 60

/** Marks that come with copied numbers: direction marks, zero-width spaces. */
const format = /\p{Cf}/gu
const dashes = /[‐‑‒–—―−ー－-]/g
const extension = /^(.*?)[\s,-]*(?:转|轉|分机号?|extension|ext\.?|x|#)[\s:.]*(\d{1,6})$/i

/**
 * A phone number in its one canonical form, whatever the spacing, width and brackets it is written with:
 * a mainland mobile `13812345678`, a landline `0571-88886631`, a service number `4008208820`, a local number `88886631`,
 * a foreign one `+85223456789`, each perhaps with `-8001` for the extension.
 */
export const parsePhone = (value: unknown): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为电话号码文字', 'It should be a phone number in text')
  if (value.length > maxLength * 4) return notAPhone
  const folded = value.normalize('NFKC').replace(format, '').replace(dashes, '-').trim()
  if (folded === '') return ok(null)
  if (folded.length > maxLength) return notAPhone
  const spoken = extension.exec(folded)
  const main = spoken?.[1] ?? folded
  const written = main.replace(/^(?:tel|phone|mobile|电话|手机|座机|固话)[\s.:]*/i, '')
  if (!/^[\s(]*\+?[\d\s().\-/·]*\d[\s().-]*$/.test(written) || /\d\s*\/\s*\d{5}/.test(written)) return notAPhone
  const number = numberOf(written)
  if (number !== undefined) return ok(spoken === null ? number : `${number}-${spoken[2]}`)
  const dashed = spoken === null ? /^(.*\d.*?)\s*-\s*(\d{1,6})$/.exec(written) : null
  const before = dashed === null ? undefined : numberOf(dashed[1]!)
  return before === undefined ? notAPhone : ok(`${before}-${dashed![2]}`)
}

const numberOf = (written: string): string | undefined => {
  const digits = written.replace(/\D/g, '')
  const isPlus = written.includes('+')
  if (!isPlus && !digits.startsWith('00')) {
    const withCountry = /^86(1[3-9]\d{9}|0\d{9,11})$/.exec(digits)
    return domesticOf(withCountry?.[1] ?? digits)
  }
  const full = isPlus ? digits : digits.slice(2)
  if (full.startsWith('86')) {
    const rest = full.slice(2)
    return domesticOf(rest) ?? domesticOf(`0${rest}`)
  }
  return /^[1-9]\d{6,14}$/.test(full) ? `+${full}` : undefined
}

const domesticOf = (digits: string): string | undefined => {
  if (/^0?1[3-9]\d{9}$/.test(digits)) return digits.replace(/^0/, '')
  const landline = /^(010|02\d|0[3-9]\d\d)([2-9]\d{6,7})$/.exec(digits)
  if (landline !== null) return `${landline[1]}-${landline[2]}`
  const isService = /^[48]00\d{7}$/.test(digits) || /^1[0-2]\d{1,6}$/.test(digits) || /^9\d{4,7}$/.test(digits)
  const isLocal = /^[2-8]\d{6,7}$/.test(digits)
  return isService || isLocal ? digits : undefined
}

/** Mobiles in groups of 3-4-4 and service numbers of 3-3-4; landlines keep their dash. */
export const writePhone = (number: string): string => {
  const [main = '', ...rest] = number.split('-')
  const grouped = /^1[3-9]\d{9}$/.test(main)
    ? `${main.slice(0, 3)} ${main.slice(3, 7)} ${main.slice(7)}`
    : /^[48]00\d{7}$/.test(main)
      ? `${main.slice(0, 3)} ${main.slice(3, 6)} ${main.slice(6)}`
      : main
  return [grouped, ...rest].join('-')
}

/** Part of a number as somebody searches for it: digits, spacing aside. */
export const parsePhonePart = (value: unknown): Parsed => {
  if (typeof value !== 'string') return bad('wrong_type', '应为电话号码的一部分', 'It should be part of a phone number')
  if (value.length > maxLength * 4) return notAPhone
  const part = value
    .normalize('NFKC')
    .replace(format, '')
    .replace(dashes, '-')
    .replace(/[\s().]/g, '')
  return /^\+?[\d-]*\d[\d-]*$/.test(part) && part.length <= 30
    ? ok(part)
    : bad('not_a_phone', '应为电话号码中的数字', 'It should be digits of a phone number')
}
