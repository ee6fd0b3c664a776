import sql from 'sql-template-tag'
import { compare } from '../load.ts'
import type { Bench } from '../main.ts'
import { comparisonColumns, comparisonRow, type Section } from '../report.ts'

/** One customer by id, asked for by its owner. */
export const record = async ({ cluster, app, bare, people, system, rounds, seconds }: Bench): Promise<Section> => {
  const members = people.get('member')!
  const shots: { id: string; cookie: string }[] = []
  for (const { id, cookie } of members) {
    const { rows } = await system.kernel.db.query<{ id: string }>(
      sql`SELECT id FROM customers WHERE owner_id = ${id} AND deleted_at IS NULL ORDER BY id LIMIT 50`,
    )
    shots.push(...rows.map((row) => ({ id: row.id, cookie })))
  }
  const on = (path: string) => shots.map(({ id, cookie }) => ({ path: `${path}/${id}`, headers: { cookie } }))
  const result = await compare({
    name: 'one customer',
    app: { server: app, shots: on('/api/v1/customers') },
    bare: { server: bare, shots: on('/customers') },
    rounds,
    seconds,
    dataDir: cluster.dataDir,
  })
  return {
    title: 'One record by id',
    columns: comparisonColumns,
    rows: [comparisonRow('one customer of one’s own', result)],
  }
}
