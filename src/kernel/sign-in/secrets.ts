import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Queryable } from '../database/database.ts'

/** A secret of this installation, made the first time it is asked for; every process gets the same one. */
export const serverSecret = async (db: Queryable, name: string): Promise<Buffer> => {
  const read = sql`SELECT value FROM server_secrets WHERE name = ${name}`
  const known = (await db.query<{ value: Buffer }>(read)).rows[0]
  if (known !== undefined) return known.value
  await db.query(sql`INSERT INTO server_secrets (name, value) VALUES (${name}, ${randomBytes(32)})
    ON CONFLICT (name) DO NOTHING`)
  return (await db.query<{ value: Buffer }>(read)).rows[0]!.value
}

const cipher = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

const keyFor = async (db: Queryable, purpose: string): Promise<Buffer> =>
  Buffer.from(hkdfSync('sha256', await serverSecret(db, 'sealing'), Buffer.alloc(0), purpose, 32))

export interface Sealing {
  /** What the secret is for; each purpose has its own key. */
  readonly purpose: string
  /** Whose it is; a sealed secret moved to another owner does not open. */
  readonly owner: string
}

/** Encrypts a secret for a column. */
export const seal = async (db: Queryable, { purpose, owner }: Sealing, clear: string): Promise<Buffer> => {
  const iv = randomBytes(ivLength)
  const encrypt = createCipheriv(cipher, await keyFor(db, purpose), iv).setAAD(Buffer.from(owner))
  const body = Buffer.concat([encrypt.update(clear, 'utf8'), encrypt.final()])
  return Buffer.concat([iv, encrypt.getAuthTag(), body])
}

/** Decrypts what `seal` made; throws when it was changed, moved or sealed under another server secret. */
export const unseal = async (db: Queryable, { purpose, owner }: Sealing, sealed: Buffer): Promise<string> => {
  const decrypt = createDecipheriv(cipher, await keyFor(db, purpose), sealed.subarray(0, ivLength), {
    authTagLength: tagLength,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(ivLength, ivLength + tagLength))
  return decrypt.update(sealed.subarray(ivLength + tagLength), undefined, 'utf8') + decrypt.final('utf8')
}
