import { expect } from 'vitest'
import { creditCheck, organisationCheck } from '../../src/engines/identity/names/codes.ts'
import type { Answer, Client, TestApp } from '../support/app.ts'

export const day = 86_400_000
export const nowhere = '01890000-0000-7000-8000-000000000000'

/** A problem document to the letter, with this status and code. */
export const refused = (answer: Answer, status: number, code?: string): Answer['body'] => {
  const seen = { status: answer.status, code: answer.body?.code, body: answer.body }
  expect(seen).toMatchObject(code === undefined ? { status } : { status, code })
  expect(String(answer.headers['content-type'])).toContain('application/problem+json')
  expect(answer.body.status).toBe(status)
  for (const member of ['type', 'title', 'code', 'detail'])
    expect(answer.body[member], member).toEqual(expect.any(String))
  for (const one of answer.body.errors ?? []) {
    expect(Object.keys(one).sort()).toEqual(['code', 'message', 'path'])
    expect(one.message.length).toBeGreaterThan(0)
  }
  return answer.body
}

/** The paths and codes of a 422. */
export const faults = (answer: Answer): Record<string, string> =>
  Object.fromEntries(refused(answer, 422).errors.map((one: { path: string; code: string }) => [one.path, one.code]))

/** The answer, if it is a success. */
export const good = (answer: Answer, status = 200): Answer['body'] => {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body).slice(0, 600)}`)
  return answer.body
}

export const undoToken = (answer: Answer): string => {
  expect(answer.headers.undo, 'an Undo header').toEqual(expect.any(String))
  return String(answer.headers.undo)
}

/** A credit code nobody has, right by both of its checks. */
export const codeOf = (serial: number): string => {
  const body = `MA${String(serial).padStart(6, '0')}`
  const front = `91330106${body}${organisationCheck(body)}`
  return front + creditCheck(front)
}

let number = 0
/** A customer nobody has made yet. */
export const newCustomer = async (client: Client, values: Record<string, unknown> = {}): Promise<Answer['body']> =>
  good(await client.post('/customers', { name: `测试客户${String(++number).padStart(4, '0')}`, ...values }), 201)

export const query = (path: string, parameters: Record<string, unknown>): string =>
  `${path}?${new URLSearchParams(Object.entries(parameters).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]))}`

/** Every record of a list, page by page; fails on a repeated one. */
export const walk = async (
  client: Client,
  path: string,
  parameters: Record<string, unknown>,
): Promise<Answer['body'][]> => {
  const rows: Answer['body'][] = []
  let cursor: string | null = null
  for (let page = 0; page < 500; page++) {
    const { data, page: at }: Answer['body'] = good(
      await client.get(query(path, { ...parameters, ...(cursor === null ? {} : { cursor }) })),
    )
    rows.push(...data)
    cursor = at.next
    if (cursor === null) break
  }
  expect(new Set(rows.map((row) => row.id)).size, 'no record twice').toBe(rows.length)
  return rows
}

/** Runs a job through the API and waits for it; answers its run. */
export const perform = async (app: TestApp, job: string): Promise<Answer['body']> => {
  const { runId } = good(await app.admin.post(`/jobs/${job}/run`), 202)
  return eventually(async () => {
    const run = good(await app.admin.get(`/jobs/${job}/runs`)).data.find((one: { id: string }) => one.id === runId)
    if (run?.state === 'failed') throw new Error(run.error)
    return run?.state === 'done' ? run : undefined
  }, `the run of ${job}`)
}

/** Waits for what happens in the background. */
export const eventually = async <T>(find: () => Promise<T | undefined>, what: string): Promise<T> => {
  for (let i = 0; i < 200; i++) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  throw new Error(`it never came: ${what}`)
}

export const recycle = (app: TestApp): Promise<Answer['body']> => perform(app, 'pool-recycle')

/** One more session or key of somebody, given the header that says who. */
export const speaking = (
  app: TestApp,
  headers: Record<string, string>,
): Pick<Client, 'get' | 'post' | 'patch' | 'del'> => ({
  get: (path, more) => app.guest.get(path, { ...headers, ...more }),
  post: (path, body, more) => app.guest.post(path, body, { ...headers, ...more }),
  patch: (path, body, more) => app.guest.patch(path, body, { ...headers, ...more }),
  del: (path, more) => app.guest.del(path, { ...headers, ...more }),
})
