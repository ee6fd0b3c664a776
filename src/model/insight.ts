import type { JsonObject, Label } from './label.ts'

/** What people look at: a reminder is an object and a filter with tokens; it makes a workbench card, a list and a count. */
export interface Reminder {
  readonly object: string
  readonly name: string
  readonly label: Label
  /** A number in braces is one of the company's thresholds: `@today-{staleDays}`; `{idleDays.*}` those of every level. */
  readonly filter: JsonObject
  readonly sort: string
  /** `wait` will happen, `late` has happened; neutral otherwise (interface §1, principle 4). */
  readonly tone: 'neutral' | 'wait' | 'late'
  /** Not to be emptied but reached: the threshold that says how many (E30). */
  readonly goal?: string
  /** Told each working morning, with its number, to whom it concerns (`@me`). */
  readonly daily?: boolean
  /** Said when it is empty: what that means. */
  readonly empty: Label
}

export const reminder = (
  object: string,
  name: string,
  label: Label,
  body: Omit<Reminder, 'object' | 'name' | 'label'>,
): Reminder => ({
  object,
  name,
  label,
  ...body,
})
