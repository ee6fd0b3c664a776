export type Delimiter = ',' | '\t' | ';' | '|'

const candidates: readonly Delimiter[] = [',', '\t', ';', '|']
const MAX_RECORDS = 200

/**
 * The delimiter that cuts the most records of the sample into the same number of cells, the one with more cells when
 * two do so equally; a comma when there is none. Text inside quotes does not count.
 */
export const detectDelimiter = (sample: string): Delimiter => {
  const records = countDelimiters(sample)
  let best: Delimiter = ','
  let highest = { share: 0, width: 0 }
  for (const delimiter of candidates) {
    const score = scoreOf(records.map((counts) => counts[delimiter] + 1))
    if (score.share > highest.share || (score.share === highest.share && score.width > highest.width)) {
      best = delimiter
      highest = score
    }
  }
  return best
}

type Counts = Record<Delimiter, number>
const none = (): Counts => ({ ',': 0, '\t': 0, ';': 0, '|': 0 })
const isDelimiter = (character: string): character is Delimiter =>
  character === ',' || character === '\t' || character === ';' || character === '|'

/** How often each candidate stands outside quotes, record by record. */
const countDelimiters = (sample: string): Counts[] => {
  const records: Counts[] = []
  let counts = none()
  let quoted = false
  let atStart = true
  let filled = false
  for (let at = 0; at < sample.length && records.length < MAX_RECORDS; at++) {
    const character = sample[at]!
    if (quoted) {
      if (character !== '"') continue
      if (sample[at + 1] === '"') at++
      else quoted = false
    } else if (character === '\n' || character === '\r') {
      if (filled) records.push(counts)
      counts = none()
      atStart = true
      filled = false
    } else {
      filled = true
      if (character === '"' && atStart) quoted = true
      atStart = isDelimiter(character)
      if (isDelimiter(character)) counts[character]++
    }
  }
  // The end of the sample cuts its last record off, unless it is all there is.
  if (filled && records.length === 0) records.push(counts)
  return records
}

const scoreOf = (widths: readonly number[]): { share: number; width: number } => {
  const times = new Map<number, number>()
  for (const width of widths) if (width > 1) times.set(width, (times.get(width) ?? 0) + 1)
  let best = { share: 0, width: 0 }
  for (const [width, count] of times) {
    const share = count / widths.length
    if (share > best.share) best = { share, width }
  }
  return best
}
