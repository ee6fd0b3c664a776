import type { ActionDef } from './action.ts'
import type { FieldDef, FieldType, KeyCheck } from './field.ts'
import { isObject } from './label.ts'
import { type ObjectDef, scopes } from './object.ts'

const commonKeys: Readonly<Record<string, KeyCheck | 'json'>> = {
  type: 'string',
  zh: 'string',
  en: 'string',
  required: 'boolean',
  search: 'boolean',
  sortable: 'boolean',
  readOnly: 'boolean',
  derived: 'boolean',
  mask: 'string',
  default: 'json',
  help: 'label',
  weight: 'number',
  tracked: 'boolean',
  aliases: 'strings',
  unique: 'boolean',
  writeOnly: 'boolean',
  writableBy: 'strings',
  readableBy: 'strings',
  within: 'string',
  showWhen: 'json',
  badge: 'boolean',
}
const traitKeys = new Set([
  'owned',
  'pooled',
  'actionOf',
  'follows',
  'commentable',
  'attachable',
  'timeline',
  'importable',
  'exportable',
  'searchable',
  'recyclable',
  'completeness',
  'touches',
  'publicWhen',
  'privateWhen',
  'invites',
  'organisation',
  'carried',
  'takeover',
  'personal',
  'gathers',
  'instruction',
  'relates',
  'card',
  'identity',
  'document',
  'printed',
  'template',
  'trades',
  'approvable',
])
const bodyKeys = new Set([
  'path',
  'label',
  'fields',
  'traits',
  'access',
  'title',
  'list',
  'sort',
  'form',
  'tabs',
  'indexes',
  'views',
])
const reservedNames = new Set([
  'can',
  'why',
  'hints',
  'or',
  'and',
  'not',
  'protection',
  'search',
  'constructor',
  '__proto__',
  'prototype',
])

const isLabel = (value: unknown) =>
  isObject(value) && typeof value.zh === 'string' && typeof value.en === 'string' && value.zh !== '' && value.en !== ''

const isPlain = (value: unknown): boolean =>
  value === null ||
  ['string', 'boolean'].includes(typeof value) ||
  Number.isFinite(value) ||
  (Array.isArray(value) && value.every(isPlain)) ||
  (isObject(value) && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain))

const fits = (check: KeyCheck | 'json', value: unknown): boolean => {
  switch (check) {
    case 'boolean':
    case 'string':
      return typeof value === check
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'label':
      return isLabel(value)
    case 'fields':
      return isObject(value) && Object.values(value).every((one) => isObject(one) && typeof one.type === 'string')
    case 'strings':
      return Array.isArray(value) && value.every((v) => typeof v === 'string')
    case 'options':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        new Set(value.map((o) => (isObject(o) ? o.key : o))).size === value.length &&
        value.every(
          (o) =>
            isObject(o) && typeof o.key === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(o.key) && isLabel(o),
        )
      )
    case 'json':
      return value !== undefined
  }
}

/** Faults of one field definition: unknown, missing or ill-shaped keys, each with its address. */
export const checkField = (address: string, name: string, field: FieldDef, type: FieldType): string[] => {
  const faults: string[] = []
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name) || reservedNames.has(name)) faults.push(`${address}: not a usable name`)
  for (const [key, value] of Object.entries(field)) {
    const check = commonKeys[key] ?? type.keys[key]
    if (check === undefined) faults.push(`${address}.${key}: unknown key`)
    else if (!fits(check, value)) faults.push(`${address}.${key}: should be ${check}`)
  }
  for (const key of ['zh', 'en', ...(type.needs ?? [])])
    if (field[key] === undefined) faults.push(`${address}.${key}: missing`)
  if (field.sortable === true && !type.sortable) faults.push(`${address}.sortable: a ${type.name} field has no order`)
  if (field.default !== undefined && field.default !== null && !type.parse(field.default, field).ok)
    faults.push(`${address}.default: not a value of the field`)
  const parts = type.parts?.(field)
  if (parts !== undefined && parts.length !== Object.keys(field.columns as object).length)
    faults.push(`${address}.columns: a column of a type that lines cannot hold`)
  for (const part of parts ?? []) {
    const at = `${address}.columns.${part.name}`
    faults.push(...checkField(at, part.name, part.def, part.type))
    if (part.type.name === 'reference' && !part.name.endsWith('Id'))
      faults.push(`${at}: the name of a reference ends with "Id"`)
  }
  return faults
}

/** Faults of an object's own keys; its fields are checked one by one. */
export const checkObject = (def: ObjectDef): string[] => {
  const faults: string[] = []
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(def.path)) faults.push(`${def.path}: a path is plural kebab-case`)
  if (!isLabel(def.label)) faults.push(`${def.path}.label: should be label`)
  for (const key of Object.keys(def)) if (!bodyKeys.has(key)) faults.push(`${def.path}.${key}: unknown key`)
  for (const key of Object.keys(def.traits))
    if (!traitKeys.has(key)) faults.push(`${def.path}.traits.${key}: unknown key`)
  if (def.traits.pooled === true && def.traits.owned !== true) faults.push(`${def.path}.traits.pooled: needs owned`)
  if (def.traits.actionOf !== undefined && def.traits.owned !== true)
    faults.push(`${def.path}.traits.actionOf: needs owned`)
  if (def.list.length > 11) faults.push(`${def.path}.list: more than eleven columns`)
  for (const grant of def.access) {
    if (!scopes.includes(grant.scope)) faults.push(`${def.path}.access.${grant.role}: unknown scope "${grant.scope}"`)
    if (grant.parents !== undefined && def.traits.actionOf === undefined && def.traits.follows === undefined)
      faults.push(`${def.path}.access.${grant.role}.parents: it has no parents`)
  }
  if (!isPlain(def)) faults.push(`${def.path}: is not plain data`)
  return faults
}

export const checkAction = (action: ActionDef, types: ReadonlyMap<string, FieldType>): string[] =>
  Object.entries(action.input).flatMap(([name, field]) => {
    const type = types.get(field.type)
    const address = `${action.object}.actions.${action.name}.input.${name}`
    return type === undefined
      ? [`${address}.type: unknown field type "${field.type}"`]
      : checkField(address, name, field, type)
  })
