import type { Readable } from 'node:stream'
import sql from 'sql-template-tag'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import { servedAs } from './content.ts'
import { disposition } from './file-name.ts'
import { rangeOf } from './range.ts'
import { type Files, storeSilent } from './reception.ts'
import { attachmentOf, type Holder } from './rights.ts'
import type { Stored } from './schema.ts'
import type { Span } from './store/store.ts'

/** Nothing of a file runs in our origin, whatever it holds and however it is opened. */
const caged = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Kept by the browser of who may see it, and asked for again each time: a right may be gone.
  'Cache-Control': 'private, no-cache',
}

const missing = () =>
  new Refusal(
    503,
    'file_missing',
    label(
      '文件不在存储里；把错误编号发给管理员，从备份里找回',
      'The file is not in the store; give the error number to an administrator, who can bring it back from a backup',
    ),
  )

/** The stored bytes; the caller has checked that they may be seen. */
export const openFile = async ({ store }: Files, id: string, span?: Span): Promise<Readable> => {
  const stream = await store.read(id, span).catch((error: unknown) => {
    throw storeSilent(error)
  })
  if (stream === undefined) throw missing()
  return stream
}

const header = (call: Call, name: string): string | undefined => {
  const value = call.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Whether the browser has these very bytes already. */
export const isFresh = (call: Call, tag: string): boolean =>
  (header(call, 'if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag)

/** The answer to who has them. */
export const unchanged = (tag: string): Reply => ({ status: 304, headers: { ...caged, ETag: tag } })

/** A picture to look at. */
export const shown = (stream: Readable, about: { mime: string; bytes: number; tag: string }): Reply => ({
  stream,
  headers: { ...caged, 'Content-Type': about.mime, 'Content-Length': String(about.bytes), ETag: about.tag },
})

/**
 * Each download is a fact of its own; that of a file of a record without an owner is also in its audit, as a reveal is:
 * only administrators of the pool, and whoever sees such records unmasked, get that far.
 */
const log = async (kernel: Kernel, context: Context, { object, record }: Holder, stored: Stored) => {
  const actor = context.principal.employeeId
  await kernel.db.query(sql`INSERT INTO attachment_downloads (id, at, attachment_id, object, record_id, name, actor_id, request_id)
    VALUES (${newId()}, ${context.now}, ${stored.id}, ${object.path}, ${String(record.id)}, ${stored.name}, ${actor}, ${context.requestId})`)
  if (object.def.traits.pooled !== true || (record.ownerId ?? null) !== null) return
  const change = { field: 'attachment', id: stored.id, from: null, to: stored.name }
  await kernel.db.query(sql`INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
    VALUES (${newId()}, ${context.now}, ${object.path}, ${String(record.id)}, ${actor}, 'download-attachment', ${JSON.stringify([change])}::jsonb, ${context.requestId}, ${context.via})`)
}

/** `GET /attachments/{id}/download`: whole, or a range; always to be saved, never shown by itself. */
export const download = async (kernel: Kernel, files: Files, call: Call): Promise<Reply> => {
  const { stored, holder } = await attachmentOf(kernel, call.context, call.params.id ?? '')
  const tag = `"${stored.sha256.slice(0, 32)}"`
  if (isFresh(call, tag)) return unchanged(tag)
  const condition = header(call, 'if-range')
  const range = condition === undefined || condition === tag ? rangeOf(header(call, 'range'), stored.size) : 'none'
  if (range === 'outside')
    throw new Refusal(416, 'no_such_range', label('文件没有这一段', 'The file has no such part'), {
      headers: { 'Content-Range': `bytes */${stored.size}` },
    })
  const span = range === 'none' ? undefined : range
  const stream = await openFile(files, stored.fileId, span)
  if (span === undefined || span.first === 0) await log(kernel, call.context, holder, stored)
  return {
    status: span === undefined ? 200 : 206,
    stream,
    headers: {
      ...caged,
      'Content-Type': servedAs(stored),
      'Content-Disposition': disposition(stored.name),
      'Content-Length': String(span === undefined ? stored.size : span.last - span.first + 1),
      'Accept-Ranges': 'bytes',
      ETag: tag,
      ...(span === undefined ? {} : { 'Content-Range': `bytes ${span.first}-${span.last}/${stored.size}` }),
    },
  }
}
