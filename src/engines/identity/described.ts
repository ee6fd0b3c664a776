import { clusterStates } from './clusters.ts'
import { strengths } from './compare.ts'
import { decisions, entries, foundStates } from './policy.ts'

/** What the API description says of the routes under `/duplicates` (OpenAPI 3.1). */
type Schema = Readonly<Record<string, unknown>>

const text = { type: 'string' }
const flag = { type: 'boolean' }
const id = { type: 'string', format: 'uuid' }
const moment = { type: 'string', format: 'date-time' }
const whole = { type: 'integer' }
const score = { type: 'number', minimum: 0, maximum: 1 }
const oneOf = (values: readonly string[]) => ({ type: 'string', enum: values })
const orNull = (schema: Schema) => ({ anyOf: [schema, { type: 'null' }] })
const list = (items: Schema) => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
})
const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })
const problem = {
  description: 'Problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const failures = { '401': problem, '403': problem, '404': problem, '409': problem, '422': problem, '429': problem }
const route = (summary: string, answer: Schema, more: { body?: Schema; example?: unknown; status?: number } = {}) => ({
  tags: ['duplicates'],
  summary,
  responses: { [more.status ?? 200]: { description: 'OK', ...json(answer) }, ...failures },
  ...(more.body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: more.body,
              ...(more.example === undefined ? {} : { example: more.example }),
            },
          },
        },
      }),
})
const paged = (item: Schema) =>
  object({ data: list(item), page: { $ref: '#/components/schemas/Page' } }, ['data', 'page'])

const named = object({ id, name: orNull(text) })
const reason = object({ code: text, message: text })
const candidate = object({
  object: text,
  id: orNull(id),
  name: text,
  score,
  strength: oneOf(strengths),
  state: oneOf(foundStates),
  ownerName: orNull(text),
  protectedUntil: orNull(moment),
  reasons: list(reason),
})
const wrong = object({ path: text, code: text, message: text, certain: flag, suggestion: orNull(text) })
const values = { type: 'object', additionalProperties: true }
const rules = object({
  rules: list(
    object({
      object: orNull(text),
      entry: orNull(oneOf(entries)),
      state: orNull(oneOf(foundStates)),
      strength: orNull(oneOf(strengths)),
      decision: oneOf(decisions),
      reasonRequired: flag,
    }),
  ),
  compare: object({ name: flag, address: flag, phone: flag, email: flag, site: flag, group: flag }),
  findsPerDay: whole,
  showOwner: flag,
  wrongData: oneOf(['insist', 'refuse', 'allow']),
})
const cluster = object({
  id,
  object: text,
  source: oneOf(['entry', 'scan']),
  state: oneOf(clusterStates),
  score,
  reasons: list(reason),
  records: list(values),
  foundAt: moment,
  foundBy: orNull(named),
  insistReason: orNull(text),
  decidedAt: orNull(moment),
  decidedBy: orNull(named),
  decisionReason: orNull(text),
  version: whole,
})
const merging = object(
  {
    object: text,
    winnerId: id,
    loserIds: list(id),
    choices: { type: 'object', additionalProperties: id },
    reason: text,
  },
  ['object', 'winnerId', 'loserIds'],
)

export const described = {
  check: route(
    '查重 · what the rules say to these values, and whose they may be',
    object({ decision: oneOf(decisions), reasonRequired: flag, candidates: list(candidate), wrong: list(wrong) }),
    {
      body: object({ object: text, values, id, entry: oneOf(entries) }, ['object', 'values']),
      example: { object: 'customers', values: { name: '尚祈科技', phone: '13812345678' } },
    },
  ),
  rules: route('查重规则 · the rules in force, each in words as well', rules),
  writeRules: route('修改查重规则 · the rules are replaced', rules, { body: rules, status: 201 }),
  preview: route(
    '合并预览 · what each record says, what the winner will say, what moves',
    object({
      records: list(values),
      fields: list(object({ name: text, result: {}, chosen: orNull(id) })),
      children: list(object({ object: text, field: text, count: whole })),
    }),
    { body: merging },
  ),
  merge: route('合并 · the losers become part of the winner', object({ mergeId: id, record: values }), {
    body: merging,
  }),
  merges: route(
    '合并记录 · what was merged, the latest first',
    paged(
      object({
        id,
        at: moment,
        by: orNull(named),
        reason: orNull(text),
        winner: named,
        losers: list(named),
        undoneAt: orNull(moment),
        undoneBy: orNull(named),
      }),
    ),
  ),
  unmerge: route(
    '撤销合并 · exact if untouched since; otherwise 409 changed_since lists the changes, each to be assigned',
    object({ records: list(values) }),
    { body: object({ assign: { type: 'object', additionalProperties: id } }) },
  ),
  scan: route('全库查重 · looks for what is double in everything stored', object({ scanId: id }), {
    body: object({ object: text }, ['object']),
    status: 202,
  }),
  scans: route(
    '扫描 · the latest scans',
    paged(
      object({
        id,
        state: oneOf(['queued', 'running', 'done', 'failed']),
        at: moment,
        finishedAt: orNull(moment),
        looked: whole,
        total: whole,
        clusters: whole,
        error: orNull(text),
      }),
    ),
  ),
  clusters: route('重复中心 · groups of records that may be the same', paged(cluster)),
  cluster: route('一组重复 · one group', cluster),
  decide: route('处理一组重复 · keep apart, delete some, or open it again', cluster, {
    body: object({ decision: oneOf(['keep', 'discard', 'reopen']), reason: text, recordIds: list(id) }, ['decision']),
  }),
} as const
