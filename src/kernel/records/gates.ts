import type { Refusal } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from './parts.ts'

const changing: ReadonlySet<string> = new Set(['update', 'delete'])

/** Why an edit, a deletion, or an action that changes the record itself does not go on while others have to agree. */
export const heldBy = (
  kernel: Kernel,
  context: Pick<Context, 'entry'>,
  object: CompiledObject,
  row: Readonly<Row>,
  verb: string,
): Refusal | undefined => {
  if (context.entry === 'approved' || !changing.has(object.actions.get(verb)?.within ?? verb)) return undefined
  for (const gate of kernel.gates) {
    const refusal = gate.held(object, row)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/** Runs an action on what no gate keeps, and answers for the others in their places. */
export const runBehindGates = async (
  kernel: Kernel,
  scope: ActionScope,
  handler: ActionHandler,
  rows: readonly Row[],
  input: Row,
  asked: unknown,
): Promise<readonly (ActionOutcome | undefined)[]> => {
  const answers: (ActionOutcome | undefined)[] = rows.map(() => undefined)
  if (scope.context.entry !== 'approved')
    for (const gate of kernel.gates)
      for (const [i, answer] of (await gate.before(scope, handler.def.name, rows, input, asked)).entries())
        answers[i] ??= answer
  const open = rows.filter((_, i) => answers[i] === undefined)
  const done = open.length === 0 ? [] : await handler.run(scope, open, input)
  let at = 0
  return answers.map((answer) => answer ?? done[at++])
}
