import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length
let last = 0
let sequence = 0

/** UUIDv7 (RFC 9562 §5.7) with a counter in rand_a, so that ids of one process ascend. Made here, not in SQL: PostgreSQL 15–17 have none. */
export const newId = (): string => {
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  // Ids live in real time, not in business time.
  let millisecond = Date.now()
  if (millisecond <= last) {
    millisecond = last
    sequence += 1
    if (sequence > 0xfff) {
      millisecond += 1
      sequence = 0
    }
  } else sequence = 0
  last = millisecond
  const time = millisecond.toString(16).padStart(12, '0')
  const tail = pool.toString('hex', used, used + 8)
  used += 8
  const variant = ((Number.parseInt(tail[0]!, 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
}

export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
