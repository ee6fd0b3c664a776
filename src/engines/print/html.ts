/** Markup that is safe to print. It is made by `html` alone; whatever goes into it is text. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | false | readonly (Markup | string | false)[]

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark]!)

const written = (part: Part): string => {
  if (part === false) return ''
  if (part instanceof Markup) return part.text
  return Array.isArray(part) ? part.map((one: Markup | string | false) => written(one)).join('') : escaped(String(part))
}

/** `html`<td>${name}</td>``: what stands in braces is escaped, unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((made, string, i) => made + string + (i < parts.length ? written(parts[i]!) : ''), ''))

/** A text as a string of a style sheet: every sign that is no letter or digit by its number. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`
