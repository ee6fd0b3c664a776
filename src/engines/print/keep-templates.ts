import type { Kernel } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { single, update } from '../../kernel/records/write.ts'
import { type Fault, fault } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { Printed, Template } from '../../model/paper.ts'
import { sheetFaults, textFaults } from '../../model/placeholder.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** The object of a template, if its records are printed. */
export const printedObject = (
  kernel: Kernel,
  path: unknown,
): { readonly object: CompiledObject; readonly printed: Printed } | undefined => {
  const object = kernel.registry().objects.get(String(path))
  const printed = object?.def.traits.printed
  return object === undefined || printed === undefined ? undefined : { object, printed }
}

/** What is wrong with a template: its object, its blocks, a placeholder that leads nowhere. */
export const templateFaults = (kernel: Kernel, names: Template, row: Readonly<Row>): Fault[] => {
  const { objects } = kernel.registry()
  const on = printedObject(kernel, row[names.object])?.object
  if (on === undefined) {
    const known = [...objects.values()].filter((object) => object.def.traits.printed !== undefined)
    return [
      fault(
        names.object,
        'unknown_option',
        `只有这些有打印模板：${known.map((object) => object.path).join('、')}`,
        `Templates are of one of ${known.map((object) => object.path).join(', ')}`,
      ),
    ]
  }
  const texts = [names.title, names.footer].flatMap((name) =>
    typeof row[name] === 'string' ? textFaults(objects, on, name, row[name]) : [],
  )
  return [...texts, ...sheetFaults(objects, on, names.blocks, row[names.blocks] ?? [])]
}

/** Each object has one default template: who takes the flag takes it from the former one. */
const giveUpFlag = async (kernel: Kernel, { object, context, tx }: WriteScope, changes: readonly Change[]) => {
  const names = object.def.traits.template!
  const taken = new Map(
    changes
      .filter(({ after }) => after[names.preferred] === true && (after.deletedAt ?? null) === null)
      .map(({ id, after }) => [String(after[names.object]), id]),
  )
  const inside = { ...context, tx, principal: systemPrincipal('one default template') }
  for (const [path, id] of taken) {
    const filter = JSON.stringify({ [names.object]: path, [names.preferred]: true, id: { ne: id } })
    const { data } = await list(kernel, inside, object, parseList(kernel, inside, object, { filter, count: 'none' }))
    for (const row of data)
      single(
        await update(
          kernel,
          { ...context, tx },
          object,
          [{ id: String(row.id), values: { [names.preferred]: false } }],
          {
            trusted: true,
            noUndo: true,
          },
        ),
      )
  }
}

export const templateHooks = (kernel: () => Kernel): readonly Hook[] => {
  const applies = (object: CompiledObject) => object.def.traits.template !== undefined
  return [
    {
      stage: 'validate',
      applies,
      run: ({ object }, changes) => {
        for (const { kind, after, faults } of changes)
          if (kind === 'create' || kind === 'update')
            faults.push(...templateFaults(kernel(), object.def.traits.template!, after))
      },
    },
    { stage: 'write', applies, run: (scope, changes) => giveUpFlag(kernel(), scope, changes) },
  ]
}
