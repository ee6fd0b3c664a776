import type { Engine, Kernel } from '../../kernel/kernel.ts'
import { checkAllocations, keepAllocated, keepAllocations } from './allocations.ts'
import { keepClosed } from './closed.ts'
import { renewFacts } from './facts.ts'
import { documentOf, isDocument } from './parts.ts'
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
    { stage: 'validate', applies: isDocument, run: keepClosed },
    { stage: 'validate', applies: isDocument, run: (scope, changes) => reckonLines(kernel(), scope, changes) },
    { stage: 'validate', applies: isDocument, run: (scope, changes) => checkAllocations(kernel(), scope, changes) },
    { stage: 'validate', applies: isDocument, run: keepAllocated },
    {
      stage: 'write',
      applies: isDocument,
      run: async (scope, changes) => {
        await keepAllocations(kernel(), scope, changes)
        await renewFacts(kernel(), scope, await post(scope, changes))
      },
    },
  ],
  jobs: [recountJob(kernel)],
})
