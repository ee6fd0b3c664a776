import type { Call, Route } from '../kernel/rest/route.ts'
import { forbidden } from '../model/errors.ts'

/**
 * What an API key needs for a route that is not one of a record: the scope `object:verb`; or nothing of its own, where
 * all it answers passes access, which asks the key. Whatever is not named here is for a person in a session.
 */
const reaches: Readonly<Record<string, 'checked' | readonly [object: string, verb: string]>> = {
  'GET /me': 'checked',
  'GET /meta': 'checked',
  'GET /meta/:object': 'checked',
  'GET /openapi.json': 'checked',
  'GET /search': 'checked',
  'GET /events': 'checked',
  'GET /reminders': 'checked',
  'GET /team': 'checked',
  'GET /calendar': 'checked',
  'GET /calendar/people': ['calendar-events', 'read'],
  'POST /calendar/move': 'checked',
  'POST /calendar/import': 'checked',
  'GET /fields': ['roles', 'delete'],
  'POST /fields': ['roles', 'delete'],
  'PATCH /fields/:object/:name': ['roles', 'delete'],
  'GET /jobs': ['roles', 'delete'],
  'POST /jobs/:name/run': ['roles', 'delete'],
  'GET /jobs/:name/runs': ['roles', 'delete'],
  'GET /policy': ['pools', 'read'],
  'POST /policy': ['pools', 'manage'],
  'GET /pool-report': ['pools', 'manage'],
  'GET /distribution': 'checked',
  'GET /pool-usage': ['pools', 'read'],
  'GET /employees/:id/holdings': ['employees', 'hand-over'],
  'GET /work-reports/missing': ['work-reports', 'read'],
  'GET /proposed-owners': ['employees', 'read'],
  'GET /notifications': ['notifications', 'read'],
  'POST /notifications/read': ['notifications', 'update'],
  'GET /deliveries': ['roles', 'delete'],
  'POST /deliveries/:id/retry': ['roles', 'delete'],
  'POST /deliveries/retry': ['roles', 'delete'],
  'POST /imports': 'checked',
  'GET /imports': 'checked',
  'GET /imports/:id': 'checked',
  'PATCH /imports/:id': 'checked',
  'POST /imports/:id/start': 'checked',
  'GET /imports/:id/failures': 'checked',
  'POST /imports/:id/undo': 'checked',
  'POST /undo': 'checked',
  'POST /duplicates/check': 'checked',
  'GET /duplicates/rules': ['pools', 'read'],
  'POST /duplicates/rules': ['pools', 'manage'],
  'POST /duplicates/preview': 'checked',
  'POST /duplicates/merge': 'checked',
  'GET /duplicates/merges': 'checked',
  'POST /duplicates/merges/:id/undo': 'checked',
  'POST /duplicates/scans': 'checked',
  'GET /duplicates/scans': 'checked',
  'GET /duplicates/clusters': 'checked',
  'GET /duplicates/clusters/:id': 'checked',
  'POST /duplicates/clusters/:id/decide': 'checked',
  'PATCH /comments/:id': 'checked',
  'DELETE /comments/:id': 'checked',
  'GET /:object/:id/attachments': [':object', 'read'],
  'POST /:object/:id/attachments': [':object', 'update'],
  'GET /attachments/:id': 'checked',
  'GET /attachments/:id/download': 'checked',
  'GET /attachments/:id/preview': 'checked',
  'POST /attachments/:id/lock': 'checked',
  'POST /attachments/:id/unlock': 'checked',
  'DELETE /attachments/:id': 'checked',
  'POST /attachments/:id/restore': 'checked',
  'POST /attachments/:id/purge': 'checked',
  'GET /attachment-policy': 'checked',
  'PATCH /attachment-policy': ['roles', 'delete'],
  'GET /:object/export': 'checked',
  'POST /:object/read-card': 'checked',
  'POST /:object/describe': [':object', 'read'],
  'GET /:object/:id/comments': [':object', 'read'],
  'POST /:object/:id/comments': [':object', 'comment'],
  'GET /:object/:id/explain': [':object', 'read'],
  'GET /:object/:id/timeline': [':object', 'read'],
  'GET /:object/:id/loss': [':object', 'read'],
  'GET /:object/:id/owners': [':object', 'read'],
  'GET /:object/:id/members': [':object', 'read'],
  'GET /:object/:id/history': [':object', 'read'],
  'GET /:object/:id/print': 'checked',
  'GET /print/placeholders': 'checked',
  'POST /print/preview': 'checked',
  'GET /company': 'checked',
  'PATCH /company': ['roles', 'delete'],
}

const checkKey = (name: string, { context, params }: Call): void => {
  const { mayKey } = context.principal
  const reach = reaches[name]
  if (mayKey === null || reach === 'checked') return
  if (reach === undefined)
    throw forbidden(
      'session_required',
      '这里要登录后操作，不能用 API 密钥',
      'This needs a signed-in session, not an API key',
    )
  const object = reach[0] === ':object' ? (params.object ?? '') : reach[0]
  if (!mayKey(object, reach[1]))
    throw forbidden(
      'no_right',
      `API 密钥的权限范围不包括“${object}:${reach[1]}”`,
      `The scopes of the API key do not include "${object}:${reach[1]}"`,
      `${object}.${reach[1]}`,
    )
}

/** Routes that ask the key before they do anything. Those of records are asked by access itself. */
export const askKeys = (routes: readonly Route[], ofRecords: ReadonlySet<Route>): Route[] =>
  routes.map((route) => {
    if (route.open === true || ofRecords.has(route)) return route
    const name = `${route.method} ${route.path}`
    return {
      ...route,
      run: async (call) => {
        checkKey(name, call)
        return route.run(call)
      },
    }
  })
