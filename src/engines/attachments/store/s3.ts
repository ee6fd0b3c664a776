import { createReadStream } from 'node:fs'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import type { FileStore, LooseFile } from './store.ts'

export interface Bucket {
  /** `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000` */
  readonly endpoint: string
  readonly bucket: string
  /** Put before every name, without slashes at its ends; may be empty. */
  readonly prefix: string
  readonly region: string
  /** `endpoint/bucket/name` instead of `bucket.endpoint/name`; most servers of one's own want it. */
  readonly pathStyle: boolean
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** How long a store may say nothing, in milliseconds; of what is read, a slow reader of ours holds it up as well. */
const silence = { PUT: 60_000, GET: 5 * 60_000, DELETE: 10_000 } as const
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const textOf = async (answer: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const bytes of answer) if (text.length < 2000) text += String(bytes)
  return text.slice(0, 2000)
}

/** Files in a bucket of an S3-compatible store, named by their id. */
export const s3Store = (bucket: Bucket): FileStore => {
  const addressOf = (id: string): string => {
    const url = new URL(bucket.endpoint)
    const name = [...(bucket.prefix === '' ? [] : [bucket.prefix]), id].join('/')
    if (bucket.pathStyle) url.pathname = `/${bucket.bucket}/${name}`
    else {
      url.hostname = `${bucket.bucket}.${url.hostname}`
      url.pathname = `/${name}`
    }
    return url.href
  }
  /** One signed request; the body is streamed with its length, and its digest is part of what is signed. */
  const send = async (
    method: 'PUT' | 'GET' | 'DELETE',
    id: string,
    more: { headers?: Record<string, string>; file?: LooseFile } = {},
  ): Promise<IncomingMessage> => {
    const { file } = more
    const { accessKeyId, secretAccessKey, region } = bucket
    const signed = await new AwsV4Signer({
      method,
      url: addressOf(id),
      headers: { ...more.headers, 'X-Amz-Content-Sha256': file?.sha256 ?? ofNothing },
      accessKeyId,
      secretAccessKey,
      service: 's3',
      region,
    }).sign()
    const open = signed.url.protocol === 'http:' ? overHttp : overHttps
    const request = open(signed.url, {
      method,
      timeout: silence[method],
      headers: {
        ...Object.fromEntries(signed.headers),
        ...(file === undefined ? {} : { 'content-length': String(file.size) }),
      },
    })
    request.on('timeout', () => request.destroy(new Error('the file store is silent')))
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve)
      request.once('error', reject)
    })
    const sent = pipeline(file === undefined ? Readable.from([]) : createReadStream(file.path), request)
    const [answer] = await Promise.all([answered, sent])
    return answer
  }
  const refused = async (what: string, answer: IncomingMessage) =>
    new Error(`the file store answered ${answer.statusCode} to ${what}: ${await textOf(answer)}`)
  return {
    put: async (id, file) => {
      const answer = await send('PUT', id, { file, headers: { 'Content-Type': 'application/octet-stream' } })
      if (answer.statusCode !== 200) throw await refused('a new file', answer)
      await textOf(answer)
    },
    read: async (id, span) => {
      const headers: Record<string, string> = span === undefined ? {} : { Range: `bytes=${span.first}-${span.last}` }
      const answer = await send('GET', id, { headers })
      if (answer.statusCode === (span === undefined ? 200 : 206)) return answer
      if (answer.statusCode !== 404) throw await refused('a question for a file', answer)
      await textOf(answer)
      return undefined
    },
    remove: async (id) => {
      const answer = await send('DELETE', id)
      if (![200, 204, 404].includes(answer.statusCode ?? 0)) throw await refused('the removal of a file', answer)
      await textOf(answer)
    },
  }
}

/**
 * `s3://bucket/prefix?endpoint=https://…&region=…&pathStyle=0`, with the keys apart so that an address can be shown.
 * Throws an Error that says what is missing.
 */
export const bucketOf = (address: string, keys: { readonly id?: string; readonly secret?: string }): Bucket => {
  const url = new URL(address)
  const region = url.searchParams.get('region') ?? 'us-east-1'
  const endpoint = url.searchParams.get('endpoint')
  const style = url.searchParams.get('pathStyle')
  const known = new Set(['endpoint', 'region', 'pathStyle'])
  for (const name of url.searchParams.keys())
    if (!known.has(name)) throw new Error(`GREENSEA_FILES: no setting "${name}"; there are ${[...known].join(', ')}`)
  if (url.hostname === '') throw new Error('GREENSEA_FILES: the bucket is missing, as in s3://bucket')
  if (!keys.id || !keys.secret)
    throw new Error('GREENSEA_FILES is an S3 store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
  return {
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    bucket: url.hostname,
    prefix: url.pathname.replace(/^\/+|\/+$/g, ''),
    region,
    pathStyle: style === null ? endpoint !== null : ['1', 'true'].includes(style),
    accessKeyId: keys.id,
    secretAccessKey: keys.secret,
  }
}
