import type { JsonObject, Label } from './label.ts'

/**
 * 日程: a moment of a record that stands on its owner's calendar beside the events. JSON-able.
 * `moves` says how another moment is written: into the field itself, or by an action that takes it as input.
 */
export interface Dated {
  readonly object: string
  readonly kind: string
  readonly label: Label
  /** The dateTime field. */
  readonly at: string
  /** Which records have it on the calendar at all. */
  readonly filter: JsonObject
  /** Records in which this field is filled are shown as done. */
  readonly done?: string
  readonly moves: { readonly by: 'field' } | { readonly by: 'action'; readonly name: string }
}

export const dated = (
  object: string,
  kind: string,
  label: Label,
  rest: Omit<Dated, 'object' | 'kind' | 'label'>,
): Dated => ({
  object,
  kind,
  label,
  ...rest,
})
