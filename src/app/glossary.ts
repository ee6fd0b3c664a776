import { approvalDefinitions } from '../engines/approval/actions.ts'
import { calendarActions } from '../engines/calendar/actions.ts'
import { mergeAction } from '../engines/identity/merge/definition.ts'
import { ownershipDefinitions } from '../engines/ownership/definitions.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { ActionDef } from '../model/action.ts'
import type { FieldDef } from '../model/field.ts'
import type { Label } from '../model/label.ts'
import { type CompiledObject, createRegistry, type Registry } from '../model/registry.ts'
import { traitFields } from '../model/traits.ts'
import { defaultRoles } from '../modules/org/roles.rules.ts'
import { moduleActions } from './module-actions.ts'
import {
  approvalObjects,
  calendar,
  declarations,
  followingObjects,
  identifiedObjects,
  pooledObjects,
} from './modules.ts'
import { type RefusalWords, refusalsIn } from './refusal-words.ts'

const noKernel = (): Kernel => {
  throw new Error('declarations are read, nothing runs')
}

/** What is declared and checked in, without a database: no administrator's fields, no behaviour. */
export const declaredRegistry = (): Registry => {
  const handlers = moduleActions({
    kernel: noKernel,
    allowed: noKernel as () => never,
    clocks: { names: [], confirmed: '', faults: () => [] },
    dayReport: noKernel as () => never,
    roleKeys: () => [],
    revisitDays: noKernel as () => never,
  })
  const actions: ActionDef[] = [
    ...ownershipDefinitions(pooledObjects, followingObjects),
    ...approvalDefinitions(approvalObjects.runs),
    ...calendarActions(calendar.events),
    ...identifiedObjects.map(mergeAction),
    ...handlers.map((handler) => handler.def),
  ]
  return createRegistry(declarations(actions))
}

/** The glossary of this checkout, read from its declarations and sources. */
export const currentGlossary = (): string => glossary(declaredRegistry(), refusalsIn())

/** Every word of the business in both languages: the names by which code, API and screens call the same thing. */
export const glossary = (registry: Registry, refusals: readonly RefusalWords[] = []): string => {
  const objects = [...registry.objects.values()]
  const parts = [
    '# 词汇表 · Glossary',
    'Generated from the declarations by `node scripts/docs.mjs`; a test keeps it up to date. The name in `code` is the key of the API, of grants and of columns (there in snake_case).',
    ...section(
      '对象 · Objects',
      table(
        ['', '中文', 'English', ''],
        objects.map((object) => [code(object.path), ...words(object.label), kindOf(object)]),
      ),
    ),
    ...section(
      '字段类型 · Field types',
      table(
        ['', '中文', 'English', 'filter'],
        [...registry.fieldTypes.values()].map((type) => [
          code(type.name),
          ...words(type.label),
          type.operators.join(' '),
        ]),
      ),
    ),
    ...section('共有字段 · Fields that come with a trait', ...sharedFields()),
    ...objects.flatMap(ofObject),
    ...section(
      '角色 · Default roles',
      table(
        ['', '中文', 'English'],
        defaultRoles.map((role) => [code(role.key), role.zh, role.en]),
      ),
    ),
    ...section(
      '提醒 · Reminders',
      table(
        ['', '中文', 'English', 'object'],
        objects.flatMap((object) =>
          object.reminders.map((one) => [code(one.name), ...words(one.label), code(object.path)]),
        ),
      ),
    ),
    ...section(
      '规则 · Rules',
      table(
        ['中文', 'English', 'object', 'stage'],
        objects.flatMap((object) =>
          object.rules.map((rule) => [
            ...words(rule.label),
            code(object.path),
            rule.stage === 'refuse' ? `refuse ${rule.on}` : rule.stage,
          ]),
        ),
      ),
    ),
    ...section(
      '拒绝 · Refusals',
      'One example of the words of each code; `…` stands for what is filled in. A code without a status names one wrong value, in the `errors` of a 422.',
      table(
        ['', 'status', '中文', 'English'],
        refusals.map((one) => [code(one.code), one.statuses.join(' '), one.words.zh, one.words.en]),
      ),
    ),
  ]
  return `${parts.join('\n\n')}\n`
}

const code = (text: string): string => `\`${text}\``
const words = (label: Label): [string, string] => [label.zh, label.en]
const section = (title: string, ...body: readonly string[]): string[] => [`## ${title}`, ...body]

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const kindOf = (object: CompiledObject): string =>
  ({ main: '主对象 main', action: '行动 action', plain: '' })[object.kind]

/** The traits that bring fields along; those of every record stand first. */
const sharedFields = (): string[] => {
  const every = traitFields({})
  const bringing = [
    ['每条记录 · every record', every],
    ['`owned`', traitFields({ owned: true })],
    ['`pooled`', traitFields({ pooled: true })],
    ['`follows`', traitFields({ follows: '' })],
    ['`completeness`', traitFields({ completeness: true })],
    ['`identity`', traitFields({ identity: { kind: 'company', name: '' } })],
  ] as const
  return bringing.flatMap(([name, fields]) => {
    const own = Object.entries(fields).filter(([field]) => fields === every || !(field in every))
    return [`### ${name}`, fieldTable(own)]
  })
}

const ofObject = (object: CompiledObject): string[] => {
  const fields = Object.keys(object.def.fields).map((name): [string, FieldDef] => [name, object.fields.get(name)!.def])
  const traits = Object.entries(object.def.traits).flatMap(([name, value]) => (value === false ? [] : [code(name)]))
  const actions = [...object.actions.values()]
  return [
    ...section(
      `${object.label.zh} · ${object.label.en} (${code(object.path)})`,
      ...(traits.length === 0 ? [] : [`Traits: ${traits.join(' ')}`]),
      fieldTable(fields),
    ),
    ...fields.flatMap(([name, def]) => optionsOf(name, def)),
    ...(actions.length === 0
      ? []
      : [
          '### 动作 · Actions',
          table(
            ['', '中文', 'English', 'input'],
            actions.map((one) => [code(one.name), ...words(one.label), inputOf(one)]),
          ),
        ]),
    ...actions.flatMap((action) =>
      Object.entries(action.input).flatMap(([name, def]) => optionsOf(`${action.name}.${name}`, def)),
    ),
  ]
}

const fieldTable = (fields: readonly (readonly [string, FieldDef])[]): string =>
  table(
    ['', '中文', 'English', 'type', ''],
    fields.map(([name, def]) => [code(name), def.zh, def.en, typeOf(def), remarks(def)]),
  )

const typeOf = (def: FieldDef): string =>
  `${def.type}${def.many === true ? ' (many)' : ''}${typeof def.to === 'string' ? ` → ${code(def.to)}` : ''}`

const remarks = (def: FieldDef): string => {
  const said = ['required', 'derived', 'readOnly', 'writeOnly', 'unique', 'sortable', 'search', 'tracked'].filter(
    (key) => def[key] === true,
  )
  return [...said, ...(def.mask === undefined ? [] : [`mask: ${def.mask}`])].join(', ')
}

const optionsOf = (name: string, def: FieldDef): string[] => {
  const options = Array.isArray(def.options) ? (def.options as readonly (Label & { key: string })[]) : []
  if (options.length === 0) return []
  return [
    `${def.zh} · ${def.en} (${code(name)}): ${options.map((one) => `${code(one.key)} ${one.zh}${one.zh === one.en ? '' : ` · ${one.en}`}`).join('; ')}`,
  ]
}

const inputOf = (action: ActionDef): string =>
  Object.entries(action.input)
    .map(([name, def]) => `${code(name)} ${def.zh} · ${def.en}${def.required === true ? ' (required)' : ''}`)
    .join('; ')
