/** A source of chance that always says the same for the same seed. */
export interface Random {
  /** Starts anew, as the one source for this part of the company. */
  readonly restart: (kind: number, index: number) => Random
  /** From 0 to 1, without 1. */
  readonly share: () => number
  /** A whole number from `from` to `to`, both possible. */
  readonly whole: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Picks by weight; `weights` is what `weigh` made of it. */
  readonly pickWeighted: <T>(from: Weighted<T>) => T
  /** 32 random bits. */
  readonly bits: () => number
}

export interface Weighted<T> {
  readonly items: readonly T[]
  readonly sums: readonly number[]
  readonly total: number
}

/** `weigh([['A', 3], ['B', 1]])`: A three times as often as B. */
export const weigh = <T>(entries: readonly (readonly [T, number])[]): Weighted<T> => {
  let total = 0
  const sums = entries.map(([, weight]) => (total += weight))
  return { items: entries.map(([item]) => item), sums, total }
}

const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return (h ^ (h >>> 15)) >>> 0
}

/** Spreads a few whole numbers over 32 bits. */
export const hash = (seed: number, kind: number, index: number): number =>
  mix(mix(mix(seed ^ 0x9e3779b9) + kind) ^ Math.imul(index, 0x85ebca6b))

/** One source of chance for a seed (mulberry32); `restart` makes each record independent of all before it. */
export const createRandom = (seed: number): Random => {
  let state = mix(seed)
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const share = () => bits() / 4294967296
  const random: Random = {
    restart: (kind, index) => {
      state = hash(seed, kind, index)
      return random
    },
    share,
    whole: (from, to) => from + Math.floor(share() * (to - from + 1)),
    chance: (probability) => share() < probability,
    pick: (from) => from[Math.floor(share() * from.length)]!,
    pickWeighted: ({ items, sums, total }) => {
      const at = share() * total
      let i = 0
      while (sums[i]! <= at && i < items.length - 1) i++
      return items[i]!
    },
    bits,
  }
  return random
}

/** An order of 0…count−1 that looks like chance and repeats nothing. */
export const shuffled = (seed: number, count: number): Uint32Array => {
  const random = createRandom(seed)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.whole(0, i)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
