import { identityFields } from '../../model/identity.ts'
import { isEmpty, type Json, type Row } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'
import { type CheckAnswer, useCheck } from '../duplicates/duplicates.data.ts'
import type { ObjectMeta } from '../meta.ts'

/** The fields of an object that tell who a record is. */
export const identityOf = (object: ObjectMeta): Identity | undefined => object.traits.identity as Identity | undefined

const tells = (value: Json | undefined, isName: boolean): boolean =>
  !isEmpty(value) && !(isName && typeof value === 'string' && [...value.trim()].length < 2)

/**
 * What the rules say to a form as it stands: one question for all its fields, while one types. Undefined where there is
 * nothing to ask: the object says nothing of who it is, or a record's own values were not touched.
 */
export const useDuplicateCheck = (
  object: ObjectMeta,
  values: Row,
  id: string | undefined,
  dirty: readonly string[],
): { readonly answer: CheckAnswer | undefined; readonly error: Error | null } => {
  const identity = identityOf(object)
  const names = identity === undefined ? [] : identityFields(identity)
  const asked = Object.fromEntries(
    names.filter((name) => tells(values[name], name === identity?.name)).map((name) => [name, values[name] ?? null]),
  )
  const touched = id === undefined || names.some((name) => dirty.includes(name))
  const enabled = identity !== undefined && touched && Object.keys(asked).some((name) => name !== identity.company)
  const { data, error } = useCheck(object.path, asked, { id, enabled })
  return enabled ? { answer: data, error } : { answer: undefined, error: null }
}
