import { fieldTypes } from '../../../fields/field-types.ts'
import { isObject, type Label } from '../../../model/label.ts'

/** An option as it is edited. */
export interface DraftOption {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly parent: string | null
  readonly color: string | null
  /** It is in the field already; its key stays. */
  readonly stored: boolean
}

/** A field as `GET /fields` lists it. */
export interface FieldRecord {
  readonly object: string
  readonly name: string
  readonly type: string
  readonly label: Label
  readonly required?: boolean
  readonly custom?: boolean
  readonly derived?: boolean
  readonly readOnly?: boolean
  readonly hidden?: boolean
  readonly help?: Label
  readonly to?: string
  readonly options?: readonly unknown[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Options of a stored field, whichever way the answer writes their labels. */
export const draftOptions = (field: FieldRecord | undefined): readonly DraftOption[] =>
  (field?.options ?? []).filter(isObject).map((option) => {
    const named = isObject(option.label) ? option.label : option
    return {
      key: text(option.key),
      zh: text(named.zh),
      en: text(named.en),
      parent: text(option.parent) || null,
      color: text(option.color) || null,
      stored: true,
    }
  })

/** A name of the API from words: `Registered capital` becomes `registeredCapital`. */
export const nameFrom = (words: string): string => {
  const parts = words
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((part) => part !== '')
  const [first = '', ...rest] = parts
  const joined = first.toLowerCase() + rest.map((part) => part[0]!.toUpperCase() + part.slice(1).toLowerCase()).join('')
  return joined.replace(/^[0-9]+/, '')
}

/** Options as the API takes them; a new one gets its key from its English label, or a number. */
export const sentOptions = (options: readonly DraftOption[]) => {
  const used = new Set(options.filter((option) => option.stored).map((option) => option.key))
  return options.map((option) => {
    const wanted = option.stored ? option.key : option.key || nameFrom(option.en) || 'option'
    const key = option.stored ? wanted : free(wanted, used)
    used.add(key)
    return {
      key,
      label: { zh: option.zh.trim(), en: option.en.trim() || option.zh.trim() },
      ...(option.parent === null ? {} : { parent: option.parent }),
      ...(option.color === null ? {} : { color: option.color }),
    }
  })
}

const free = (wanted: string, used: ReadonlySet<string>): string => {
  let candidate = wanted
  for (let number = 2; used.has(candidate); number += 1) candidate = `${wanted}${number}`
  return candidate
}

/** Types an administrator may add, in the order of the registry. */
export const addableTypes = fieldTypes.filter((type) => type.addable)

export const typeLabel = (name: string): Label =>
  fieldTypes.find((type) => type.name === name)?.label ?? { zh: name, en: name }

export const hasOptions = (type: string): boolean => type === 'choice' || type === 'multiChoice'
