import type { Json, Row } from '../../model/label.ts'

/** Two values of a field, compared by what they say. */
export const same = (a: Json | undefined, b: Json | undefined): boolean => canonical(a) === canonical(b)

const canonical = (value: Json | undefined): string =>
  JSON.stringify(value === undefined || value === '' ? null : value)

/** What was typed and differs from what was there. */
export const changesOf = (before: Row, values: Row): Row =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, before[name])))

/** Fields that I changed and somebody else changed differently meanwhile. */
export const clashesOf = ({
  before,
  mine,
  current,
}: {
  readonly before: Row
  readonly mine: Row
  readonly current: Row
}): readonly string[] =>
  Object.keys(mine).filter((name) => !same(current[name], before[name]) && !same(current[name], mine[name]))
