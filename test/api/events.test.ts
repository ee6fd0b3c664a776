import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, password, startTestApp, type TestApp } from '../support/app.ts'
import { good } from './company.ts'

interface Told {
  readonly event: string
  readonly data: Record<string, unknown>
}

/** One open event stream, and what came over it. */
const listen = async (base: string, account: string) => {
  const session = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const stopper = new AbortController()
  const answer = await fetch(`${base}/api/v1/events`, { headers: { cookie }, signal: stopper.signal })
  const told: Told[] = []
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const piece of answer.body!) {
      text += decoder.decode(piece as Uint8Array, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? []
        if (event !== undefined && data !== undefined) told.push({ event, data: JSON.parse(data) })
      }
    }
  }
  const reading = read().catch((error: unknown) => {
    if (!stopper.signal.aborted) throw error
  })
  const until = async (what: (one: Told) => boolean): Promise<Told | undefined> => {
    for (let i = 0; i < 100; i++) {
      const found = told.find(what)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return undefined
  }
  return {
    type: answer.headers.get('content-type'),
    told,
    until,
    stop: async () => {
      stopper.abort()
      await reading
    },
  }
}

describe('events', () => {
  let app: TestApp
  let base: string
  let rep: Client
  const open: { stop: () => Promise<void> }[] = []
  const listener = async (account: string) => {
    const one = await listen(base, account)
    open.push(one)
    return one
  }
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    const west = await app.department({ name: '华西' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east })
    await app.person({ account: 'rep2', roles: ['rep'], departmentId: west })
    const head = await app.person({ account: 'head', roles: ['manager'], departmentId: east })
    const [department] = good(await app.admin.get('/departments')).data.filter(
      (one: { name: string }) => one.name === '华东',
    )
    good(
      await app.admin.patch(`/departments/${east}`, { managerId: head.id }, { 'if-match': `"${department.version}"` }),
    )
    base = await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    for (const one of open) await one.stop()
    await app.close()
  })

  it('tells those who see a record that it changed, and nobody else', async () => {
    const other = await listener('rep2')
    const head = await listener('head')
    expect(head.type).toContain('text/event-stream')
    const made = good(await rep.post('/customers', { name: '温岭泵业有限公司' }), 201)
    const told = await head.until((one) => one.data.id === made.id)
    expect(told).toEqual({ event: 'record-changed', data: { object: 'customers', id: made.id, event: 'create' } })
    expect(other.told.filter((one) => one.data.id === made.id)).toEqual([])
  })

  it('tells the other windows of a person what was read', async () => {
    const made = good(await rep.post('/customers', { name: '台州泵业有限公司' }), 201)
    const another = await listener('rep1')
    const other = await listener('rep2')
    good(await app.admin.post(`/customers/${made.id}/comments`, { content: '看看', mentionIds: [rep.id] }), 201)
    expect(await another.until((one) => one.event === 'notification' && one.data.kind === 'mention')).toBeDefined()
    good(await rep.post('/notifications/read', { all: true }), 204)
    expect(await another.until((one) => one.event === 'notification' && one.data.read === true)).toBeDefined()
    expect(other.told.filter((one) => one.event === 'notification')).toEqual([])
  })

  it('tells members of a pool that somebody claimed what they saw there', async () => {
    const pooled = good(await app.admin.post('/customers', { name: '玉环阀门厂', ownerId: null }), 201)
    const other = await listener('rep2')
    good(await rep.post(`/customers/${pooled.id}/claim`))
    expect(await other.until((one) => one.data.id === pooled.id && one.data.event === 'claim')).toBeDefined()
    good(await rep.patch(`/customers/${pooled.id}`, { shortName: '玉环' }))
    const own = good(
      await rep.post('/follow-ups', { customerId: pooled.id, kind: 'call', content: '约了周五上门' }),
      201,
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(other.told.filter((one) => one.data.event === 'update' || one.data.id === own.id)).toEqual([])
  })
})

it('stops although a stream is open and a connection has not asked anything yet', async () => {
  const app = await startTestApp()
  const base = await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  const stream = await listen(base, 'admin')
  const silent = connect(Number(new URL(base).port), '127.0.0.1')
  await once(silent, 'connect')
  await app.close()
  await stream.stop()
  silent.destroy()
}, 30_000)
