import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'
import { undoPath } from './openapi-besides.ts'
import { pathsOf } from './openapi-paths.ts'
import { inputSchema, problem, recordSchema, schemaName } from './openapi-schemas.ts'
import type { Route } from './route.ts'

/** The whole API as OpenAPI 3.1, as far as this person's rights go; other routes are listed by path alone. */
export const openApi = (kernel: Kernel, context: Context, others: readonly Route[]): Record<string, unknown> => {
  const objects = [...kernel.registry().objects.values()].filter((object) =>
    kernel.access.may(context.principal, object, 'read'),
  )
  const schemas: Record<string, unknown> = {
    Problem: {
      type: 'object',
      required: ['type', 'title', 'status', 'code', 'detail'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string' },
        detail: { type: 'string' },
        rule: { type: 'string' },
        errors: {
          type: 'array',
          items: {
            type: 'object',
            properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
    Named: {
      type: 'object',
      properties: { id: { type: 'string', format: 'uuid' }, name: { type: ['string', 'null'] } },
    },
    Reason: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' } } },
    Page: {
      type: 'object',
      properties: {
        next: { type: ['string', 'null'] },
        total: {
          anyOf: [
            { type: 'object', properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } },
            { type: 'null' },
          ],
        },
      },
    },
    BulkResult: {
      type: 'object',
      properties: {
        results: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              ok: { type: 'boolean' },
              code: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
      },
    },
  }
  for (const object of objects) {
    schemas[schemaName(object)] = recordSchema(kernel, context, object)
    schemas[`${schemaName(object)}New`] = inputSchema(kernel, context, object, true)
    schemas[`${schemaName(object)}Change`] = inputSchema(kernel, context, object, false)
  }
  const paths: Record<string, Record<string, unknown>> = { '/undo': undoPath }
  for (const object of objects) Object.assign(paths, pathsOf(kernel, context, object))
  for (const route of others) {
    if (route.path.includes(':object')) continue
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const parameters = [...route.path.matchAll(/:(\w+)/g)].map((match) => ({
      name: match[1],
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }))
    const asked = (route.query ?? []).map((name) => ({
      name,
      in: 'query',
      required: false,
      schema: { type: 'string' },
    }))
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        tags: ['system'],
        operationId: `${route.method.toLowerCase()}${path.replace(/[^A-Za-z]+/g, '-')}`.replace(/-$/, ''),
        summary: `${route.method} ${path}`,
        parameters: [...parameters, ...asked],
        responses: { '200': { description: 'OK' }, '401': problem, '403': problem, '422': problem },
        ...(route.open === true ? { security: [] } : {}),
        ...route.openapi,
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '绿海 Greensea API', version: '1', description: '按你的权限裁剪 · trimmed to your rights' },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { key: [] }],
    tags: [
      ...objects.map((object) => ({ name: object.path, description: `${object.label.zh} · ${object.label.en}` })),
      { name: 'system' },
    ],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'greensea_session' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
