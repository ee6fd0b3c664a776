import type { ActionDef } from './action.ts'
import type { Reminder } from './insight.ts'
import { isObject, type JsonObject } from './label.ts'
import type { ObjectDef } from './object.ts'
import { verbs } from './object.ts'
import { paperFaults } from './placeholder.ts'
import type { CompiledObject } from './registry.ts'

/** What an action may stand within beside the verbs: the rows of one's pools, one's own and those below. */
const reaches = [...verbs, 'pool', 'own']
const actionKeys = new Set([
  'object',
  'name',
  'label',
  'input',
  'optionsOf',
  'when',
  'otherwise',
  'within',
  'bulk',
  'irreversible',
  'icon',
  'hidden',
  'page',
])
const reminderKeys = new Set(['object', 'name', 'label', 'filter', 'sort', 'tone', 'goal', 'daily', 'empty'])
const masks = new Set(['phone', 'email', 'name', 'text'])
const flags = [
  'owned',
  'pooled',
  'commentable',
  'attachable',
  'organisation',
  'importable',
  'exportable',
  'searchable',
  'recyclable',
  'completeness',
  'personal',
  'approvable',
] as const

type Objects = ReadonlyMap<string, CompiledObject>

/** Fields a filter names that are not there; paths through references are followed. */
const unknownIn = (objects: Objects, object: CompiledObject, filter: JsonObject): string[] =>
  Object.entries(filter).flatMap(([key, operand]) => {
    if ((key === 'or' || key === 'and') && Array.isArray(operand))
      return operand.flatMap((part) => unknownIn(objects, object, part as JsonObject))
    if (key === 'not') return isObject(operand) ? unknownIn(objects, object, operand as JsonObject) : [key]
    const dot = key.indexOf('.')
    if (dot < 0) return object.fields.has(key) ? [] : [key]
    const target = objects.get(String(object.fields.get(`${key.slice(0, dot)}Id`)?.def.to))
    return target === undefined ? [key] : unknownIn(objects, target, { [key.slice(dot + 1)]: operand ?? null })
  })

const traitFaults = (object: CompiledObject): string[] => {
  const { traits, path } = object.def
  const named = [
    ...(traits.actionOf ?? []).map((name) => ['actionOf', name]),
    ...(traits.follows === undefined ? [] : [['follows', traits.follows]]),
    ...(traits.publicWhen === undefined ? [] : [['publicWhen', traits.publicWhen]]),
    ...(traits.privateWhen === undefined ? [] : [['privateWhen', traits.privateWhen]]),
    ...(traits.invites === undefined ? [] : [['invites', traits.invites]]),
    ...(traits.timeline === undefined
      ? []
      : [
          ...traits.timeline.on,
          traits.timeline.at,
          traits.timeline.text,
          ...(traits.timeline.kind === undefined ? [] : [traits.timeline.kind]),
        ].map((name) => ['timeline', name])),
    ...(traits.touches === undefined
      ? []
      : ['on', 'at', 'next', 'valid', 'reason', 'kind', 'content', 'duration'].map((key) => [
          'touches',
          (traits.touches as unknown as Record<string, string>)[key] ?? `(${key})`,
        ])),
    ...(traits.carried === undefined
      ? []
      : [traits.carried.on, traits.carried.open ?? traits.carried.until ?? '(open)', traits.carried.held].map(
          (name) => ['carried', name],
        )),
    ...(traits.takeover === undefined
      ? []
      : [traits.takeover.on, traits.takeover.from].map((name) => ['takeover', name])),
    ...(traits.instruction === undefined
      ? []
      : Object.values(traits.instruction).map((name) => ['instruction', String(name)])),
    ...(traits.relates === undefined
      ? []
      : [traits.relates.on, traits.relates.to, traits.relates.kind].map((name) => ['relates', name])),
    ...(traits.card === undefined
      ? []
      : Object.values(traits.card)
          .flat()
          .map((name) => ['card', name])),
    ...(traits.identity === undefined
      ? []
      : Object.entries(traits.identity)
          .flatMap(([key, named]) =>
            key === 'kind' ? [] : typeof named === 'object' && 'field' in named ? [named.field] : named,
          )
          .map((name) => ['identity', name])),
  ] as const
  return [
    ...named
      .filter(([, name]) => !object.fields.has(String(name)))
      .map(([trait, name]) => `${path}.traits.${trait}: no field "${name}"`),
    ...inverseFaults(object),
    ...flags
      .filter((flag) => traits[flag] !== undefined && typeof traits[flag] !== 'boolean')
      .map((flag) => `${path}.traits.${flag}: should be boolean`),
  ]
}

/** Each kind of relation has one from the other side, and that one leads back. */
const inverseFaults = (object: CompiledObject): string[] => {
  const { relates } = object.def.traits
  if (relates === undefined) return []
  const { on, to, kind, inverse } = relates
  const at = `${object.path}.traits.relates`
  const options = (object.fields.get(kind)?.def.options ?? []) as readonly { readonly key: string }[]
  return [
    ...(object.fields.get(on)?.def.to === object.fields.get(to)?.def.to
      ? []
      : [`${at}: "${on}" and "${to}" point to different objects`]),
    ...options
      .filter(({ key }) => inverse[inverse[key] ?? ''] !== key)
      .map(({ key }) => `${at}.inverse: "${key}" does not lead there and back`),
  ]
}

const objectFaults = (objects: Objects, object: CompiledObject): string[] => {
  const def: ObjectDef = object.def
  const faults = [...traitFaults(object), ...paperFaults(objects, object)]
  const [from = '', by = ''] = def.traits.gathers?.split('.') ?? []
  if (def.traits.gathers !== undefined && objects.get(from)?.fields.get(by)?.def.to !== def.path)
    faults.push(`${def.path}.traits.gathers: "${def.traits.gathers}" does not point here`)
  for (const tab of def.tabs ?? []) {
    const [path = '', field = ''] = tab.split('.')
    if (objects.get(path)?.fields.has(field) !== true) faults.push(`${def.path}.tabs: "${tab}" leads nowhere`)
  }
  for (const view of def.views ?? [])
    for (const name of unknownIn(objects, object, view.filter))
      faults.push(`${def.path}.views.${view.name}.filter: no field "${name}"`)
  for (const grant of def.access)
    for (const verb of grant.functions)
      if (!verbs.includes(verb) && !object.actions.has(verb))
        faults.push(`${def.path}.access.${grant.role}: no function "${verb}"`)
  const sort = object.fields.get(def.sort.replace(/^-/, ''))
  if (sort !== undefined && sort.def.sortable !== true) faults.push(`${def.path}.sort: "${sort.name}" is not sortable`)
  for (const field of object.fields.values())
    if (field.def.within !== undefined) {
      const whole = object.fields.get(field.def.within)
      const there = objects.get(String(field.def.to))?.fields.get(field.def.within)
      if (whole === undefined || there === undefined || whole.def.to !== there.def.to)
        faults.push(`${def.path}.fields.${field.name}.within: both sides need the same reference "${field.def.within}"`)
    }
  for (const field of object.fields.values())
    if (field.def.showWhen !== undefined) {
      const options = object.fields.get(field.def.showWhen.field)?.def.options as { key: string }[] | undefined
      for (const key of field.def.showWhen.in)
        if (options?.some((option) => option.key === key) !== true)
          faults.push(`${def.path}.fields.${field.name}.showWhen: "${field.def.showWhen.field}" has no option "${key}"`)
    }
  for (const field of object.fields.values())
    if (field.def.mask !== undefined && !masks.has(field.def.mask))
      faults.push(`${def.path}.fields.${field.name}.mask: no mask "${field.def.mask}"`)
  return faults
}

/** What one declaration says of another: fields, verbs and objects that are named must be there. */
export const crossCheck = (
  objects: Objects,
  actions: readonly ActionDef[],
  reminders: readonly Reminder[],
): string[] => {
  const faults = [...objects.values()].flatMap((object) => objectFaults(objects, object))
  for (const action of actions) {
    const at = `${action.object}.actions.${action.name}`
    const object = objects.get(action.object)
    for (const key of Object.keys(action)) if (!actionKeys.has(key)) faults.push(`${at}.${key}: unknown key`)
    for (const [input, field] of Object.entries(action.optionsOf ?? {})) {
      const [path = '', name = ''] = field.split('.')
      if (action.input[input] === undefined || objects.get(path)?.fields.get(name)?.def.options === undefined)
        faults.push(`${at}.optionsOf.${input}: no options of "${field}"`)
    }
    if (!reaches.includes(action.within)) faults.push(`${at}.within: no reach "${action.within}"`)
    if (object !== undefined)
      for (const name of unknownIn(objects, object, action.when)) faults.push(`${at}.when: no field "${name}"`)
  }
  for (const reminder of reminders) {
    const at = `${reminder.object}.reminders.${reminder.name}`
    const object = objects.get(reminder.object)
    for (const key of Object.keys(reminder)) if (!reminderKeys.has(key)) faults.push(`${at}.${key}: unknown key`)
    if (object !== undefined)
      for (const name of unknownIn(objects, object, reminder.filter)) faults.push(`${at}.filter: no field "${name}"`)
  }
  return faults
}
