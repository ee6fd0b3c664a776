import { conflict, type Refusal } from '../../model/errors.ts'
import { isEmpty, type Label, type Row } from '../../model/label.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Policy } from './policy.ts'

/** What a record lacks of what the policy demands of it in the pool (F11): fields, and the share that is filled. */
export const lacking = (
  object: CompiledObject,
  row: Readonly<Row>,
  demands: Policy['release'],
): { readonly fields: readonly CompiledField[]; readonly share: number | null } => ({
  fields: demands.required.flatMap((name) => {
    const field = object.fields.get(name)
    return field !== undefined && isEmpty(row[name]) ? [field] : []
  }),
  share:
    demands.minCompleteness !== null &&
    object.fields.has('completeness') &&
    Number(row.completeness ?? 0) < demands.minCompleteness
      ? Number(row.completeness ?? 0)
      : null,
})

export const isIncomplete = (object: CompiledObject, row: Readonly<Row>, demands: Policy['release']): boolean => {
  const { fields, share } = lacking(object, row, demands)
  return fields.length > 0 || share !== null
}

/** Why it may not be released yet, with what to fill in. */
export const refuseIncomplete = (
  object: CompiledObject,
  row: Readonly<Row>,
  demands: Policy['release'],
): Refusal | undefined => {
  if (demands.mode !== 'refuse') return undefined
  const words = lackingWords(object, row, demands)
  return words === undefined
    ? undefined
    : conflict('incomplete', `资料不全，补全再退回：${words.zh}`, `Complete it before releasing it: ${words.en}`, {
        missing: lacking(object, row, demands).fields.map((field) => field.name),
      })
}

/** Where it may be released all the same: what it lacks, and that it will be marked for it (F11). */
export const incompleteHint = (
  object: CompiledObject,
  row: Readonly<Row>,
  demands: Policy['release'],
): Label | undefined => {
  const words = demands.mode === 'mark' ? lackingWords(object, row, demands) : undefined
  return words === undefined
    ? undefined
    : {
        zh: `资料不全，退回后会标为“不完整”：${words.zh}`,
        en: `It is not complete and will be marked so in the pool: ${words.en}`,
      }
}

const lackingWords = (object: CompiledObject, row: Readonly<Row>, demands: Policy['release']): Label | undefined => {
  const { fields, share } = lacking(object, row, demands)
  if (fields.length === 0 && share === null) return undefined
  const zh = [
    ...(fields.length > 0 ? [`缺${fields.map((field) => field.def.zh).join('、')}`] : []),
    ...(share === null ? [] : [`完整度 ${share}%，要到 ${demands.minCompleteness}%`]),
  ]
  const en = [
    ...(fields.length > 0 ? [`missing: ${fields.map((field) => field.def.en.toLowerCase()).join(', ')}`] : []),
    ...(share === null ? [] : [`${share}% complete of ${demands.minCompleteness}%`]),
  ]
  return { zh: zh.join('；'), en: en.join('; ') }
}
