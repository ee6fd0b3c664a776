import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { functionsOf } from './meta.ts'
import { besidesOf } from './openapi-besides.ts'
import {
  actionInput,
  idempotency,
  idParameter,
  ifMatch,
  json,
  problem,
  query,
  ref,
  type Schema,
  schemaName,
} from './openapi-schemas.ts'

const examples: Record<string, unknown> = {
  customers: { name: '杭州尚祈科技有限公司', phone: '13812345678' },
  contacts: {
    name: '叶建平',
    customerId: '018f6c5e-0000-7000-8000-000000000000',
    title: '采购总监',
    phone: '13958316072',
  },
  'follow-ups': {
    customerId: '018f6c5e-0000-7000-8000-000000000000',
    kind: 'call',
    content: '确认单工位节拍，双工位另报价',
    nextFollowUpAt: '2026-11-24T01:30:00.000Z',
  },
  tasks: { title: '把 Modbus 文档发给王海燕', dueAt: '2026-11-24T04:00:00.000Z' },
}

const filterHelp = (fields: readonly CompiledField[]) =>
  `JSON. Fields and their operators: ${fields.map((field) => `${field.name} (${field.type.operators.join(' ')})`).join('; ')}`

export const pathsOf = (kernel: Kernel, context: Context, object: CompiledObject): Record<string, unknown> => {
  const can = new Set(functionsOf(kernel, context, object))
  const name = schemaName(object)
  const tags = [object.path]
  const body = (schema: Schema, example?: unknown) => ({
    required: true,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  })
  const failures = { '401': problem, '403': problem, '404': problem, '422': problem }
  const list = {
    tags,
    summary: `${object.label.zh}列表 · list`,
    operationId: `list-${object.path}`,
    parameters: [
      query(
        'filter',
        filterHelp(
          [...object.fields.values()].filter(
            (field) => kernel.access.field(context.principal, object, field.name) !== 'none',
          ),
        ),
      ),
      query('sort', `e.g. ${object.def.sort}`),
      query('search', '名称、拼音、首字母、电话 · words, pinyin, initials, part of a phone'),
      query('limit', '1–200', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
      query('cursor', 'page.next of the page before'),
      query('fields', 'comma-separated'),
      query('count', '', { type: 'string', enum: ['none', 'estimate', 'exact'] }),
      query('view', 'name or id of a view'),
      query('deleted', 'the recycle bin', { type: 'boolean' }),
    ],
    responses: {
      '200': json({ type: 'object', properties: { data: { type: 'array', items: ref(name) }, page: ref('Page') } }),
      ...failures,
    },
  }
  const single: Record<string, unknown> = {
    get: {
      tags,
      summary: `${object.label.zh} · one`,
      operationId: `read-${object.path}`,
      parameters: [idParameter],
      responses: { '200': json(ref(name)), ...failures },
    },
  }
  if (can.has('update'))
    single.patch = {
      tags,
      summary: `修改${object.label.zh} · change`,
      operationId: `update-${object.path}`,
      parameters: [idParameter, ifMatch],
      requestBody: body(ref(`${name}Change`)),
      responses: { '200': json(ref(name)), ...failures, '412': problem },
    }
  if (can.has('delete'))
    single.delete = {
      tags,
      summary: '移入回收站 · to the recycle bin',
      operationId: `delete-${object.path}`,
      parameters: [idParameter, ifMatch],
      responses: { '204': { description: 'Moved' }, ...failures, '409': problem, '412': problem },
    }
  const paths: Record<string, unknown> = {
    [`/${object.path}`]: {
      get: list,
      ...(can.has('create')
        ? {
            post: {
              tags,
              summary: `新建${object.label.zh} · create`,
              operationId: `create-${object.path}`,
              parameters: [idempotency],
              requestBody: body(ref(`${name}New`), examples[object.path]),
              responses: { '201': json(ref(name), 'Created'), ...failures, '409': problem },
            },
          }
        : {}),
    },
    [`/${object.path}/{id}`]: single,
    [`/${object.path}/{id}/history`]: {
      get: {
        tags,
        summary: '变更记录 · history',
        operationId: `history-${object.path}`,
        parameters: [idParameter, query('cursor', ''), query('limit', '1–200', { type: 'integer', default: 50 })],
        responses: { '200': json({ type: 'object' }), ...failures },
      },
    },
    [`/${object.path}/{id}/timeline`]: {
      get: {
        tags,
        summary: '动态 · timeline',
        operationId: `timeline-${object.path}`,
        parameters: [idParameter, query('cursor', '')],
        responses: { '200': json({ type: 'object' }), ...failures },
      },
    },
    [`/${object.path}/{id}/explain`]: {
      get: {
        tags,
        summary: '为什么能或不能 · why somebody can or cannot',
        operationId: `explain-${object.path}`,
        parameters: [idParameter, query('employeeId', ''), query('verb', '')],
        responses: { '200': json({ type: 'object' }), ...failures },
      },
    },
  }
  Object.assign(paths, besidesOf(object, can))
  if (can.has('update'))
    paths[`/${object.path}/bulk/update`] = {
      post: {
        tags,
        summary: '批量修改 · change many',
        operationId: `bulk-update-${object.path}`,
        requestBody: body({
          type: 'object',
          properties: {
            ids: { type: 'array', items: { type: 'string', format: 'uuid' } },
            values: ref(`${name}Change`),
          },
          required: ['ids', 'values'],
        }),
        responses: { '200': json(ref('BulkResult')), ...failures },
      },
    }
  if (can.has('export') && object.def.traits.exportable === true)
    paths[`/${object.path}/export`] = {
      get: {
        tags,
        summary: '导出 · export',
        operationId: `export-${object.path}`,
        parameters: [
          query('format', '', {
            type: 'string',
            enum: ['xlsx', 'csv', ...(object.def.traits.card === undefined ? [] : ['vcf'])],
          }),
          query('filter', ''),
          query('search', ''),
          query('fields', ''),
        ],
        responses: { '200': { description: 'The file' }, ...failures },
      },
    }
  for (const action of object.actions.values()) {
    if (!can.has(action.name)) continue
    const input = actionInput(kernel, action.input)
    paths[`/${object.path}/{id}/${action.name}`] = {
      post: {
        tags,
        summary: `${action.label.zh} · ${action.label.en}`,
        operationId: `${action.name}-${object.path}`,
        parameters: [idParameter, ifMatch, idempotency],
        requestBody: { required: false, content: { 'application/json': { schema: input } } },
        responses: { '200': json(ref(name)), ...failures, '409': problem, '412': problem, '429': problem },
      },
    }
    if (action.bulk)
      paths[`/${object.path}/bulk/${action.name}`] = {
        post: {
          tags,
          summary: `批量${action.label.zh} · ${action.label.en}, many`,
          operationId: `bulk-${action.name}-${object.path}`,
          requestBody: body({
            type: 'object',
            properties: { ids: { type: 'array', items: { type: 'string', format: 'uuid' } }, input },
            required: ['ids'],
          }),
          responses: { '200': json(ref('BulkResult')), ...failures },
        },
      }
  }
  return paths
}
