import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Label } from '../model/label.ts'

/** One code of refusal as the sources say it. */
export interface RefusalWords {
  readonly code: string
  /** Of the answers that carry it themselves; none for a code of single wrong values. */
  readonly statuses: readonly string[]
  readonly words: Label
}

/** A quoted text of the language: `'…'`, `"…"` or a template. */
const quoted = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|${'`'}(?:[^${'`'}\\]|\\.)*${'`'})`
const name = `'(?<code>[a-z][a-z0-9_]*)'`
const pair = String.raw`(?<zh>${quoted})\s*,\s*(?<en>${quoted})`

const form = (pattern: string): RegExp => new RegExp(pattern, 'g')

/** How the sources refuse: by a constructor, or by a literal of code and words. */
const forms: readonly { readonly form: RegExp; readonly status?: string }[] = [
  { form: form(String.raw`\bmalformed\(\s*${name}\s*,\s*${pair}`), status: '400' },
  { form: form(String.raw`\bnotSignedIn\(\s*${name}\s*,\s*${pair}`), status: '401' },
  { form: form(String.raw`\bforbidden\(\s*${name}\s*,\s*${pair}`), status: '403' },
  { form: form(String.raw`\bconflict\(\s*${name}\s*,\s*${pair}`), status: '409' },
  { form: form(String.raw`\bcooled\(\s*${name}\s*,(?:\s*\w+\s*,)*\s*${pair}`), status: '409' },
  { form: form(String.raw`\btooMany\(\s*${name}\s*,\s*${pair}`), status: '429' },
  { form: form(String.raw`\bnew Refusal\(\s*(?<status>\d{3})\s*,\s*${name}(?:\s*,\s*label\(\s*${pair})?`) },
  {
    form: form(
      String.raw`\bstatus: (?<status>\d{3})(?: as const)?\s*,\s*code: ${name}\s*,\s*message: label\(\s*${pair}`,
    ),
  },
  { form: form(String.raw`\b(?:fault\(\s*[^,()]+(?:\([^()]*\))?|wrong\(\s*path)\s*,\s*${name}(?:\s*,\s*${pair})?`) },
  { form: form(String.raw`\bbad\(\s*${name}\s*,\s*${pair}`) },
  { form: form(String.raw`\bcode: ${name}\s*,\s*(?:message: \{\s*)?zh: (?<zh>${quoted})\s*,\s*en: (?<en>${quoted})`) },
]

/** What is filled in is not known here. */
const plain = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…')
    .replace(/\\(.)/g, '$1')

/** The layers below first: their words are the more general ones. */
const layers = ['model', 'kernel', 'fields', 'engines', 'modules', 'app']

const sourcesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** Every code that some source under `src` refuses with, in alphabetical order. */
export const refusalsIn = (folder = join(import.meta.dirname, '..')): RefusalWords[] => {
  const found = new Map<string, { statuses: Set<string>; words: Label }>()
  for (const file of layers.flatMap((layer) => sourcesUnder(join(folder, layer)))) {
    const text = readFileSync(file, 'utf8')
    for (const { form: pattern, status } of forms)
      for (const { groups } of text.matchAll(pattern)) {
        if (groups?.code === undefined) continue
        const { code, zh = "''", en = "''" } = groups
        const known = found.get(code)
        const statuses = known?.statuses ?? new Set()
        const answered = groups.status ?? status
        if (answered !== undefined) statuses.add(answered)
        if (known === undefined || known.words.zh === '')
          found.set(code, { statuses, words: { zh: plain(zh), en: plain(en) } })
      }
  }
  return [...found]
    .map(([code, { statuses, words }]) => ({ code, statuses: [...statuses].sort(), words }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
