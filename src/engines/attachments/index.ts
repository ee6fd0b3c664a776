import { join } from 'node:path'
import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import type { InTransaction } from '../../kernel/records/settle.ts'
import { noRight } from '../../kernel/records/write.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply, Route } from '../../kernel/rest/route.ts'
import {
  addAttachment,
  attachmentUndoers,
  type Changed,
  deleteAttachment,
  lockAttachment,
  purgeAttachment,
  restoreAttachment,
  unlockAttachment,
} from './change.ts'
import { download } from './download.ts'
import { attachmentHappenings } from './happenings.ts'
import { changeLimits, readLimits, showLimits } from './limits.ts'
import { present } from './present.ts'
import { preview } from './preview.ts'
import { type Arrived, type Files, receive } from './reception.ts'
import { attachmentOf, type Holder, holderOf, mustEdit, mustSeeFiles } from './rights.ts'
import { columns, dropRows, type Stored, schema } from './schema.ts'
import { diskStore } from './store/disk.ts'
import { bucketOf, s3Store } from './store/s3.ts'
import { purgeConsumer, sweepJob } from './sweep.ts'

/** Where files lie: a folder of this machine, and beside it a bucket if one is named (`s3://bucket?endpoint=…`). */
export interface FilesSettings {
  readonly dataDir: string
  readonly address?: string
  readonly keyId?: string
  readonly keySecret?: string
}

const filesOf = ({ dataDir, address, keyId, keySecret }: FilesSettings): Files => {
  const spool = join(dataDir, 'incoming')
  if (address === undefined || address === '') return { store: diskStore(join(dataDir, 'files')), spool }
  if (!address.startsWith('s3://')) return { store: diskStore(address), spool }
  const keys = {
    ...(keyId === undefined ? {} : { id: keyId }),
    ...(keySecret === undefined ? {} : { secret: keySecret }),
  }
  return { store: s3Store(bucketOf(address, keys)), spool }
}

const idOf = (call: Call) => call.params.id ?? ''

const listOf = async (kernel: Kernel, context: Context, holder: Holder, isDeleted: boolean): Promise<Reply> => {
  const { rows } = await kernel.db.query<Stored>(
    sql`SELECT ${columns} FROM attachments WHERE object = ${holder.object.path} AND record_id = ${String(holder.record.id)}
        AND ${isDeleted ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`} ORDER BY id DESC LIMIT 1000`,
  )
  const { rows: bin } = holder.mayEdit
    ? await kernel.db.query<{ n: number }>(
        sql`SELECT count(*) AS n FROM attachments WHERE object = ${holder.object.path} AND record_id = ${String(holder.record.id)} AND deleted_at IS NOT NULL`,
      )
    : { rows: [] }
  const { maxBytes, maxFiles, allowed, denied } = await readLimits(kernel.db)
  return {
    body: {
      data: rows.map((stored) => present(kernel, context, stored, holder)),
      page: { next: null, total: { value: rows.length, exact: true } },
      can: { create: holder.mayEdit },
      // How many deleted ones can be brought back, for who may.
      deleted: bin[0]?.n ?? 0,
      limits: { maxBytes, maxFiles, allowed, denied },
    },
  }
}

const list = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const holder = await holderOf(kernel, context, objectOf(call), idOf(call))
  mustSeeFiles(holder)
  const isDeleted = call.query.deleted === 'true'
  if (isDeleted) mustEdit(kernel, context, holder)
  return listOf(kernel, context, holder, isDeleted)
}

const changed = ({ row, undo }: Changed, more: { status?: number; isEmpty?: boolean } = {}): Reply => ({
  ...(more.isEmpty === true ? { status: 204 } : { status: more.status ?? 200, body: row }),
  headers: undo === undefined ? {} : { Undo: undo },
})

const mayPurge = async (kernel: Kernel, inside: InTransaction, { object, record }: Holder): Promise<void> => {
  const reached = await rowsOf(kernel, inside, object, [String(record.id)], { verb: 'purge' })
  if (reached.length === 0) throw noRight(object, 'purge')
}

const routesOf = (files: Files): readonly Route[] => [
  { method: 'GET', path: '/:object/:id/attachments', run: list },
  {
    method: 'POST',
    path: '/:object/:id/attachments',
    multipart: true,
    atomic: true,
    receive: (call) => receive(call.kernel, files, call),
    run: async (call) =>
      changed(
        await addAttachment(call.kernel, call.context, objectOf(call), idOf(call).toLowerCase(), call.body as Arrived),
        { status: 201 },
      ),
  },
  {
    method: 'GET',
    path: '/attachments/:id',
    run: async (call) => {
      const { stored, holder } = await attachmentOf(call.kernel, call.context, idOf(call))
      return { body: present(call.kernel, call.context, stored, holder) }
    },
  },
  { method: 'GET', path: '/attachments/:id/download', run: (call) => download(call.kernel, files, call) },
  { method: 'GET', path: '/attachments/:id/preview', run: (call) => preview(call.kernel, files, call) },
  {
    method: 'POST',
    path: '/attachments/:id/lock',
    atomic: true,
    run: async (call) => changed(await lockAttachment(call.kernel, call.context, idOf(call))),
  },
  {
    method: 'POST',
    path: '/attachments/:id/unlock',
    atomic: true,
    run: async (call) => changed(await unlockAttachment(call.kernel, call.context, idOf(call))),
  },
  {
    method: 'DELETE',
    path: '/attachments/:id',
    run: async (call) => changed(await deleteAttachment(call.kernel, call.context, idOf(call)), { isEmpty: true }),
  },
  {
    method: 'POST',
    path: '/attachments/:id/restore',
    atomic: true,
    run: async (call) => changed(await restoreAttachment(call.kernel, call.context, idOf(call))),
  },
  {
    method: 'POST',
    path: '/attachments/:id/purge',
    atomic: true,
    run: async (call) => {
      const { kernel, context } = call
      await purgeAttachment(kernel, context, idOf(call), (inside, holder) => mayPurge(kernel, inside, holder))
      return { body: { id: idOf(call) } }
    },
  },
  { method: 'GET', path: '/attachment-policy', run: showLimits },
  { method: 'PATCH', path: '/attachment-policy', run: changeLimits },
]

/** 附件 (O6–O10): files that hang on a record, kept in a store, read by whoever reads the record. */
export const createAttachments = (kernel: () => Kernel, settings: FilesSettings): Engine => {
  const files = filesOf(settings)
  return {
    name: 'attachments',
    schema,
    hangs: ['attachments'],
    hooks: [
      {
        stage: 'write',
        applies: (object) => object.def.traits.attachable === true,
        // O8: the rows go with the record, in its transaction; the files after it, by the event of the purge.
        run: async ({ object, tx }, changes) => {
          const purged = changes.filter((change) => change.kind === 'purge').map((change) => change.id)
          if (purged.length === 0) return
          const { rows } = await tx.query<{ id: string }>(
            sql`SELECT id FROM attachments WHERE object = ${object.path} AND record_id = ANY(${purged}::uuid[]) FOR UPDATE`,
          )
          await dropRows(
            tx,
            rows.map((row) => row.id),
            realNow(),
          )
        },
      },
    ],
    undoers: attachmentUndoers(kernel),
    consumers: [purgeConsumer(kernel, files)],
    jobs: [sweepJob(kernel, files)],
    happenings: attachmentHappenings(kernel),
    routes: routesOf(files),
  }
}
