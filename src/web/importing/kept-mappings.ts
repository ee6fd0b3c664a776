import type { ObjectMeta } from '../meta.ts'
import { type KeptMapping, preferences, setPreferences } from '../preferences.ts'
import type { ImportColumn } from './import-run.ts'
import { type Decisions, fillable, foldHeader } from './mapping.ts'

const most = 20

/** The object and its headings, whatever their order and spacing, in a few letters. */
export const signatureOf = (object: string, headings: readonly string[]): string => {
  const text = headings.map(foldHeader).sort().join('\n')
  let sum = 5381
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 33) ^ text.charCodeAt(at)) >>> 0
  return `${object}:${headings.length}:${sum.toString(36)}`
}

/** What was decided the last time a file had these headings, as far as its fields are still there. */
export const keptFor = (object: ObjectMeta, columns: readonly ImportColumn[]): KeptMapping | undefined => {
  const headings = columns.map((column) => column.header)
  const kept = preferences().mappings[signatureOf(object.path, headings)]
  if (kept === undefined) return undefined
  const known = new Set(fillable(object).map((field) => field.name))
  const byHeading = new Map(Object.entries(kept.fields).map(([header, field]) => [foldHeader(header), field]))
  const fields = Object.fromEntries(
    headings.map((header) => {
      const field = byHeading.get(foldHeader(header)) ?? null
      return [header, field !== null && known.has(field) ? field : null]
    }),
  )
  const filled = new Set(Object.values(fields))
  return { ...kept, fields, matchBy: kept.matchBy.filter((name) => filled.has(name)) }
}

/** Remembers what was decided, for the next file of the same kind; the oldest give way. */
export const keepMapping = (object: string, { mapping, matchBy, onMatch }: Decisions, now: number): void => {
  const key = signatureOf(object, Object.keys(mapping))
  const { [key]: _before, ...others } = preferences().mappings
  const recent = Object.entries(others)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, most - 1)
  setPreferences({ mappings: { ...Object.fromEntries(recent), [key]: { fields: mapping, matchBy, onMatch, at: now } } })
}
