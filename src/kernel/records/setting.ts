import type { Row } from '../../model/label.ts'
import type { Kernel } from '../kernel.ts'
import type { ActionHandler, ActionScope } from './parts.ts'
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
