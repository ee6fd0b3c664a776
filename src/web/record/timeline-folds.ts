import { type Happening, sortOf } from './timeline.data.ts'

/** A line of the timeline: one thing, or several that say less than the room they would take. */
export type Line =
  | { readonly kind: 'one'; readonly items: readonly [Happening] }
  /** Something done and taken back: the undoing first, as it came later. */
  | { readonly kind: 'undone'; readonly items: readonly [Happening, Happening] }
  | { readonly kind: 'run'; readonly items: readonly Happening[] }

const longRun = 4
/** Undoing is offered for moments; what comes later is a matter of its own. */
const soon = 15 * 60_000

/** What the system notes by itself, as against what somebody wrote or has to do. */
const isNoted = (item: Happening): boolean => {
  const sort = sortOf(item)
  return sort === 'ownership' || (sort === 'others' && item.kind !== 'comment')
}

const paired = (items: readonly Happening[]): readonly Line[] => {
  const gone = new Set<Happening>()
  return items.flatMap((item, at): readonly Line[] => {
    if (gone.has(item)) return []
    const before = item.kind === 'undo' ? items.slice(at + 1).find(isNoted) : undefined
    const isPair =
      before !== undefined &&
      before.kind !== 'undo' &&
      before.kind !== 'created' &&
      Date.parse(item.at) - Date.parse(before.at) <= soon
    if (!isPair) return [{ kind: 'one', items: [item] }]
    gone.add(before)
    return [{ kind: 'undone', items: [item, before] }]
  })
}

/** Latest first: an act and its undoing become one line, and so does a long run of what the system noted. */
export const foldedLines = (items: readonly Happening[], { runs = true } = {}): readonly Line[] => {
  const lines = paired(items)
  if (!runs) return lines
  const folded: Line[] = []
  let run: Line[] = []
  const close = () => {
    const inside = run.flatMap((line) => line.items)
    if (run.length >= longRun) folded.push({ kind: 'run', items: inside })
    else folded.push(...run)
    run = []
  }
  for (const line of lines) {
    if (isNoted(line.items[0]!)) run.push(line)
    else {
      close()
      folded.push(line)
    }
  }
  close()
  return folded
}
