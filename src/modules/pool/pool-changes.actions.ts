import type { Kernel } from '../../kernel/kernel.ts'
import type { ActionHandler, Hook } from '../../kernel/records/parts.ts'
import { update } from '../../kernel/records/write.ts'
import { type Fault, fault, forbidden } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import { decidedActions, ownOnly } from './decided.actions.ts'

const path = 'pool-changes'

interface Parts {
  readonly kernel: () => Kernel
  /** The settings of a pool that are its clocks, and the cause by which a confirmed change of them is known. */
  readonly clocks: {
    readonly names: readonly string[]
    readonly confirmed: string
    /** What would be wrong of a pool with these. */
    readonly faults: (poolId: string, values: Readonly<Row>) => readonly Fault[]
  }
}

/** Only clocks are changed this way; everything else of a pool needs no second person. */
export const poolChangeHooks = ({ kernel, clocks }: Parts): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => object.path === path,
    run: ({ context }, changes) => {
      const pools = kernel().registry().objects.get('pools')!
      for (const { kind, after, faults } of changes) {
        if (kind !== 'create') continue
        faults.push(...ownOnly(context, after))
        if (faults.length > 0) continue
        if (!kernel().access.may(context.principal, pools, 'update'))
          throw forbidden('no_right', '只有能改公海的人能提出', 'Only those who may change pools propose this')
        const names = isObject(after.values) ? Object.keys(after.values) : []
        const unknown = names.find((name) => !clocks.names.includes(name))
        if (names.length === 0 || unknown !== undefined)
          faults.push(
            fault(
              unknown === undefined ? 'values' : `values.${unknown}`,
              'invalid',
              `这里只能改公海的时钟：${clocks.names.join('、')}`,
              `Only the clocks of a pool are changed here: ${clocks.names.join(', ')}`,
            ),
          )
        else
          for (const wrong of clocks.faults(String(after.poolId), after.values as Row))
            faults.push({ ...wrong, path: `values.${wrong.path}` })
      }
    },
  },
]

/** 同意 puts the new clocks into force. */
export const poolChangeActions = ({ kernel, clocks }: Parts): readonly ActionHandler[] =>
  decidedActions({
    kernel,
    path,
    carryOut: async ({ context }, row) => {
      const pools = kernel().registry().objects.get('pools')!
      const [done] = await update(kernel(), context, pools, [{ id: String(row.poolId), values: row.values }], {
        trusted: true,
        cause: clocks.confirmed,
        noUndo: true,
        reason: String(row.reason),
      })
      return done !== undefined && 'refusal' in done ? done.refusal : undefined
    },
  })
