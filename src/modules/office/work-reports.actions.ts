import type { Kernel } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { derive, hold } from '../../kernel/records/derive.ts'
import { list } from '../../kernel/records/list.ts'
import type { Change, Hook, WriteScope } from '../../kernel/records/parts.ts'
import { parseList } from '../../kernel/records/query.ts'
import { create } from '../../kernel/records/write.ts'
import type { Call, Reply, Route } from '../../kernel/rest/route.ts'
import { conflict, type Fault, fault, invalid, notFound } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'

const path = 'work-reports'

interface Parts {
  readonly kernel: () => Kernel
  /** By when a day report is due on its day, and the keys or ids of the roles that write one. */
  readonly dayReport: (now: string) => { readonly dueAt: string; readonly roles: readonly string[] }
  readonly roleKeys: (roleIds: readonly string[]) => readonly string[]
}

const kinds: Readonly<Record<string, string>> = { daily: '日报', urgent: '紧急报告', periodic: '定期报告' }
const most = 50

/** A report is sent once, by whom it is of; it says itself whether it was late, and its visits become follow-ups. */
export const workReportHooks = (parts: Parts): readonly Hook[] => {
  const applies = (object: { readonly path: string }) => object.path === path
  return [
    { stage: 'default', applies, run: (scope, changes) => fillIn(parts, scope, changes) },
    { stage: 'validate', applies, run: (scope, changes) => check(parts, scope, changes) },
    { stage: 'write', applies, run: (scope, changes) => writeLines(parts, scope, changes) },
  ]
}

const fillIn = async (parts: Parts, scope: WriteScope, changes: readonly Change[]) => {
  const { context } = scope
  const { clock } = parts.kernel()
  for (const change of changes) {
    const { kind, after, before } = change
    if (kind !== 'create' && kind !== 'update') continue
    if (kind === 'create') {
      after.day ??= clock.today(context.now)
      after.submittedAt = context.now
    }
    const day = String(after.day)
    after.late =
      after.kind === 'daily' && String(after.submittedAt) > clock.momentOf(day, parts.dayReport(context.now).dueAt)
    after.title = `${day} ${kinds[String(after.kind)] ?? ''}`
    after.slot =
      after.kind === 'urgent' ? null : `${String(after.ownerId ?? before?.ownerId)} ${String(after.kind)} ${day}`
    if (kind !== 'create' || after.slot === null || change.faults.length > 0) continue
    // Sent twice at once, the second one waits here and finds the first.
    if (typeof after.ownerId === 'string') await hold(parts.kernel(), scope.tx, 'employees', [after.ownerId])
    const there = await existing(parts, scope, String(after.slot))
    if (there === undefined) continue
    after.slot = null
    change.refusal = conflict(
      'already_reported',
      `${String(after.title)}已经交过，可以打开补充`,
      `The report of ${day} has been sent; open it to add to it`,
      { existing: there },
    )
  }
}

const check = async (parts: Parts, scope: WriteScope, changes: readonly Change[]) => {
  const { context } = scope
  const kernel = parts.kernel()
  const today = kernel.clock.today(context.now)
  for (const change of changes) {
    const { kind, after, before, faults } = change
    if ((kind !== 'create' && kind !== 'update') || faults.length > 0) continue
    if (typeof after.day === 'string' && after.day > today)
      faults.push(fault('day', 'in_the_future', '还没到的日子不能写报告', 'A day that has not come has no report'))
    if (kind === 'create' && after.ownerId !== context.principal.employeeId && !scope.trusted)
      faults.push(fault('ownerId', 'not_yours', '报告由本人写', 'Everybody writes their own report'))
    if (
      kind === 'update' &&
      !scope.trusted &&
      before !== null &&
      (before.day !== after.day || before.kind !== after.kind)
    )
      faults.push(fault('day', 'fixed', '交了以后日期和类型不能改', 'Day and kind stay once it is sent'))
  }
}

const existing = async (
  parts: Parts,
  { context, object }: WriteScope,
  slot: string,
): Promise<Row[string] | undefined> => {
  const kernel = parts.kernel()
  const inside = asSystem(context)
  const query = parseList(kernel, inside, object, { filter: JSON.stringify({ slot }), limit: '1', count: 'none' })
  return (await list(kernel, inside, object, query)).data[0]?.id
}

/** Each visit as a follow-up of its customer, written by the author within the author's rights (E27). */
const writeLines = async (parts: Parts, { context, tx, secrets }: WriteScope, changes: readonly Change[]) => {
  const kernel = parts.kernel()
  const followUps = kernel.registry().objects.get('follow-ups')!
  for (const change of changes) {
    const lines = secrets.get(change.id)?.lines
    if (change.kind !== 'create' && change.kind !== 'update') continue
    if (lines !== undefined && lines !== null) {
      const rows = Array.isArray(lines) && lines.length <= most && lines.every(isObject) ? lines : undefined
      if (rows === undefined)
        throw invalid([
          fault('lines', 'invalid', `应是最多 ${most} 条拜访的列表`, `A list of at most ${most} visits is expected`),
        ])
      const outcomes = await create(kernel, { ...context, tx }, followUps, rows, { noUndo: true })
      const faults = outcomes.flatMap((outcome, i): Fault[] => {
        if (!('refusal' in outcome)) return []
        const errors = outcome.refusal.more.errors
        return errors === undefined
          ? [{ path: `lines.${i}`, code: outcome.refusal.code, message: outcome.refusal.detail }]
          : errors.map((one) => ({ ...one, path: `lines.${i}.${one.path}` }))
      })
      if (faults.length > 0) throw invalid(faults)
    }
    if (change.after.kind === 'daily' || lines !== undefined) await gather(parts, { context, tx }, change)
  }
}

/** What the author wrote of that day stands in the report, whether it was written in it or before. */
const gather = async (parts: Parts, { context, tx }: Pick<WriteScope, 'context' | 'tx'>, { id, after }: Change) => {
  const kernel = parts.kernel()
  const inside = { ...asSystem(context), tx }
  const day = String(after.day)
  const filter = {
    ownerId: after.ownerId ?? null,
    happenedAt: { gte: kernel.clock.startOfDay(day), lt: kernel.clock.endOfDays(kernel.clock.startOfDay(day), 0) },
    or: [{ reportId: null }, { reportId: id }],
  }
  const followUps = kernel.registry().objects.get('follow-ups')!
  const query = parseList(kernel, inside, followUps, { filter: JSON.stringify(filter), limit: '200', count: 'none' })
  const found = (await list(kernel, inside, followUps, query)).data.map((row) => String(row.id))
  await hold(kernel, tx, 'follow-ups', found)
  await derive(
    kernel,
    tx,
    'follow-ups',
    found.map((one) => ({ id: one, reportId: id })),
  )
  await derive(kernel, tx, path, [{ id, followUpCount: found.length }])
}

const asSystem = (context: WriteScope['context']): WriteScope['context'] => ({
  ...context,
  principal: systemPrincipal('work reports'),
})

/** `GET /work-reports/missing?day=`: who of my people should have sent a day report of that day and has not (E25). */
const missing = async (parts: Parts, { kernel, context, query }: Call): Promise<Reply> => {
  const object = kernel.registry().objects.get(path)!
  if (!kernel.access.may(context.principal, object, 'read')) throw notFound()
  const day = query.day ?? kernel.clock.today(context.now)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw invalid([fault('day', 'not_a_date', '日期应写成 2026-11-22', 'A day is written 2026-11-22')])
  const { dueAt, roles } = parts.dayReport(context.now)
  const { people } = kernel.directory()
  const expected = context.principal.subordinateIds.flatMap((id) => {
    const person = people.get(id)
    const isAsked =
      person?.status === 'active' &&
      [...person.roleIds, ...parts.roleKeys(person.roleIds)].some((key) => roles.includes(key))
    return isAsked && person !== undefined ? [person] : []
  })
  const filter = { kind: 'daily', day, ownerId: { in: expected.map((person) => person.id) } }
  const sent = new Set<unknown>()
  let cursor: string | null = null
  do {
    const page = parseList(kernel, context, object, {
      filter: JSON.stringify(filter),
      fields: 'ownerId',
      limit: '200',
      count: 'none',
      ...(cursor === null ? {} : { cursor }),
    })
    const answer =
      expected.length === 0 ? { data: [], page: { next: null } } : await list(kernel, context, object, page)
    for (const row of answer.data) sent.add(row.ownerId)
    cursor = answer.page.next
  } while (cursor !== null)
  const due = kernel.clock.momentOf(day, dueAt)
  return {
    body: {
      day,
      dueAt: due,
      isOver: context.now > due,
      expected: expected.length,
      data: expected.filter(({ id }) => !sent.has(id)).map(({ id, name }) => ({ id, name })),
    },
  }
}

export const workReportRoutes = (parts: Parts): readonly Route[] => [
  { method: 'GET', path: '/work-reports/missing', query: ['day'], run: (call) => missing(parts, call) },
]
