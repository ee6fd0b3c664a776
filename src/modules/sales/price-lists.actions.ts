import { linesOf } from '../../fields/lines/lines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { fault } from '../../model/errors.ts'
import type { Json, JsonObject, Row } from '../../model/label.ts'
import { rowsWhere } from './stages.actions.ts'

const path = 'price-lists'

/** The product and from which quantity: one price holds for each. */
const tierOf = (line: JsonObject): string => `${String(line.productId)} ${Number(line.minQuantity ?? 0)}`

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

/** Two price lists for the same customers at the same time may not price the same (I14): which would hold? */
export const priceListHooks = (kernel: () => Kernel): readonly Hook[] => [
  {
    stage: 'validate',
    applies: (object) => object.path === path,
    run: async (scope, changes) => {
      for (const change of changes)
        if (change.kind === 'create' || change.kind === 'update' || change.kind === 'restore')
          await checkTiers(kernel(), scope, change)
    },
  },
]

const checkTiers = async (
  kernel: Kernel,
  { context, tx }: WriteScope,
  { id, after, faults }: Change,
): Promise<void> => {
  const [from, to] = [text(after.validFrom), text(after.validTo)]
  if (from !== null && to !== null && to < from)
    faults.push(fault('validTo', 'before_start', '失效日不能早于生效日', 'It cannot end before it begins'))
  const lines = linesOf(after.lines)
  const seen = new Set<string>()
  for (const [at, line] of lines.entries()) {
    if (seen.has(tierOf(line)))
      faults.push(
        fault(
          `lines.${at}.productId`,
          'repeated',
          `第 ${at + 1} 行：同一产品同一起订量已有价格`,
          `Line ${at + 1}: this product has a price from that quantity already`,
        ),
      )
    seen.add(tierOf(line))
  }
  if (from === null || faults.length > 0 || lines.length === 0) return
  const others = await rowsWhere(kernel, { ...context, tx }, path, {
    id: { ne: id },
    currency: after.currency ?? null,
    customerClass: after.customerClass ?? null,
    ...(to === null ? {} : { validFrom: { lte: to } }),
    or: [{ validTo: null }, { validTo: { gte: from } }],
  })
  for (const [at, line] of lines.entries()) {
    const other = others.find((one: Row) => linesOf(one.lines).some((theirs) => tierOf(theirs) === tierOf(line)))
    if (other !== undefined)
      faults.push(
        fault(
          `lines.${at}.productId`,
          'overlaps',
          `第 ${at + 1} 行：价格表“${String(other.name)}”同期已有这个产品的价格`,
          `Line ${at + 1}: the price list "${String(other.name)}" prices this product in that time already`,
        ),
      )
  }
}
