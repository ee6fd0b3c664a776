import { isId } from '../../kernel/ids.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { fault, invalid } from '../../model/errors.ts'
import { identityFields } from '../../model/identity.ts'
import { isObject, type Row } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { entryOf, judge } from './judge.ts'
import { namesIn } from './masked.ts'
import { countNumbers } from './numbers-asked.ts'
import { type IdentityParts, identityOf } from './parts.ts'
import { type Entry, entries } from './policy.ts'
import { shownTo } from './shown.ts'
import { faultOf, wrongValues } from './wrong.ts'

/** The object a request names; it must be one that says who it is. */
export const objectIn = (call: Call, name: unknown): CompiledObject => {
  const object = call.kernel.registry().objects.get(String(name ?? ''))
  if (object?.def.traits.identity === undefined)
    throw invalid([
      fault(
        'object',
        'unknown_object',
        `“${String(name ?? '').slice(0, 60)}”不能查重`,
        `"${String(name ?? '').slice(0, 60)}" cannot be checked for duplicates`,
      ),
    ])
  return object
}

/** Values of a question: those that would parse, as they would be stored; the rest as it was typed. */
const valuesOf = (object: CompiledObject, given: unknown): Row => {
  if (!isObject(given)) throw invalid([fault('values', 'malformed', '应是一个对象', 'An object is expected')])
  const asked = new Set(identityFields(identityOf(object)))
  const companyName = object.fields.get(identityOf(object).company ?? '')?.expansion
  const values: Row = {}
  for (const [name, value] of Object.entries(given)) {
    const field = object.fields.get(name)
    if (field === undefined && name !== companyName)
      throw invalid([
        fault(
          `values.${name}`,
          'unknown_field',
          `${object.label.zh}没有字段“${name}”`,
          `${object.path} has no field "${name}"`,
        ),
      ])
    if (value === null || value === undefined || (field !== undefined && !asked.has(name))) continue
    const parsed = field?.type.parse(value, field.def)
    if (parsed?.ok === true) values[name] = parsed.value
    else if (typeof value === 'string') values[name] = value.slice(0, 500)
    else
      throw invalid([
        fault(
          `values.${name}`,
          'wrong_type',
          `“${field?.def.zh ?? name}”的值不对`,
          `The value of "${field?.def.en ?? name}" is not right`,
        ),
      ])
  }
  return values
}

const entryIn = (call: Call, given: unknown): Entry => {
  if (given === undefined || given === null) return entryOf(call.context)
  const entry = entries.find((one) => one === given)
  if (entry === undefined)
    throw invalid([
      fault('entry', 'unknown_option', `入口只能是 ${entries.join('、')}`, `The entry is one of ${entries.join(', ')}`),
    ])
  return entry
}

/** 查重 (F21): what the rules would say to these values, and to whom they may belong, without opening anything. */
export const checkDuplicates = async (parts: IdentityParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const body = bodyObject(call.body)
  const object = objectIn(call, body.object)
  const { principal } = context
  if (!['read', 'create', 'import'].some((verb) => kernel.access.may(principal, object, verb)))
    throw noRight(object, 'read')
  const entry = entryIn(call, body.entry)
  const values = valuesOf(object, body.values)
  const policy = parts.state.policy()
  await countNumbers(kernel, context, identityOf(object), values, policy)
  const [verdict] = await judge(parts, context, object, [{ ...values, id: isId(body.id) ? body.id : null }], entry)
  const finds = verdict?.finds ?? []
  const { wrongData } = policy
  return {
    body: {
      decision: verdict?.decision ?? 'allow',
      reasonRequired: verdict?.reasonRequired ?? false,
      candidates: await shownTo(parts, context, finds, namesIn(identityOf(object), values), entry),
      wrong:
        wrongData === 'allow'
          ? []
          : wrongValues(identityOf(object), values, () => true).map((one) => ({
              path: one.path,
              code: one.code,
              message: faultOf(one, false).message[context.locale],
              certain: one.certain,
              suggestion: one.suggestion ?? null,
            })),
    },
  }
}
