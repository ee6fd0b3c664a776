import sql, { raw } from 'sql-template-tag'
import type { Kernel } from '../../kernel/kernel.ts'
import { visibleIds } from '../../kernel/records/read.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { notFound } from '../../model/errors.ts'
import type { Label } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import { reasonLabel } from '../../model/reason.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { idIn } from './history.ts'
import type { OwnershipParts } from './hooks.ts'
import { momentWords } from './moment-words.ts'

/** One interval of the ledger: whose it was from when to when, and how that began. */
interface Interval {
  readonly from: string
  readonly to: string | null
  readonly cause: string
  readonly poolId: string | null
  readonly rule: string | null
  readonly reason: string | null
  readonly policyVersion: number | null
  readonly actorId: string | null
  readonly ownerId: string | null
}

/** What somebody had and lost: another pool or rule in between does not end it. */
interface Loss {
  readonly from: string
  readonly to: string
  readonly cause: string
  readonly poolId: string | null
  /** What came after, the end first. */
  readonly next: readonly Interval[]
}

/** One link of the chain: when, which fact, in words. */
export interface Fact {
  readonly at: string
  readonly code: 'owned' | 'followUp' | 'invalidFollowUp' | 'extension' | 'rule' | 'ended' | 'after'
  readonly text: Label
}

/**
 * 为什么掉保: the facts that led to somebody losing a record, from the ledger alone: since when it was theirs, what
 * counted as a follow-up and what did not, which rule of which version ended it and when, and whose it became. Whoever
 * owned it may ask for their own loss even when they do not see the record any more.
 */
export const loss =
  (parts: OwnershipParts) =>
  async (call: Call): Promise<Reply> => {
    const { kernel, context } = call
    const object = objectOf(call)
    const id = idIn(call)
    const me = context.principal.employeeId ?? ''
    const { rows } = await kernel.db.query<Interval>(
      sql`SELECT from_at AS "from", to_at AS "to", cause, pool_id AS "poolId", rule, reason, policy_version AS "policyVersion", actor_id AS "actorId", owner_id AS "ownerId"
        FROM ownership_intervals WHERE object = ${object.path} AND record_id = ${id} ORDER BY from_at DESC, id DESC LIMIT 500`,
    )
    const lost = lossOf(rows.reverse(), me)
    if (lost === undefined) throw notFound()
    const isVisible = (await visibleIds(kernel, context, object.path, [id])).has(id)
    const chain = [
      ownedFact(lost),
      ...(await contactFacts(parts, object, id, me, lost)),
      ...(await extensionFacts(parts, object, id, lost)),
      ...endFacts(parts, lost, me, isVisible),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    return {
      body: {
        from: lost.from,
        to: lost.to,
        visible: isVisible,
        facts: chain.map((fact) => ({ ...fact, text: fact.text[context.locale] })),
      },
    }
  }

/** The last time this person had it, if that is over. */
const lossOf = (intervals: readonly Interval[], me: string): Loss | undefined => {
  const last = intervals.findLastIndex(({ ownerId }) => ownerId === me)
  const end = intervals[last]
  if (end === undefined || end.to === null) return undefined
  let first = last
  while (intervals[first - 1]?.ownerId === me) first -= 1
  const { from, cause } = intervals[first]!
  return { from, to: end.to, cause, poolId: end.poolId, next: intervals.slice(last + 1) }
}

const words: Readonly<Record<string, Label>> = {
  create: { zh: '你新建了它', en: 'You created it' },
  import: { zh: '你导入了它', en: 'You imported it' },
  claim: { zh: '你从公海领取了它', en: 'You claimed it from the pool' },
  assign: { zh: '它被分配给你', en: 'It was assigned to you' },
  transfer: { zh: '它被转移给你', en: 'It was transferred to you' },
  return: { zh: '系统把它还给你', en: 'The system gave it back to you' },
}

const ownedFact = (lost: Loss): Fact => ({
  at: lost.from,
  code: 'owned',
  text: words[lost.cause] ?? { zh: '它归你负责', en: 'It became yours' },
})

const invalid: Readonly<Record<string, Label>> = {
  kind: { zh: '这种方式不算有效跟进', en: 'this kind does not count' },
  short: { zh: '内容太短', en: 'too short' },
  generic: { zh: '内容空泛', en: 'says nothing particular' },
  call: { zh: '通话时间不够', en: 'the call was too short' },
}

/** What this person wrote while owning it: what counted, and what did not and why. */
const contactFacts = async (
  parts: OwnershipParts,
  object: CompiledObject,
  id: string,
  me: string,
  lost: Loss,
): Promise<Fact[]> => {
  const facts: Fact[] = []
  for (const child of contactsOf(parts.kernel(), object)) {
    const touches = child.def.traits.touches!
    const column = (name: string) => raw(child.fields.get(name)!.column)
    const { rows } = await parts.kernel().db.query<{ at: string; valid: boolean; reason: string | null }>(
      sql`SELECT least(${column(touches.at)}, created_at) AS at, ${column(touches.valid)} AS valid, ${column(touches.reason)} AS reason FROM ${raw(child.table)}
        WHERE ${column(touches.on)} = ${id} AND owner_id = ${me} AND created_at >= ${lost.from} AND created_at < ${lost.to} AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 20`,
    )
    for (const row of rows) {
      const why = invalid[row.reason ?? ''] ?? { zh: '无效', en: 'not valid' }
      facts.push(
        row.valid
          ? { at: row.at, code: 'followUp', text: { zh: '你写了有效跟进', en: 'You wrote a valid follow-up' } }
          : {
              at: row.at,
              code: 'invalidFollowUp',
              text: { zh: `你写的跟进无效：${why.zh}`, en: `Your follow-up did not count: ${why.en}` },
            },
      )
    }
  }
  return facts
}

const contactsOf = (kernel: Kernel, object: CompiledObject) =>
  [...kernel.registry().objects.values()].filter(
    ({ def, fields }) => def.traits.touches !== undefined && fields.get(def.traits.touches.on)?.def.to === object.path,
  )

/** 延保 while it was theirs: by how long protection was moved, and until when. */
const extensionFacts = async (
  parts: OwnershipParts,
  object: CompiledObject,
  id: string,
  lost: Loss,
): Promise<Fact[]> => {
  const { rows } = await parts.kernel().db.query<{ at: string; until: string | null }>(
    sql`SELECT e.at, c ->> 'to' AS until FROM audit_entries e, jsonb_array_elements(e.changes) c
      WHERE e.object = ${object.path} AND e.record_id = ${id} AND e.action = 'extend' AND e.at >= ${lost.from} AND e.at < ${lost.to} AND c ->> 'field' = 'extendedUntil' ORDER BY e.at`,
  )
  return rows.map(({ at, until }) => {
    // The end is the midnight after the last day, shown as 23:59 of that day.
    const last = until === null ? null : new Date(Date.parse(until) - 60_000).toISOString()
    const moment = last === null ? null : momentWords(last, parts.state.clock)
    return {
      at,
      code: 'extension',
      text: {
        zh: `延保${moment === null ? '' : `到 ${moment.zh}`}`,
        en: `Protection extended${moment === null ? '' : ` to ${moment.en}`}`,
      },
    }
  })
}

const endFacts = (parts: OwnershipParts, { next, poolId }: Loss, me: string, isVisible: boolean): Fact[] => {
  const [end, ...later] = next
  if (end === undefined) return []
  const { people } = parts.kernel().directory()
  const pool = parts.state.pools().get(poolId ?? '')?.name ?? ''
  const facts: Fact[] = []
  if (end.rule !== null) {
    const rule = reasonLabel(end.rule)
    facts.push({
      at: end.from,
      code: 'rule',
      text: {
        zh: `“${pool}”的规则（第 ${end.policyVersion} 版）：${rule.zh}`,
        en: `Rule of "${pool}" (version ${end.policyVersion}): ${rule.en}`,
      },
    })
  }
  const name = people.get(end.actorId ?? '')?.name
  const by: Label =
    end.actorId === me
      ? { zh: '你', en: 'You' }
      : name === undefined
        ? { zh: '系统', en: 'The system' }
        : { zh: name, en: name }
  facts.push({ at: end.from, code: 'ended', text: endWords(end, by) })
  const taken = [end, ...later].find((one) => one.ownerId !== null && one !== end)
  if (taken !== undefined) {
    const name = isVisible ? (people.get(taken.ownerId ?? '')?.name ?? '') : null
    facts.push({
      at: taken.from,
      code: 'after',
      text:
        name === null
          ? { zh: '后来有了新的负责人', en: 'It has another owner since' }
          : { zh: `后来归${name}负责`, en: `It belongs to ${name} since` },
    })
  }
  return facts
}

/** What somebody wrote about it is not read in the clear by whoever lost it (DESIGN §5). */
const endWords = (end: Interval, by: Label): Label => {
  const reason = end.reason === null ? '' : maskNumbersIn(end.reason)
  const why: Label = { zh: reason && `：${reason}`, en: reason && `: ${reason}` }
  switch (end.cause) {
    case 'recycle':
      return { zh: '系统回收到公海', en: 'The system took it back to the pool' }
    case 'return':
      return { zh: '系统还给上一位负责人', en: 'The system gave it back to the owner before' }
    case 'release':
      return { zh: `${by.zh}退回公海${why.zh}`, en: `${by.en} released it to the pool${why.en}` }
    case 'transfer':
      return { zh: `${by.zh}把它转移走了`, en: `${by.en} transferred it` }
    case 'hand-over':
      return { zh: `${by.zh}把你的工作移交出去了${why.zh}`, en: `${by.en} handed your work over${why.en}` }
    default:
      return { zh: `${by.zh}改了负责人`, en: `${by.en} changed the owner` }
  }
}
