import { compareExact, exactOf, plus, textOf } from '../../fields/decimal/exact.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { derive, hold, idsWhere } from '../../kernel/records/derive.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { conflict } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'

const zero = { units: 0n, scale: 0 }
const exact = (value: Json | undefined) => exactOf(String(value ?? '0')) ?? zero

/** What is given away never comes back; what is lent is out until it does. */
const isOut = (row: Readonly<Row>) => row.kind === 'given' || row.returnedOn == null

/** 在外数量 (J6): counted from what was sent, under the lock of the sample: no more goes out than there is. */
export const sampleHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'write',
    applies: (object) => object.path === 'sample-loans',
    run: (scope, changes) => countOut(kernel(), scope, changes),
  },
]

const countOut = async (
  kernel: Kernel,
  { context, object, tx }: WriteScope,
  changes: readonly Change[],
): Promise<void> => {
  const samples = kernel.registry().objects.get('samples')!
  const ids = [...new Set(changes.flatMap(({ before, after }) => [before?.sampleId, after.sampleId]))].filter(
    (id): id is string => typeof id === 'string',
  )
  await hold(kernel, tx, samples.path, ids)
  const inside = { ...context, tx, principal: systemPrincipal('samples that are out') }
  for (const sample of await rowsOf(kernel, inside, samples, ids, { deleted: 'either' })) {
    const sent = await rowsOf(
      kernel,
      inside,
      object,
      await idsWhere(kernel, tx, object.path, { sampleId: String(sample.id) }, []),
    )
    const out = sent.filter(isOut).reduce((sum, row) => plus(sum, exact(row.quantity)), zero)
    const grew = compareExact(out, exact(sample.out)) > 0
    if (grew && compareExact(out, exact(sample.stock)) > 0)
      throw conflict(
        'not_in_stock',
        `“${String(sample.name)}”共 ${String(sample.stock)} 件，在外会到 ${textOf(out)} 件`,
        `There are ${String(sample.stock)} of "${String(sample.name)}"; ${textOf(out)} would be out`,
      )
    await derive(kernel, tx, samples.path, [{ id: String(sample.id), out: textOf(out) }])
  }
}
