import { randomBytes } from 'node:crypto'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { request as overHttp } from 'node:http'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, good, newCustomer, refused } from './company.ts'
import { attach, form, ledgerAtRest, listed, onDisk, pdf, picture, program, storeAtRest } from './files.ts'

describe('the files of attachments', () => {
  let app: TestApp
  let owner: Client
  let at: string
  beforeAll(async () => {
    app = await startTestApp()
    owner = await app.person({ account: 'owner', roles: ['rep'], name: '负责人' })
    at = `/customers/${(await newCustomer(owner)).id}`
  })
  afterAll(() => app.close())

  const bytesOf = async (path: string, headers: Record<string, string> = {}) => {
    const { headers: signedIn } = await cookieOf()
    const answer = await app.app.http.inject({
      method: 'GET',
      url: `/api/v1${path}`,
      headers: { ...signedIn, ...headers },
    })
    return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers }
  }
  let key: string | undefined
  const cookieOf = async () => {
    key ??= good(await owner.post('/api-keys', { name: 'k', scopes: ['*'] }), 201).key as string
    return { headers: { authorization: `Bearer ${key}` } }
  }
  const runSweep = async () => {
    const { runId } = good(await app.admin.post('/jobs/attachments-sweep/run'), 202)
    return eventually(async () => {
      const runs: Answer['body'][] = good(await app.admin.get('/jobs/attachments-sweep/runs')).data
      const run = runs.find((one) => one.id === runId)
      if (run?.state === 'failed') throw new Error(run.error)
      return run?.state === 'done' ? run.result : undefined
    }, 'the sweep')
  }

  it('come back as they went, to be saved and never shown by themselves', async () => {
    const content = randomBytes(300_000)
    const made = good(await attach(owner, at, '工艺 “图纸” v2 (1).dat', content), 201)
    const { status, bytes, headers } = await bytesOf(`/attachments/${made.id}/download`)
    expect(status).toBe(200)
    expect(bytes.equals(content)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '300000',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
    })
    expect(headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''%E5%B7%A5%E8%89%BA%20%E2%80%9C%E5%9B%BE%E7%BA%B8%E2%80%9D%20v2%20%281%29.dat",
    )
    const tag = String(headers.etag)
    expect((await bytesOf(`/attachments/${made.id}/download`, { 'if-none-match': tag })).status).toBe(304)
    const part = await bytesOf(`/attachments/${made.id}/download`, { range: 'bytes=1000-1999' })
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 1000-1999/300000' } })
    expect(part.bytes.equals(content.subarray(1000, 2000))).toBe(true)
    const tail = await bytesOf(`/attachments/${made.id}/download`, { range: 'bytes=-10' })
    expect(tail.bytes.equals(content.subarray(-10))).toBe(true)
    const stale = await bytesOf(`/attachments/${made.id}/download`, { range: 'bytes=0-9', 'if-range': '"other"' })
    expect(stale.status).toBe(200)
    const outside = await bytesOf(`/attachments/${made.id}/download`, { range: 'bytes=300000-' })
    expect(outside).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */300000' } })
  })

  it.each(['page.html', 'logo.svg', 'page.htm', 'data.xml'])('never run in our origin: %s is bytes', async (name) => {
    const made = good(
      await attach(owner, at, name, '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      201,
    )
    expect(made.preview).toBeNull()
    const { headers } = await bytesOf(`/attachments/${made.id}/download`)
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(String(headers['content-disposition'])).toMatch(/^attachment;/)
    refused(await owner.get(`/attachments/${made.id}/preview`), 422, 'no_preview')
  })

  it.each([
    ['🐋 鲸鱼 👨‍👩‍👧 مرحبا.txt', '🐋 鲸鱼 👨‍👩‍👧 مرحبا.txt'],
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Users\\王\\合同.txt', '合同.txt'],
    ['..', null],
    ['', null],
    ['   .txt', 'txt'],
    ['a\u0000b\u0007c\r\nd.txt', 'abc%0D%0Ad.txt'],
    ['annexe\u202Etxt.pdf.txt', 'annexetxt.pdf.txt'],
    ['what: is <this>?|*.txt', 'what_ is _this____.txt'],
    ['trailing.txt . . ', 'trailing.txt'],
    ['e\u0301.txt', 'é.txt'],
    ['\ud800lone.txt', 'lone.txt'],
  ])('keep a name without path and without what cannot be seen: %j', async (given, kept) => {
    const answer = await attach(owner, at, given, 'text')
    if (kept === null) refused(answer, 422)
    else expect(good(answer, 201).name).toBe(kept)
    expect((await onDisk(app)).spool).toEqual([])
  })

  it('refuse names without end, empty files, and no file at all', async () => {
    refused(await attach(owner, at, `${'长'.repeat(10_000)}.txt`, 'x'), 422, 'too_long')
    refused(await attach(owner, at, `${'长'.repeat(197)}.txt`, 'x'), 422, 'too_long')
    good(await attach(owner, at, `${'长'.repeat(196)}.txt`, 'x'), 201)
    const empty = refused(await attach(owner, at, '空.txt', ''), 422, 'empty_file')
    expect(empty.errors[0].path).toBe('file')
    const { headers } = form('a.txt', 'x')
    refused(await owner.call('POST', `${at}/attachments`, Buffer.from('--greensea-boundary-7f3a--\r\n'), headers), 422)
    refused(await owner.call('POST', `${at}/attachments`, 'no form', headers), 400)
    refused(await owner.post(`${at}/attachments`, { file: 'x' }), 415)
    const two = Buffer.concat([form('a.txt', 'x').payload.subarray(0, -28), form('b.txt', 'y').payload])
    refused(await owner.call('POST', `${at}/attachments`, two, headers), 413)
  })

  it('refuse what runs, and what is not what its name says, naming both', async () => {
    const disguised = refused(await attach(owner, at, '照片.png', program), 422, 'type_refused')
    expect(disguised.detail).toContain('.png')
    expect(disguised.detail).toContain('Windows 程序')
    const english = refused(await attach(owner, at, 'photo.png', program, { 'accept-language': 'en' }), 422)
    expect(english.detail).toContain('.png')
    expect(english.detail).toContain('a Windows program')
    const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(200)])
    const lnk = Buffer.concat([Buffer.from([0x4c, 0, 0, 0, 1, 0x14, 2, 0]), Buffer.alloc(200)])
    for (const [name, content, code] of [
      ['setup.exe', program, 'type_refused'],
      ['SETUP.EXE', 'text', 'type_refused'],
      ['合同.pdf.exe', pdf, 'type_refused'],
      ['合同.pdf.exe.', pdf, 'type_refused'],
      ['run.ps1', 'text', 'type_refused'],
      ['macro.docm', zipSync({ a: Buffer.from('x') }), 'type_refused'],
      ['no-ending', program, 'type_refused'],
      ['data.bin2', elf, 'type_refused'],
      ['report.txt', lnk, 'type_refused'],
      ['照片.jpg', pdf, 'type_mismatch'],
      ['合同.pdf', await picture(), 'type_mismatch'],
      ['合同.docx', pdf, 'type_mismatch'],
      ['表.xlsx', 'a,b', 'type_mismatch'],
      ['说明.txt', await picture(), 'type_mismatch'],
    ] as const)
      refused(await attach(owner, at, name, Buffer.from(content)), 422, code)
    for (const [name, content] of [
      ['照片.JPG', await picture()],
      ['合同.docx', Buffer.from(zipSync({ '[Content_Types].xml': Buffer.from('<x/>') }))],
      ['MZ 开头.csv', Buffer.from('MZ,名称\n1,2\n')],
      ['BM.txt', Buffer.from('BM 是品牌')],
      ['gbk.csv', Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x31])],
      ['utf16.txt', Buffer.from('\ufeff名称', 'utf16le')],
      ['dump.xyz', randomBytes(5000)],
    ] as const)
      good(await attach(owner, at, name, content), 201)
    // A bomb stays packed: forty megabytes of nothing in forty kilobytes are a zip like any other.
    good(await attach(owner, at, 'bomb.zip', Buffer.from(zipSync({ a: Buffer.alloc(40_000_000) }))), 201)
    await ledgerAtRest(app)
  })

  it('keep to the limits that administrators set', async () => {
    refused(await owner.patch('/attachment-policy', { maxBytes: 1 }), 403)
    expect(good(await owner.get('/attachment-policy'))).toMatchObject({ maxBytes: 50 * 1024 * 1024, maxFiles: 200 })
    for (const wrong of [
      { maxBytes: 0 },
      { maxBytes: 1.5 },
      { maxBytes: 1e12 },
      { maxFiles: '5' },
      { allowed: 'pdf' },
      { denied: ['../x'] },
      { other: 1 },
    ])
      refused(await app.admin.patch('/attachment-policy', wrong), 422)
    const there = `/customers/${(await newCustomer(owner)).id}`
    good(await app.admin.patch('/attachment-policy', { maxBytes: 100_000, maxFiles: 2 }))
    const large = refused(await attach(owner, there, '大.txt', Buffer.alloc(100_001, 97)), 413, 'too_large')
    expect(large.detail).toContain('98 KB')
    good(await attach(owner, there, '正好.txt', Buffer.alloc(100_000, 97)), 201)
    // Two at once for the one place that is left.
    const both = await Promise.all([attach(owner, there, 'a.txt', 'a'), attach(owner, there, 'b.txt', 'b')])
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409])
    refused(both.find((answer) => answer.status === 409)!, 409, 'attachments_full')
    good(await app.admin.patch('/attachment-policy', { maxFiles: 200, allowed: ['.PDF', 'png'] }))
    refused(await attach(owner, at, 'a.txt', 'text'), 422, 'type_refused')
    good(await attach(owner, at, 'a.pdf', pdf), 201)
    good(await app.admin.patch('/attachment-policy', { maxBytes: 50 * 1024 * 1024, allowed: [] }))
    expect((await onDisk(app)).spool).toEqual([])
    await storeAtRest(app)
  })

  it('arrive once under one Idempotency-Key', async () => {
    const there = `/customers/${(await newCustomer(owner)).id}`
    const again = (name: string, content: string) => attach(owner, there, name, content, { 'idempotency-key': 'k-1' })
    const [first, second] = [good(await again('a.txt', 'one'), 201), await again('a.txt', 'one')]
    expect(second.headers['idempotent-replay']).toBe('true')
    expect(second.body.id).toBe(first.id)
    refused(await again('a.txt', 'two'), 422, 'idempotency_mismatch')
    expect(await listed(owner, there)).toHaveLength(1)
    await storeAtRest(app)
  })

  it('leave nothing when the upload breaks off', async () => {
    const origin = new URL(await app.app.http.listen({ port: 0, host: '127.0.0.1' }))
    const before = await listed(owner, at)
    const { headers, payload } = form('半个.txt', Buffer.alloc(200_000, 97))
    const { headers: signedIn } = await cookieOf()
    await new Promise<void>((resolve) => {
      const request = overHttp({
        host: origin.hostname,
        port: origin.port,
        method: 'POST',
        path: `/api/v1${at}/attachments`,
        headers: { ...headers, ...signedIn, 'content-length': payload.length },
      })
      request.on('error', () => resolve())
      request.on('close', () => resolve())
      request.write(payload.subarray(0, 150_000))
      void eventually(async () => ((await onDisk(app)).spool.length > 0 ? true : undefined), 'the first bytes').then(
        () => request.destroy(),
      )
    })
    await eventually(async () => ((await onDisk(app)).spool.length === 0 ? true : undefined), 'the spool empty again')
    expect(await listed(owner, at)).toEqual(before)
    await storeAtRest(app)
  })

  it('are refused so that a sender on a real connection can read why, however much is still to come', async () => {
    const reader = await app.person({ account: 'reader', roles: ['rep'], name: '读者' })
    good(await owner.post(`${at}/add-members`, { employeeIds: [reader.id], right: 'read' }))
    const { key: readerKey } = good(await reader.post('/api-keys', { name: 'r', scopes: ['*'] }), 201)
    const origin = app.app.http.listeningOrigin
    const send = async (authorization: string, name: string, bytes: number) => {
      const body = new FormData()
      body.append('file', new Blob([Buffer.alloc(bytes, 97)]), name)
      const answer = await fetch(`${origin}/api/v1${at}/attachments`, {
        method: 'POST',
        body,
        headers: { authorization },
      })
      return { status: answer.status, code: ((await answer.json()) as { code?: string }).code }
    }
    good(await app.admin.patch('/attachment-policy', { maxBytes: 1_000_000 }))
    const mine = String((await cookieOf()).headers.authorization)
    expect(await send(mine, '大.txt', 30_000_000)).toEqual({ status: 413, code: 'too_large' })
    expect(await send(mine, 'setup.exe', 900_000)).toEqual({ status: 422, code: 'type_refused' })
    expect(await send(`Bearer ${readerKey}`, 'a.txt', 30_000_000)).toEqual({ status: 403, code: 'not_yours' })
    expect((await send(mine, '好.txt', 900_000)).status).toBe(201)
    good(await app.admin.patch('/attachment-policy', { maxBytes: 50 * 1024 * 1024 }))
    expect((await onDisk(app)).spool).toEqual([])
  })

  it('that a crash left behind are swept', async () => {
    const { pool } = app.app.system.kernel.db
    const long = new Date(Date.now() - 7 * 3_600_000)
    const made = good(await attach(owner, at, 'a.txt', 'x'), 201)
    const stray = '01890000-0000-7000-8000-0000000000ab'
    await mkdir(join(app.dataDir, 'files', 'ab'), { recursive: true })
    await writeFile(join(app.dataDir, 'files', 'ab', stray), 'half of something')
    await pool.query(`INSERT INTO stored_files VALUES ($1, 'arriving', $2)`, [stray, long])
    const half = join(app.dataDir, 'incoming', 'half')
    await writeFile(half, 'x')
    await utimes(half, new Date(0), new Date(0))
    expect(await runSweep()).toMatchObject({ stray: 1, removed: 1, unfinished: 1, expired: 0 })
    expect((await onDisk(app)).files).not.toContain(stray)
    await owner.del(`/attachments/${made.id}`)
    await app.shift(31 * 86_400_000)
    expect(await runSweep()).toMatchObject({ expired: 1, removed: 1, stray: 0 })
    await app.shift(0)
    refused(await owner.post(`/attachments/${made.id}/restore`), 404)
    await storeAtRest(app)
  })

  it('show pictures small, upright, without what the camera wrote', async () => {
    const photo = await picture(2400, 1200)
    expect(photo.includes('SecretCamera')).toBe(true)
    const made = good(await attach(owner, at, '门头.jpg', photo), 201)
    expect(made.preview).toBe('picture')
    const small = await bytesOf(`/attachments/${made.id}/preview?size=thumbnail`)
    expect(small).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' },
    })
    expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'webp', width: 240, height: 120 })
    const large = await bytesOf(`/attachments/${made.id}/preview`)
    const about = await sharp(large.bytes).metadata()
    expect(about).toMatchObject({ width: 1600, height: 800 })
    expect(about.exif).toBeUndefined()
    expect(large.bytes.includes('SecretCamera')).toBe(false)
    const tag = String(large.headers.etag)
    expect((await bytesOf(`/attachments/${made.id}/preview`, { 'if-none-match': tag })).status).toBe(304)
    refused(await owner.get(`/attachments/${made.id}/preview?size=huge`), 422)
    const broken = good(await attach(owner, at, '坏.jpg', photo.subarray(0, 400)), 201)
    refused(await owner.get(`/attachments/${broken.id}/preview`), 422, 'no_preview')
    expect((await onDisk(app)).spool).toEqual([])
    await ledgerAtRest(app)
  })

  it('say so when the store has lost one', async () => {
    const made = good(await attach(owner, at, 'a.txt', 'x'), 201)
    const { pool } = app.app.system.kernel.db
    await pool.query(`UPDATE attachments SET file_id = '01890000-0000-7000-8000-0000000000ff' WHERE id = $1`, [made.id])
    refused(await owner.get(`/attachments/${made.id}/download`), 503, 'file_missing')
  })
})
