import { type Fault, fault } from './errors.ts'
import { targetOf } from './filter.ts'
import type { Label } from './label.ts'
import {
  type Block,
  blockFaults,
  blocksOf,
  type CompanyFact,
  companyFacts,
  ownPlaceholders,
  placeholdersIn,
  textsOf,
} from './paper.ts'
import type { CompiledField, CompiledObject } from './registry.ts'

type Objects = ReadonlyMap<string, CompiledObject>

/** What a placeholder stands for. */
export type Placeholder =
  | { readonly of: 'own'; readonly name: string; readonly label: Label }
  | { readonly of: 'company'; readonly name: CompanyFact; readonly label: Label }
  | { readonly of: 'record'; readonly field: CompiledField; readonly label: Label }
  | {
      readonly of: 'reference'
      readonly by: CompiledField
      readonly target: CompiledObject
      readonly field: CompiledField
      readonly label: Label
    }

/** Types whose values are no words on paper. */
const wordless = new Set(['json', 'lines', 'members', 'references', 'id', 'recurrence'])

/** Fit for paper that leaves the house: words, and kept from none of the roles. */
export const isPrintable = ({ def, type }: CompiledField): boolean =>
  !wordless.has(type.name) && def.writeOnly !== true && def.readableBy === undefined

const isCompanyFact = (name: string): name is CompanyFact => Object.hasOwn(companyFacts, name)

export const placeholderOf = (objects: Objects, object: CompiledObject, name: string): Placeholder | undefined => {
  const own = Object.hasOwn(ownPlaceholders, name) ? ownPlaceholders[name] : undefined
  if (own !== undefined) return { of: 'own', name, label: own }
  const [first = '', second, more] = name.split('.')
  if (more !== undefined) return undefined
  if (second === undefined) {
    const field = object.fields.get(name)
    return field === undefined || !isPrintable(field) ? undefined : { of: 'record', field, label: field.def }
  }
  if (first === 'company') {
    if (!isCompanyFact(second)) return undefined
    const { zh, en } = companyFacts[second]
    return { of: 'company', name: second, label: { zh: `我方·${zh}`, en: `Our ${en.toLowerCase()}` } }
  }
  const by = [...object.fields.values()].find((field) => field.expansion === first)
  const target = by === undefined || !isPrintable(by) ? undefined : objects.get(targetOf(by) ?? '')
  const field = target?.fields.get(second)
  if (by === undefined || target === undefined || field === undefined || !isPrintable(field)) return undefined
  return {
    of: 'reference',
    by,
    target,
    field,
    label: { zh: `${by.def.zh}·${field.def.zh}`, en: `${by.def.en}: ${field.def.en}` },
  }
}

/** Everything that may stand in braces on the paper of an object: the other party and its person first. */
export const placeholdersOf = (
  objects: Objects,
  object: CompiledObject,
): readonly { readonly name: string; readonly label: Label }[] => {
  const { printed } = object.def.traits
  const references = [printed?.party.field, printed?.person?.field, 'ownerId'].flatMap((name) => {
    const by = object.fields.get(name ?? '')
    const target = by === undefined ? undefined : objects.get(targetOf(by) ?? '')
    return by === undefined || target === undefined
      ? []
      : [...target.fields.keys()].map((field) => `${by.expansion}.${field}`)
  })
  return [
    ...object.fields.keys(),
    ...Object.keys(ownPlaceholders),
    ...Object.keys(companyFacts).map((fact) => `company.${fact}`),
    ...references,
  ].flatMap((name) => {
    const found = placeholderOf(objects, object, name)
    return found === undefined ? [] : [{ name, label: { zh: found.label.zh, en: found.label.en } }]
  })
}

const isRestricted = (object: CompiledObject, name: string): boolean => {
  const field = object.fields.get(name)
  return field !== undefined && (field.def.readableBy !== undefined || field.def.writeOnly === true)
}

/** Why a field may not stand on the paper of an object, if it may not. */
const fieldFault = (at: string, object: CompiledObject, name: string): Fault[] =>
  isRestricted(object, name)
    ? [
        fault(
          at,
          'internal_field',
          `“${object.fields.get(name)!.def.zh}”只给公司内部一部分人看，不能印给客户`,
          `"${object.fields.get(name)!.def.en}" is for some of the company only; it cannot be printed for customers`,
        ),
      ]
    : [
        fault(
          at,
          'unknown_field',
          `${object.label.zh}没有可打印的字段“${name}”`,
          `${object.label.en} has no field "${name}" to print`,
        ),
      ]

/** Placeholders of a text that lead nowhere, each named. */
export const textFaults = (objects: Objects, object: CompiledObject, at: string, text: string): Fault[] =>
  [...new Set(placeholdersIn(text))]
    .filter((name) => placeholderOf(objects, object, name) === undefined)
    .map((name) =>
      isRestricted(object, name)
        ? fieldFault(at, object, name)[0]!
        : fault(
            at,
            'unknown_placeholder',
            `没有占位符“{${name.slice(0, 60)}}”；要印花括号，写两遍：{{ }}`,
            `There is no placeholder "{${name.slice(0, 60)}}"; for a brace, write it twice: {{ }}`,
          ),
    )

const namedFaults = (object: CompiledObject, at: string, one: Block, i: number): Fault[] => {
  if (one.block === 'facts')
    return one.fields.flatMap((name) => {
      const field = object.fields.get(name)
      return field !== undefined && isPrintable(field) ? [] : fieldFault(`${at}.${i}.fields`, object, name)
    })
  if (one.block === 'table' && object.fields.get(one.field)?.type.name !== 'lines')
    return [
      fault(
        `${at}.${i}.field`,
        'unknown_field',
        `${object.label.zh}没有明细“${one.field}”`,
        `${object.label.en} has no lines "${one.field}"`,
      ),
    ]
  return []
}

/** What is wrong with the blocks of an object's paper: their shape, the fields they name, their placeholders. */
export const sheetFaults = (objects: Objects, object: CompiledObject, at: string, value: unknown): Fault[] => {
  const shape = blockFaults(at, value)
  if (shape.length > 0) return shape
  const blocks = blocksOf(value as Parameters<typeof blocksOf>[0])
  return [
    ...blocks.flatMap((one, i) => namedFaults(object, at, one, i)),
    ...textsOf(blocks).flatMap((one) => textFaults(objects, object, `${at}.${one.at}`, one.text)),
  ]
}

/** What a declaration of paper names that is not there. */
export const paperFaults = (objects: Objects, object: CompiledObject): string[] => {
  const { printed, template, document } = object.def.traits
  const at = `${object.path}.traits`
  const faults: string[] = []
  const wanted = (key: string, owner: CompiledObject | undefined, names: readonly (string | undefined)[]) => {
    for (const name of names)
      if (name === undefined || owner?.fields.has(name) !== true) faults.push(`${at}.${key}: no field "${name}"`)
  }
  if (template !== undefined) wanted('template', object, Object.values(template))
  if (printed === undefined) return faults
  if (document === undefined) faults.push(`${at}.printed: needs document`)
  const target = (name: string) => {
    const by = object.fields.get(name)
    return by === undefined ? undefined : objects.get(targetOf(by) ?? '')
  }
  const { party, person, product } = printed
  wanted('printed.party', object, [party.field])
  wanted('printed.party', target(party.field), party.facts)
  if (person !== undefined) {
    if (person.field !== undefined) wanted('printed.person', object, [person.field])
    wanted('printed.person', target(party.field), [person.ofParty])
    wanted('printed.person', objects.get(String(target(party.field)?.fields.get(person.ofParty)?.def.to)), person.facts)
  }
  if (printed.terms !== undefined) wanted('printed.terms', object, [printed.terms])
  if (product !== undefined) {
    const column = (
      object.fields.get(document?.lines ?? '')?.def.columns as Record<string, { to?: string }> | undefined
    )?.[product.column]
    wanted('printed.product', objects.get(String(column?.to)), [product.code, product.unit, product.detail])
  }
  for (const { path, message } of sheetFaults(objects, object, 'blocks', printed.blocks))
    faults.push(`${at}.printed.${path}: ${message.en}`)
  return faults
}
