import type { CompiledObject } from '../../model/registry.ts'
import { idempotency, idParameter, ifMatch, json, problem, ref, type Schema, schemaName } from './openapi-schemas.ts'

const failures = { '401': problem, '403': problem, '404': problem, '422': problem }
const moment = { type: 'string', format: 'date-time' }
const id = { type: 'string', format: 'uuid' }
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const text = { type: 'string' }
const body = (schema: Schema) => ({ required: true, content: { 'application/json': { schema } } })
const listOf = (properties: Record<string, Schema>, required: readonly string[]): Schema => ({
  type: 'object',
  required: ['data', 'page'],
  properties: { data: { type: 'array', items: { type: 'object', properties, required } }, page: ref('Page') },
})

const interval = {
  ownerId: orNull(id),
  owner: orNull(ref('Named')),
  poolId: orNull(id),
  pool: orNull(ref('Named')),
  from: moment,
  to: orNull(moment),
  cause: text,
  rule: orNull(text),
  policyVersion: { type: ['integer', 'null'] },
  reason: orNull(text),
  by: orNull(ref('Named')),
}

const member = {
  employee: ref('Named'),
  department: ref('Named'),
  right: { type: 'string', enum: ['read', 'write'] },
  until: orNull(moment),
}

const comment = {
  id,
  content: text,
  mentionIds: { type: 'array', items: id },
  by: orNull(ref('Named')),
  createdAt: moment,
  updatedAt: moment,
  edited: { type: 'boolean' },
  can: { type: 'object', additionalProperties: { type: 'boolean' } },
}

const attachment = {
  id,
  object: text,
  recordId: id,
  name: text,
  extension: text,
  size: { type: 'integer' },
  type: text,
  preview: { type: ['string', 'null'], enum: ['picture', 'pdf', null] },
  createdAt: moment,
  by: orNull(ref('Named')),
  locked: { type: 'boolean' },
  lockedAt: orNull(moment),
  lockedBy: orNull(ref('Named')),
  can: { type: 'object', additionalProperties: { type: 'boolean' } },
  why: { type: 'object', additionalProperties: ref('Reason') },
}

const attachmentPaths = (object: CompiledObject, may: boolean) => {
  const tags = [object.path]
  const list = listOf(attachment, ['id', 'name', 'size', 'locked'])
  return {
    get: {
      tags,
      summary: '附件 · attachments',
      operationId: `attachments-${object.path}`,
      parameters: [idParameter],
      responses: { '200': json(list), ...failures },
    },
    ...(may
      ? {
          post: {
            tags,
            summary: '上传附件 · attach a file',
            operationId: `attach-${object.path}`,
            parameters: [idParameter, idempotency],
            requestBody: {
              required: true,
              content: {
                'multipart/form-data': {
                  schema: {
                    type: 'object',
                    required: ['file'],
                    properties: { file: { type: 'string', format: 'binary' } },
                  },
                },
              },
            },
            responses: {
              '201': json({ type: 'object', properties: attachment }, 'Created'),
              ...failures,
              '409': problem,
              '413': problem,
            },
          },
        }
      : {}),
  }
}

/** What stands beside the record itself: its owners and members, its comments, and the recycle bin. */
export const besidesOf = (object: CompiledObject, can: ReadonlySet<string>): Record<string, unknown> => {
  const { traits } = object.def
  const tags = [object.path]
  const at = `/${object.path}/{id}`
  const paths: Record<string, unknown> = {}
  const told = (name: string, summary: string, schema: Schema) => ({
    tags,
    summary,
    operationId: `${name}-${object.path}`,
    parameters: [idParameter],
    responses: { '200': json(schema), ...failures },
  })
  if (traits.pooled === true)
    paths[`${at}/owners`] = {
      get: told('owners', '归属经过 · who owned it', listOf(interval, ['from', 'to', 'cause'])),
    }
  if (traits.pooled === true)
    paths[`${at}/loss`] = {
      get: told('loss', '怎么没的 · why I lost it', {
        type: 'object',
        properties: {
          from: moment,
          to: moment,
          visible: { type: 'boolean' },
          facts: { type: 'array', items: { type: 'object', properties: { at: moment, code: text, text } } },
        },
      }),
    }
  if (traits.owned === true)
    paths[`${at}/members`] = {
      get: told('members', '相关员工、相关部门 · members', {
        type: 'object',
        properties: { data: { type: 'array', items: { type: 'object', properties: member, required: ['right'] } } },
      }),
    }
  if (traits.commentable === true)
    paths[`${at}/comments`] = {
      get: told('comments', '评论 · comments', listOf(comment, ['id', 'content', 'by'])),
      post: {
        tags,
        summary: '写评论 · comment',
        operationId: `comment-${object.path}`,
        parameters: [idParameter, idempotency],
        requestBody: body({
          type: 'object',
          required: ['content'],
          properties: { content: text, mentionIds: { type: 'array', items: id } },
        }),
        responses: { '201': json({ type: 'object', properties: comment }, 'Created'), ...failures },
      },
    }
  if (traits.attachable === true) paths[`${at}/attachments`] = attachmentPaths(object, can.has('update'))
  for (const [verb, right, summary] of [
    ['restore', 'delete', '从回收站恢复 · out of the recycle bin'],
    ['purge', 'purge', '彻底删除 · for good'],
  ] as const)
    if (can.has(right))
      paths[`${at}/${verb}`] = {
        post: {
          tags,
          summary,
          operationId: `${verb}-${object.path}`,
          parameters: [idParameter, ifMatch, idempotency],
          responses: {
            '200': json(verb === 'purge' ? { type: 'object', properties: { id } } : ref(schemaName(object))),
            ...failures,
            '409': problem,
            '412': problem,
          },
        },
      }
  if (can.has('delete'))
    paths[`/${object.path}/bulk/delete`] = {
      post: {
        tags,
        summary: '批量移入回收站 · delete many',
        operationId: `bulk-delete-${object.path}`,
        requestBody: body({ type: 'object', properties: { ids: { type: 'array', items: id } }, required: ['ids'] }),
        responses: { '200': json(ref('BulkResult')), ...failures },
      },
    }
  return paths
}

/** Taking back what a write answered a token for. */
export const undoPath = {
  post: {
    tags: ['system'],
    summary: '撤销 · undo',
    operationId: 'undo',
    parameters: [idempotency],
    requestBody: body({ type: 'object', required: ['token'], properties: { token: text } }),
    responses: {
      '200': json({
        type: 'object',
        properties: { undone: { type: 'boolean' }, object: text, id, visible: { type: 'boolean' } },
      }),
      ...failures,
      '409': problem,
    },
  },
}
