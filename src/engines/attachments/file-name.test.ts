import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loneSurrogate } from '../../model/field.ts'
import { cleanName, disposition, extensionOf } from './file-name.ts'

const anyName = fc.string({ unit: 'binary', maxLength: 60 })

describe('a file name', () => {
  it('has no path, nothing unseen, nothing a system refuses, and is clean once it was cleaned', () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const name = cleanName(given)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(name).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069/\\<>:"|?*]|^[.\s]|[.\s]$/u)
        expect(name).not.toMatch(loneSurrogate)
        expect(cleanName(name)).toBe(name)
      }),
    )
  })

  it('travels in a header of plain letters, and comes back as it was', () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const name = cleanName(given)
        const header = disposition(name)
        expect(header).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]*$/)
        expect(decodeURIComponent(header.slice("attachment; filename*=UTF-8''".length))).toBe(name)
      }),
    )
  })

  it.each([
    ['合同.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['none', ''],
    ['图.x'.padEnd(90, 'x'), 'x'.repeat(40)],
  ])('of %s ends with %s', (name, extension) => expect(extensionOf(name)).toBe(extension))
})
