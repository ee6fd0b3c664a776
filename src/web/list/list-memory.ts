/** A list as somebody left it: where it was, what it showed, what was chosen. */
export interface LeftList {
  readonly url: string
  readonly ids: readonly string[]
  readonly total: number
  readonly viewName: string
  readonly scroll: number
  readonly active: number
  readonly selected: readonly string[]
}

const left = new Map<string, LeftList>()

export const rememberList = (object: string, list: LeftList): void => {
  left.set(object, list)
}

/** The list of this object as it was left, for "10 / 43", J and K on the record and the way back. */
export const recallList = (object: string): LeftList | undefined => left.get(object)
