import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

/** A file of an archive that is being written. */
export interface ArchiveFile {
  /** Bytes written so far. */
  readonly size: number
  /** Resolves when the piece before this one is packed, so that one piece is made while another is packed. */
  write(text: string): Promise<void>
  end(): Promise<void>
}

/** A zip under construction: packing runs beside the event loop, and packed bytes are taken out as they come. */
export interface Archive {
  /** Begins a file; the one before must have ended. */
  begin(path: string): ArchiveFile
  whole(path: string, text: string): Promise<void>
  end(): void
  /** The packed bytes since the last time. */
  take(): Uint8Array[]
  /** Frees what an unfinished archive holds. */
  abandon(): void
}

export const openArchive = (): Archive => {
  let ready: Uint8Array[] = []
  let abandon = () => {}
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    ready.push(bytes)
  })
  const begin = (path: string): ArchiveFile => {
    const part: ZipInputFile = { filename: path, size: 0, crc: 0, compression: 8, mtime: new Date(2000, 0, 1) }
    zip.add(part)
    const packer = createDeflateRaw({ level: 6, chunkSize: 64 * 1024 })
    packer.on('data', (bytes: Buffer<ArrayBuffer>) => part.ondata?.(null, bytes, false))
    abandon = () => packer.destroy()
    let pending = Promise.resolve()
    return {
      get size() {
        return part.size
      },
      write(text) {
        const before = pending
        const bytes = Buffer.from(text)
        part.size += bytes.length
        part.crc = crc32(bytes, part.crc)
        pending = new Promise((resolve, reject) => packer.write(bytes, (error) => (error ? reject(error) : resolve())))
        return before
      },
      async end() {
        await pending
        const ended = once(packer, 'end')
        packer.end()
        await ended
        part.ondata?.(null, new Uint8Array(0), true)
      },
    }
  }
  return {
    begin,
    async whole(path, text) {
      const file = begin(path)
      await file.write(text)
      await file.end()
    },
    end: () => zip.end(),
    take: () => {
      const taken = ready
      ready = []
      return taken
    },
    abandon: () => abandon(),
  }
}
