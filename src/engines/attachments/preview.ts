import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import { previewOf } from './content.ts'
import { isFresh, openFile, shown, unchanged } from './download.ts'
import { type Files, putFile } from './reception.ts'
import { attachmentOf } from './rights.ts'
import type { Stored } from './schema.ts'
import type { LooseFile } from './store/store.ts'

/** The longer side, in pixels. */
const sizes: Readonly<Record<string, number>> = { thumbnail: 240, large: 1600 }
/** A picture of more is not decoded: a small file may hold a huge one. */
const maxPixels = 100_000_000
const atOnce = 2

// Only what `previewOf` names is ever decoded; no SVG, no PDF, no shell formats.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
    'VipsForeignLoadTiff',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

let busy = 0
const waiting: (() => void)[] = []

/** A few at a time: pictures are large once they are unpacked. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (busy >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  busy += 1
  try {
    return await work()
  } finally {
    busy -= 1
    waiting.shift()?.()
  }
}

const noPreview = () =>
  new Refusal(
    422,
    'no_preview',
    label('这个文件不能预览，下载后查看', 'This file cannot be previewed; download it to look at it'),
  )

/** Turned upright, made small, without anything the camera wrote beside the picture (place, device, time). */
const draw = async (files: Files, stored: Stored, pixels: number): Promise<LooseFile> => {
  await mkdir(files.spool, { recursive: true })
  const original = join(files.spool, newId())
  const path = join(files.spool, newId())
  try {
    await pipeline(await openFile(files, stored.fileId), createWriteStream(original, { flags: 'wx', mode: 0o600 }))
    const drawing = sharp(original, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: 20 })
      .webp({ quality: 80 })
    await drawing.toFile(path).catch(() => {
      throw noPreview()
    })
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    return { path, size: (await stat(path)).size, sha256: hash.digest('hex') }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await rm(original, { force: true })
  }
}

interface Drawn {
  readonly fileId: string
  readonly bytes: number
}

const found = async (kernel: Kernel, id: string, size: string): Promise<Drawn | undefined> =>
  (
    await kernel.db.query<Drawn>(
      sql`SELECT file_id AS "fileId", bytes FROM attachment_previews WHERE attachment_id = ${id} AND size = ${size}`,
    )
  ).rows[0]

/** Drawn once and kept in the store beside the file; of two that draw at once, one is kept. */
const drawOnce = async (kernel: Kernel, files: Files, stored: Stored, size: string): Promise<Drawn> => {
  const known = await found(kernel, stored.id, size)
  if (known !== undefined) return known
  const file = await draw(files, stored, sizes[size]!)
  const { size: bytes } = file
  const fileId = await putFile(kernel, files, file).finally(() => rm(file.path, { force: true }))
  const isKept = await kernel.db.transaction(async (tx) => {
    const { rowCount } = await tx.query(sql`INSERT INTO attachment_previews (attachment_id, size, file_id, bytes)
      SELECT id, ${size}, ${fileId}, ${bytes} FROM attachments WHERE id = ${stored.id} FOR SHARE ON CONFLICT DO NOTHING`)
    await tx.query(
      sql`UPDATE stored_files SET state = ${rowCount > 0 ? 'kept' : 'leaving'}, since = ${realNow()} WHERE id = ${fileId}`,
    )
    return rowCount > 0
  })
  if (isKept) return { fileId, bytes }
  const other = await found(kernel, stored.id, size)
  if (other === undefined) throw noPreview()
  return other
}

/** `GET /attachments/{id}/preview?size=thumbnail|large`: a picture of a picture, made here. */
export const preview = async (kernel: Kernel, files: Files, call: Call): Promise<Reply> => {
  const size = call.query.size || 'large'
  if (sizes[size] === undefined)
    throw invalid([fault('size', 'unknown_option', 'size 可以是 thumbnail、large', 'size is thumbnail or large')])
  const { stored } = await attachmentOf(kernel, call.context, call.params.id ?? '')
  if (previewOf(stored) !== 'picture') throw noPreview()
  const tag = `"${stored.sha256.slice(0, 32)}-${size}"`
  if (isFresh(call, tag)) return unchanged(tag)
  const { fileId, bytes } = await inTurn(() => drawOnce(kernel, files, stored, size))
  return shown(await openFile(files, fileId), { mime: 'image/webp', bytes, tag })
}
