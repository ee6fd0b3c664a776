import { pinyin } from 'pinyin-pro'
import type { Random } from './random.ts'
import { brandAt, brandCount, longBrandCount } from './words/brands.ts'
import { givenFirst, givenSecond, surnames } from './words/people.ts'
import type { Place } from './words/places.ts'
import { forms, type Sector } from './words/sectors.ts'

const sounds = new Map<string, string>()

/** Letters for an address: one sign at a time, so that few are ever looked up. */
export const lettersOf = (text: string): string => {
  let letters = ''
  for (const sign of text) {
    let sound = sounds.get(sign)
    if (sound === undefined) {
      sound = pinyin(sign, { toneType: 'none', v: true }).replace(/[^a-z]/g, '')
      sounds.set(sign, sound)
    }
    letters += sound
  }
  return letters
}

const initialsOf = (text: string): string => {
  let initials = ''
  for (const sign of text) initials += lettersOf(sign).slice(0, 1)
  return initials
}

export interface CompanyName {
  readonly name: string
  readonly short: string
  /** `lanyu-jm-sz.example` */
  readonly domain: string
}

const domainOf = (brand: string, word: string, place: Place): string =>
  `${lettersOf(brand)}-${initialsOf(word)}-${initialsOf(place.name)}.example`

/** The invented company number `index`: brand words don't repeat while they last. */
export const companyName = (
  random: Random,
  index: number,
  count: number,
  sector: Sector,
  place: Place,
): CompanyName => {
  const isLong = count > brandCount
  const size = isLong ? longBrandCount : brandCount
  const brand = brandAt((index * 2477 + 613) % size, isLong)
  const [short = '', word = ''] = random.pick(sector.words).split('|')
  const form = random.pickWeighted(forms)
  const name =
    form === '有限公司' && random.chance(0.15)
      ? `${brand}${word}（${place.name}）${form}`
      : `${place.name}${brand}${word}${form}`
  return { name, short: brand + short, domain: domainOf(brand, short, place) }
}

/** The same company as somebody else would type it: for those who want to see duplicates found. */
export const sameCompany = (known: CompanyName, place: Place): string => {
  const bare = known.name.replace(`（${place.name}）`, '').replace(place.name, '')
  return known.name.includes(`（${place.name}）`)
    ? `${place.name}${bare}`
    : bare.replace(/有限公司$/, `（${place.name}）有限公司`)
}

export interface PersonName {
  readonly name: string
  readonly surname: string
  /** `chen.yu` */
  readonly mailbox: string
}

export const personName = (random: Random): PersonName => {
  const surname = random.pickWeighted(surnames)
  const given = random.chance(0.76) ? random.pick(givenFirst) + random.pick(givenSecond) : random.pick(givenSecond)
  return { name: surname + given, surname, mailbox: `${lettersOf(surname)}.${lettersOf(given)}` }
}
