import type { Locale } from '../../model/label.ts'

/** `1280000.5` -> `1,280,000.5`, with a true minus. */
export const grouped = (amount: string): string => {
  const match = /^(-?)(\d*)(\.\d*)?$/.exec(amount)
  if (match === null) return amount
  const [, sign = '', whole = '', fraction = ''] = match
  return `${sign === '' ? '' : '−'}${whole.replace(/\d(?=(\d{3})+$)/g, '$&,')}${fraction}`
}

/** Moves the decimal point to the left and rounds to two places, on digits: `1280000` by 4 -> `128.00`. */
const scaled = (amount: string, places: number): string => {
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const digits = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2))
  const unit = 10n ** BigInt(places)
  const rounded = (digits + unit / 2n) / unit
  const text = String(rounded).padStart(3, '0')
  return `${negative && rounded > 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

const isAmount = (amount: string): boolean => /^-?\d+(\.\d+)?$/.test(amount)

/** In a column: in 万, or in thousands in English; the unit stands in the header. */
export const moneyInTable = (amount: string, locale: Locale): string =>
  isAmount(amount) ? grouped(scaled(amount, locale === 'zh' ? 4 : 3)) : amount

/** In a sentence: `¥128.00 万`, `¥1.28M`, and small amounts in full. */
export const moneyInText = (amount: string, locale: Locale): string => {
  if (!isAmount(amount)) return amount
  const whole = amount.replace('-', '').split('.')[0]!.length
  if (locale === 'zh') {
    if (whole >= 9) return `¥${grouped(scaled(amount, 8))} 亿`
    return whole >= 5 ? `¥${grouped(scaled(amount, 4))} 万` : `¥${grouped(scaled(amount, 0))}`
  }
  if (whole >= 7) return `¥${grouped(scaled(amount, 6))}M`
  return whole >= 5 ? `¥${grouped(scaled(amount, 3))}k` : `¥${grouped(scaled(amount, 0))}`
}
