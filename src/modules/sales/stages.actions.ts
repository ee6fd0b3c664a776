import { exactOf, over, textOf, times } from '../../fields/decimal/exact.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { type Context, systemPrincipal } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import type { ActionHandler, ActionOutcome, ActionScope, Hook } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { setting } from '../../kernel/records/setting.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { conflict, fault, invalid } from '../../model/errors.ts'
import { isEmpty, type JsonObject, label, type Row } from '../../model/label.ts'
import { demandable } from './stages.object.ts'

type Made = () => Kernel
const path = 'opportunities'

export const asSystem = (context: Context): Context => ({ ...context, principal: systemPrincipal(path) })

/** Records of another object, past what this person may see: for rules, never for an answer. */
export const rowsWhere = async (
  kernel: Kernel,
  context: Context,
  object: string,
  filter: JsonObject,
  sort?: string,
): Promise<Row[]> => {
  const inside = asSystem(context)
  const target = kernel.registry().objects.get(object)!
  const query = parseList(kernel, inside, target, {
    filter: JSON.stringify(filter),
    limit: '200',
    count: 'none',
    ...(sort === undefined ? {} : { sort }),
  })
  return (await list(kernel, inside, target, query)).data
}

export const stageOf = async (kernel: Kernel, context: Context, id: string): Promise<Row | undefined> =>
  (await rowsOf(kernel, asSystem(context), kernel.registry().objects.get('stages')!, [id]))[0]

/** What entering a stage sets: since when, until when it is fresh, how likely it is (D11). */
export const entering = (clock: Pick<Clock, 'today' | 'endOfDays'>, now: string, stage: Readonly<Row>): Row => ({
  stageId: stage.id ?? null,
  pipelineId: stage.pipelineId ?? null,
  probability: stage.probability ?? null,
  stageSince: now,
  staleOn: typeof stage.staleDays === 'number' ? clock.today(clock.endOfDays(now, stage.staleDays)) : null,
})

const firstStage = async (kernel: Kernel, context: Context): Promise<Row | undefined> => {
  const pipelines = await rowsWhere(kernel, context, 'pipelines', {}, 'name')
  const pipeline = pipelines.find((one) => one.isDefault === true) ?? pipelines[0]
  if (pipeline === undefined) return undefined
  return (await rowsWhere(kernel, context, 'stages', { pipelineId: String(pipeline.id) }, 'position'))[0]
}

/** A new opportunity begins in the first stage of the default pipeline; its weighted amount follows (Q25). */
export const opportunityHooks = (kernel: Made): readonly Hook[] => [
  {
    stage: 'change',
    applies: (object) => object.path === path,
    run: async ({ context, tx }, changes) => {
      const inside = { ...context, tx }
      const fresh = changes.filter(({ kind, after }) => kind === 'create' && isEmpty(after.stageId))
      const stage = fresh.length === 0 ? undefined : await firstStage(kernel(), inside)
      if (stage !== undefined)
        for (const { after } of fresh) Object.assign(after, entering(kernel().clock, context.now, stage))
      for (const { after } of changes) after.weighted = weightedOf(after)
    },
  },
]

/** Amount × probability, to the cent. */
export const weightedOf = ({ amount, probability }: Readonly<Row>): string | null => {
  if (typeof amount !== 'string' || typeof probability !== 'number') return null
  const whole = exactOf(amount)
  return whole === undefined
    ? null
    : textOf(over(times(whole, { units: BigInt(probability), scale: 0 }), { units: 100n, scale: 0 }, 2))
}

export const each = async (
  rows: readonly Row[],
  run: (row: Row) => Promise<ActionOutcome>,
): Promise<ActionOutcome[]> => {
  const outcomes: ActionOutcome[] = []
  for (const row of rows) outcomes.push(await run(row))
  return outcomes
}

/** Sets values on one record by an action, with its undo. */
export const put = async (
  kernel: Made,
  scope: ActionScope,
  row: Row,
  values: Row,
  cause: string,
): Promise<ActionOutcome> => (await setting(kernel, () => values, cause)(scope, [row], {}))[0]!

/** Forward where the stage's needs are met; back with a reason (D11). */
export const moveStage = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'move-stage', label('推进阶段', 'Move stage'), {
    input: {
      stageId: reference({ zh: '阶段', en: 'Stage', to: 'stages', required: true }),
      reason: text({ zh: '原因（退回时必填）', en: 'Reason (needed to move back)', max: 500 }),
    },
    when: { phase: 'registered' },
    otherwise: notNow('注册成功的商机才能推进阶段', 'Only a registered opportunity moves through stages'),
    within: 'update',
    bulk: false,
    icon: 'arrow-right',
  }),
  run: async (scope, rows, input) => {
    const { context } = scope
    const to = await stageOf(kernel(), context, String(input.stageId))
    if (to === undefined)
      throw invalid([fault('stageId', 'unknown_reference', '没有这个阶段', 'There is no such stage')])
    return each(rows, async (row) => {
      const from = typeof row.stageId === 'string' ? await stageOf(kernel(), context, row.stageId) : undefined
      if (
        from !== undefined &&
        from.pipelineId === to.pipelineId &&
        Number(to.position) < Number(from.position) &&
        isEmpty(input.reason)
      )
        return {
          ok: false,
          refusal: invalid([fault('reason', 'required', '退回阶段要写原因', 'Moving back needs a reason')]),
        }
      const lacking = demandable.filter(
        (name) => Array.isArray(to.requires) && to.requires.includes(name) && isEmpty(row[name]),
      )
      if (lacking.length > 0) {
        const object = kernel().registry().objects.get(path)!
        const names = lacking.map((name) => object.fields.get(name)!.def)
        return {
          ok: false,
          refusal: conflict(
            'stage_needs',
            `进入“${String(to.name)}”前要填：${names.map((def) => def.zh).join('、')}`,
            `Before "${String(to.name)}" fill in: ${names.map((def) => def.en.toLowerCase()).join(', ')}`,
            { missing: lacking },
          ),
        }
      }
      return put(kernel, scope, row, entering(kernel().clock, context.now, to), 'move-stage')
    })
  },
})
