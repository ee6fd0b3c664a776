import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Change, WriteScope } from '../../kernel/records/parts.ts'
import { checkAllocations, keepAllocated, keepAllocations } from './allocations.ts'
import { keepClosed } from './closed.ts'
import { checkCredit, fillDue, keepOutstanding, overdueJob } from './credit.ts'
import { renewFacts } from './facts.ts'
import { documentOf, isDocument, text } from './parts.ts'
import { post } from './posting.ts'
import { reckonLines } from './reckoning.ts'
import { recountJob } from './recount.ts'
import { documentsSchema } from './schema.ts'

/** 单据与总账: documents are reckoned from their lines, closed once submitted, and posted while they count. */
export const documentsEngine = (kernel: () => Kernel): Engine => ({
  name: 'documents',
  schema: documentsSchema,
  hooks: [
    {
      stage: 'default',
      applies: isDocument,
      run: ({ object, context }, changes) => {
        const { on, posts, priceList } = documentOf(object)
        // A contract is signed when it is; the others are of the day they are written.
        if (posts === undefined && priceList === undefined) return
        for (const { kind, after } of changes) if (kind === 'create') after[on] ??= kernel().clock.today(context.now)
      },
    },
    { stage: 'default', applies: isDocument, run: (scope, changes) => fillDue(kernel(), scope, changes) },
    { stage: 'validate', applies: isDocument, run: keepClosed },
    { stage: 'validate', applies: isDocument, run: (scope, changes) => reckonLines(kernel(), scope, changes) },
    { stage: 'validate', applies: isDocument, run: (scope, changes) => checkAllocations(kernel(), scope, changes) },
    { stage: 'validate', applies: isDocument, run: keepAllocated },
    { stage: 'validate', applies: isDocument, run: (scope, changes) => checkCredit(kernel(), scope, changes) },
    { stage: 'change', applies: isDocument, run: keepOutstanding },
    {
      stage: 'write',
      applies: isDocument,
      run: async (scope, changes) => {
        await keepAllocations(kernel(), scope, changes)
        await renewFacts(kernel(), scope, [...(await post(scope, changes)), ...dueMoved(scope, changes)])
      },
    },
  ],
  jobs: [recountJob(kernel), overdueJob(kernel)],
})

/** Whose receivables are late from another day on. */
const dueMoved = ({ object }: WriteScope, changes: readonly Change[]): string[] => {
  const { outstanding, customer, posts } = documentOf(object)
  if (outstanding === undefined || posts !== 'sale') return []
  return changes.flatMap(({ before, after }) =>
    before !== null && before[outstanding.due] !== after[outstanding.due] ? (text(after[customer]) ?? []) : [],
  )
}
