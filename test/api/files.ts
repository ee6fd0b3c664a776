import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Answer, Client, TestApp } from '../support/app.ts'
import { eventually, good } from './company.ts'

/** A form with one file, as a browser sends it: names are raw UTF-8, quotes and line ends escaped (WHATWG). */
export const form = (
  name: string,
  content: Buffer | string,
  fieldName = 'file',
): { payload: Buffer; headers: Record<string, string> } => {
  const boundary = 'greensea-boundary-7f3a'
  const written = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return {
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${fieldName}"; filename="${written}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

export const attach = (
  client: Client,
  at: string,
  name: string,
  content: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const made = form(name, content)
  return client.call('POST', `${at}/attachments`, made.payload, { ...made.headers, ...headers })
}

export const listed = async (client: Client, at: string): Promise<Answer['body'][]> =>
  good(await client.get(`${at}/attachments`)).data

export const picture = (width = 640, height = 480): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#0F6B57' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' } })
    .toBuffer()

export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** What begins like a Windows program. */
export const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400, 0), Buffer.from('PE\0\0')])

/** Every file of the disk store, and whatever lies in the spool. */
export const onDisk = async ({ dataDir }: TestApp): Promise<{ files: string[]; spool: string[] }> => {
  const under = async (folder: string) =>
    (await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
  return { files: await under('files'), spool: await under('incoming') }
}

export const ledger = async ({ app }: TestApp): Promise<{ id: string; state: string }[]> =>
  (await app.system.kernel.db.pool.query('SELECT id, state FROM stored_files ORDER BY id')).rows

/** The ledger has nothing that is on its way; what leaves the store leaves it a moment later. */
export const ledgerAtRest = (app: TestApp): Promise<true> =>
  eventually(
    async () => ((await ledger(app)).every((file) => file.state === 'kept') ? true : undefined),
    'the ledger at rest',
  )

/** On disk lies what the ledger knows, and nothing else. */
export const storeAtRest = async (app: TestApp): Promise<void> => {
  await eventually(async () => {
    const known = (await ledger(app)).map((file) => file.id).sort()
    const { files, spool } = await onDisk(app)
    return spool.length === 0 && JSON.stringify([...files].sort()) === JSON.stringify(known) ? true : undefined
  }, 'the store as the ledger says')
}
