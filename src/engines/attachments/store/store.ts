import type { Readable } from 'node:stream'

/** A finished file outside any store, with what is known of it: bytes, and SHA-256 in hex. */
export interface LooseFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/** From byte `first` to byte `last`, both included. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Where files lie. They are known by an id of ours alone: no name a person chose ever reaches a path. */
export interface FileStore {
  /** Takes a file in whole, or not at all. The loose file may be gone afterwards. */
  readonly put: (id: string, file: LooseFile) => Promise<void>
  /** Its bytes as a stream; undefined where it is not there. */
  readonly read: (id: string, span?: Span) => Promise<Readable | undefined>
  /** Removes it; one that is not there is removed already. */
  readonly remove: (id: string) => Promise<void>
}
