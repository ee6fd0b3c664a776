import { inTransaction } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply, versionOf } from '../../kernel/rest/route.ts'
import { type Fault, fault, forbidden, invalid, Refusal } from '../../model/errors.ts'
import { isObject, label } from '../../model/label.ts'
import { strengths } from './compare.ts'
import { type IdentityParts, identified } from './parts.ts'
import {
  type DuplicateRule,
  decisions,
  entries,
  foundStates,
  holdPolicy,
  type IdentityPolicy,
  savePolicy,
} from './policy.ts'
import { matchingWords, ruleOptions, ruleWords } from './rule-words.ts'

/** Rules of one company at most. */
const mostRules = 100

/** GET /duplicates/rules: the rules in force, each in words as well; everybody may read them. */
export const readRules = (parts: IdentityParts, { kernel }: Call): Reply => {
  const policy = parts.state.policy()
  return {
    headers: { ETag: `"${policy.version}"` },
    body: {
      ...policy,
      words: policy.rules.map((rule) => ruleWords(kernel, rule)),
      matching: matchingWords(policy),
      options: ruleOptions(identified(kernel)),
    },
  }
}

/** POST /duplicates/rules: for those who keep the pools' policy. Throws 422 naming each fault. */
export const writeRules = async (parts: IdentityParts, call: Call): Promise<Reply> => {
  const { kernel, context } = call
  if (!kernel.access.may(context.principal, kernel.registry().objects.get('pools')!, 'manage'))
    throw forbidden(
      'no_right',
      '只有管理规则的人能修改查重规则',
      'Only those who manage the policy change these rules',
      'pools.manage',
    )
  const paths = identified(kernel).map((object) => object.path)
  await inTransaction(kernel, context, async (inside) => {
    const before = await holdPolicy(inside.tx)
    const asked = versionOf(call)
    if (asked !== undefined && asked !== before.version)
      throw new Refusal(
        412,
        'version_conflict',
        label(
          '查重规则在你打开之后被改过，请刷新后再改',
          'The rules were changed after you opened them; load them anew',
        ),
        { members: { current: before } },
      )
    await savePolicy(inside, before, { ...parsed(bodyObject(call.body), before, paths), version: before.version + 1 })
  })
  await parts.state.refresh(kernel.db)
  return { ...readRules(parts, call), status: 201 }
}

const parsed = (body: Record<string, unknown>, current: IdentityPolicy, objects: readonly string[]): IdentityPolicy => {
  const faults: Fault[] = []
  const known = new Set([
    'rules',
    'compare',
    'findsPerDay',
    'showOwner',
    'wrongData',
    'version',
    'words',
    'matching',
    'options',
  ])
  for (const key of Object.keys(body))
    if (!known.has(key)) faults.push(fault(key, 'unknown_field', `没有“${key}”这一项`, `There is no "${key}"`))
  const oneOf = <T extends string>(path: string, value: unknown, options: readonly T[]): T | null => {
    if (value === null || value === undefined) return null
    const found = options.find((option) => option === value)
    if (found === undefined)
      faults.push(fault(path, 'unknown_option', `只能是 ${options.join('、')}`, `It is one of ${options.join(', ')}`))
    return found ?? null
  }
  const rules =
    body.rules === undefined
      ? current.rules
      : listOf(body.rules, faults).map((given, at): DuplicateRule => {
          const rule = isObject(given) ? given : {}
          const path = `rules.${at}`
          const decision = oneOf(`${path}.decision`, rule.decision, decisions)
          if (rule.decision === undefined || rule.decision === null)
            faults.push(fault(`${path}.decision`, 'required', '缺少处理方式', 'What follows is missing'))
          return {
            object: oneOf(`${path}.object`, rule.object, objects),
            entry: oneOf(`${path}.entry`, rule.entry, entries),
            state: oneOf(`${path}.state`, rule.state, foundStates),
            strength: oneOf(`${path}.strength`, rule.strength, strengths),
            decision: decision ?? 'warn',
            reasonRequired: rule.reasonRequired === true,
          }
        })
  faults.push(...unreachable(rules))
  const given = isObject(body.compare) ? body.compare : {}
  const compare = { ...current.compare }
  for (const key of Object.keys(given))
    if (key in compare && typeof given[key] === 'boolean') compare[key as keyof typeof compare] = given[key]
    else
      faults.push(
        fault(
          `compare.${key}`,
          'unknown_option',
          '没有这一项，或不是 true/false',
          'There is no such item, or it is no boolean',
        ),
      )
  const { findsPerDay = current.findsPerDay, showOwner = current.showOwner } = body
  if (!Number.isInteger(findsPerDay) || Number(findsPerDay) < 0 || Number(findsPerDay) > 100_000)
    faults.push(
      fault('findsPerDay', 'out_of_range', '应为 0 到 100000 的整数', 'It should be a whole number from 0 to 100000'),
    )
  if (typeof showOwner !== 'boolean')
    faults.push(fault('showOwner', 'wrong_type', '应为 true 或 false', 'It should be true or false'))
  const wrongData = oneOf('wrongData', body.wrongData, ['refuse', 'insist', 'allow'] as const) ?? current.wrongData
  if (faults.length > 0) throw invalid(faults)
  const { version } = current
  return { rules, compare, findsPerDay: Number(findsPerDay), showOwner: showOwner === true, wrongData, version }
}

const listOf = (value: unknown, faults: Fault[]): readonly unknown[] => {
  if (Array.isArray(value) && value.length <= mostRules) return value
  faults.push(
    fault('rules', 'malformed', `应是最多 ${mostRules} 条的数组`, `An array of at most ${mostRules} is expected`),
  )
  return []
}

/** A rule that an earlier one leaves nothing to says what nobody meant. */
const unreachable = (rules: readonly DuplicateRule[]): Fault[] =>
  rules.flatMap((rule, at) => {
    const first = rules
      .slice(0, at)
      .findIndex((earlier) =>
        (['object', 'entry', 'state', 'strength'] as const).every(
          (key) => earlier[key] === null || earlier[key] === rule[key],
        ),
      )
    return first < 0
      ? []
      : [
          fault(
            `rules.${at}`,
            'never_reached',
            `第 ${at + 1} 条永远用不到：第 ${first + 1} 条已经包括它`,
            `Rule ${at + 1} is never reached: rule ${first + 1} covers it`,
          ),
        ]
  })
