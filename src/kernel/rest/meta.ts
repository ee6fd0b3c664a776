import { targetOf } from '../../model/filter.ts'
import { verbs } from '../../model/object.ts'
import { isNever } from '../../model/predicate.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { objectOf } from './records.ts'
import type { Route } from './route.ts'

/** One field as this person may use it; undefined when it does not exist for them. */
export const fieldMeta = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  field: CompiledField,
): Record<string, unknown> | undefined => {
  const right = kernel.access.field(context.principal, object, field.name)
  if (right === 'none') return undefined
  const { def, type } = field
  const {
    zh,
    en,
    required,
    readOnly,
    derived,
    help,
    weight,
    sortable,
    search,
    writeOnly,
    type: _type,
    mask: _mask,
    tracked: _tracked,
    aliases: _aliases,
    unique,
    writableBy: _writableBy,
    readableBy: _readableBy,
    default: preset,
    ...own
  } = def
  return {
    name: field.name,
    type: type.name,
    label: { zh, en },
    required: required === true,
    readable: right !== 'mask' && writeOnly !== true,
    writable: right === 'write' && readOnly !== true,
    masked: right === 'mask' || !isNever(kernel.access.masked(context.principal, object, field.name)),
    maskable: def.mask !== undefined,
    sortable: sortable === true,
    searchable: search === true,
    readOnly: readOnly === true,
    derived: derived === true,
    unique: unique === true,
    writeOnly: writeOnly === true,
    custom: field.custom,
    ...(type.joins === undefined ? {} : { joins: true }),
    operators: right === 'mask' ? [] : type.operators,
    ...(help === undefined ? {} : { help }),
    ...(weight === undefined ? {} : { weight }),
    ...(preset === undefined ? {} : { default: preset }),
    ...own,
    ...(own.options === undefined
      ? {}
      : {
          options: (own.options as { key: string; zh: string; en: string; parent?: string; color?: string }[]).map(
            (option) => ({
              key: option.key,
              label: { zh: option.zh, en: option.en },
              ...(option.parent === undefined ? {} : { parent: option.parent }),
              ...(option.color === undefined ? {} : { color: option.color }),
            }),
          ),
        }),
    ...(targetOf(field) === undefined ? {} : { to: targetOf(field) }),
  }
}

export const objectMeta = (kernel: Kernel, context: Context, object: CompiledObject): Record<string, unknown> => {
  const { def } = object
  const fields = [...object.fields.values()]
    .map((field) => fieldMeta(kernel, context, object, field))
    .filter((field) => field !== undefined)
  const names = new Set(fields.map((field) => field.name))
  const seen = (list: readonly string[]) => list.filter((name) => names.has(name))
  const customs = fields.filter((field) => field.custom === true).map((field) => String(field.name))
  return {
    path: object.path,
    label: object.label,
    title: def.title,
    kind: object.kind,
    traits: def.traits,
    fields,
    list: seen(def.list),
    sort: def.sort,
    form: [
      ...def.form.map((section) => ({ label: section.label, fields: seen(section.fields) })),
      ...(customs.length === 0 ? [] : [{ label: { zh: '自定义', en: 'Custom' }, fields: customs }]),
    ],
    tabs: (def.tabs ?? []).filter((tab) => {
      const target = kernel.registry().objects.get(tab.split('.')[0]!)
      return target !== undefined && kernel.access.may(context.principal, target, 'read')
    }),
    views: def.views ?? [],
    actions: [...object.actions.values()]
      .filter((action) => kernel.access.may(context.principal, object, action.name))
      .map((action) => ({
        name: action.name,
        label: action.label,
        bulk: action.bulk,
        irreversible: action.irreversible === true,
        icon: action.icon ?? null,
        hidden: action.hidden === true,
        ...(action.page === undefined ? {} : { page: action.page }),
        input: Object.entries(action.input).map(([name, field]) => ({ name, ...inputMeta(field) })),
      })),
    functions: functionsOf(kernel, context, object),
  }
}

const inputMeta = (field: CompiledField['def']) => {
  const { zh, en, options, default: preset, ...own } = field
  return {
    ...own,
    label: { zh, en },
    required: field.required === true,
    ...(preset === undefined ? {} : { default: preset }),
    ...(options === undefined
      ? {}
      : {
          options: (options as { key: string; zh: string; en: string }[]).map((option) => ({
            key: option.key,
            label: { zh: option.zh, en: option.en },
          })),
        }),
    ...(field.type === 'employee' ? { to: 'employees' } : field.type === 'department' ? { to: 'departments' } : {}),
  }
}

export const functionsOf = (kernel: Kernel, context: Context, object: CompiledObject): string[] =>
  [...new Set([...verbs, ...object.actions.keys()])].filter((verb) =>
    kernel.access.may(context.principal, object, verb),
  )

/** What there is for this person: objects, fields, actions, layout. The whole web client stands on it. */
export const metaRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/meta',
    run: async ({ kernel, context }) => ({
      body: {
        registryEpoch: kernel.registryEpoch(),
        objects: [...kernel.registry().objects.values()]
          .filter((object) => kernel.access.may(context.principal, object, 'read'))
          .map((object) => objectMeta(kernel, context, object)),
        fieldTypes: [...kernel.registry().fieldTypes.values()]
          .filter((type) => type.addable)
          .map((type) => ({ name: type.name, label: type.label, keys: type.keys, needs: type.needs ?? [] })),
      },
    }),
  },
  {
    method: 'GET',
    path: '/meta/:object',
    run: async (call) => ({ body: objectMeta(call.kernel, call.context, objectOf(call)) }),
  },
]
