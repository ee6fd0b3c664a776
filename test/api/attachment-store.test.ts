import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { type S3Server, startS3Server } from '../support/s3-server.ts'
import { eventually, good, newCustomer, refused } from './company.ts'
import { attach, ledger, ledgerAtRest, listed, picture } from './files.ts'

describe('files in an S3-compatible store', () => {
  let s3: S3Server
  let app: TestApp
  let owner: Client
  let at: string
  let dataDir: string
  let auth: Record<string, string>
  const address = () =>
    `s3://company-files/greensea?endpoint=${encodeURIComponent(s3.endpoint)}&region=cn-north-1&pathStyle=1`
  beforeAll(async () => {
    s3 = await startS3Server()
    dataDir = await mkdtemp(join(tmpdir(), 'greensea-spool-'))
    app = await startTestApp({ files: { dataDir, address: address(), ...s3.keys } })
    owner = await app.person({ account: 'owner', roles: ['rep'], name: '负责人' })
    at = `/customers/${(await newCustomer(owner)).id}`
    auth = { authorization: `Bearer ${good(await owner.post('/api-keys', { name: 'k', scopes: ['*'] }), 201).key}` }
  })
  afterAll(async () => {
    await app.close()
    await s3.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const bytesOf = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await app.app.http.inject({ method: 'GET', url: `/api/v1${path}`, headers: { ...auth, ...headers } })
    return { status: answer.statusCode, bytes: answer.rawPayload }
  }
  const names = () => [...s3.objects.keys()].sort()

  it('go there signed, under an id of ours, and come back whole or in part', async () => {
    const content = randomBytes(400_000)
    const made: Answer['body'] = good(await attach(owner, at, '客户 图纸.dat', content), 201)
    expect(names()).toEqual((await ledger(app)).map((file) => `company-files/greensea/${file.id}`).sort())
    expect(names().join()).not.toContain('图纸')
    expect((await bytesOf(`/attachments/${made.id}/download`)).bytes.equals(content)).toBe(true)
    const part = await bytesOf(`/attachments/${made.id}/download`, { range: 'bytes=5-104' })
    expect(part.status).toBe(206)
    expect(part.bytes.equals(content.subarray(5, 105))).toBe(true)
    expect(s3.refusals).toEqual([])
    expect(await readdir(dataDir, { recursive: true })).toEqual(['incoming'])
  })

  it('have their small pictures there as well, and leave all together when the record is purged (O8)', async () => {
    const gone = await newCustomer(owner)
    const there = `/customers/${gone.id}`
    const before = names()
    const made = good(await attach(owner, there, '门头.jpg', await picture()), 201)
    expect((await bytesOf(`/attachments/${made.id}/preview`)).status).toBe(200)
    expect((await bytesOf(`/attachments/${made.id}/preview?size=thumbnail`)).status).toBe(200)
    expect(names()).toHaveLength(before.length + 3)
    await owner.del(there)
    s3.down = true
    good(await app.admin.post(`${there}/purge`))
    await eventually(async () => (s3.refusals.includes('SlowDown') ? true : undefined), 'a first try')
    expect(names()).toHaveLength(before.length + 3)
    s3.down = false
    s3.refusals.length = 0
    await eventually(async () => (names().length === before.length ? true : undefined), 'the files leaving the store')
    expect(names()).toEqual(before)
    await ledgerAtRest(app)
  })

  it('that do not arrive leave no row', async () => {
    const there = `/customers/${(await newCustomer(owner)).id}`
    const before = names()
    s3.down = true
    refused(await attach(owner, there, 'a.txt', 'text'), 503, 'file_store_unavailable')
    s3.down = false
    expect(await listed(owner, there)).toEqual([])
    // What was told to leave and could not is swept.
    const { runId } = good(await app.admin.post('/jobs/attachments-sweep/run'), 202)
    await eventually(async () => {
      const runs: Answer['body'][] = good(await app.admin.get('/jobs/attachments-sweep/runs')).data
      return runs.find((run) => run.id === runId)?.state === 'done' ? true : undefined
    }, 'the sweep')
    expect(names()).toEqual(before)
    await ledgerAtRest(app)
  })

  it('are refused by the store to who does not know the secret', async () => {
    const stranger = await startTestApp({
      files: { dataDir: app.dataDir, address: address(), keyId: s3.keys.keyId, keySecret: 'guessed' },
    })
    const rep = await stranger.person({ account: 'rep', roles: ['rep'] })
    const { id } = await newCustomer(rep)
    s3.refusals.length = 0
    refused(await attach(rep, `/customers/${id}`, 'a.txt', 'text'), 503, 'file_store_unavailable')
    expect(s3.refusals[0]).toBe('the signature does not match')
    await stranger.close()
  })
})
