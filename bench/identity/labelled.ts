import { Converter } from 'opencc-js/cn2t'
import { pinyin } from 'pinyin-pro'
import { createRandom, type Random } from '../../sample/random.ts'
import { lookAlikes } from '../../src/engines/identity/names/sounds.ts'
import { regionTree } from '../../src/fields/region/tree.ts'

/** A registered name cut by plain rules that know nothing of the matcher. */
export interface Real {
  readonly name: string
  readonly code: string
  readonly province: string
  readonly city: string
}

export interface Labelled {
  readonly kind: string
  /** What somebody typed. */
  readonly asked: string
  /** What is stored. */
  readonly stored: string
  readonly isSame: boolean
}

const traditional = Converter({ from: 'cn', to: 'tw' })
const form = /(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:总)?公司$|厂$/
const isCommon = /^[\u4e00-\u9fff]{4}/

interface Parts {
  readonly prefix: string
  readonly rest: string
  readonly form: string
}

const partsOf = ({ name, province, city }: Real): Parts => {
  const prefix =
    new RegExp(`^(?:${province}(?:省|市|自治区)?)?(?:${city}市?)?(?!县|区|旗|自治|新区|.{0,4}族)`).exec(name)?.[0] ?? ''
  const ending = form.exec(name)?.[0] ?? ''
  return { prefix, rest: name.slice(prefix.length, name.length - ending.length), form: ending }
}

const sounds = new Map<string, string[]>()
/** Common signs by their sound: what an input method offers side by side. */
const soundsOf = (names: readonly Real[]) => {
  if (sounds.size > 0) return
  for (const sign of new Set(names.flatMap(({ name }) => [...name]))) {
    if (!/[\u4e00-\u9fff]/.test(sign)) continue
    const sound = pinyin(sign, { toneType: 'none' })
    sounds.set(sound, [...(sounds.get(sound) ?? []), sign])
  }
}

const others = (sign: string): string[] =>
  (sounds.get(pinyin(sign, { toneType: 'none' })) ?? []).filter((other) => other !== sign)

const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)

/**
 * One slip anywhere in the name: 40 % another sign of the same sound, 15 % a look-alike, 15 % a sign left out,
 * 10 % a sign twice, 10 % two signs swapped, 10 % any other sign.
 */
const typo = (name: string, random: Random, signs: readonly string[]): string => {
  for (let step = 0; step < 40; step++) {
    const at = random.whole(0, name.length - 1)
    const sign = name[at]!
    const what = random.share()
    let made = name
    if (what < 0.4) {
      const list = others(sign)
      if (list.length > 0) made = replaced(name, at, random.pick(list))
    } else if (what < 0.55) {
      const list = lookAlikes(sign)
      if (list.length > 0) made = replaced(name, at, random.pick(list))
    } else if (what < 0.7) made = replaced(name, at, '')
    else if (what < 0.8) made = replaced(name, at, sign + sign)
    else if (what < 0.9)
      made = at + 1 < name.length ? name.slice(0, at) + name[at + 1] + sign + name.slice(at + 2) : name
    else made = replaced(name, at, random.pick(signs))
    const isOrdinal = /[一二三四五六七八九十第\d]/.test(sign)
    if (made !== name && !isOrdinal) return made
  }
  return name
}

const wide = (name: string, random: Random): string => {
  const full = name.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
  const at = random.whole(1, full.length - 1)
  return `${random.chance(0.5) ? ' ' : '\u3000'}${full.slice(0, at)}${random.pick([' ', '\u3000', '\u200b', '  '])}${full.slice(at)}`
}

const bracketed = (real: Real, parts: Parts, random: Random): string => {
  const place = real.city.length > 1 && parts.prefix.includes(real.city) ? real.city : real.province
  if (/[(（]/.test(real.name)) return real.name.replace(/[(（]/g, '【').replace(/[)）]/g, '】')
  if (parts.prefix === '' || parts.form === '') return real.name.replace(/^(.{2,4}?)(市|省)/, '$1$2 ')
  return random.chance(0.5) ? `${parts.rest}（${place}）${parts.form}` : `${place}(${parts.rest})${parts.form}`
}

/** How many registered names begin with two signs, region aside: what few begin with is a brand. */
const beginnings = new Map<string, number>()

const counties = new Set<string>()
const countyNames = (): ReadonlySet<string> => {
  if (counties.size === 0) for (const region of regionTree().byCode.values()) counties.add(region.short)
  return counties
}

/** What people call a company among themselves: its brand with the next two signs or the last two, with or without the place. */
const abbreviation = (real: Real, { rest, prefix }: Parts, random: Random): string | undefined => {
  const brand = rest.slice(0, 2)
  if (rest.length < 5 || /[()（）\d一二三四五六七八九十]|公司|社|[省市县区镇乡]/.test(rest)) return undefined
  if ((beginnings.get(brand) ?? 0) > 3 || countyNames().has(brand) || countyNames().has(rest.slice(0, 3)))
    return undefined
  const place = prefix === '' ? '' : real.city.length > 1 && prefix.includes(real.city) ? real.city : real.province
  return random.pick([rest.slice(0, 4), brand + rest.slice(-2), place + rest.slice(0, 4), place + brand])
}

/** The form dropped: whole, or down to 公司; of a branch, that of its head. */
const withoutForm = ({ prefix, rest, form }: Parts, random: Random): string | undefined => {
  if (/公司.|社./.test(rest))
    return (
      prefix +
      rest.replace(
        /(?<!总)(?:股份)?(?:有限)?(?:责任)?公司/,
        /(?:银行|保险|集团)(?:股份|有限)/.test(rest) ? '' : random.pick(['公司', '有限公司']),
      ) +
      form
    )
  if (form === '' || rest.length < 3) return undefined
  return prefix + rest + (form === '厂' ? '' : random.pick(['', '', '公司', '有限公司']))
}

export interface Sets {
  readonly tune: readonly Labelled[]
  readonly report: readonly Labelled[]
}

/** Pairs of one and of two companies, made from registered names by a fixed seed; names with even numbers tune, odd ones report. */
export const labelled = (reals: readonly Real[], pairs: readonly { full: string; short: string }[]): Sets => {
  soundsOf(reals)
  const random = createRandom(20_260_701)
  const usable = reals.filter(({ name }) => isCommon.test(name) && name.length < 60 && !name.includes('\ufffd'))
  const signs = [...new Set(usable.flatMap(({ name }) => [...name]))].filter((sign) => /[\u4e00-\u9fff]/.test(sign))
  const sets = { tune: [] as Labelled[], report: [] as Labelled[] }
  for (const real of usable) {
    const begins = partsOf(real).rest.slice(0, 2)
    beginnings.set(begins, (beginnings.get(begins) ?? 0) + 1)
  }
  usable.forEach((real, index) => {
    const into = index % 2 === 0 ? sets.tune : sets.report
    const parts = partsOf(real)
    const add = (kind: string, asked: string | undefined, isSame: boolean) => {
      if (asked !== undefined && asked !== real.name && asked.length > 1)
        into.push({ kind, asked, stored: real.name, isSame })
    }
    const other = usable[(index * 7919 + 13) % usable.length]!
    const otherParts = partsOf(other)
    const { prefix, rest } = parts
    if (!/[分支子]公司$/.test(real.name) || /公司./.test(rest)) add('suffix', withoutForm(parts, random), true)
    if (rest.length > 4)
      add(
        'prefix',
        prefix.length > 2 && random.chance(0.3) ? prefix.replace(/[省市]/g, '') + rest + parts.form : rest + parts.form,
        prefix !== '',
      )
    add('traditional', traditional(real.name), true)
    add('width', wide(real.name, random), true)
    add('brackets', bracketed(real, parts, random), true)
    add('typo', typo(real.name, random, signs), true)
    if (index % 2 === 0 || random.chance(0.5)) add('abbreviation', abbreviation(real, parts, random), true)
    const county = /^.{1,7}?(?:[县区镇乡旗]|市(?!场))/.exec(rest)?.[0] ?? ''
    const own = rest.slice(county.length)
    const otherOwn = otherParts.rest.replace(/^.{1,7}?(?:[县区镇乡旗]|市(?!场))/, '')
    if (own.length >= 4 && otherOwn.length >= 4 && otherOwn.slice(2) !== own.slice(2)) {
      const place = prefix + county
      if (parts.form !== '') add('other trade', place + own.slice(0, 2) + otherOwn.slice(2) + parts.form, false)
      add('other brand', place + otherOwn.slice(0, 2) + own.slice(2) + parts.form, false)
    }
    if (parts.form !== '') {
      const place = other.city.length > 1 ? other.city : other.province
      add('branch', real.name + random.pick([`${place}分公司`, '第二分公司', '门市部', `${place}办事处`]), false)
    }
    if (
      prefix !== '' &&
      other.city.length > 1 &&
      other.city !== real.city &&
      rest.length > 3 &&
      other.province !== real.province
    )
      add('other region', `${other.city}${rest}${parts.form}`, false)
    const ordinal = /[一二三四五六七八九](?=公司|厂|建|局|支行|分|门市)|第([一二三四五六七八九])/.exec(real.name)
    if (ordinal !== null) {
      const sign = ordinal[1] ?? ordinal[0]
      add('number', real.name.replace(sign, sign === '三' ? '五' : '三'), false)
    }
  })
  pairs.forEach(({ full, short }, index) => {
    const into = index % 2 === 0 ? sets.tune : sets.report
    into.push({ kind: 'exchange', asked: short, stored: full, isSame: true })
  })
  return sets
}
