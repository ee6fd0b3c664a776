import { createHash, randomBytes, randomInt } from 'node:crypto'

/** SHA-256 of a secret that is random in itself; the tables hold this and never the secret. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest()

/** A new secret of 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Letters and digits that nobody mistakes for one another on paper. */
export const readable = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Random text over an alphabet, without bias. */
export const randomText = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

/** A code typed by hand, as it was printed: upper case, without spaces and dashes. */
export const typedCode = (code: string): string =>
  code
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase()
