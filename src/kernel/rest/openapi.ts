import type { FieldDef } from '../../model/field.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { functionsOf } from './meta.ts'
import type { Route } from './route.ts'

type Schema = Record<string, unknown>

const problem = { description: 'A problem document (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
const json = (schema: Schema, description = 'OK', example?: unknown) => ({ description, content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const schemaName = (object: CompiledObject) => object.label.en.replace(/[^A-Za-z]/g, '')
const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const ifMatch = { name: 'If-Match', in: 'header', required: false, schema: { type: 'string' }, description: 'The quoted version the caller saw; stale is 412' }
const idempotency = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }
const query = (name: string, description: string, schema: Schema = { type: 'string' }) => ({ name, in: 'query', required: false, schema, description })

const examples: Record<string, unknown> = {
  customers: { name: '杭州尚祈科技有限公司', phone: '13812345678' },
  contacts: { name: '叶建平', customerId: '018f6c5e-0000-7000-8000-000000000000', title: '采购总监', phone: '13958316072' },
  'follow-ups': { customerId: '018f6c5e-0000-7000-8000-000000000000', kind: 'call', content: '确认单工位节拍，双工位另报价', nextFollowUpAt: '2026-11-24T01:30:00.000Z' },
  tasks: { title: '把 Modbus 文档发给王海燕', dueAt: '2026-11-24T04:00:00.000Z' },
}

const schemaOf = (kernel: Kernel, def: FieldDef): Schema => ({ ...kernel.registry().fieldTypes.get(def.type)!.jsonSchema(def), title: `${def.zh} · ${def.en}`, ...(def.help === undefined ? {} : { description: `${def.help.zh} · ${def.help.en}` }) })

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })

const recordSchema = (kernel: Kernel, context: Context, object: CompiledObject): Schema => {
  const readable = [...object.fields.values()].filter((field) => field.def.writeOnly !== true && kernel.access.field(context.principal, object, field.name) !== 'none')
  const properties: Record<string, Schema> = {}
  for (const field of readable) {
    properties[field.name] = field.def.required === true ? schemaOf(kernel, field.def) : nullable(schemaOf(kernel, field.def))
    if (field.expansion !== undefined) properties[field.expansion] = nullable(ref('Named'))
  }
  properties.can = { type: 'object', additionalProperties: { type: 'boolean' } }
  properties.why = { type: 'object', additionalProperties: ref('Reason') }
  return { type: 'object', title: `${object.label.zh} · ${object.label.en}`, properties, required: ['id', 'version'] }
}

const inputSchema = (kernel: Kernel, context: Context, object: CompiledObject, isNew: boolean): Schema => {
  const writable = [...object.fields.values()].filter((field) => field.def.readOnly !== true && kernel.access.field(context.principal, object, field.name) === 'write')
  const required = isNew ? writable.filter((field) => field.def.required === true && field.def.default === undefined).map((field) => field.name) : []
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(writable.map((field) => [field.name, field.def.required === true ? schemaOf(kernel, field.def) : nullable(schemaOf(kernel, field.def))])), ...(required.length === 0 ? {} : { required }) }
}

const actionInput = (kernel: Kernel, input: Readonly<Record<string, FieldDef>>): Schema => {
  const required = Object.entries(input).filter(([, def]) => def.required === true && def.default === undefined).map(([name]) => name)
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(Object.entries(input).map(([name, def]) => [name, nullable(schemaOf(kernel, def))])), ...(required.length === 0 ? {} : { required }) }
}

const filterHelp = (fields: readonly CompiledField[]) => `JSON. Fields and their operators: ${fields.map((field) => `${field.name} (${field.type.operators.join(' ')})`).join('; ')}`

const pathsOf = (kernel: Kernel, context: Context, object: CompiledObject): Record<string, unknown> => {
  const can = new Set(functionsOf(kernel, context, object))
  const name = schemaName(object)
  const tags = [object.path]
  const body = (schema: Schema, example?: unknown) => ({ required: true, content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } } })
  const failures = { '401': problem, '403': problem, '404': problem, '422': problem }
  const list = {
    tags, summary: `${object.label.zh}列表 · list`, operationId: `list-${object.path}`,
    parameters: [query('filter', filterHelp([...object.fields.values()].filter((field) => kernel.access.field(context.principal, object, field.name) !== 'none'))), query('sort', `e.g. ${object.def.sort}`), query('search', '名称、拼音、首字母、电话 · words, pinyin, initials, part of a phone'), query('limit', '1–200', { type: 'integer', minimum: 1, maximum: 200, default: 50 }), query('cursor', 'page.next of the page before'), query('fields', 'comma-separated'), query('count', '', { type: 'string', enum: ['none', 'estimate', 'exact'] }), query('view', 'name or id of a view'), query('deleted', 'the recycle bin', { type: 'boolean' })],
    responses: { '200': json({ type: 'object', properties: { data: { type: 'array', items: ref(name) }, page: ref('Page') } }), ...failures },
  }
  const single: Record<string, unknown> = { get: { tags, summary: `${object.label.zh} · one`, operationId: `read-${object.path}`, parameters: [idParameter], responses: { '200': json(ref(name)), ...failures } } }
  if (can.has('update')) single.patch = { tags, summary: `修改${object.label.zh} · change`, operationId: `update-${object.path}`, parameters: [idParameter, ifMatch], requestBody: body(ref(`${name}Change`)), responses: { '200': json(ref(name)), ...failures, '412': problem } }
  if (can.has('delete')) single.delete = { tags, summary: '移入回收站 · to the recycle bin', operationId: `delete-${object.path}`, parameters: [idParameter, ifMatch], responses: { '204': { description: 'Moved' }, ...failures, '409': problem, '412': problem } }
  const paths: Record<string, unknown> = {
    [`/${object.path}`]: { get: list, ...(can.has('create') ? { post: { tags, summary: `新建${object.label.zh} · create`, operationId: `create-${object.path}`, parameters: [idempotency], requestBody: body(ref(`${name}New`), examples[object.path]), responses: { '201': json(ref(name), 'Created'), ...failures, '409': problem } } } : {}) },
    [`/${object.path}/{id}`]: single,
    [`/${object.path}/{id}/history`]: { get: { tags, summary: '变更记录 · history', operationId: `history-${object.path}`, parameters: [idParameter, query('cursor', '')], responses: { '200': json({ type: 'object' }), ...failures } } },
    [`/${object.path}/{id}/timeline`]: { get: { tags, summary: '动态 · timeline', operationId: `timeline-${object.path}`, parameters: [idParameter, query('cursor', '')], responses: { '200': json({ type: 'object' }), ...failures } } },
    [`/${object.path}/{id}/explain`]: { get: { tags, summary: '为什么能或不能 · why somebody can or cannot', operationId: `explain-${object.path}`, parameters: [idParameter, query('employeeId', ''), query('verb', '')], responses: { '200': json({ type: 'object' }), ...failures } } },
  }
  if (can.has('update')) paths[`/${object.path}/bulk/update`] = { post: { tags, summary: '批量修改 · change many', operationId: `bulk-update-${object.path}`, requestBody: body({ type: 'object', properties: { ids: { type: 'array', items: { type: 'string', format: 'uuid' } }, values: ref(`${name}Change`) }, required: ['ids', 'values'] }), responses: { '200': json(ref('BulkResult')), ...failures } } }
  if (can.has('export') && object.def.traits.exportable === true) paths[`/${object.path}/export`] = { get: { tags, summary: '导出 · export', operationId: `export-${object.path}`, parameters: [query('format', '', { type: 'string', enum: ['xlsx', 'csv'] }), query('filter', ''), query('fields', '')], responses: { '200': { description: 'The file' }, ...failures } } }
  for (const action of object.actions.values()) {
    if (!can.has(action.name)) continue
    const input = actionInput(kernel, action.input)
    paths[`/${object.path}/{id}/${action.name}`] = { post: { tags, summary: `${action.label.zh} · ${action.label.en}`, operationId: `${action.name}-${object.path}`, parameters: [idParameter, ifMatch, idempotency], requestBody: { required: false, content: { 'application/json': { schema: input } } }, responses: { '200': json(ref(name)), ...failures, '409': problem, '412': problem, '429': problem } } }
    if (action.bulk) paths[`/${object.path}/bulk/${action.name}`] = { post: { tags, summary: `批量${action.label.zh} · ${action.label.en}, many`, operationId: `bulk-${action.name}-${object.path}`, requestBody: body({ type: 'object', properties: { ids: { type: 'array', items: { type: 'string', format: 'uuid' } }, input }, required: ['ids'] }), responses: { '200': json(ref('BulkResult')), ...failures } } }
  }
  return paths
}

/** The whole API as OpenAPI 3.1, as far as this person's rights go; other routes are listed by path alone. */
export const openApi = (kernel: Kernel, context: Context, others: readonly Route[]): Record<string, unknown> => {
  const objects = [...kernel.registry().objects.values()].filter((object) => kernel.access.may(context.principal, object, 'read'))
  const schemas: Record<string, unknown> = {
    Problem: { type: 'object', required: ['type', 'title', 'status', 'code', 'detail'], properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, rule: { type: 'string' }, errors: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } } } } },
    Named: { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, name: { type: ['string', 'null'] } } },
    Reason: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' } } },
    Page: { type: 'object', properties: { next: { type: ['string', 'null'] }, total: { anyOf: [{ type: 'object', properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } }, { type: 'null' }] } } },
    BulkResult: { type: 'object', properties: { results: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' }, ok: { type: 'boolean' }, code: { type: 'string' }, message: { type: 'string' } } } } } },
  }
  for (const object of objects) {
    schemas[schemaName(object)] = recordSchema(kernel, context, object)
    schemas[`${schemaName(object)}New`] = inputSchema(kernel, context, object, true)
    schemas[`${schemaName(object)}Change`] = inputSchema(kernel, context, object, false)
  }
  const paths: Record<string, Record<string, unknown>> = {}
  for (const object of objects) Object.assign(paths, pathsOf(kernel, context, object))
  for (const route of others) {
    if (route.path.includes(':object')) continue
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const parameters = [...route.path.matchAll(/:(\w+)/g)].map((match) => ({ name: match[1], in: 'path', required: true, schema: { type: 'string' } }))
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: { tags: ['system'], operationId: `${route.method.toLowerCase()}${path.replace(/[^A-Za-z]+/g, '-')}`.replace(/-$/, ''), summary: `${route.method} ${path}`, parameters, responses: { '200': { description: 'OK' }, '401': problem, '403': problem, '422': problem }, ...(route.open === true ? { security: [] } : {}) } }
  }
  return {
    openapi: '3.1.0',
    info: { title: '绿海 Greensea API', version: '1', description: '按你的权限裁剪 · trimmed to your rights' },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { key: [] }],
    tags: [...objects.map((object) => ({ name: object.path, description: `${object.label.zh} · ${object.label.en}` })), { name: 'system' }],
    paths,
    components: { schemas, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'greensea_session' }, key: { type: 'http', scheme: 'bearer' } } },
  }
}
