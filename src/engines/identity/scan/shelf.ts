import type { Row } from '../../../model/label.ts'

/**
 * A million records in little memory: their keys as sorted numbers, their values as bytes. A number holds a key in its
 * high bits and a record in its low ones; both fit into the 53 bits that are exact.
 */
export class Shelf {
  readonly #pages: { readonly bytes: Buffer; readonly ends: Int32Array }[] = []
  readonly #pageSize: number
  readonly #ids: string[] = []
  #pairs: Float64Array
  #filled = 0
  #span = 0

  /** `pageSize`: records that are put in together. */
  constructor(pageSize: number, expected: number) {
    this.#pageSize = pageSize
    this.#pairs = new Float64Array(Math.max(1024, expected * 16))
    this.#span = 2 ** Math.max(20, Math.ceil(Math.log2(Math.max(2, expected * 1.25))))
  }

  get size(): number {
    return this.#ids.length
  }

  idOf(at: number): string {
    return this.#ids[at]!
  }

  /** Puts in a page of records; every page but the last is full. */
  add(records: readonly { readonly id: string; readonly values: Row; readonly keys: readonly number[] }[]): void {
    const texts = records.map(({ values }) => Buffer.from(JSON.stringify(values)))
    const ends = new Int32Array(texts.length)
    let end = 0
    for (const [n, text] of texts.entries()) {
      end += text.length
      ends[n] = end
    }
    this.#pages.push({ bytes: Buffer.concat(texts), ends })
    for (const { id, keys } of records) {
      const at = this.#ids.push(id) - 1
      if (at >= this.#span) throw new Error('more records than the shelf was made for')
      if (this.#filled + keys.length > this.#pairs.length) {
        const larger = new Float64Array(this.#pairs.length * 1.5 + keys.length)
        larger.set(this.#pairs.subarray(0, this.#filled))
        this.#pairs = larger
      }
      for (const key of keys) this.#pairs[this.#filled++] = this.#code(key) + at
    }
  }

  /** To be called once everything is in, before anything is looked up. */
  sort(): void {
    this.#pairs = this.#pairs.subarray(0, this.#filled).sort()
  }

  #code(key: number): number {
    // As many high bits of the key as are left beside the record.
    const bits = Math.min(32, 53 - Math.log2(this.#span))
    return ((key >>> 0) >>> (32 - bits)) * this.#span
  }

  valuesOf(at: number): Row {
    const page = this.#pages[Math.floor(at / this.#pageSize)]!
    const n = at % this.#pageSize
    return JSON.parse(page.bytes.toString('utf8', n === 0 ? 0 : page.ends[n - 1]!, page.ends[n]!)) as Row
  }

  /** Calls `found` with each record under the key; a key of more than `most` says nothing and is passed over. */
  each(key: number, most: number, found: (at: number) => void): void {
    const from = this.#code(key)
    let low = 0
    let high = this.#pairs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#pairs[middle]! < from) low = middle + 1
      else high = middle
    }
    const next = from + this.#span
    if (low + most < this.#pairs.length && this.#pairs[low + most]! < next) return
    for (let at = low; at < this.#pairs.length && this.#pairs[at]! < next; at++) found(this.#pairs[at]! - from)
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
