import sql from 'sql-template-tag'
import { contextOf, type JobDef, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Row } from '../../model/label.ts'
import { isNever } from '../../model/predicate.ts'
import { countsOf, withThresholds } from './counts.ts'

/** What waits for this person, as the workbench would count it: the daily reminders that are not empty. */
const waitingFor = async (kernel: Kernel, context: Context): Promise<Row[]> => {
  const thresholds = kernel.thresholds(context.now)
  const asked = [...kernel.registry().objects.values()]
    .filter((object) => object.reminders.some((one) => one.daily === true))
    .filter((object) => !isNever(kernel.access.rows(context.principal, object, 'read', context.now)))
    .flatMap((object) =>
      object.reminders.flatMap(({ daily, label, filter }) => {
        const due = daily === true ? withThresholds(filter, thresholds) : undefined
        return due === undefined ? [] : [{ object, filter: due, label }]
      }),
    )
  const counts = await countsOf(kernel, context, asked)
  return asked
    .map(({ label }, i): Row & { count: number } => ({ label: { ...label }, count: counts[i] ?? 0 }))
    .filter(({ count }) => count > 0)
}

/**
 * 每日提醒: each working morning everybody for whom something waits is told once what and how much, by the channels they
 * chose. Who has nothing waiting hears nothing.
 */
export const dailyReminders = (kernel: () => Kernel): JobDef => ({
  name: 'daily-reminders',
  label: { zh: '每日提醒', en: 'Daily reminders' },
  schedule: '30 8 * * 1-5',
  run: async ({ now }) => {
    const k = kernel()
    let told = 0
    for (const { id } of k.directory().people.values()) {
      const principal = await k.principalFor(id)
      if (principal === undefined) continue
      const counts = await waitingFor(k, contextOf(k, principal))
      if (counts.length === 0) continue
      await k.db.query(
        sql`INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES ('reminders', NULL, 'remind', ${JSON.stringify({ ownerId: id, counts })}::jsonb, NULL, ${now})`,
      )
      told += 1
    }
    return { told }
  },
})
