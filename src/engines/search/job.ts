import sql, { raw } from 'sql-template-tag'
import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import { hold } from '../../kernel/records/derive.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { isSearchable, writeTokens } from './table.ts'
import { tokensVersion } from './tokens.ts'

const page = 1000

/** How the tokens of an object were made, in `settings`: of records that were there before, none. */
export const nameOf = (path: string): string => `search-tokens:${path}`

/** 重建搜索词: records that are older than the way tokens are made get theirs; after that it finds nothing to do. */
export const tokensJob = (kernel: () => Kernel): JobDef => ({
  name: 'search-tokens',
  label: { zh: '重建搜索词', en: 'Tokens of the search' },
  atStart: true,
  run: async () => {
    let made = 0
    for (const object of kernel().registry().objects.values())
      if (isSearchable(object)) made += await renew(kernel(), object)
    return { made }
  },
})

const renew = async (kernel: Kernel, object: CompiledObject): Promise<number> => {
  const name = nameOf(object.path)
  const { rows } = await kernel.db.query<{ value: { version: number; after: string | null } }>(
    sql`SELECT value FROM settings WHERE name = ${name}`,
  )
  const state = rows[0]?.value
  if (state?.version === tokensVersion && state.after === null) return 0
  let made = 0
  for (let after = state?.version === tokensVersion ? state.after : null; ; ) {
    const found = await kernel.db.transaction(async (tx) => {
      const { rows: next } = await tx.query<{ id: string }>(
        sql`SELECT id FROM ${raw(object.table)} WHERE ${after === null ? sql`TRUE` : sql`id > ${after}`} ORDER BY id LIMIT ${page}`,
      )
      const ids = next.map((row) => row.id)
      // Under the records' locks: who is just being changed is read after that, and nothing older is written over it.
      await hold(kernel, tx, object.path, ids)
      const fields = [...object.fields.values()].filter(
        (field) => field.def.search === true || field.name === object.def.title,
      )
      const list = ['id', ...fields.map((field) => `${field.column} AS "${field.name}"`)].join(', ')
      const { rows: records } = await tx.query<Row>(
        sql`SELECT ${raw(list)} FROM ${raw(object.table)} WHERE id = ANY(${ids}::uuid[])`,
      )
      await writeTokens(tx, object, records)
      after = ids.length < page ? null : ids.at(-1)!
      await tx.query(
        sql`INSERT INTO settings (name, value) VALUES (${name}, ${JSON.stringify({ version: tokensVersion, after })}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      )
      return ids.length
    })
    made += found
    if (after === null) return made
  }
}
