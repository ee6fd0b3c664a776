import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Server {
  readonly endpoint: string
  readonly keys: { readonly keyId: string; readonly keySecret: string }
  readonly objects: Map<string, Buffer>
  /** Every request that was refused, with the reason. */
  readonly refusals: string[]
  /** Answers 503 to everything while it is true. */
  down: boolean
  readonly close: () => Promise<void>
}

const keys = { keyId: 'AKIAGREENSEATEST', keySecret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY' }
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
const hex = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** What is wrong with the signature of a request by AWS Signature Version 4, worked out from its specification. */
const faultOf = (request: IncomingMessage, body: Buffer): string | undefined => {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (match === null) return 'no signature'
  const [, id, day = '', region = '', names = '', signature = ''] = match
  if (id !== keys.keyId) return 'unknown key'
  const at = String(request.headers['x-amz-date'])
  if (!/^\d{8}T\d{6}Z$/.test(at) || !at.startsWith(day)) return 'no date'
  const digest = String(request.headers['x-amz-content-sha256'])
  if (digest !== hex(body)) return 'the digest is not that of the body'
  const signed = names.split(';')
  for (const must of ['host', 'x-amz-date', 'x-amz-content-sha256'])
    if (!signed.includes(must)) return `${must} is not signed`
  const url = new URL(request.url ?? '/', 'http://host')
  const canonical = [
    request.method,
    url.pathname,
    url.searchParams.toString(),
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    digest,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', at, scope, hex(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${keys.keySecret}`, day), region))
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')) ? undefined : 'the signature does not match'
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** An S3 server as strict as one can be on four methods: path style, signatures, digests, lengths, ranges. */
export const startS3Server = async (): Promise<S3Server> => {
  const objects = new Map<string, Buffer>()
  const refusals: string[] = []
  const state = { down: false }
  const server: Server = createServer((request, reply) => {
    void (async () => {
      const body = await bodyOf(request)
      const refuse = (status: number, why: string) => {
        refusals.push(why)
        reply.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${why}</Code></Error>`)
      }
      const fault = faultOf(request, body)
      const name = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname.slice(1))
      if (state.down) return refuse(503, 'SlowDown')
      if (fault !== undefined) return refuse(403, fault)
      if (request.method === 'PUT') {
        if (request.headers['content-length'] === undefined) return refuse(411, 'MissingContentLength')
        objects.set(name, body)
        return reply.writeHead(200, { etag: '"x"' }).end()
      }
      const found = objects.get(name)
      if (request.method === 'DELETE') {
        objects.delete(name)
        return reply.writeHead(204).end()
      }
      if (found === undefined) return refuse(404, 'NoSuchKey')
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
      if (range === null) return reply.writeHead(200, { 'content-length': found.length }).end(found)
      const part = found.subarray(Number(range[1]), Number(range[2]) + 1)
      return reply
        .writeHead(206, {
          'content-length': part.length,
          'content-range': `bytes ${range[1]}-${range[2]}/${found.length}`,
        })
        .end(part)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    endpoint: `http://127.0.0.1:${port}`,
    keys,
    objects,
    refusals,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}
