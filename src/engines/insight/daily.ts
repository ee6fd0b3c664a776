import sql from 'sql-template-tag'
import { contextOf, type JobDef, type Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import type { Row } from '../../model/label.ts'
import { isNever } from '../../model/predicate.ts'
import { countsOf, withThresholds } from './counts.ts'

/** What waits for this person, as the workbench would count it: the daily reminders that are not empty. */
const waitingFor = async (kernel: Kernel, context: Context): Promise<Row[]> => {
  const waiting: Row[] = []
  for (const object of kernel.registry().objects.values()) {
    if (!object.reminders.some((one) => one.daily === true)) continue
    if (isNever(kernel.access.rows(context.principal, object, 'read', context.now))) continue
    for (const { daily, label, filter } of object.reminders) {
      const asked = daily === true ? withThresholds(filter, kernel.thresholds(context.now)) : undefined
      const [count = 0] = asked === undefined ? [] : await countsOf(kernel, context, [{ object, filter: asked }])
      if (count > 0) waiting.push({ label: { ...label }, count })
    }
  }
  return waiting
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
