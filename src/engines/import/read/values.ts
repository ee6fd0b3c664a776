import { limits } from './table.ts'
import { parseAll } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** How a number with a date format is to be read: which parts its format shows. */
export type DateKind = 'date' | 'time' | 'datetime' | 'elapsed'

/** The date kind of a number format, or nothing when it shows a plain number. */
export const dateKindOf = (id: number, code: string | undefined): DateKind | undefined => {
  if (code !== undefined) return kindOfCode(code)
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date'
  if (id === 22) return 'datetime'
  if (id === 46) return 'elapsed'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time'
  return undefined
}

const kindOfCode = (code: string): DateKind | undefined => {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./gs, '').toLowerCase()
  if (/\[(h+|m+|s+)\]/.test(bare)) return 'elapsed'
  const shown = bare.replace(/\[[^\]]*\]/g, '').replaceAll('general', '')
  const time = /[hs]/.test(shown)
  const date = /[yd]|aaa/.test(shown) || (!time && shown.includes('m')) || /m{3}/.test(shown)
  return date ? (time ? 'datetime' : 'date') : time ? 'time' : undefined
}

/** The date kind of each cell style. */
export const readDateKinds = async (entry: ZipEntry | undefined): Promise<readonly (DateKind | undefined)[]> => {
  const kinds: (DateKind | undefined)[] = []
  if (entry === undefined) return kinds
  const codes = new Map<number, string>()
  let inside = false
  await parseAll(
    entry,
    {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        else if (name === 'cellXfs') inside = true
        else if (inside && name === 'xf') {
          const id = Number(attributes.numFmtId ?? 0)
          kinds.push(dateKindOf(id, codes.get(id)))
        }
      },
      close(name) {
        if (name === 'cellXfs') inside = false
      },
    },
    limits.partBytes,
  )
  return kinds
}

/** A stored number as a person would write it: no exponent, and the 15 digits that Excel keeps. */
export const numberText = (raw: string): string => {
  const trimmed = raw.trim()
  if (/^-?\d+$/.test(trimmed)) return trimmed
  const value = Number(trimmed)
  if (trimmed === '' || !Number.isFinite(value)) return trimmed
  return plain(String(Number(value.toPrecision(15))))
}

const plain = (text: string): string => {
  const [mantissa = '', exponent] = text.split('e')
  if (exponent === undefined) return text
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const shift = Number(exponent)
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - whole.length)}${whole}${fraction}`
  return `${sign}${whole}${fraction}${'0'.repeat(shift - fraction.length)}`
}

const DAY = 86_400
const LAST_DAY = 2_958_466

/** A day number as ISO text (`2024-01-31`, `2024-01-31T08:30:00`, `08:30:00`), or the number when it is no date. */
export const dateText = (raw: string, kind: DateKind, date1904: boolean): string => {
  const serial = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(serial) || serial < 0 || serial >= LAST_DAY) return numberText(raw)
  const seconds = Math.round(serial * DAY)
  if (kind === 'elapsed') return clock(seconds)
  if (kind === 'time' && seconds < DAY) return clock(seconds)
  const days = kind === 'date' ? Math.floor(serial + 1e-9) : Math.floor(seconds / DAY)
  if (days === 0 && !date1904) return kind === 'date' ? numberText(raw) : clock(seconds)
  const day = dayText(days, date1904)
  const rest = seconds - days * DAY
  return kind === 'date' || rest === 0 ? day : `${day}T${clock(rest)}`
}

const clock = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')

/** Excel counts a 29 February 1900 that never was, so days before it stand one further from the start. */
const dayText = (days: number, date1904: boolean): string => {
  if (!date1904 && days === 60) return '1900-02-29'
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  return new Date(start + days * DAY * 1000).toISOString().slice(0, 10)
}

/** A date cell that is already ISO text: midnight and milliseconds are left out, as for day numbers. */
export const isoText = (raw: string): string =>
  raw
    .trim()
    .replace(/\.\d+(?=Z?$)/, '')
    .replace(/T00:00:00Z?$/, '')
