import sql, { raw } from 'sql-template-tag'
import type { JobDef } from '../../kernel/kernel.ts'
import type { Row } from '../../model/label.ts'
import type { AutomationParts } from './parts.ts'
import { runOnce } from './run.ts'

const lot = 500
const dayMilliseconds = 86_400_000

/** 到日期: each day the records whose day has come, shifted by what the automation says; each record once for each date. */
export const datesJob = (parts: AutomationParts): JobDef => ({
  name: 'automation-dates',
  label: { zh: '自动化（按日期）', en: 'Automations by date' },
  schedule: '20 * * * *',
  run: async (context) => {
    const kernel = parts.kernel()
    const today = kernel.clock.today(context.now)
    const counts: Record<string, number> = { done: 0, failed: 0, skipped: 0, loop: 0 }
    for (const automation of parts.state.all()) {
      const object = kernel.registry().objects.get(automation.object)
      const field = object?.fields.get(automation.field ?? '')
      if (automation.trigger !== 'date' || object === undefined || field === undefined) continue
      const column = raw(field.column)
      const wanted = new Date(Date.parse(today) - automation.days * dayMilliseconds).toISOString().slice(0, 10)
      const [from, to] =
        field.type.name === 'date'
          ? [wanted, wanted]
          : [
              kernel.clock.startOfDay(wanted),
              kernel.clock.startOfDay(new Date(Date.parse(wanted) + dayMilliseconds).toISOString().slice(0, 10)),
            ]
      for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
        const { rows } = await kernel.db.query<Row>(
          sql`SELECT id FROM ${raw(object.table)} WHERE ${column} >= ${from} AND ${field.type.name === 'date' ? sql`${column} <= ${to}` : sql`${column} < ${to}`} AND deleted_at IS NULL AND id > ${after}::uuid ORDER BY id LIMIT ${lot}`,
        )
        for (const row of rows) {
          const { state } = await runOnce(parts, context, automation, String(row.id), `date ${wanted}`, [])
          counts[state] = (counts[state] ?? 0) + 1
        }
        if (rows.length < lot) break
        after = String(rows.at(-1)!.id)
      }
    }
    return counts
  },
})
