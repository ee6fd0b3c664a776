import type { Context, Principal } from '../../kernel/principal.ts'
import type { Row } from '../../model/label.ts'

/** Looking after more people than this, numbers about all of them are counted twice a minute at most. */
const many = 100
const keptMilliseconds = 30_000

interface Kept {
  readonly answer: Promise<Row>
  readonly at: number
}

const answers = new WeakMap<Principal, Map<string, Kept>>()

/**
 * What is counted over hundreds of people, once for all who ask at the same time and for half a minute after. It is kept
 * with the principal, so a changed right, department or person counts anew.
 */
export const keptForMany = ({ principal, now }: Context, name: string, count: () => Promise<Row>): Promise<Row> => {
  if (principal.subordinateIds.length <= many) return count()
  const mine = answers.get(principal) ?? new Map<string, Kept>()
  answers.set(principal, mine)
  const at = Date.parse(now)
  const kept = mine.get(name)
  if (kept !== undefined && at - kept.at < keptMilliseconds && at >= kept.at) return kept.answer
  const answer = count()
  mine.set(name, { answer, at })
  answer.catch(() => mine.delete(name))
  return answer
}
