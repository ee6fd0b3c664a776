import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import type { Consumer, JobDef, Kernel } from '../../kernel/kernel.ts'
import { acts } from './change.ts'
import type { Files } from './reception.ts'
import { dropRows } from './schema.ts'

const hour = 3_600_000
/** How long a deleted attachment can be brought back, in days. */
export const keptDays = 30
/** An upload takes minutes; what is not taken over within hours never will be. */
const arrivingHours = 6
const spoolHours = 24

const ago = (hours: number) => new Date(realNow().getTime() - hours * hour)

/** Removes files that are to leave; one that is removed twice is removed. */
export const removeLeaving = async (kernel: Kernel, { store }: Files): Promise<number> => {
  let removed = 0
  for (;;) {
    const { rows } = await kernel.db.query<{ id: string }>(
      sql`SELECT id FROM stored_files WHERE state = 'leaving' ORDER BY since LIMIT 100`,
    )
    for (const { id } of rows) {
      await store.remove(id)
      await kernel.db.query(sql`DELETE FROM stored_files WHERE id = ${id} AND state = 'leaving'`)
      removed += 1
    }
    if (rows.length < 100) return removed
  }
}

/** After a purge is committed its files go (O8); where the store does not answer, the event is handed over again. */
export const purgeConsumer = (kernel: () => Kernel, files: Files): Consumer => ({
  name: 'attachments',
  wants: (event) => event.payload.kind === 'purge' || event.event === acts.purge,
  run: async () => void (await removeLeaving(kernel(), files)),
})

const sweepSpool = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  let swept = 0
  for (const name of names) {
    const path = join(folder, name)
    const about = await stat(path).catch(() => undefined)
    if (about === undefined || !about.isFile() || about.mtime > ago(spoolHours)) continue
    await rm(path, { force: true })
    swept += 1
  }
  return swept
}

/** What broke off leaves nothing behind: half uploads, files nobody took over, deleted ones past their time. */
export const sweepJob = (kernel: () => Kernel, files: Files): JobDef => ({
  name: 'attachments-sweep',
  label: { zh: '清理附件', en: 'Sweep attachments' },
  schedule: '23 * * * *',
  run: async (context) => {
    const { db } = kernel()
    const stray = await db.query(
      sql`UPDATE stored_files SET state = 'leaving', since = ${realNow()} WHERE state = 'arriving' AND since < ${ago(arrivingHours)}`,
    )
    const over = new Date(Date.parse(context.now) - keptDays * 24 * hour).toISOString()
    const { rows: old } = await db.query<{ id: string }>(
      sql`SELECT id FROM attachments WHERE deleted_at < ${over} ORDER BY deleted_at LIMIT 10000`,
    )
    await db.transaction((tx) =>
      dropRows(
        tx,
        old.map((row) => row.id),
        realNow(),
      ),
    )
    const removed = await removeLeaving(kernel(), files)
    return { stray: stray.rowCount, expired: old.length, removed, unfinished: await sweepSpool(files.spool) }
  },
})
