import sql, { raw } from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import { type Consumer, contextOf, type Engine, type OutboxEvent } from '../../kernel/kernel.ts'
import { systemPrincipal } from '../../kernel/principal.ts'
import { read } from '../../kernel/records/read.ts'
import { bodyObject, type Call, limitOf, type Reply, type Route } from '../../kernel/rest/route.ts'
import { fault, forbidden, invalid } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import { checkAutomations } from './checks.ts'
import { datesJob } from './dates.ts'
import { type Automation, type AutomationParts, automationSchema } from './parts.ts'
import { holding, runOnce, tryOut } from './run.ts'
import { automationSql } from './state.ts'

/** 自动化 (P2, P4): when something happens to a record, if it satisfies a condition, then steps follow; each with a line in a log. */
export const automationEngine = (parts: AutomationParts): Engine => ({
  name: 'automation',
  schema: automationSchema,
  refresh: (db) => parts.state.refresh(db),
  hooks: [
    {
      stage: 'validate',
      applies: (object) => object.path === parts.automations,
      run: (scope, changes) => checkAutomations(parts.kernel(), scope, changes),
    },
  ],
  consumers: [consumer(parts)],
  jobs: [datesJob(parts)],
  routes: automationRoutes(parts),
})

const isMeant = (automation: Automation, { payload }: OutboxEvent): boolean =>
  automation.trigger === 'created'
    ? payload.kind === 'create'
    : automation.trigger === 'changed' &&
      payload.kind === 'update' &&
      Array.isArray(payload.fields) &&
      payload.fields.includes(automation.field)

const chainOf = (event: OutboxEvent): string[] =>
  Array.isArray(event.payload.chain) ? event.payload.chain.map(String) : []

const consumer = (parts: AutomationParts): Consumer => ({
  name: 'automation',
  wants: (event) =>
    event.event === 'automation-webhook' ||
    (event.recordId !== null && parts.state.of(event.object).some((one) => isMeant(one, event))),
  run: async (event) => {
    if (event.event === 'automation-webhook') {
      const wrong = await parts.post(String(event.payload.url), JSON.stringify(event.payload.body))
      // Thrown, so that it is tried again later; the address is not in the words.
      if (wrong !== undefined) throw new Error(wrong)
      return
    }
    const context = contextOf(parts.kernel(), systemPrincipal('automation'))
    const meant = parts.state.of(event.object).filter((automation) => isMeant(automation, event))
    // Which are meant is told before any runs: what the first changes is an event of its own.
    for (const automation of await holding(parts, context, meant, String(event.recordId)))
      await runOnce(parts, context, automation, String(event.recordId), `event ${event.id}`, chainOf(event))
  },
})

/** One automation, in use or not, for those who may change them. */
const automationOf = async (parts: AutomationParts, { kernel, context, params }: Call): Promise<Automation> => {
  const object = kernel.registry().objects.get(parts.automations)!
  await read(kernel, context, object, params.id ?? '')
  if (!kernel.access.may(context.principal, object, 'update'))
    throw forbidden('no_right', '你没有管理自动化的权限', 'You may not manage automations', `${object.path}.update`)
  const { rows } = await kernel.db.query<Automation>(sql`${automationSql(object.table, 'TRUE')}`)
  return rows.find((one) => one.id === params.id)!
}

const runs = async (parts: AutomationParts, call: Call): Promise<Reply> => {
  const { kernel, query } = call
  const automation = await automationOf(parts, call)
  const limit = limitOf(call, 50)
  if (query.cursor !== undefined && !isId(query.cursor))
    throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
  const object = kernel.registry().objects.get(automation.object)
  const title =
    object === undefined
      ? sql`NULL`
      : sql`(SELECT t.${raw(object.fields.get(object.def.title)!.column)}::text FROM ${raw(`${object.table} t`)} WHERE t.id = r.record_id)`
  const { rows } = await kernel.db.query<Row>(
    sql`SELECT r.id, r.at, r.object, r.record_id AS "recordId", ${title} AS title, r.cause, r.state, r.steps, r.error, r.version FROM automation_runs r WHERE r.automation_id = ${automation.id} ${isId(query.cursor) ? sql`AND r.id < ${query.cursor}` : sql``} ORDER BY r.id DESC LIMIT ${limit + 1}`,
  )
  const shown = rows.slice(0, limit)
  return { body: { data: shown, page: { next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null, total: null } } }
}

const dryRun = async (parts: AutomationParts, call: Call): Promise<Reply> => {
  const automation = await automationOf(parts, call)
  const { recordId } = bodyObject(call.body)
  if (!isId(recordId)) throw invalid([fault('recordId', 'required', '要选一条记录', 'Choose a record')])
  const object = call.kernel.registry().objects.get(automation.object)!
  await read(call.kernel, call.context, object, recordId)
  return { body: { ...(await tryOut(parts, call.context, automation, recordId)) } }
}

const automationRoutes = (parts: AutomationParts): readonly Route[] => [
  {
    method: 'GET',
    path: `/${parts.automations}/:id/runs`,
    query: ['limit', 'cursor'],
    run: (call) => runs(parts, call),
  },
  { method: 'POST', path: `/${parts.automations}/:id/dry-run`, run: (call) => dryRun(parts, call) },
]
