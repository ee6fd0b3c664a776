import type { Json } from '../../../model/label.ts'

const idBytes = 16
const pairsPerTurn = 200_000
const partsPerTurn = 5_000

/** High bits of a key by which its place is found at once. */
const beginning = 20

/**
 * A million records in little memory: their keys as sorted numbers, their values as bytes. A number holds a key in its
 * high bits and a record in its low ones; both fit into the 53 bits that are exact.
 */
export class Shelf {
  readonly #pages: { readonly bytes: Buffer; readonly ends: Int32Array }[] = []
  readonly #pageSize: number
  readonly #ids: Buffer[] = []
  readonly #outlines: string[] = []
  readonly #span: number
  readonly #bits: number
  #pairs: Float64Array
  #filled = 0
  /** Where the keys of each beginning stand among the pairs. */
  #starts = new Int32Array(0)

  /** `pageSize`: records that are put in together; `most`: how many there may be. */
  constructor(pageSize: number, most: number) {
    this.#pageSize = pageSize
    const forRecords = Math.max(10, Math.ceil(Math.log2(Math.max(2, most))))
    this.#span = 2 ** forRecords
    this.#bits = Math.min(32, 53 - forRecords)
    this.#pairs = new Float64Array(Math.max(1024, most * 17))
  }

  get size(): number {
    return this.#outlines.length
  }

  /** The id of a record; kept in sixteen bytes. */
  idOf(at: number): string {
    const page = this.#ids[Math.floor(at / this.#pageSize)]!
    const from = (at % this.#pageSize) * idBytes
    const hex = page.toString('hex', from, from + idBytes)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  outlineOf(at: number): string {
    return this.#outlines[at]!
  }

  /** Puts in a page of records; every page but the last is full. */
  add(
    records: readonly {
      readonly id: string
      readonly values: readonly Json[]
      readonly keys: readonly number[]
      readonly outline: string
    }[],
  ): void {
    const texts = records.map(({ values }) => Buffer.from(JSON.stringify(values)))
    const ends = new Int32Array(texts.length)
    let end = 0
    for (const [n, text] of texts.entries()) {
      end += text.length
      ends[n] = end
    }
    this.#pages.push({ bytes: Buffer.concat(texts), ends })
    this.#ids.push(Buffer.from(records.map(({ id }) => id.replaceAll('-', '')).join(''), 'hex'))
    for (const { keys, outline } of records) {
      const at = this.#outlines.push(outline) - 1
      if (at >= this.#span) throw new Error('more records than the shelf was made for')
      if (this.#filled + keys.length > this.#pairs.length) {
        const larger = new Float64Array(this.#pairs.length * 1.5 + keys.length)
        larger.set(this.#pairs.subarray(0, this.#filled))
        this.#pairs = larger
      }
      for (const key of keys) this.#pairs[this.#filled++] = this.#code(key) + at
    }
  }

  /**
   * To be called once everything is in, before anything is looked up. Sorted by beginnings first, then each of them, with
   * a pause now and then: whoever else is served by this process does not wait for millions of numbers.
   */
  async sort(pause: () => Promise<unknown>): Promise<void> {
    const starts = new Int32Array(2 ** beginning + 1)
    const partOf = (pair: number) => this.#beginningOf(pair / this.#span)
    for (let at = 0; at < this.#filled; at++) {
      starts[partOf(this.#pairs[at]!) + 1]!++
      if (at % pairsPerTurn === 0) await pause()
    }
    for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!
    const next = starts.slice()
    const sorted = new Float64Array(this.#filled)
    for (let at = 0; at < this.#filled; at++) {
      const pair = this.#pairs[at]!
      sorted[next[partOf(pair)]!++] = pair
      if (at % pairsPerTurn === 0) await pause()
    }
    for (let part = 0; part < starts.length - 1; part++) {
      if (starts[part + 1]! - starts[part]! > 1) sorted.subarray(starts[part], starts[part + 1]).sort()
      if (part % partsPerTurn === 0) await pause()
    }
    this.#pairs = sorted
    this.#starts = starts
  }

  #beginningOf(key: number): number {
    return Math.floor(key / 2 ** (this.#bits - beginning))
  }

  /** As many high bits of the key as are left beside the record. */
  #code(key: number): number {
    return ((key >>> 0) >>> (32 - this.#bits)) * this.#span
  }

  valuesOf(at: number): readonly Json[] {
    const page = this.#pages[Math.floor(at / this.#pageSize)]!
    const n = at % this.#pageSize
    return JSON.parse(page.bytes.toString('utf8', n === 0 ? 0 : page.ends[n - 1]!, page.ends[n]!)) as readonly Json[]
  }

  /** Calls `found` with each record under the key; a key of more than `most` says nothing and is passed over. */
  each(key: number, most: number, found: (at: number) => void): void {
    const from = this.#code(key)
    const part = this.#beginningOf(from / this.#span)
    let low = this.#starts[part]!
    let high = this.#starts[part + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#pairs[middle]! < from) low = middle + 1
      else high = middle
    }
    const next = from + this.#span
    if (low + most < this.#filled && this.#pairs[low + most]! < next) return
    for (let at = low; at < this.#filled && this.#pairs[at]! < next; at++) found(this.#pairs[at]! - from)
  }
}

/** Sets that grow together up to a size: a chain of likenesses does not make half the book one company. */
export class Groups {
  readonly #parents: Int32Array
  readonly #sizes: Int32Array

  constructor(
    size: number,
    readonly most: number,
  ) {
    this.#parents = Int32Array.from({ length: size }, (_, at) => at)
    this.#sizes = new Int32Array(size).fill(1)
  }

  of(at: number): number {
    let root = at
    while (this.#parents[root] !== root) root = this.#parents[root]!
    for (let one = at; one !== root; ) {
      const next = this.#parents[one]!
      this.#parents[one] = root
      one = next
    }
    return root
  }

  sizeOf(at: number): number {
    return this.#sizes[this.of(at)]!
  }

  /** Whether the two are in one set afterwards. */
  join(a: number, b: number): boolean {
    const one = this.of(a)
    const other = this.of(b)
    if (one === other) return true
    if (this.#sizes[one]! + this.#sizes[other]! > this.most) return false
    this.#parents[other] = one
    this.#sizes[one]! += this.#sizes[other]!
    return true
  }
}
