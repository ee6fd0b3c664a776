import type { Label } from '../model/label.ts'
import { useLocale } from './words.ts'

interface Named {
  readonly path: string
  readonly label: Label
}

/** `customers` is "Customer" as declared; lists and the side bar speak of many. */
const pluralOf = ({ path, label }: Named): string => {
  if (label.en.toLowerCase() === path.replaceAll('-', ' ')) return label.en
  if (/[^aeiou]y$/i.test(label.en)) return `${label.en.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/i.test(label.en) ? `${label.en}es` : `${label.en}s`
}

const lower = (text: string): string => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))

/** What an object is called: as a heading, in a sentence about many, in a sentence about one. Chinese is the same in all. */
export const objectName = (object: Named, locale: 'zh' | 'en'): { heading: string; many: string; one: string } =>
  locale === 'zh'
    ? { heading: object.label.zh, many: object.label.zh, one: object.label.zh }
    : { heading: pluralOf(object), many: lower(pluralOf(object)), one: lower(object.label.en) }

export const useObjectName = (object: Named): { heading: string; many: string; one: string } =>
  objectName(object, useLocale())
