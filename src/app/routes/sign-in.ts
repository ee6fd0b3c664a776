import { bodyObject, type Call, type Reply, type Route } from '../../kernel/rest/route.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../../kernel/sign-in/api-keys.ts'
import { changePassword } from '../../kernel/sign-in/passwords.ts'
import { listSessions, revokeSession, signOut } from '../../kernel/sign-in/sessions.ts'
import { type SignedIn, signIn, signInWithTotp } from '../../kernel/sign-in/sign-in.ts'
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes } from '../../kernel/sign-in/totp.ts'
import { fault, forbidden, invalid } from '../../model/errors.ts'

/** Texts of a small fixed body; every missing one named. */
export const texts = <K extends string>(call: Call, names: readonly K[]): Record<K, string> => {
  const body = bodyObject(call.body)
  const faults = names
    .filter((name) => typeof body[name] !== 'string' || body[name] === '')
    .map((name) => fault(name, 'required', `缺少“${name}”`, `"${name}" is missing`))
  if (faults.length > 0) throw invalid(faults)
  return Object.fromEntries(names.map((name) => [name, String(body[name]).slice(0, 1000)])) as Record<K, string>
}

const client = (call: Call) => ({ ip: call.ip, userAgent: call.userAgent })

/** Things only a person in a session does: a key must not widen itself. */
const inSession = (call: Call): { employeeId: string } => {
  if (call.session === null)
    throw forbidden(
      'session_required',
      '这里要登录后操作，不能用 API 密钥',
      'This needs a signed-in session, not an API key',
    )
  return { employeeId: call.context.principal.employeeId ?? '' }
}

export const opened = ({ session, employee, mustChange }: SignedIn): Reply => ({
  body: { employee, mustChangePassword: mustChange },
  cookie: { token: session.token, expiresAt: session.expiresAt },
})

const enter = async (call: Call): Promise<Reply> => {
  const { db } = call.kernel
  const body = bodyObject(call.body)
  if (body.ticket !== undefined)
    return opened(await signInWithTotp(db, { ...texts(call, ['ticket', 'code']), ...client(call) }))
  return opened(
    await signIn(
      db,
      { ...texts(call, ['account', 'password']), ...client(call) },
      { timeZone: call.kernel.clock.timeZone },
    ),
  )
}

const makeKey = async (call: Call): Promise<Reply> => {
  const { employeeId } = inSession(call)
  const { name } = texts(call, ['name'])
  const body = bodyObject(call.body)
  const scopes = Array.isArray(body.scopes) ? body.scopes.map(String) : []
  if (body.expiresAt !== undefined && body.expiresAt !== null && typeof body.expiresAt !== 'string')
    throw invalid([fault('expiresAt', 'invalid', '失效时间应是时间文字', 'The time of expiry is a time in text')])
  const expiresAt = typeof body.expiresAt === 'string' ? body.expiresAt : null
  return {
    status: 201,
    body: await createApiKey(call.kernel.db, {
      employeeId,
      name,
      scopes,
      expiresAt,
      objects: new Set(call.kernel.registry().objects.keys()),
    }),
  }
}

export const signInRoutes: readonly Route[] = [
  { method: 'POST', path: '/session', open: true, run: enter },
  {
    method: 'DELETE',
    path: '/session',
    run: async (call) => {
      if (call.session !== null) await signOut(call.kernel.db, { token: call.session.token })
      return { status: 204, cookie: null }
    },
  },
  {
    method: 'GET',
    path: '/sessions',
    run: async (call) => {
      const rows = await listSessions(call.kernel.db, inSession(call))
      return { body: { data: rows.map((row) => ({ ...row, current: row.id === call.session?.id })) } }
    },
  },
  {
    method: 'DELETE',
    path: '/sessions/:id',
    run: async (call) => {
      await revokeSession(call.kernel.db, {
        ...inSession(call),
        id: call.params.id ?? '',
      })
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: '/me/password',
    run: async (call) => {
      const { employeeId } = inSession(call)
      await changePassword(call.kernel.db, {
        employeeId,
        ...texts(call, ['current', 'next']),
        ...(call.session === null ? {} : { keepSessionId: call.session.id }),
        ...client(call),
      })
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: '/me/totp',
    secret: true,
    run: async (call) => ({
      body: await beginTotp(call.kernel.db, { ...inSession(call), ...texts(call, ['password']), ...client(call) }),
    }),
  },
  {
    method: 'POST',
    path: '/me/totp/confirm',
    secret: true,
    run: async (call) => ({
      body: await confirmTotp(call.kernel.db, { ...inSession(call), ...texts(call, ['code']) }),
    }),
  },
  {
    method: 'POST',
    path: '/me/totp/recovery-codes',
    secret: true,
    run: async (call) => ({
      body: await renewRecoveryCodes(call.kernel.db, {
        ...inSession(call),
        ...texts(call, ['password']),
        ...client(call),
      }),
    }),
  },
  {
    method: 'DELETE',
    path: '/me/totp',
    run: async (call) => {
      await disableTotp(call.kernel.db, { ...inSession(call), ...texts(call, ['password']), ...client(call) })
      return { status: 204 }
    },
  },
  {
    method: 'GET',
    path: '/api-keys',
    run: async (call) => ({
      body: { data: await listApiKeys(call.kernel.db, inSession(call)) },
    }),
  },
  { method: 'POST', path: '/api-keys', secret: true, run: makeKey },
  {
    method: 'DELETE',
    path: '/api-keys/:id',
    run: async (call) => {
      await revokeApiKey(call.kernel.db, { employeeId: inSession(call).employeeId, id: call.params.id ?? '' })
      return { status: 204 }
    },
  },
]
