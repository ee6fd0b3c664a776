/** A tie as a row of relations tells it; a side that may not be seen has no name. */
export interface Tie {
  readonly from: string
  readonly to: string
  readonly toName: string | null
  readonly kind: string
}

export interface Dot {
  readonly id: string
  readonly name: string
  /** Where its middle stands, in percent of the drawing. */
  readonly x: number
  readonly y: number
  readonly ring: 1 | 2
}

export interface Line {
  readonly key: string
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
  /** Kinds from the side nearer to the middle. */
  readonly kinds: readonly string[]
}

export interface Network {
  readonly dots: readonly Dot[]
  readonly lines: readonly Line[]
  /** Directly related, but not drawn: too many, or not to be seen by this person. */
  readonly left: number
  readonly hidden: number
}

/** How many stand on each ring; `narrow`: on a phone, where there is height and little width. */
export interface Room {
  readonly first: number
  readonly second: number
  readonly narrow: boolean
}

const middle = { x: 50, y: 50 }
/** How far from the middle: alone, the first ring has the whole plane. */
const rings = {
  alone: { x: 36, y: 37 },
  narrow: { x: 32, y: 38 },
  first: { x: 25, y: 26 },
  second: { x: 40, y: 44 },
} as const

const at = (ring: keyof typeof rings, angle: number) => ({
  x: 50 + rings[ring].x * Math.cos(angle),
  y: 50 + rings[ring].y * Math.sin(angle),
})

const pair = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/**
 * Who is tied to the one in the middle, and who to those, on two rings; the same rows always give the same drawing.
 * `near` are the ties of the middle, `far` those of its neighbours. Nameless ones are counted and never drawn.
 */
export const networkOf = (
  centre: string,
  { near, far }: { readonly near: readonly Tie[]; readonly far: readonly Tie[] },
  room: Room,
): Network => {
  const direct = new Map<string, { name: string; kinds: string[] }>()
  const hidden = new Set<string>()
  for (const tie of near) {
    if (tie.toName === null) hidden.add(tie.to)
    else direct.set(tie.to, { name: tie.toName, kinds: [...(direct.get(tie.to)?.kinds ?? []), tie.kind] })
  }
  const shown = [...direct].slice(0, room.first)
  // Two stand to the left and right where there is width; else the first stands at the top.
  const start = shown.length <= 2 && !room.narrow ? 0 : -Math.PI / 2
  const angleOf = (i: number) => start + (2 * Math.PI * i) / shown.length
  const drawnFirst = new Set(shown.map(([id]) => id))
  const hasMore =
    room.second > 0 &&
    far.some((tie) => drawnFirst.has(tie.from) && tie.toName !== null && tie.to !== centre && !drawnFirst.has(tie.to))
  const inner = hasMore ? 'first' : room.narrow ? 'narrow' : 'alone'
  const first: Dot[] = shown.map(([id, { name }], i) => ({ id, name, ring: 1, ...at(inner, angleOf(i)) }))
  const places = new Map<string, { x: number; y: number }>(first.map((dot) => [dot.id, dot]))
  const lines: Line[] = first.map((dot) => ({
    key: pair(centre, dot.id),
    from: middle,
    to: dot,
    kinds: direct.get(dot.id)?.kinds ?? [],
  }))
  const second: Dot[] = []
  const drawn = new Set(lines.map((line) => line.key))
  for (const [i, dot] of first.entries()) {
    const ties = far.filter((tie) => tie.from === dot.id && tie.to !== centre && tie.toName !== null)
    const fresh = [...new Set(ties.filter((tie) => !places.has(tie.to)).map((tie) => tie.to))].slice(
      0,
      Math.max(0, Math.min(2, room.second - second.length)),
    )
    const sector = (2 * Math.PI) / Math.max(first.length, 3)
    for (const [k, id] of fresh.entries()) {
      const angle = angleOf(i) + (sector / 2.2) * (k - (fresh.length - 1) / 2)
      const next: Dot = { id, name: ties.find((tie) => tie.to === id)?.toName ?? '', ring: 2, ...at('second', angle) }
      second.push(next)
      places.set(id, next)
    }
    for (const tie of ties) {
      const to = places.get(tie.to)
      const key = pair(dot.id, tie.to)
      if (to === undefined || drawn.has(key)) continue
      drawn.add(key)
      lines.push({ key, from: dot, to, kinds: [tie.kind] })
    }
  }
  return { dots: [...first, ...second], lines, left: direct.size - shown.length, hidden: hidden.size }
}
