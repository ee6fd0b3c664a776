import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApplicationOptions } from '../../src/app/application.ts'
import { type Application, createApplication } from '../../src/app/application.ts'
import { contextOf } from '../../src/kernel/kernel.ts'
import { systemPrincipal } from '../../src/kernel/principal.ts'
import { create, single } from '../../src/kernel/records/write.ts'
import { cheapHashingCost, hashPassword } from '../../src/kernel/sign-in/hashing.ts'
import { setPasswordHash } from '../../src/kernel/sign-in/passwords.ts'
import { createTestDatabase } from './database.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely; each test states what it expects of them
export type Answer = { status: number; body: any; headers: Record<string, string | string[] | undefined> }

export interface Client {
  readonly id: string
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly patch: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly del: (path: string, headers?: Record<string, string>) => Promise<Answer>
}

export interface TestApp {
  readonly app: Application
  /** Not signed in. */
  readonly guest: Client
  readonly admin: Client
  /** Makes an employee with roles (by key) in a department, and signs in. */
  readonly person: (input: {
    account: string
    roles: readonly string[]
    departmentId?: string | null
    managerId?: string | null
    name?: string
  }) => Promise<Client>
  readonly department: (input: { name: string; parentId?: string | null; managerId?: string | null }) => Promise<string>
  readonly roleId: (key: string) => string
  readonly poolId: string
  /** The folder of its files, unless the options name another place. */
  readonly dataDir: string
  /** Moves business time, as GREENSEA_CLOCK would. */
  readonly shift: (milliseconds: number) => Promise<void>
  readonly close: () => Promise<void>
}

export const password = 'greensea-test-1'
let hash: Promise<string> | undefined

/** The whole application in process on a database of its own, spoken to over HTTP; the front door of every test. */
export const startTestApp = async (options: Partial<ApplicationOptions> = {}): Promise<TestApp> => {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'greensea-files-'))
  const app = await createApplication({
    url: database.url,
    schedule: false,
    dispatchEvery: 50,
    poolSize: 12,
    files: { dataDir },
    ...options,
  })
  const { kernel } = app.system
  hash ??= hashPassword(password, cheapHashingCost)
  const passwordHash = await hash

  const client = (id: string, cookie: string | undefined): Client => {
    const call: Client['call'] = async (method, path, body, headers = {}) => {
      const answer = await app.http.inject({
        method: method as 'GET',
        url:
          path.startsWith('/') &&
          !path.startsWith('/api/') &&
          !path.startsWith('/healthz') &&
          !path.startsWith('/readyz') &&
          !path.startsWith('/metrics')
            ? `/api/v1${path}`
            : path,
        ...(body === undefined ? {} : { payload: body as object }),
        headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
      })
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        body: isJson ? JSON.parse(answer.body) : answer.body,
        headers: answer.headers as Answer['headers'],
      }
    }
    return {
      id,
      call,
      get: (path, h) => call('GET', path, undefined, h),
      post: (path, b, h) => call('POST', path, b ?? {}, h),
      patch: (path, b, h) => call('PATCH', path, b ?? {}, h),
      del: (path, h) => call('DELETE', path, undefined, h),
    }
  }
  const guest = client('', undefined)
  const signIn = async (id: string, account: string): Promise<Client> => {
    const answer = await guest.post('/session', { account, password })
    if (answer.status !== 200) throw new Error(`${account} cannot sign in: ${JSON.stringify(answer.body)}`)
    return client(id, String(answer.headers['set-cookie']).split(';')[0])
  }
  const system = () => contextOf(kernel, systemPrincipal('test'), { via: 'setup' })
  const object = (path: string) => kernel.registry().objects.get(path)!
  const { rows: roles } = await kernel.db.pool.query<{ id: string; key: string }>('SELECT id, key FROM roles')
  const roleId = (key: string) => {
    const role = roles.find((one) => one.key === key)
    if (role === undefined) throw new Error(`no role ${key}`)
    return role.id
  }
  const person: TestApp['person'] = async ({
    account,
    roles: keys,
    departmentId = null,
    managerId = null,
    name = account,
  }) => {
    const { row } = single(
      await create(
        kernel,
        system(),
        object('employees'),
        [{ name, account, departmentId, managerId, roleIds: keys.map(roleId) }],
        { trusted: true },
      ),
    )
    await setPasswordHash(kernel.db, { employeeIds: [String(row.id)], passwordHash })
    await app.system.catchUp()
    return signIn(String(row.id), account)
  }
  const department: TestApp['department'] = async (input) => {
    const { row } = single(await create(kernel, system(), object('departments'), [input], { trusted: true }))
    await app.system.catchUp()
    return String(row.id)
  }
  const admin = await person({ account: 'admin', roles: ['administrator'] })
  const { rows: pools } = await kernel.db.pool.query<{ id: string }>('SELECT id FROM pools')
  return {
    app,
    guest,
    admin,
    person,
    department,
    roleId,
    poolId: pools[0]!.id,
    dataDir,
    shift: async (milliseconds) => {
      await kernel.db.pool.query('UPDATE epochs SET clock_offset = $1', [milliseconds])
      await app.system.catchUp()
    },
    close: async () => {
      await app.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
