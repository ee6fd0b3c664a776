import { hash, parseOptions, verify } from '@node-rs/argon2'

/** What one Argon2id hash costs; `memoryCost` in KiB. */
export interface HashingCost {
  readonly memoryCost: number
  readonly timeCost: number
}

/** About 30 ms and 19 MiB each on a small server; OWASP's floor with one pass more. */
export const hashingCost: HashingCost = { memoryCost: 19_456, timeCost: 3 }

/** For tests and for sample data that nobody should trust. */
export const cheapHashingCost: HashingCost = { memoryCost: 64, timeCost: 1 }

// Hashing runs on Node's four pool threads. Two at a time leave the others to files and names, and bound the memory
// that a flood of sign-ins can take.
const lanes = 2
let busy = 0
const waiting: (() => void)[] = []

const inLane = async <T>(work: () => Promise<T>): Promise<T> => {
  if (busy >= lanes) await new Promise<void>((resolve) => waiting.push(resolve))
  else busy++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) busy--
    else next()
  }
}

/** Hashes a password with Argon2id. The same password typed in full or half width is the same password. */
export const hashPassword = (password: string, cost: HashingCost = hashingCost): Promise<string> =>
  inLane(() => hash(password.normalize('NFKC'), { ...cost, parallelism: 1 }))

/** Whether the hash was made from this password. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  inLane(() => verify(passwordHash, password.normalize('NFKC')))

/** Whether the hash was made at another cost than the one now in force. */
export const isOutdatedHash = (passwordHash: string, cost: HashingCost): boolean => {
  const { memoryCost, timeCost } = parseOptions(passwordHash)
  return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost
}

const decoys = new Map<string, Promise<string>>()

/** A hash nobody has the password of, verified where there is no account, so that both answers take the same time. */
export const decoyHash = (cost: HashingCost): Promise<string> => {
  const key = `${cost.memoryCost}/${cost.timeCost}`
  const known = decoys.get(key)
  if (known !== undefined) return known
  const made = hashPassword(crypto.randomUUID(), cost)
  decoys.set(key, made)
  return made
}
