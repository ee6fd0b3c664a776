import type { Kernel } from '../../kernel/kernel.ts'
import { derive, hold, idsWhere } from '../../kernel/records/derive.ts'
import type { Hook } from '../../kernel/records/parts.ts'

/**
 * 首要联系人: at most one contact of a customer is primary, the latest one said so; the customer shows it. The first
 * contact of a customer is its primary one.
 */
export const contactHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'write',
    applies: (object) => object.path === 'contacts',
    run: async ({ tx }, changes) => {
      const customers = new Map<string, string | null>()
      // Who comes along with a merge does not take the place of who is there.
      const merged = new Set(changes.filter((change) => change.cause === 'merge').map((change) => change.id))
      for (const change of changes) {
        for (const row of [change.before, change.after])
          if (typeof row?.customerId === 'string' && !customers.has(row.customerId)) customers.set(row.customerId, null)
        if (
          change.after.isPrimary === true &&
          !merged.has(change.id) &&
          change.kind !== 'delete' &&
          typeof change.after.customerId === 'string'
        )
          customers.set(change.after.customerId, change.id)
      }
      await hold(kernel(), tx, 'customers', [...customers.keys()])
      for (const [customerId, chosen] of customers) {
        const contacts = await idsWhere(kernel(), tx, 'contacts', { customerId }, ['-isPrimary', 'createdAt'])
        const primary = chosen ?? contacts.find((id) => !merged.has(id)) ?? contacts[0] ?? null
        await derive(
          kernel(),
          tx,
          'contacts',
          contacts.map((id) => ({ id, isPrimary: id === primary })),
        )
        await derive(kernel(), tx, 'customers', [{ id: customerId, primaryContactId: primary }])
      }
    },
  },
]
