import sql, { raw } from 'sql-template-tag'
import type { Transaction } from '../../../kernel/database/database.ts'
import type { JobDef, Kernel } from '../../../kernel/kernel.ts'
import { hold } from '../../../kernel/records/derive.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import { factsPage, factsStored } from '../find.ts'
import { keysVersion, storedKeys } from '../keys.ts'
import { type IdentityParts, identified } from '../parts.ts'

const pageSize = 1000

/** How the keys of an object were made, in `settings`: of records that were there before the keys, none. */
const nameOf = (path: string): string => `identity-keys:${path}`

/** 查重键: records that are older than the way keys are made get theirs; after that it finds nothing to do. */
export const keysJob = ({ kernel: theKernel }: IdentityParts): JobDef => ({
  name: 'identity-keys',
  label: { zh: '重建查重键', en: 'Keys of the duplicate check' },
  atStart: true,
  run: async () => {
    const kernel = theKernel()
    let made = 0
    let isGathering = false
    for (const object of identified(kernel)) {
      const name = nameOf(object.path)
      const { rows } = await kernel.db.query<{ value: { version: number; after: string | null } }>(
        sql`SELECT value FROM settings WHERE name = ${name}`,
      )
      const state = rows[0]?.value
      if (state?.version === keysVersion && state.after === null) continue
      if (!isGathering) await gather(kernel, true)
      isGathering = true
      for (let after = state?.version === keysVersion ? state.after : null; ; ) {
        const page = await factsPage(kernel, kernel.db, object, after, pageSize)
        after = page.length < pageSize ? null : page.at(-1)!.id
        await kernel.db.transaction((tx) =>
          renew(
            kernel,
            tx,
            object,
            page.map((one) => one.id),
            after,
          ),
        )
        made += page.length
        if (after === null) break
      }
    }
    if (isGathering) await gather(kernel, false)
    return { made }
  },
})

/**
 * While all keys are made the index gathers them and sorts them in at once, which is several times as fast; in daily
 * work it takes each where it belongs, so that no look-up reads what is gathered (see `schema.ts`).
 */
const gather = async ({ db }: Kernel, on: boolean) => {
  await db.query(sql`ALTER INDEX identity_keys_keys SET (fastupdate = ${raw(on ? 'on' : 'off')})`)
  if (!on) await db.query(sql`SELECT gin_clean_pending_list('identity_keys_keys')`)
}

/** Under the records' locks: who is just being changed is read after that, and no older key is written over a newer one. */
const renew = async (
  kernel: Kernel,
  tx: Transaction,
  object: CompiledObject,
  ids: readonly string[],
  after: string | null,
) => {
  await hold(kernel, tx, object.path, ids)
  const stored = await factsStored(kernel, tx, object, ids)
  const entries = [...stored].map(([id, { facts }]) => ({ record_id: id, keys: storedKeys(facts) }))
  await tx.query(
    sql`INSERT INTO identity_keys (record_id, object, keys) SELECT e.record_id, ${object.path}, ARRAY(SELECT jsonb_array_elements_text(e.keys)::int) FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e(record_id uuid, keys jsonb)
      ON CONFLICT (record_id) DO UPDATE SET keys = excluded.keys`,
  )
  await tx.query(
    sql`INSERT INTO settings (name, value) VALUES (${nameOf(object.path)}, ${JSON.stringify({ version: keysVersion, after })}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
}
