import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Comparison, Load } from './load.ts'

/** What one case found. */
export interface Section {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly notes?: readonly string[]
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

export const ms = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
export const whole = (value: number): string => Math.round(value).toLocaleString('en')

const cpu = ({ nodeMs, databaseMs }: Load): string =>
  nodeMs === undefined || databaseMs === undefined ? '' : `${ms(nodeMs)} + ${ms(databaseMs)}`

export const comparisonColumns = [
  'case',
  'requests/s',
  'p95 ms',
  'CPU ms: Node + database',
  'bare requests/s',
  'bare p95 ms',
  'bare CPU ms',
  'ratio (rounds)',
  'must / aim',
]

export const comparisonRow = (name: string, { app, bare, ratio, lowest, highest }: Comparison): string[] => [
  name,
  whole(app.perSecond),
  ms(app.p95),
  cpu(app),
  whole(bare.perSecond),
  ms(bare.p95),
  cpu(bare),
  `${ratio.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`,
  app.failed + bare.failed > 0
    ? `${app.failed} and ${bare.failed} requests failed`
    : ratio >= 0.7
      ? 'aim'
      : ratio >= 0.5
        ? 'must'
        : 'missed',
]

/** Signs of double width count as two, so that columns of Chinese line up on a terminal. */
const width = (text: string): number => [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffdc]/.test(sign) ? 2 : 1), 0)

export const printSection = ({ title, columns, rows, notes = [] }: Section): void => {
  const widths = columns.map((column, i) => Math.max(width(column), ...rows.map((row) => width(row[i] ?? ''))))
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(cell)))).join('  ')
  say(`\n${title}\n${'─'.repeat(width(title))}`)
  say(line(columns))
  for (const row of rows) say(line(row))
  for (const note of notes) say(`  ${note}`)
}

const cell = (text: string) => text.replaceAll('|', '\\|')

const sectionText = ({ title, columns, rows, notes = [] }: Section, stamp: string): string =>
  [
    `## ${title}`,
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
    ...notes.map((note) => `- ${note}`),
    `- ${stamp}`,
    '',
  ].join('\n')

export interface Conditions {
  readonly postgres: string
  readonly buffers: string
  readonly counts: Readonly<Record<string, number>>
  readonly command: string
}

const conditionsText = ({ postgres, buffers, counts }: Conditions): string => {
  const [cpu] = cpus()
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. The application runs as its own built process, the denominator ("bare") as another: a bare Fastify with hand-written SQL for the same rows, columns and count, and one session read per request. Both on the same database, with the same pool size, loaded in turn by ten connections from a third process on the same machine. The bare handler neither masks nor works out what the person may do with each row.',
    '',
    '| condition | |',
    '|---|---|',
    `| processor | ${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores |`,
    `| memory | ${(totalmem() / 2 ** 30).toFixed(0)} GB |`,
    `| Node | ${process.versions.node} on ${process.platform} ${process.arch} |`,
    `| PostgreSQL | ${postgres}, shared_buffers ${buffers}, fsync on |`,
    `| rows | ${Object.entries(counts)
      .map(([table, n]) => `${n.toLocaleString('en')} ${table}`)
      .join(', ')} |`,
    '',
  ].join('\n')
}

export const resultsFile = join(import.meta.dirname, 'RESULTS.md')

/** Writes what a case found as soon as it is found; the sections of other cases stay as they were. */
export const writeResults = (conditions: Conditions, section: Section): void => {
  const stamp = `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC with \`${conditions.command}\`, ${(conditions.counts.customers ?? 0).toLocaleString('en')} customers.`
  const kept = existsSync(resultsFile)
    ? readFileSync(resultsFile, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : []
  const written = new Map(kept.map((text) => [text.slice(3, text.indexOf('\n')), text]))
  written.set(section.title, sectionText(section, stamp))
  writeFileSync(
    resultsFile,
    `${conditionsText(conditions)}\n${[...written.values()].map((text) => text.trimEnd()).join('\n\n')}\n`,
  )
}
