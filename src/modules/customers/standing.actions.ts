import type { Kernel } from '../../kernel/kernel.ts'
import { idsWhere } from '../../kernel/records/derive.ts'
import type { Hook } from '../../kernel/records/parts.ts'
import { fault } from '../../model/errors.ts'
import { signedBlocks } from './customers.rules.ts'

/** Who wrote a block last and when (A28); whether a key customer's file is as full as it should be (B9). */
export const standingHooks: readonly Hook[] = [
  {
    stage: 'change',
    applies: (object) => object.path === 'customers',
    run: ({ context }, changes) => {
      for (const { kind, before, after } of changes) {
        if (kind !== 'create' && kind !== 'update') continue
        for (const name of signedBlocks) {
          if ((before?.[name] ?? null) === (after[name] ?? null)) continue
          after[`${name}EditedAt`] = context.now
          after[`${name}EditedById`] = context.principal.employeeId
        }
        after.belowTarget = after.isKey === true && Number(after.completeness) < Number(after.completenessTarget ?? 0)
      }
    },
  },
]

/** 汇报关系不成环: nobody is a superior of their own superior (B28). */
export const reportingHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => object.path === 'contacts',
    run: async ({ tx }, changes) => {
      for (const { id, kind, before, after, faults } of changes) {
        const boss = after.reportsToId ?? null
        if (boss === null || boss === before?.reportsToId || (kind !== 'create' && kind !== 'update')) continue
        const below = new Set([id])
        for (const one of below)
          for (const next of await idsWhere(kernel(), tx, 'contacts', { reportsToId: one }, [])) below.add(next)
        if (below.has(String(boss)))
          faults.push(
            fault(
              'reportsToId',
              'cycle',
              '上级不能是本人或其下属',
              'The superior cannot be the person or somebody below',
            ),
          )
      }
    },
  },
]
