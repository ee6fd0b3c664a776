import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const point = (bytes: Buffer) => bytes.toString('base64url')

/** A browser as a push service knows it: its keys, and what it reads of a message (RFC 8291, RFC 8188). */
export const newBrowser = () => {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const publicKey = ecdh.getPublicKey()
  return {
    keys: { p256dh: point(publicKey), auth: point(auth) },
    read: (body: Buffer): Record<string, string> => {
      const salt = body.subarray(0, 16)
      const recordSize = body.readUInt32BE(16)
      const senderKey = body.subarray(21, 21 + body.readUInt8(20))
      const cipherText = body.subarray(21 + senderKey.length)
      if (cipherText.length > recordSize) throw new Error('more than one record')
      const shared = ecdh.computeSecret(senderKey)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey])
      const ikm = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
      const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
      const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
      const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 })
      decipher.setAuthTag(cipherText.subarray(-16))
      const padded = Buffer.concat([decipher.update(cipherText.subarray(0, -16)), decipher.final()])
      // One record, so its delimiter is 2, after which there is padding only.
      const end = padded.lastIndexOf(2)
      return JSON.parse(padded.subarray(0, end).toString()) as Record<string, string>
    },
  }
}

/** What the VAPID header claims, if it is signed by the key it names (RFC 8292); throws otherwise. */
export const readVapid = (headers: IncomingHttpHeaders): { key: string; claims: Record<string, string | number> } => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(String(headers.authorization)) ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const raw = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: point(raw.subarray(1, 33)), y: point(raw.subarray(33)) },
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) throw new Error('the VAPID token is not signed by its key')
  return { key, claims: JSON.parse(Buffer.from(body, 'base64url').toString()) }
}

/** Only to name things apart. */
export const someToken = (): string => createHmac('sha256', randomBytes(8)).digest('base64url')
