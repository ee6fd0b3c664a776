import type { JobDef, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { derive, hold } from '../../kernel/records/derive.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import { create } from '../../kernel/records/write.ts'

interface Parts {
  readonly kernel: () => Kernel
  /** After how many days who has bought is visited again, by level. */
  readonly revisitDays: (now: string) => Readonly<Record<string, number>>
}

const batch = 100
const daysToDo = 7

/** 回访计划 (E24): who has bought and was not visited again for so many days gets a task; stopped, it goes on. */
export const revisitJob = (parts: Parts): JobDef => ({
  name: 'revisit-plan',
  label: { zh: '回访计划', en: 'Plan of revisits' },
  schedule: '30 1 * * *',
  run: async (context, progress) => {
    let planned = 0
    for (const [level, days] of Object.entries(parts.revisitDays(context.now)))
      for (;;) {
        const done = await planSome(parts.kernel(), context, level, days)
        planned += done
        if (done === 0) break
        await progress({ planned })
      }
    return { planned }
  },
})

const planSome = (kernel: Kernel, context: Context, level: string, days: number): Promise<number> =>
  kernel.db.transaction(async (tx) => {
    const inside = { ...context, now: kernel.clock.now(), tx }
    const customers = kernel.registry().objects.get('customers')!
    const long = { lt: `@today-${days}` }
    const query = parseList(kernel, inside, customers, {
      filter: JSON.stringify({
        level,
        dealStatus: { ne: 'none' },
        tradeStatus: { ne: 'stopped' },
        ownerId: { isNull: false },
        revisitPlannedAt: null,
        or: [{ lastRevisitAt: long }, { lastRevisitAt: null, ownedAt: long }],
      }),
      limit: String(batch),
      count: 'none',
      fields: 'name,ownerId',
    })
    const { data } = await list(kernel, inside, customers, query)
    const ids = data.map((row) => String(row.id))
    await hold(kernel, tx, 'customers', ids)
    await create(
      kernel,
      inside,
      kernel.registry().objects.get('tasks')!,
      data.map((row) => ({
        title: `回访 ${String(row.name)}`.slice(0, 200),
        customerId: row.id,
        ownerId: row.ownerId,
        purpose: 'revisit',
        dueAt: kernel.clock.endOfDays(inside.now, daysToDo),
      })),
      { trusted: true, noUndo: true },
    )
    await derive(
      kernel,
      tx,
      'customers',
      ids.map((id) => ({ id, revisitPlannedAt: inside.now })),
    )
    return data.length
  })
