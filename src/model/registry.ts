import type { ActionDef } from './action.ts'
import { crossCheck } from './cross-check.ts'
import type { FieldDef, FieldType } from './field.ts'
import type { Reminder } from './insight.ts'
import type { Label } from './label.ts'
import type { ObjectDef } from './object.ts'
import type { Rule } from './rule.ts'
import { traitFields } from './traits.ts'
import { checkAction, checkField, checkObject } from './validate.ts'

/** Words of SQL that no column of a declared field can be called by; administrators' columns have a prefix. */
const sqlWords = new Set(
  'all analyse analyze and any array as asc both case cast check collate column constraint create default desc distinct do else end except false fetch for foreign from grant group having in into leading limit not null offset on only or order primary references returning select some table then to trailing true union unique user using when where window with'.split(
    ' ',
  ),
)

/** A field ready for use: its definition, its type, its column. */
export interface CompiledField {
  readonly name: string
  readonly def: FieldDef
  readonly type: FieldType
  readonly column: string
  /** Made by an administrator at run time. */
  readonly custom: boolean
  /** For references: the name under which the record pointed to appears, `ownerId` -> `owner`. */
  readonly expansion: string | undefined
}

export interface CompiledObject {
  readonly path: string
  readonly label: Label
  readonly def: ObjectDef
  readonly kind: 'main' | 'action' | 'plain'
  readonly table: string
  readonly fields: ReadonlyMap<string, CompiledField>
  readonly actions: ReadonlyMap<string, ActionDef>
  readonly rules: readonly Rule[]
  readonly reminders: readonly Reminder[]
}

export interface Registry {
  readonly objects: ReadonlyMap<string, CompiledObject>
  readonly fieldTypes: ReadonlyMap<string, FieldType>
}

/** A field that an administrator added, as stored. */
export interface CustomField {
  readonly object: string
  readonly name: string
  readonly def: FieldDef
}

/** New options or labels that an administrator gave to a declared field. */
export interface FieldOverride {
  readonly object: string
  readonly name: string
  readonly change: Partial<FieldDef>
}

export interface Declarations {
  readonly fieldTypes: readonly FieldType[]
  readonly objects: readonly ObjectDef[]
  readonly rules: readonly Rule[]
  readonly actions: readonly ActionDef[]
  readonly reminders: readonly Reminder[]
  readonly customFields?: readonly CustomField[]
  readonly overrides?: readonly FieldOverride[]
}

export const snakeCase = (name: string): string =>
  name.replaceAll('-', '_').replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/**
 * One registry from all declarations, the checked-in ones and those administrators made.
 * Throws an Error that lists every fault with its address (`customers.fields.name.requird: unknown key`).
 */
export const createRegistry = (declarations: Declarations): Registry => {
  const fieldTypes = new Map(declarations.fieldTypes.map((type) => [type.name, type]))
  const faults: string[] = []
  const objects = new Map<string, CompiledObject>()
  for (const def of declarations.objects) {
    if (objects.has(def.path)) faults.push(`${def.path}: declared twice`)
    faults.push(...checkObject(def))
    const fields = new Map<string, CompiledField>()
    const add = (name: string, declared: FieldDef, custom: boolean) => {
      const override = declarations.overrides?.find((o) => o.object === def.path && o.name === name)
      const field = override === undefined ? declared : ({ ...declared, ...override.change } as FieldDef)
      const address = `${def.path}.fields.${name}`
      const type = fieldTypes.get(field.type)
      if (type === undefined) faults.push(`${address}.type: unknown field type "${field.type}"`)
      else if (fields.has(name)) faults.push(`${address}: declared twice`)
      else {
        faults.push(...checkField(address, name, field, type))
        if (!custom && sqlWords.has(snakeCase(name))) faults.push(`${address}: "${name}" is a word of SQL`)
        const isReference = ['reference', 'employee', 'department'].includes(type.name)
        if (isReference && !name.endsWith('Id')) faults.push(`${address}: the name of a reference ends with "Id"`)
        fields.set(name, {
          name,
          def: field,
          type,
          column: `${custom ? 'c_' : ''}${snakeCase(name)}`,
          custom,
          expansion: isReference ? name.slice(0, -2) : undefined,
        })
      }
    }
    for (const [name, field] of Object.entries(traitFields(def.traits, def.path))) add(name, field, false)
    for (const [name, field] of Object.entries(def.fields)) add(name, field, false)
    for (const custom of declarations.customFields ?? [])
      if (custom.object === def.path) add(custom.name, custom.def, true)
    for (const name of [
      ...def.list,
      def.title,
      def.sort.replace(/^-/, ''),
      ...def.form.flatMap((s) => s.fields),
      ...(def.indexes ?? []).flat().map((n) => n.replace(/^-/, '')),
    ])
      if (!fields.has(name)) faults.push(`${def.path}: names a field "${name}" that is not there`)
    const actions = new Map<string, ActionDef>()
    for (const action of declarations.actions.filter((a) => a.object === def.path)) {
      faults.push(...checkAction(action, fieldTypes))
      if (actions.has(action.name)) faults.push(`${def.path}.actions.${action.name}: declared twice`)
      actions.set(action.name, action)
    }
    objects.set(def.path, {
      path: def.path,
      label: def.label,
      def,
      kind: def.traits.actionOf !== undefined ? 'action' : def.traits.owned === true ? 'main' : 'plain',
      table: snakeCase(def.path),
      fields,
      actions,
      rules: declarations.rules.filter((r) => r.object === def.path),
      reminders: declarations.reminders.filter((r) => r.object === def.path),
    })
  }
  for (const object of objects.values())
    for (const field of object.fields.values())
      for (const { type, def } of [field, ...(field.type.parts?.(field.def) ?? [])])
        if (type.name === 'reference' && !objects.has(String(def.to)))
          faults.push(`${object.path}.fields.${field.name}.to: no object "${String(def.to)}"`)
  for (const object of objects.values())
    for (const action of object.actions.values())
      if (action.optionsOf !== undefined)
        (object.actions as Map<string, ActionDef>).set(action.name, withOptions(objects, action))
  for (const part of [...declarations.rules, ...declarations.actions, ...declarations.reminders])
    if (!objects.has(part.object)) faults.push(`"${part.label.en}" belongs to "${part.object}", which is not there`)
  faults.push(...crossCheck(objects, declarations.actions, declarations.reminders))
  if (faults.length > 0) throw new Error(`The definitions do not hold:\n  ${faults.join('\n  ')}`)
  return { objects, fieldTypes }
}

/** The options of a field as it is now stand in the input that offers them. */
const withOptions = (objects: ReadonlyMap<string, CompiledObject>, action: ActionDef): ActionDef => ({
  ...action,
  input: Object.fromEntries(
    Object.entries(action.input).map(([name, input]) => {
      const [path = '', field = ''] = (action.optionsOf?.[name] ?? '').split('.')
      const options = objects.get(path)?.fields.get(field)?.def.options
      return [name, options === undefined ? input : { ...input, options }]
    }),
  ),
})
