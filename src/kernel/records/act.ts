import { type Fault, fault, invalid, notFound, type Refusal, versionConflict } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { isId, newId } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { heldBy, runBehindGates } from './gates.ts'
import type { Outcome } from './parts.ts'
import { rowsOf } from './read.ts'
import type { InTransaction } from './settle.ts'
import { lockRows, recordChanges } from './store.ts'
import { checkReferences } from './values.ts'
import { present, refusedByWhen, viewOf } from './view.ts'
import { inTransaction, noRight } from './write.ts'

/**
 * Performs an action on records: function right, reach, `when`, then its own behaviour, all under the rows' locks.
 * Answers per record; a refused one changes nothing of the others.
 */
export const act = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  name: string,
  targets: readonly { id: string; version?: number }[],
  rawInput: unknown,
): Promise<Outcome[]> => {
  const def = object.actions.get(name)
  const handler = kernel.actions.get(`${object.path}.${name}`)
  if (def === undefined || handler === undefined) throw notFound()
  return inTransaction(kernel, context, async (inside) => {
    if (!kernel.access.may(context.principal, object, name)) {
      const seen = await rowsOf(kernel, inside, object, targets.map((target) => target.id).filter(isId), {
        deleted: 'either',
      })
      if (seen.length === 0) throw notFound()
      throw noRight(object, name)
    }
    const { approval: asked, ...given } = isObject(rawInput) ? rawInput : { approval: undefined }
    const input = await takeInput(kernel, inside, object, name, isObject(rawInput) ? given : rawInput)
    const locked = await lockRows(kernel, inside, object, targets.map((target) => target.id).filter(isId), name)
    const outcomes = new Map<string, Outcome>()
    const rows: Row[] = []
    const turned: { row: Row; refusal: Refusal }[] = []
    const turnAway = (id: string, row: Row, refusal: Refusal) => {
      turned.push({ row, refusal })
      outcomes.set(id, { refusal })
    }
    for (const { id, version } of targets) {
      const at = locked.get(id)
      const byRule =
        at === undefined
          ? undefined
          : (heldBy(kernel, inside, object, at.row, name) ?? refusedByWhen(object, name, at.row))
      if (at === undefined) outcomes.set(id, { refusal: notFound() })
      else if (!at.seen || at.row.deletedAt !== null) {
        const missed = handler.missed?.(inside, at.row)
        if (missed === undefined) outcomes.set(id, { refusal: notFound() })
        else turnAway(id, at.row, missed)
      } else if (!at.allowed || (byRule !== undefined && (version === undefined || version === at.row.version)))
        turnAway(
          id,
          at.row,
          handler.verdict?.(inside, at.row, undefined) ?? byRule ?? noRight(object, name, kernel, at.row),
        )
      else if (version !== undefined && version !== at.row.version)
        outcomes.set(id, { refusal: versionConflict(await presentOne(kernel, inside, object, at.row)) })
      else rows.push(at.row)
    }
    if (turned.length > 0) await handler.refused?.({ context: inside, object, tx: inside.tx }, turned)
    const done = await runBehindGates(kernel, { context: inside, object, tx: inside.tx }, handler, rows, input, asked)
    const answers = new Map<string, Row>()
    for (const [i, row] of rows.entries()) {
      const outcome = done[i]
      if (outcome === undefined)
        throw new Error(`${object.path}.${name} answered ${done.length} of ${rows.length} rows`)
      if (!outcome.ok) {
        outcomes.set(String(row.id), { refusal: outcome.refusal })
        continue
      }
      const undo =
        outcome.undo === undefined
          ? undefined
          : (await keepUndo(inside, object, String(row.id), outcome.undo)).get(String(row.id))
      answers.set(String(row.id), outcome.answer ?? {})
      outcomes.set(String(row.id), { row: { id: String(row.id) }, ...(undo === undefined ? {} : { undo }) })
    }
    const after = await rowsOf(kernel, inside, object, [...answers.keys()], { deleted: 'either' })
    const byId = new Map(
      (await present(kernel, inside, viewOf(kernel, inside, object), after)).map((row) => [String(row.id), row]),
    )
    return targets.map(({ id }) => {
      const outcome = outcomes.get(id) ?? { refusal: notFound() }
      if ('refusal' in outcome) return outcome
      return { ...outcome, row: { ...(byId.get(id) ?? { id }), ...answers.get(id) } }
    })
  })
}

const keepUndo = (
  context: InTransaction,
  object: CompiledObject,
  id: string,
  plan: { kind: string; payload: Row[string] },
) =>
  recordChanges(
    context,
    object,
    [{ kind: 'update', id, before: {}, after: {}, columns: {}, faults: [], cause: 'undo' }],
    new Map([[id, { kind: plan.kind, payload: plan.payload ?? null }]]),
  )

const presentOne = async (kernel: Kernel, context: InTransaction, object: CompiledObject, row: Row) =>
  (await present(kernel, context, viewOf(kernel, context, object), [row]))[0]

/** The input of an action, by its declared fields; every fault named. */
const takeInput = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  name: string,
  raw: unknown,
): Promise<Row> => {
  const def = object.actions.get(name)!
  const given = raw === undefined || raw === null ? {} : raw
  if (!isObject(given)) throw invalid([fault('', 'malformed', '应是一个对象', 'An object is expected')])
  const faults: Fault[] = []
  const input: Row = {}
  for (const [key, value] of Object.entries(given)) {
    const field = def.input[key]
    if (field === undefined)
      faults.push(
        fault(key, 'unknown_field', `“${def.label.zh}”没有参数“${key}”`, `"${def.label.en}" takes no "${key}"`),
      )
    else if (value === null) input[key] = null
    else if (value !== undefined) {
      const parsed = kernel.registry().fieldTypes.get(field.type)!.parse(value, field)
      if (parsed.ok) input[key] = parsed.value
      else faults.push({ path: key, code: parsed.code, message: parsed.message })
    }
  }
  for (const [key, field] of Object.entries(def.input)) {
    if (field.default !== undefined && input[key] === undefined) input[key] = field.default
    if (field.required === true && (input[key] ?? null) === null && !faults.some((f) => f.path === key))
      faults.push(fault(key, 'required', `“${field.zh}”必填`, `"${field.en}" is required`))
  }
  if (faults.length > 0) throw invalid(faults)
  await checkInputReferences(kernel, context, object, name, input)
  return input
}

/** Ids in an input are checked as those of a record are: absent and invisible are the same. */
const checkInputReferences = async (
  kernel: Kernel,
  context: InTransaction,
  object: CompiledObject,
  name: string,
  input: Row,
) => {
  const def = object.actions.get(name)!
  const types = kernel.registry().fieldTypes
  const fields = new Map(
    Object.entries(def.input).map(([key, field]) => [
      key,
      { name: key, def: field, type: types.get(field.type)!, column: key, custom: false, expansion: undefined },
    ]),
  )
  const change = {
    kind: 'create' as const,
    id: newId(),
    before: null,
    after: input,
    columns: {},
    faults: [] as Fault[],
    cause: name,
  }
  await checkReferences(
    kernel,
    { context, object: { ...object, fields }, tx: context.tx, trusted: false, secrets: new Map() },
    [change],
  )
  if (change.faults.length > 0) throw invalid(change.faults)
}
