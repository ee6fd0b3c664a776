import type { Engine } from '../../kernel/kernel.ts'
import { isEmpty, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** 完整度 (A32): the share of the declared weights that are filled, 0–100. */
export const completenessOf = (object: CompiledObject, row: Readonly<Row>): number => {
  let filled = 0
  let total = 0
  for (const field of object.fields.values()) {
    const weight = field.def.weight ?? 0
    total += weight
    if (weight > 0 && !isEmpty(row[field.name])) filled += weight
  }
  return total === 0 ? 100 : Math.round((filled * 100) / total)
}

export const completenessEngine: Engine = {
  name: 'completeness',
  hooks: [
    {
      stage: 'change',
      applies: (object) => object.def.traits.completeness === true,
      run: ({ object }, changes) => {
        for (const change of changes)
          if (change.kind === 'create' || change.kind === 'update')
            change.after.completeness = completenessOf(object, change.after)
      },
    },
  ],
}
