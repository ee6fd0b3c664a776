/** The longest name, in characters as people count them. */
export const maxName = 200

/** What no name shows: control characters, marks that turn the direction of writing, parts of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unseen = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uD800-\uDFFF\uFFFD]/gu
/** What some system refuses in a name. */
const refused = /[<>:"/\\|?*]/g

/**
 * The name of a file as it is kept: no path, nothing unseen, no dots or blanks at its ends that a system drops.
 * Any Unicode otherwise. Empty where nothing is left.
 */
export const cleanName = (given: string): string => {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  return last
    .replace(unseen, '')
    .replace(refused, '_')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
}

/** What follows the last dot, in small letters; empty where there is none. */
export const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot < 0
    ? ''
    : name
        .slice(dot + 1)
        .toLowerCase()
        .slice(0, 40)
}

/** `attachment; filename*=UTF-8''…` (RFC 6266, RFC 8187): saved, never shown. */
export const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
