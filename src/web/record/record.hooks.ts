import { type FieldMeta, may, type ObjectMeta, useMe, useMeta } from '../meta.ts'

/** The object whose records are contacts (跟进) with records of this one, and through which field. */
export interface ContactLog {
  readonly object: ObjectMeta
  readonly on: string
}

/** Where contacts with records of this object are written, when this person may. */
export const useContactLog = (path: string): ContactLog | undefined => {
  const { objects } = useMeta()
  for (const object of objects) {
    if (object.path !== 'follow-ups' && object.traits.touches === undefined) continue
    const touches = object.traits.touches as { readonly on?: string } | undefined
    const on = touches?.on ?? 'customerId'
    const field = object.fields.find((candidate) => candidate.name === on)
    if (field?.to === path && may(object, 'create')) return { object, on }
  }
  return undefined
}

/** Records of this object have a story to tell. */
export const hasTimeline = (object: ObjectMeta): boolean =>
  object.traits.owned === true || object.traits.commentable === true

const states: Readonly<Record<string, string>> = {
  dealt: 'is-good',
  repeat: 'is-good',
  customer: 'is-good',
  prospect: 'is-info',
  dormant: 'is-wait',
  atRisk: 'is-wait',
  leaving: 'is-wait',
  lost: 'is-bad',
  stopped: 'is-bad',
  left: 'is-bad',
}
const tones: Readonly<Record<string, string>> = {
  info: 'is-info',
  blue: 'is-info',
  good: 'is-good',
  green: 'is-good',
  wait: 'is-wait',
  amber: 'is-wait',
  bad: 'is-bad',
  red: 'is-bad',
}

/** The tone of a state's tag. */
export const toneOf = (key: string, color: string | undefined): string =>
  color === undefined ? (states[key] ?? '') : (tones[color] ?? '')

const isLevel = (field: FieldMeta): boolean =>
  field.type === 'choice' &&
  (field.options ?? []).length > 1 &&
  (field.options ?? []).every((option) => /^[A-Z]$/.test(option.key))

/** The letter in a box before a name. */
export const levelField = (object: ObjectMeta): FieldMeta | undefined => object.fields.find(isLevel)

/** Choice fields that start in a state by themselves: lifecycle, deal status … */
export const stateFields = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter(
    (field) =>
      field.type === 'choice' &&
      field.default !== undefined &&
      (field.options?.length ?? 0) > 1 &&
      !isLevel(field) &&
      field.readable,
  )

export const useMyId = (): string => useMe().employee.id
