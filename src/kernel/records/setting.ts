import type { Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { Kernel } from '../kernel.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from './parts.ts'
import { update } from './write.ts'

/** Sets values by an action, and can be taken back. */
export const setting =
  (kernel: () => Kernel, values: (scope: ActionScope, input: Row) => Row, cause: string): ActionHandler['run'] =>
  async (scope, rows, input) => {
    const { context, object } = scope
    const set = values(scope, input)
    const outcomes = await update(
      kernel(),
      context,
      object,
      rows.map((row) => ({ id: String(row.id), values: set })),
      { trusted: true, cause, noUndo: true },
    )
    return outcomes.map((outcome, i) =>
      'refusal' in outcome
        ? { ok: false, refusal: outcome.refusal }
        : {
            ok: true,
            undo: {
              kind: 'update',
              payload: {
                object: object.path,
                id: String(rows[i]!.id),
                version: outcome.row.version ?? null,
                values: Object.fromEntries(Object.keys(set).map((name) => [name, rows[i]![name] ?? null])),
              },
            },
          },
    )
  }

/** Runs an action on the rows nothing stands against, and answers the refusals of the others in their places. */
export const exceptRefused = async (
  rows: readonly Row[],
  refusalOf: (row: Row) => Refusal | undefined,
  run: (rows: readonly Row[]) => Promise<readonly ActionOutcome[]>,
): Promise<ActionOutcome[]> => {
  const refusals = rows.map(refusalOf)
  const done = await run(rows.filter((_, i) => refusals[i] === undefined))
  let at = 0
  return refusals.map((refusal) => (refusal === undefined ? done[at++]! : { ok: false, refusal }))
}
