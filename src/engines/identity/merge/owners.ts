import type { Kernel } from '../../../kernel/kernel.ts'
import type { InTransaction } from '../../../kernel/records/settle.ts'
import type { Row } from '../../../model/label.ts'
import type { CompiledObject } from '../../../model/registry.ts'
import { refuseTaking } from './merge.ts'
import type { Kept, Since } from './since.ts'

/** Whose it became after the merge goes to another record only by those who may assign both: un-merging takes nobody's customer either. */
export const refuseGiving = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  { winnerId, before }: Kept,
  winner: Readonly<Row>,
  changes: readonly Since[],
  assigned: ReadonlyMap<string, string>,
) => {
  for (const change of changes) {
    const to = assigned.get(change.id)
    const loser = before.losers.find((row) => row.id === to)
    if (change.kind !== 'field' || !ownership.has(change.field) || loser === undefined || to === winnerId) continue
    const refusal = await refuseTaking(kernel, context, object, [winner, loser], { ownerId: String(to) })
    if (refusal !== undefined) throw refusal
  }
}

const ownership: ReadonlySet<string> = new Set(['ownerId', 'poolId', 'departmentId'])

/** What stands beside the owner and goes wherever the owner goes: since when, and why it lay in the pool. */
const ofOwner = ['ownedAt', 'pooledAt', 'previousOwnerId', 'poolCause', 'poolReason', 'extendedUntil', 'incomplete']

export const momentsOf = (object: CompiledObject, row: Readonly<Row>): Row =>
  Object.fromEntries(ofOwner.filter((name) => object.fields.has(name)).map((name) => [name, row[name] ?? null]))
