import type { MaskStyle } from './field.ts'
import { isObject, type Json } from './label.ts'

/** How a hidden value looks: `138****2071`, `0571-****6631`, `谢**`, `w***@example.com`. Says that there is one, not what it is (O33). */
export const maskValue = (style: MaskStyle, value: Json): Json => {
  if (Array.isArray(value))
    return value.map((v) =>
      isObject(v)
        ? { ...(v as { [key: string]: Json }), value: maskValue(style, (v.value as Json | undefined) ?? null) }
        : maskValue(style, v as Json),
    )
  if (typeof value !== 'string') return value === null ? null : '***'
  switch (style) {
    case 'phone':
      return maskPhone(value)
    case 'email': {
      const at = value.indexOf('@')
      return at < 1 ? '***' : `${value.slice(0, 1)}***${value.slice(at)}`
    }
    case 'name':
      return `${[...value][0] ?? ''}**`
    case 'text': {
      const signs = [...value]
      return signs.length <= 6 ? '****' : `${signs.slice(0, 3).join('')}****`
    }
  }
}

const maskPhone = (value: string): string => {
  const dash = value.indexOf('-')
  if (dash > 1 && dash < 6) return `${value.slice(0, dash)}-****${value.slice(-4)}`
  return value.length < 8 ? '****' : `${value.slice(0, 3)}****${value.slice(-4)}`
}

const numberInText =
  /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)|(?<!\d)(0\d{2,3})[- ]?\d{3,4}(\d{4})(?!\d)/g

/** Text written about a pooled customer, with the phone numbers in it masked (DESIGN §5). */
export const maskNumbersIn = (text: string): string =>
  text.replace(
    numberInText,
    (_, mobile: string | undefined, end: string | undefined, area: string | undefined, tail: string | undefined) =>
      mobile === undefined ? `${area ?? ''}-****${tail ?? ''}` : `${mobile}****${end ?? ''}`,
  )
