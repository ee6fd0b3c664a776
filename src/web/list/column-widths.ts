import { useState } from 'react'
import type { FieldMeta } from '../../model/web-field.ts'
import { webField } from '../field.tsx'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { useLabel } from '../words.ts'

/** About how wide a word is at 13 px. */
const textWidth = (text: string): number =>
  [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e80 ? 13 : 7.3), 0)

/** Width of a column by itself: what its values need, and its heading, whose words may stand in two lines. */
const widthOf = (field: FieldMeta, heading: string, isSorted: boolean, choices: readonly string[]): number =>
  Math.ceil(
    Math.max(
      valueWidth(field),
      Math.min(headingWidth(heading) + (isSorted ? 35 : 18), 200),
      // A choice stands in a tag of smaller words.
      ...choices.map((text) => Math.min(textWidth(text) + 30, widestChoice)),
    ),
  )

/** The wider of two lines, broken where that is least. */
const headingWidth = (heading: string): number => {
  const words = heading.split(' ')
  const breaks = words.map((_, at) =>
    Math.max(textWidth(words.slice(0, at).join(' ')), textWidth(words.slice(at).join(' '))),
  )
  return Math.min(...breaks)
}

/** Protection needs its bar, a person only a name, a level only its letter. */
const valueWidth = (field: FieldMeta): number => {
  if (field.name === 'protectedUntil') return 104
  if (field.to === 'contacts') return 92
  const isLevel = field.options?.every((option) => option.key.length === 1) === true
  return isLevel ? 60 : webField(field.type).width
}

const widestChoice = 132
const nameWidth = 168
const least = 56
const most = 640

export interface ColumnWidths {
  readonly heading: (field: FieldMeta) => string
  /** For the name column, the least it takes: it also has what the others leave. */
  readonly of: (field: FieldMeta) => number
  /** Takes a share of what the others leave: the name, and names of records, where nobody chose a width. */
  readonly isFlexible: (field: FieldMeta) => boolean
  /** While it is dragged. */
  readonly show: (field: FieldMeta, width: number | null) => void
  /** For this person from now on; `null` is its own width again. */
  readonly keep: (field: FieldMeta, width: number | null) => void
}

/** How wide the columns of an object are to this person. */
export const useColumnWidths = (object: ObjectMeta, sort: string): ColumnWidths => {
  const label = useLabel()
  const { widths } = usePreferences()
  const [dragged, setDragged] = useState<{ readonly name: string; readonly width: number } | null>(null)
  const sorted = sort.split(',')[0]?.replace('-', '')
  const chosen = widths[object.path] ?? {}
  const bound = (width: number): number => Math.round(Math.max(least, Math.min(most, width)))
  const heading = (field: FieldMeta): string => {
    const { unit } = webField(field.type)
    return unit === undefined ? label(field.label) : `${label(field.label)}(${label(unit)})`
  }
  const choicesOf = (field: FieldMeta): readonly string[] =>
    field.type === 'choice' && field.options?.some((option) => option.color !== undefined) === true
      ? field.options.map((option) => label(option.label))
      : []
  return {
    heading,
    of: (field) =>
      dragged?.name === field.name
        ? dragged.width
        : (chosen[field.name] ??
          (field.name === object.title
            ? nameWidth
            : widthOf(field, heading(field), field.name === sorted, choicesOf(field)))),
    isFlexible: (field) =>
      field.name === object.title ||
      (field.type === 'reference' &&
        field.to !== 'contacts' &&
        chosen[field.name] === undefined &&
        dragged?.name !== field.name &&
        fieldOf(object, object.title)?.type === 'text'),
    show: (field, width) => setDragged(width === null ? null : { name: field.name, width: bound(width) }),
    keep: (field, width) => {
      setDragged(null)
      const { [field.name]: _before, ...others } = chosen
      const next = width === null ? others : { ...others, [field.name]: bound(width) }
      setPreferences({ widths: { ...widths, [object.path]: next } })
    },
  }
}
