import type { Random } from './random.ts'
import {
  empty,
  emptyReason,
  opening,
  outcomes,
  shortCallReason,
  shortCalls,
  standing,
  standingOutcomes,
  standingStrategies,
  strategies,
} from './words/follow-ups.ts'
import { numbers, products, rivals } from './words/products.ts'

export type ContactKind = 'call' | 'visit' | 'message' | 'email' | 'meeting' | 'other'

/** What one contact was about. */
export interface Note {
  readonly kind: ContactKind
  readonly content: string
  readonly durationSeconds: number | null
  readonly isValid: boolean
  readonly invalidReason: string | null
}

const kindsAt: readonly ContactKind[] = [
  'call',
  'call',
  'call',
  'call',
  'visit',
  'visit',
  'message',
  'message',
  'email',
  'meeting',
  'other',
]

const parts = new Map<string, readonly string[]>()

/** `和{who}谈` with the words put in; each text is taken apart once. */
const fill = (random: Random, text: string, who: string, line: string): string => {
  let split = parts.get(text)
  if (split === undefined) {
    split = text.split(/[{}]/)
    parts.set(text, split)
  }
  let written = split[0]!
  for (let i = 1; i < split.length; i += 2) {
    const slot = split[i]
    written +=
      slot === 'who'
        ? who
        : slot === 'line'
          ? line
          : slot === 'product'
            ? random.pick(products)
            : slot === 'rival'
              ? random.pick(rivals)
              : random.pick(numbers)
    written += split[i + 1]!
  }
  return written
}

/** A contact with substance. `who` is 陈经理 or 设备科; `line` what would be automated. */
export const validNote = (
  random: Random,
  { who, line, hasBought }: { who: string; line: string; hasBought: boolean },
): Note => {
  const kind = random.pick(kindsAt)
  const content = fill(random, random.pick((hasBought ? standing : opening)[kind]), who, line)
  const isLong = kind === 'visit' || kind === 'meeting'
  const durationSeconds =
    kind === 'call' ? random.whole(70, 1500) : isLong && random.chance(0.6) ? random.whole(30, 150) * 60 : null
  return { kind, content, durationSeconds, isValid: true, invalidReason: null }
}

/** A contact that the rules don't count. */
export const emptyNote = (random: Random, who: string): Note => {
  if (random.chance(0.3))
    return {
      kind: 'call',
      content: fill(random, random.pick(shortCalls), who, ''),
      durationSeconds: random.whole(5, 40),
      isValid: false,
      invalidReason: shortCallReason,
    }
  return {
    kind: random.pick(['call', 'message'] as const),
    content: random.pick(empty),
    durationSeconds: null,
    isValid: false,
    invalidReason: emptyReason,
  }
}

export const strategyOf = (random: Random, hasBought: boolean): string =>
  fill(random, random.pick(hasBought ? standingStrategies : strategies), '', '')

export const outcomeOf = (random: Random, hasBought: boolean): string =>
  random.pick(hasBought ? standingOutcomes : outcomes)
