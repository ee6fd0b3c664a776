import { isEmpty, type Label, type Row } from '../../model/label.ts'
import { type FieldMeta, fieldOf, may, type ObjectMeta } from '../meta.ts'

export interface Section {
  /** `null`: what belongs to no declared section. */
  readonly label: Label | null
  readonly fields: readonly FieldMeta[]
}

const system = new Set(['id', 'version', 'createdAt', 'updatedAt', 'createdById', 'deletedAt'])

/** Who makes records for others says whose it is, beside the region, which proposes somebody. */
const ownerOf = (object: ObjectMeta): FieldMeta | undefined =>
  object.traits.owned === true && may(object, 'assign') ? fieldOf(object, 'ownerId') : undefined

/** The fields a form of this object enters, by declared section; run-time fields stand last. */
export const sectionsOf = (object: ObjectMeta, isNew = false): readonly Section[] => {
  const usable = (field: FieldMeta | undefined): field is FieldMeta =>
    field?.writable === true && field.readOnly !== true && field.derived !== true && !system.has(field.name)
  const byName = new Map(object.fields.map((field) => [field.name, field]))
  const declared = object.form.map((section) => ({
    label: section.label as Label | null,
    fields: section.fields.map((name) => byName.get(name)).filter(usable),
  }))
  const placed = new Set(object.form.flatMap((section) => section.fields))
  const rest = object.fields.filter((field) => !placed.has(field.name) && field.custom === true && usable(field))
  const owner = isNew ? ownerOf(object) : undefined
  if (owner !== undefined) {
    const at = Math.max(
      0,
      declared.findIndex((section) => section.fields.some((field) => field.name === 'region')),
    )
    const section = declared[at]
    if (section !== undefined) {
      const after = section.fields.findIndex((field) => field.name === 'region') + 1 || section.fields.length
      declared[at] = { ...section, fields: section.fields.toSpliced(after, 0, owner) }
    }
  }
  return [...declared, { label: null, fields: rest }].filter((section) => section.fields.length > 0)
}

/** Required fields and the first section first; the rest folded, unless something stands in it. */
export const folded = (
  sections: readonly Section[],
  values: Row,
): { readonly first: readonly Section[]; readonly more: readonly Section[] } => {
  const [head, ...tail] = sections
  if (head === undefined) return { first: [], more: [] }
  const raised = tail.flatMap((section) => section.fields.filter((field) => field.required === true))
  const ordered = [
    ...head.fields.filter((field) => field.required === true),
    ...raised,
    ...head.fields.filter((field) => field.required !== true),
  ]
  const rest = tail
    .map((section) => ({ ...section, fields: section.fields.filter((field) => !raised.includes(field)) }))
    .filter((section) => section.fields.length > 0)
  const filled = (section: Section) =>
    section.fields.some((field) => !isEmpty(values[field.name]) && field.default === undefined)
  return {
    first: [{ label: head.label, fields: ordered }, ...rest.filter(filled)],
    more: rest.filter((section) => !filled(section)),
  }
}
