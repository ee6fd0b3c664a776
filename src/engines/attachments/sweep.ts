import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import type { Consumer, JobDef, Kernel } from '../../kernel/kernel.ts'
import { acts } from './change.ts'
import type { Files } from './reception.ts'
import { dropRows } from './schema.ts'

const sweepName = 'attachments-sweep'
const hour = 3_600_000
/** How long a deleted attachment can be brought back, in days. */
export const keptDays = 30
/** An upload takes minutes; what is not taken over within hours never will be. */
const arrivingHours = 6
const spoolHours = 24

const ago = (hours: number) => new Date(realNow().getTime() - hours * hour)

/**
 * Removes files that are to leave; one that is removed twice is removed. What the store does not let go stands in no
 * other's way; it is tried again. Stops at `until`, and says whether some are left.
 */
export const removeLeaving = async (
  kernel: Kernel,
  { store }: Files,
  until?: number,
): Promise<{ removed: number; left: boolean }> => {
  let removed = 0
  let failure: unknown
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await kernel.db.query<{ id: string }>(
      sql`SELECT id FROM stored_files WHERE state = 'leaving' AND id > ${last} ORDER BY id LIMIT 100`,
    )
    for (const { id } of rows) {
      if (until !== undefined && realNow().getTime() > until) return { removed, left: true }
      last = id
      try {
        await store.remove(id)
        await kernel.db.query(sql`DELETE FROM stored_files WHERE id = ${id} AND state = 'leaving'`)
        removed += 1
      } catch (error) {
        failure = error
      }
    }
    if (rows.length < 100) break
  }
  if (failure !== undefined) throw failure
  return { removed, left: false }
}

/** How long one event may take; what is more is for the sweep. */
const patience = 5_000

/** After a purge is committed its files go (O8); where the store does not answer, the event is handed over again. */
export const purgeConsumer = (kernel: () => Kernel, files: Files): Consumer => ({
  name: 'attachments',
  wants: (event) => event.payload.kind === 'purge' || event.event === acts.purge,
  run: async () => {
    const { left } = await removeLeaving(kernel(), files, realNow().getTime() + patience)
    if (left) await kernel().enqueue(sweepName, null)
  },
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
  name: sweepName,
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
    const { removed } = await removeLeaving(kernel(), files)
    return { stray: stray.rowCount, expired: old.length, removed, unfinished: await sweepSpool(files.spool) }
  },
})
